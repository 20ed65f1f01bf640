// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <system_error>

#include <CLI/CLI.hpp>

#include "engine/cli/command.h"
#include "engine/cli/files.h"
#include "engine/cli/report_json.h"
#include "engine/cli/run_table.h"
#include "engine/cli/simulation.h"
#include "engine/quality/report_page.h"

namespace probant::engine::cli {
namespace {

constexpr std::size_t kWindowMost = 1'000'000;
constexpr double kLevelCapPerCap = 2.4;

struct ReportOptions {
    std::string run{};
    std::string bank{};
    std::string candidates{};
    std::string responses{};
    std::string groups{};
    std::string reference{};
    std::string rules{"balanced"};
    double cap{0.25};
    std::optional<double> level_cap{};
    std::size_t window{2000};
    std::string out{};
};

/// As many questions of each competence as the longest sitting has room for.
Blueprint blueprint_of(const ReportOptions& options, const quality::Run& run) {
    Blueprint blueprint;
    if (options.rules == "free") return blueprint;
    const auto length = static_cast<std::uint32_t>(quality::lengths_of(run).most);
    constexpr auto kEach = static_cast<std::uint32_t>(kCompetences);
    blueprint.length = length;
    blueprint.per_competence = std::max(length / kEach, 1U);
    blueprint.tubes_apart = true;
    blueprint.enemies_apart = true;
    return blueprint;
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
                               .limits = {.cap = options.cap,
                                          .level_cap = options.level_cap.value_or(
                                              std::min(1.0, kLevelCapPerCap * options.cap)),
                                          .window = options.window},
                               .blueprint = blueprint_of(options, table.run),
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
    command.add_option("--rules", options->rules, "What was to be obeyed: free or balanced")
        ->check(CLI::IsMember({"free", "balanced"}));
    command.add_option("--cap", options->cap, "Largest exposure of an item")
        ->check(CLI::Range(0.0, 1.0));
    command.add_option("--level-cap", options->level_cap, "The same at one level; 2.4 x cap")
        ->check(CLI::Range(0.0, 1.0));
    command.add_option("--window", options->window, "Successive sittings of a window")
        ->check(CLI::Range(std::size_t{1}, kWindowMost));
    command.add_option("--out", options->out, "Folder of report.json and report.html")->required();
    return [options] { return run(*options); };
}

}  // namespace probant::engine::cli
