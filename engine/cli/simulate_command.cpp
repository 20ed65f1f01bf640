// SPDX-License-Identifier: EUPL-1.2
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "crypto/digest.h"
#include "engine/adaptive/eligibility.h"
#include "engine/cli/command.h"
#include "engine/cli/files.h"
#include "engine/cli/simulation.h"

namespace probant::engine::cli {
namespace {

constexpr std::uint32_t kLengthMost = 200;
constexpr double kScoreSdLeast = 0.1;
constexpr double kScoreSdMost = 10;
constexpr std::uintmax_t kBankBytesMax = std::uintmax_t{256} << 20U;

struct SimulateOptions {
    std::string bank{};
    std::string candidates{};
    std::string responses{};
    std::string rules{"balanced"};
    std::string exposure_cap{"none"};
    std::string burn_in{"none"};
    std::uint32_t length{32};
    std::uint64_t seed{};
    std::string out{};
    double score_sd{2};
    bool no_timing{};
    bool json{};
};

void refuse_exposure(const SimulateOptions& options) {
    if (options.exposure_cap != "none" || options.burn_in != "none") {
        throw Misuse(
            "--exposure-cap and --burn-in: only \"none\" for now, exposure control arrives with "
            "the measuring engine");
    }
}

SelectionRules selection_rules(const SimulateOptions& options) {
    SelectionRules rules;
    rules.blueprint.length = options.length;
    if (options.rules == "free") {
        // Nothing is randomised: this run is compared item by item with other engines.
        rules.near_tie = {.permille = 1000, .most = 1};
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
    constexpr double kMillion = 1e6;
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
                                     static_cast<double>(sitting.score.theta_micro) / kMillion,
                                     static_cast<double>(sitting.score.se_micro) / kMillion,
                                     sitting.items.size(),
                                     sitting.cpu_ms);
    return std::string(figures.data(), static_cast<std::size_t>(length)) + items + "\n";
}

std::string figures_text(const SimulateOptions& options,
                         const Figures& figures,
                         std::size_t count) {
    const nlohmann::ordered_json json{
        {"n", count},
        {"bias", figures.bias},
        {"rmse", figures.rmse},
        {"rel_info", figures.rel_info},
        {"cover95", figures.cover95},
        {"max_exposure", figures.exposure_most},
        {"overlap", figures.overlap},
        {"violations",
         {{"competence", figures.competence_violations},
          {"tube", figures.tube_violations},
          {"enemy", figures.enemy_violations}}},
        {"cpu_us_step", figures.cpu_us_step},
        {"digests", {{"bank", crypto::sha256(read_file(options.bank, kBankBytesMax)).hex()}}}};
    if (options.json) return json.dump();
    std::string text;
    for (const auto& [name, value] : json.items())
        text += name + " " + value.dump() + "\n";
    text.pop_back();
    return text;
}

int run(const SimulateOptions& options) {
    refuse_exposure(options);
    const Plan plan{
        .rules = selection_rules(options),
        .score_sd_milli = static_cast<std::uint32_t>(std::lround(options.score_sd * 1000)),
        .seed = options.seed,
        .timing = !options.no_timing};
    const auto bank = read_bank_table(options.bank);
    const Pool pool = pool_of(bank);
    People people{.candidates = read_candidates(options.candidates), .responses = {}};
    people.responses =
        read_responses(options.responses, people.candidates.names.size(), pool.size());
    refuse_unknown_categories(people.responses, bank, options.responses);
    if (!has_complete_test(pool, plan.rules.blueprint)) {
        std::cerr << "probant-engine: " << options.bank
                  << ": these rules allow no complete test with this bank\n";
        return kRefused;
    }
    std::string out = "sim,theta_hat,se,n,cpu_ms,items\n";
    std::vector<Sitting> sittings;
    sittings.reserve(people.candidates.names.size());
    for (std::size_t person = 0; person < people.candidates.names.size(); ++person) {
        sittings.push_back(simulate_one(pool, people, plan, person));
        out += row_of(people.candidates.names[person], sittings.back());
    }
    write_aside(options.out, out);
    const auto figures = figures_of(pool, people, plan, sittings);
    std::cout << figures_text(options, figures, sittings.size()) << '\n';
    return kDone;
}

}  // namespace

Run register_simulate(CLI::App& command) {
    const auto options = std::make_shared<SimulateOptions>();
    command.add_option("--bank", options->bank, "BANK.csv, the items")->required();
    command.add_option("--candidates", options->candidates, "SIM.csv, the people")->required();
    command.add_option("--responses", options->responses, "RESP.u8, their answers")->required();
    command.add_option("--rules", options->rules, "free: no constraint; balanced: the blueprint")
        ->check(CLI::IsMember({"free", "balanced"}));
    command.add_option("--exposure-cap", options->exposure_cap, "Only none");
    command.add_option("--burn-in", options->burn_in, "Only none");
    command.add_option("--length", options->length, "Questions of a test")
        ->check(CLI::Range(std::uint32_t{1}, kLengthMost));
    command.add_option("--seed", options->seed, "Where chance starts");
    command.add_option("--out", options->out, "OUT.csv, one row a person")->required();
    command.add_option("--score-sd", options->score_sd, "SD of the score's prior")
        ->check(CLI::Range(kScoreSdLeast, kScoreSdMost));
    command.add_flag("--no-timing", options->no_timing, "Write 0 for times: same bytes each run");
    command.add_flag("--json", options->json, "One JSON object on standard output");
    return [options] { return run(*options); };
}

}  // namespace probant::engine::cli
