// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include <CLI/CLI.hpp>

#include "engine/cli/command.h"
#include "engine/cli/files.h"
#include "engine/cli/report_json.h"
#include "engine/cli/rules_file.h"
#include "engine/cli/run_table.h"
#include "engine/cli/simulation.h"
#include "engine/quality/report_page.h"

namespace probant::engine::cli {
namespace {

constexpr std::size_t kWindowMost = 1'000'000;
constexpr double kCap = 0.25;
constexpr double kLevelCapPerCap = 2.4;
constexpr std::size_t kWindow = 2000;

struct ReportOptions {
    std::string run{};
    std::string bank{};
    std::string candidates{};
    std::string responses{};
    std::string groups{};
    std::string reference{};
    std::string rules{"balanced"};
    std::optional<double> cap{};
    std::optional<double> level_cap{};
    std::optional<std::size_t> window{};
    std::string out{};
};

/// As many questions of each competence as the longest sitting has room for.
Constraints balanced_rules(const quality::Run& run) {
    const auto longest = static_cast<std::uint32_t>(quality::lengths_of(run).most);
    constexpr auto kEach = static_cast<std::uint32_t>(kCompetences);
    const std::uint32_t each = std::max(longest / kEach, 1U);
    return {.length = 0,
            .competence = {.least = each, .most = each},
            .domains = {},
            .tube_most = 1,
            .enemies_apart = true,
            .seconds = {},
            .words = {},
            .type_most = {}};
}

std::vector<char> foreign_items(const BankTable& bank, const std::vector<std::string>& languages) {
    std::vector<char> foreign;
    if (languages.empty()) return foreign;
    for (const BankRow& row : bank.items) {
        const bool is_spoken =
            row.language.empty() || std::ranges::find(languages, row.language) != languages.end();
        foreign.push_back(is_spoken ? 0 : 1);
    }
    return foreign;
}

bool is_file(const std::string& rules) {
    return rules != "free" && rules != "balanced";
}

quality::JudgedRules judged_rules(const ReportOptions& options,
                                  const BankTable& bank,
                                  const quality::Run& run) {
    if (options.rules == "free") return {};
    if (options.rules == "balanced") {
        return {.constraints = balanced_rules(run),
                .may_end_early = false,
                .costs = {},
                .is_foreign = {}};
    }
    const auto file = read_rules_file(options.rules);
    return {.constraints = file.constraints,
            .may_end_early = file.stop.kind != StopKind::Length,
            .costs = exam_of(bank, {}).costs,
            .is_foreign = foreign_items(bank, file.audience.languages)};
}

/// What the command line says, else what a file of rules says, else the convention.
quality::ExposureLimits limits_of(const ReportOptions& options) {
    std::optional<ExposureRules> said;
    if (is_file(options.rules)) said = read_rules_file(options.rules).exposure;
    quality::ExposureLimits limits;
    const auto share = [](std::uint32_t ppm) { return ppm / static_cast<double>(kMillionth); };
    limits.cap = options.cap.value_or(said ? share(said->cap_ppm) : kCap);
    const double level = said && said->level_cap_ppm ? share(*said->level_cap_ppm)
                                                     : std::min(1.0, kLevelCapPerCap * limits.cap);
    limits.level_cap = options.level_cap.value_or(level);
    limits.window = options.window.value_or(said ? said->window : kWindow);
    return limits;
}

std::string name_of(const std::string& path) {
    return std::filesystem::path(path).filename().string();
}

void read_answers(const ReportOptions& options,
                  const Candidates& candidates,
                  const BankTable& bank,
                  RunTable& table) {
    const auto responses =
        read_responses(options.responses, candidates.names.size(), bank.items.size());
    refuse_unknown_categories(responses, bank, options.responses);
    add_answers(table, responses);
}

quality::Knowledge knowledge_of(const ReportOptions& options,
                                const RunTable& table,
                                std::size_t items) {
    quality::Knowledge knowledge;
    if (!options.groups.empty()) knowledge.groups = read_groups(options.groups, table.names);
    if (!options.reference.empty()) knowledge.reference = read_reference(options.reference, items);
    return knowledge;
}

quality::Report report_of(const ReportOptions& options) {
    const auto bank = read_bank_table(options.bank);
    const auto candidates = read_candidates(options.candidates);
    refuse_twins(candidates, options.candidates);
    auto table = read_run(options.run, candidates, bank.items.size());
    if (!options.responses.empty()) read_answers(options, candidates, bank, table);
    const quality::Frame frame{.run_name = name_of(options.run),
                               .bank_name = name_of(options.bank),
                               .bank_digest = bank.digest,
                               .sitting_names = table.names,
                               .limits = limits_of(options),
                               .rules = judged_rules(options, bank, table.run),
                               .cpu_ms = table.cpu_ms};
    return quality::report_of(
        exam_of(bank, {}).pool, table.run, frame, knowledge_of(options, table, bank.items.size()));
}

int run(const ReportOptions& options) {
    const auto report = report_of(options);
    const std::filesystem::path folder(options.out);
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) throw Misuse(options.out + ": cannot be made: " + error.message());
    write_aside(folder / "report.json", report_json(report));
    write_aside(folder / "report.html", quality::report_page(report));
    std::cout << (folder / "report.html").string() << '\n';
    return kDone;
}

}  // namespace

Run register_report(CLI::App& command) {
    const auto options = std::make_shared<ReportOptions>();
    command.add_option("--run", options->run, "OUT.csv of simulate, one row a sitting")->required();
    command.add_option("--bank", options->bank, "BANK.csv, the items")->required();
    command.add_option("--candidates", options->candidates, "SIM.csv, the people")->required();
    command.add_option("--responses", options->responses, "RESP.u8: DIF and drift need it");
    command.add_option("--groups", options->groups, "GROUPS.csv, sim,group: for DIF");
    command.add_option("--reference", options->reference, "ITEMS.csv of calibrate: for drift");
    command.add_option(
        "--rules", options->rules, "What was to be obeyed: free, balanced, or FILE.toml");
    command
        .add_option(
            "--cap", options->cap, "Largest exposure of an item; 0.25, or what FILE.toml says")
        ->check(CLI::Range(0.0, 1.0));
    command.add_option("--level-cap", options->level_cap, "The same at one level; 2.4 x cap")
        ->check(CLI::Range(0.0, 1.0));
    command.add_option("--window", options->window, "Successive sittings of a window")
        ->check(CLI::Range(std::size_t{1}, kWindowMost));
    command.add_option("--out", options->out, "Folder of report.json and report.html")->required();
    return [options] { return run(*options); };
}

}  // namespace probant::engine::cli
