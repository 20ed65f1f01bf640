// SPDX-License-Identifier: EUPL-1.2
#include <array>
#include <charconv>
#include <ctime>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "engine/cli/command.h"
#include "engine/cli/files.h"
#include "engine/cli/forensics_report.h"
#include "engine/cli/forensics_session.h"
#include "engine/forensics/pairs.h"
#include "engine/forensics/persons.h"
#include "engine/forensics/summary.h"

namespace probant::engine::cli {
namespace {

constexpr double kAlphaLeast = 1e-6;
constexpr double kAlphaMost = 0.5;
constexpr int kFigures = 6;

struct ForensicsOptions {
    ForensicsFiles files{};
    double alpha{0.01};
    std::uint64_t seed{};
    std::string out{};
    bool json{};
};

void add_number(std::string& line, const std::optional<double>& number) {
    if (!number) return;
    std::array<char, 32> text{};
    const auto end = std::to_chars(
        text.data(), text.data() + text.size(), *number, std::chars_format::general, kFigures);
    line.append(text.data(), end.ptr);
}

std::string persons_csv(const NamedSession& named,
                        const std::vector<forensics::PersonFinding>& findings) {
    std::string csv = "sim,statistic,value,p,n,state\n";
    for (const auto& finding : findings) {
        csv += std::to_string(named.names[finding.person]) + ',';
        csv += forensics::word(finding.statistic);
        csv += ',';
        add_number(csv, finding.value);
        csv += ',';
        add_number(csv, finding.p);
        csv += ',' + std::to_string(finding.n) + ',';
        csv += forensics::word(finding.state);
        csv += '\n';
    }
    return csv;
}

void add_pair(std::string& csv, const NamedSession& named, const forensics::PairFinding& finding) {
    csv += std::to_string(named.names[finding.first]) + ',' +
           std::to_string(named.names[finding.second]) + ',';
    csv += forensics::word(finding.statistic);
    csv += ',' + std::to_string(finding.common) + ',';
    add_number(csv, finding.value);
    csv += ',';
    add_number(csv, finding.p);
    csv += ',';
    add_number(csv, finding.q);
    csv += ',';
    add_number(csv, forensics::distance_of(named.session, finding.first, finding.second));
    csv += ',';
    csv += forensics::word(finding.state);
    csv += '\n';
}

std::string pairs_csv(const NamedSession& named,
                      const std::vector<forensics::ComparedPair>& pairs,
                      double alpha) {
    using forensics::Statistic;
    std::string csv = "sim1,sim2,statistic,common,value,p,q,distance,state\n";
    for (const auto& pair : pairs) {
        for (const Statistic statistic : {Statistic::Omega, Statistic::Gbt, Statistic::M4})
            add_pair(csv, named, forensics::finding_of(pair, statistic, alpha));
    }
    return csv;
}

/// What this session cannot feed, and why.
std::vector<Unavailable> unavailable_of(const forensics::Session& session) {
    using forensics::Statistic;
    std::vector<Unavailable> list;
    if (session.seconds.empty()) {
        for (const Statistic statistic : {Statistic::ResponseTimes, Statistic::RapidAnswers})
            list.push_back({.statistic = statistic, .reason = Lack::Times});
    }
    if (session.named.empty())
        list.push_back({.statistic = Statistic::NamedItems, .reason = Lack::List});
    std::optional<Lack> lack;
    if (forensics::reach_of(session) == forensics::Reach::Nobody) lack = Lack::TooMany;
    if (session.nominal.empty()) lack = Lack::NominalModel;
    if (session.alternatives.empty()) lack = Lack::Alternatives;
    if (!lack) return list;
    for (const Statistic statistic : {Statistic::Omega, Statistic::Gbt, Statistic::M4})
        list.push_back({.statistic = statistic, .reason = *lack});
    return list;
}

nlohmann::ordered_json figures_of(const std::vector<forensics::StatisticSummary>& summaries) {
    auto json = nlohmann::ordered_json::object();
    for (const auto& summary : summaries) {
        json[std::string(forensics::word(summary.statistic))] = {
            {"tested", summary.tested},
            {"to_check", summary.to_check},
            {"could_not_tell", summary.could_not_tell},
            {"p_at_most_alpha", summary.at_level}};
    }
    return json;
}

double seconds_since(std::clock_t start) {
    return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

struct Spent {
    double persons_s{};
    double pairs_s{};
};

std::string summary_text(const ForensicsOptions& options,
                         const ForensicsReport& report,
                         Spent spent) {
    auto unavailable = nlohmann::ordered_json::object();
    for (const auto& lack : report.unavailable) {
        unavailable[std::string(forensics::word(lack.statistic))] =
            std::string(english(lack.reason));
    }
    const nlohmann::ordered_json json{
        {"persons", report.named.session.persons},
        {"items", report.named.session.models.size()},
        {"pairs", report.pairs.size()},
        {"alpha", options.alpha},
        {"seed", options.seed},
        {"abilities", report.abilities_given ? "given" : "estimated"},
        {"person_statistics", figures_of(report.person_summaries)},
        {"pair_statistics", figures_of(report.pair_summaries)},
        {"unavailable", unavailable},
        {"cpu_s", {{"persons", spent.persons_s}, {"pairs", spent.pairs_s}}},
        {"digests", {{"bank", report.named.bank_digest}}}};
    if (options.json) return json.dump();
    std::string text;
    for (const auto& [name, value] : json.items())
        text += name + " " + value.dump() + "\n";
    text.pop_back();
    return text;
}

void make_folder(const std::string& path) {
    std::error_code error;
    std::filesystem::create_directories(path, error);
    if (error) throw Misuse(path + ": cannot be made: " + error.message());
}

int run(const ForensicsOptions& options) {
    const auto named = read_session(options.files);
    const auto persons_start = std::clock();
    const forensics::People people(named.session);
    const auto persons = forensics::test_persons(
        named.session, people, {.alpha = options.alpha, .seed = options.seed});
    const auto pairs_start = std::clock();
    const auto pairs = forensics::compare_pairs(named.session, people, options.seed);
    const Spent spent{.persons_s = seconds_since(persons_start) - seconds_since(pairs_start),
                      .pairs_s = seconds_since(pairs_start)};
    const ForensicsReport report{
        .named = named,
        .persons = persons,
        .pairs = pairs,
        .person_summaries = forensics::summarise(persons, options.alpha),
        .pair_summaries = forensics::summarise(pairs, options.alpha),
        .unavailable = unavailable_of(named.session),
        .alpha = options.alpha,
        .abilities_given = people.abilities_from() == forensics::AbilityFrom::Elsewhere};
    make_folder(options.out);
    const std::filesystem::path folder(options.out);
    write_aside(folder / "persons.csv", persons_csv(named, persons));
    write_aside(folder / "pairs.csv", pairs_csv(named, pairs, options.alpha));
    write_aside(folder / "report.html", report_page(report));
    std::cout << summary_text(options, report, spent) << '\n';
    return kDone;
}

}  // namespace

Run register_forensics(CLI::App& command) {
    const auto options = std::make_shared<ForensicsOptions>();
    auto& files = options->files;
    command.add_option("--bank", files.bank, "BANK.csv, the items")->required();
    command.add_option("--responses", files.responses, "R.u8, the answers")->required();
    command.add_option("--candidates", files.candidates, "THETA.csv, the people and abilities");
    command.add_option("--alternatives", files.alternatives, "A.u8, the alternatives chosen");
    command.add_option("--nrm", files.nominal, "NRM.csv, the nominal response model");
    command.add_option("--times", files.times, "T.f32, seconds");
    command.add_option("--seats", files.seats, "SEATS.csv, who sat where");
    command.add_option("--preknown", files.named, "ITEMS.txt, items said to be known beforehand");
    command.add_option("--alpha", options->alpha, "The level at which something is to be checked")
        ->check(CLI::Range(kAlphaLeast, kAlphaMost));
    command.add_option("--seed", options->seed, "Where chance starts")->required();
    command.add_option("--out", options->out, "Folder for persons.csv, pairs.csv, report.html")
        ->required();
    command.add_flag("--json", options->json, "One JSON object on standard output");
    return [options] { return run(*options); };
}

}  // namespace probant::engine::cli
