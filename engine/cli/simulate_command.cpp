// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "crypto/digest.h"
#include "engine/cli/command.h"
#include "engine/cli/files.h"
#include "engine/cli/rules_file.h"
#include "engine/cli/simulation.h"
#include "engine/cli/simulation_figures.h"

namespace probant::engine::cli {
namespace {

constexpr std::uint32_t kTestLengthMost = 200;
constexpr double kScoreSdLeast = 0.1;
constexpr double kScoreSdMost = 10;
constexpr std::uint32_t kSimulatedWindowMost = 1'000'000;
constexpr std::uint32_t kBurnInMost = 1'000'000;

/// The rule by which a draw is made: another number when the same answers may give another test.
constexpr std::string_view kSelectionVersion = "selection 4";

struct SimulateOptions {
    std::string bank{};
    std::string candidates{};
    std::string responses{};
    std::string rules{"balanced"};
    std::string exposure_cap{"none"};
    std::string level_cap{"none"};
    std::string alike{"none"};
    std::string burn_in{"none"};
    std::uint32_t window{2000};
    std::uint32_t length{32};
    std::uint64_t seed{};
    std::string out{};
    double score_sd{2};
    std::uint32_t threads{1};
    bool no_timing{};
    bool json{};
};

/// The whole of a text as a number; nothing when it is something else, or goes on.
template <class Number>
std::optional<Number> whole_number(std::string_view text) {
    Number number{};
    const std::string_view rest = text;
    const auto [end, error] = std::from_chars(rest.begin(), rest.end(), number);
    if (error != std::errc{} || end != rest.end()) return std::nullopt;
    return number;
}

std::uint32_t share_of(const std::string& option, const std::string& text) {
    const auto share = whole_number<double>(text);
    const bool is_share = share && *share > 0 && *share <= 1;
    if (!is_share)
        throw Misuse(option + ": write \"none\", or a share above 0 and at most 1, as 0.25");
    return static_cast<std::uint32_t>(std::lround(*share * kMillionth));
}

std::optional<ExposureRules> exposure_rules(const SimulateOptions& options) {
    if (options.exposure_cap == "none") {
        if (options.level_cap != "none") throw Misuse("--level-cap: needs --exposure-cap");
        if (options.alike != "none") throw Misuse("--alike: needs --exposure-cap");
        return std::nullopt;
    }
    ExposureRules rules{.cap_ppm = share_of("--exposure-cap", options.exposure_cap),
                        .level_cap_ppm = {},
                        .alike_ppm = {},
                        .window = options.window,
                        .level_window = std::max(1U, options.window / std::uint32_t{kLevels})};
    if (options.level_cap != "none")
        rules.level_cap_ppm = share_of("--level-cap", options.level_cap);
    if (options.alike != "none") {
        if (options.burn_in == "none") throw Misuse("--alike: is learned, and needs --burn-in");
        rules.alike_ppm = share_of("--alike", options.alike);
    }
    return rules;
}

/// "none", or "normal:6000".
std::uint32_t burn_in_people(const std::string& text) {
    constexpr std::string_view kNormal = "normal:";
    if (text == "none") return 0;
    std::optional<std::uint32_t> people;
    if (text.starts_with(kNormal))
        people = whole_number<std::uint32_t>(std::string_view(text).substr(kNormal.size()));
    if (!people || *people > kBurnInMost)
        throw Misuse("--burn-in: write \"none\", or how many people of N(0, 1), as normal:6000");
    return *people;
}

SelectionRules selection_rules(const SimulateOptions& options) {
    SelectionRules rules;
    rules.blueprint.length = options.length;
    if (options.rules == "free") {
        // Without a cap nothing is randomised: such a run is compared item by item with others.
        if (options.exposure_cap == "none") rules.near_tie = {.permille = 1000, .most = 1};
        return rules;
    }
    if (options.length % kCompetences != 0)
        throw Misuse("--length: balanced rules need a multiple of 16");
    rules.blueprint.per_competence = options.length / static_cast<std::uint32_t>(kCompetences);
    rules.blueprint.tubes_apart = true;
    rules.blueprint.enemies_apart = true;
    return rules;
}

std::string row_of(std::int64_t name, const Sitting& sitting) {
    std::string items;
    for (const ItemNumber item : sitting.items) {
        if (!items.empty()) items += ';';
        items += std::to_string(item.value);
    }
    std::vector<char> figures(128);
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): the compiler checks a literal format
    const int length = std::snprintf(figures.data(),
                                     figures.size(),
                                     "%lld,%.9f,%.9f,%zu,%.6f,",
                                     static_cast<long long>(name),
                                     sitting.score.mean,
                                     sitting.score.sd,
                                     sitting.items.size(),
                                     sitting.cpu_ms);
    return std::string(figures.data(), static_cast<std::size_t>(length)) + items + "\n";
}

nlohmann::ordered_json digests_of(const SimulateOptions& options,
                                  const BankTable& bank,
                                  const RulesFile& file) {
    const auto rules = nlohmann::ordered_json{
        {"rules", file.digest.empty() ? options.rules : file.digest},
        {"length", options.length},
        {"exposureCap", options.exposure_cap},
        {"levelCap", options.level_cap},
        {"alike", options.alike},
        {"window", options.window},
        {"burnIn", options.burn_in},
        {"scoreSd",
         options.score_sd}}.dump();
    const std::string engine = std::string(PROBANT_VERSION) + ", " + std::string(kSelectionVersion);
    return {{"bank", bank.digest},
            {"rules", crypto::sha256(as_bytes(rules)).hex()},
            {"engine", crypto::sha256(as_bytes(engine)).hex()}};
}

nlohmann::ordered_json figures_json(const SimulatedRun& run, const Figures& figures) {
    return {{"n", run.sittings.size()},
            {"bias", figures.bias},
            {"rmse", figures.rmse},
            {"rel_info", figures.rel_info},
            {"cover95", figures.cover95},
            {"max_exposure", figures.max_exposure},
            {"max_window", figures.max_window},
            {"max_level_exposure", figures.max_level_exposure},
            {"overlap", figures.overlap},
            {"overlap_near", figures.overlap_near},
            {"violations",
             {{"competence", figures.violations.competence},
              {"tube", figures.violations.tube},
              {"enemy", figures.violations.enemy}}},
            {"cap_exceeded", figures.cap_exceeded},
            {"burn_in_cpu_s", run.burn_in_cpu_s},
            {"shadow_gap", figures.shadow_gap},
            {"shadow_gap_p99", figures.shadow_gap_p99},
            {"cpu_us_step", figures.cpu_us_step},
            {"cpu_us_step_p99", figures.cpu_us_step_p99}};
}

void tell(const nlohmann::ordered_json& json, bool as_json) {
    if (as_json) {
        std::cout << json.dump() << '\n';
        return;
    }
    for (const auto& [name, value] : json.items())
        std::cout << name << ' ' << value.dump() << '\n';
}

/// The named rules, or those of a file.
void add_rules(Plan& plan, RulesFile& file, const SimulateOptions& options) {
    plan.exposure = exposure_rules(options);
    if (options.rules == "free" || options.rules == "balanced") {
        plan.rules = selection_rules(options);
        return;
    }
    file = read_rules_file(options.rules);
    plan.rules.blueprint.length = file.constraints.length;
    plan.constraints = file.constraints;
    plan.stop = file.stop;
    if (!plan.exposure) plan.exposure = file.exposure;
}

int run(const SimulateOptions& options) {
    Plan plan{.rules = {},
              .exposure = {},
              .burn_in = {.people = burn_in_people(options.burn_in), .seed = options.seed},
              .constraints = {},
              .stop = {},
              .score_sd_milli = static_cast<std::uint32_t>(std::lround(options.score_sd * 1000)),
              .seed = options.seed,
              .timing = !options.no_timing,
              .threads = options.threads};
    RulesFile file;
    add_rules(plan, file, options);
    const auto bank = read_bank_table(options.bank);
    const Exam exam = exam_of(bank, file.audience, file.sets_apart);
    People people{.candidates = read_candidates(options.candidates), .responses = {}};
    people.responses =
        read_responses(options.responses, people.candidates.names.size(), exam.pool.size());
    refuse_unknown_categories(people.responses, bank, options.responses);
    if (const auto why = infeasible(exam, plan)) {
        std::cerr << "probant-engine: " << options.bank << ": " << *why << '\n';
        return kRefused;
    }
    const auto done = simulate(exam, people, plan);
    std::string out = "sim,theta_hat,se,n,cpu_ms,items\n";
    for (std::size_t person = 0; person < done.sittings.size(); ++person)
        out += row_of(people.candidates.names[person], done.sittings[person]);
    write_aside(options.out, out);
    auto json = figures_json(done, figures_of(exam.pool, people, plan, done));
    json["digests"] = digests_of(options, bank, file);
    tell(json, options.json);
    return kDone;
}

}  // namespace

Run register_simulate(CLI::App& command) {
    const auto options = std::make_shared<SimulateOptions>();
    command.add_option("--bank", options->bank, "BANK.csv, the items")->required();
    command.add_option("--candidates", options->candidates, "SIM.csv, the people")->required();
    command.add_option("--responses", options->responses, "RESP.u8, their answers")->required();
    command.add_option(
        "--rules",
        options->rules,
        "free: no constraint; balanced: the blueprint; or a file of rules, FILE.toml");
    command.add_option("--exposure-cap",
                       options->exposure_cap,
                       "none, or the largest share of sittings that an item may be in");
    command.add_option(
        "--level-cap", options->level_cap, "none, or the same in each fifth of people");
    command.add_option("--alike",
                       options->alike,
                       "none, or what people alike should share of a test at most, on average");
    command.add_option("--window", options->window, "Sittings over which a share is counted")
        ->check(CLI::Range(std::uint32_t{1}, kSimulatedWindowMost));
    command.add_option("--burn-in",
                       options->burn_in,
                       "none, or normal:N: learn the prices of items on N invented people");
    command.add_option("--length", options->length, "Questions of a test")
        ->check(CLI::Range(std::uint32_t{1}, kTestLengthMost));
    command.add_option("--seed", options->seed, "Where chance starts");
    command.add_option("--out", options->out, "OUT.csv, one row a person")->required();
    command.add_option("--score-sd", options->score_sd, "SD of the score's prior")
        ->check(CLI::Range(kScoreSdLeast, kScoreSdMost));
    command
        .add_option("--threads",
                    options->threads,
                    "At most so many, one with a cap; the result is the same")
        ->check(CLI::Range(1U, 64U));
    command.add_flag("--no-timing", options->no_timing, "Write 0 for times: same bytes each run");
    command.add_flag("--json", options->json, "One JSON object on standard output");
    return [options] { return run(*options); };
}

}  // namespace probant::engine::cli
