// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <iomanip>
#include <iostream>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "crypto/canonical_json.h"
#include "engine/bank/access.h"
#include "engine/bank/bank_reader.h"
#include "engine/bank/content.h"
#include "engine/bank/quality.h"
#include "engine/cli/command.h"
#include "engine/cli/files.h"
#include "engine/exposure/hunger.h"

namespace probant::engine::cli {
namespace {

constexpr std::string_view kBankFolder = "bank/";

struct BankCheckOptions {
    std::string directory{};
    std::string language{"fr"};
    bool json{};
};

/// What was found, whether or not the package can be used.
struct Report {
    std::optional<BankCounts> counts{};
    std::vector<BankFault> faults{};
    AccessNeeds served{};  ///< of one need alone: there is a whole sitting for who has it
};

std::map<std::string, Bytes> bank_files(const std::map<std::string, Bytes>& files) {
    std::map<std::string, Bytes> bank;
    for (const auto& [path, bytes] : files)
        if (path.starts_with(kBankFolder)) bank.emplace(path.substr(kBankFolder.size()), bytes);
    return bank;
}

/// A cap that the bank cannot hold: some questions would be given more often than planned.
std::optional<BankFault> refuse_hunger(const Content& content) {
    const auto& rules = content.rules;
    if (!rules.exposure) return std::nullopt;
    const auto hungry = hungry_competence(content.pool,
                                          content.withheld,
                                          rules.selection.blueprint.per_competence.value_or(0),
                                          rules.exposure->caps.cap_ppm);
    if (!hungry) return std::nullopt;
    return BankFault{.file = "rules.json",
                     .item = {},
                     .field = "exposure.cap_permille",
                     .what = sentence_of(*hungry)};
}

Report check(const std::map<std::string, Bytes>& files) {
    Report report;
    const auto content = read_package(files);
    if (content) {
        report.counts = count_bank(content.value().bank);
        report.faults = judge_bank(content.value().bank, content.value().rules);
        if (auto fault = refuse_hunger(content.value())) report.faults.push_back(std::move(*fault));
        std::ranges::copy_if(kAccessNeeds, std::back_inserter(report.served), [&](AccessNeed need) {
            return has_sitting_for({need}, content.value());
        });
        return report;
    }
    report.faults = content.error();
    if (const auto bank = read_bank(bank_files(files))) report.counts = count_bank(bank.value());
    return report;
}

json::Value counts_to_json(const BankCounts& counts) {
    json::Array levels;
    for (const auto count : counts.levels)
        levels.emplace_back(count);
    json::Object interactions;
    for (std::size_t n = 0; n < kInteractions; ++n)
        interactions.emplace(name_of(static_cast<Interaction>(n)), counts.interactions.at(n));
    json::Object competences;
    for (std::uint32_t n = 0; n < kCompetences; ++n) {
        const CompetenceCount& one = counts.competences.at(n);
        competences.emplace(
            Competence{n}.code(),
            json::Object{
                {"items", one.items}, {"tubes", one.tubes}, {"peacefulTubes", one.peaceful_tubes}});
    }
    json::Array places;
    for (const auto count : counts.key_places)
        places.emplace_back(count);
    return json::Object{
        {"items", counts.items},
        {"tubes", counts.tubes},
        {"media", counts.media},
        {"enemyPairs", counts.enemy_pairs},
        {"pretests", counts.pretests},
        {"retired", counts.retired},
        {"partialCredit", counts.partial_credit},
        {"levels", std::move(levels)},
        {"interactions", std::move(interactions)},
        {"competences", std::move(competences)},
        {"singleChoices", counts.single_choices},
        {"longestRight",
         json::Object{{"fr", counts.longest_right_fr}, {"en", counts.longest_right_en}}},
        {"keyPlaces", std::move(places)}};
}

json::Value report_to_json(const Report& report) {
    json::Array faults;
    for (const BankFault& fault : report.faults) {
        faults.emplace_back(json::Object{{"file", fault.file},
                                         {"item", fault.item},
                                         {"field", fault.field},
                                         {"fr", fault.what.fr},
                                         {"en", fault.what.en}});
    }
    json::Array served;
    for (const AccessNeed need : report.served)
        served.emplace_back(name_of(need));
    return json::Object{{"ok", report.faults.empty()},
                        {"served", std::move(served)},
                        {"counts", report.counts ? counts_to_json(*report.counts) : json::Value{}},
                        {"faults", std::move(faults)}};
}

void print_counts(const BankCounts& counts) {
    std::cout << "items " << counts.items << ", tubes " << counts.tubes << ", media "
              << counts.media << ", enemy pairs " << counts.enemy_pairs << ", partial credit "
              << counts.partial_credit << ", on trial " << counts.pretests << ", retired "
              << counts.retired << '\n';
    for (std::uint32_t n = 0; n < kCompetences; ++n) {
        const CompetenceCount& one = counts.competences.at(n);
        std::cout << "  " << Competence{n}.code() << "  items " << std::setw(2) << one.items
                  << "  tubes " << std::setw(2) << one.tubes << "  without enemies " << std::setw(2)
                  << one.peaceful_tubes << '\n';
    }
    std::cout << "levels 1-8:";
    for (const auto count : counts.levels)
        std::cout << ' ' << count;
    std::cout << "\ninteractions:";
    for (std::size_t n = 0; n < kInteractions; ++n) {
        std::cout << ' ' << name_of(static_cast<Interaction>(n)) << ' '
                  << counts.interactions.at(n);
    }
    std::cout << "\nsingle choices " << counts.single_choices << ": right option the longest fr "
              << counts.longest_right_fr << ", en " << counts.longest_right_en << "; right places";
    for (const auto count : counts.key_places)
        std::cout << ' ' << count;
    std::cout << '\n';
}

void print_served(const AccessNeeds& served) {
    std::cout << "a whole test for:";
    for (const AccessNeed need : served)
        std::cout << ' ' << name_of(need);
    std::cout << (served.empty() ? " none of the needs\n" : "\n");
}

void print_faults(const std::vector<BankFault>& faults, Language language) {
    for (const BankFault& fault : faults) {
        std::cout << fault.file << ' ' << (fault.item.empty() ? "-" : fault.item) << ' '
                  << (fault.field.empty() ? "-" : fault.field) << ": " << fault.what.in(language)
                  << '\n';
    }
    std::cout << "faults: " << faults.size() << '\n';
}

int run(const BankCheckOptions& options) {
    const auto report = check(read_directory(options.directory));
    if (options.json) {
        std::cout << json::write(report_to_json(report)) << '\n';
    } else {
        if (report.counts) print_counts(*report.counts);
        print_served(report.served);
        print_faults(report.faults, parse_language(options.language).value_or(Language::French));
    }
    return report.faults.empty() ? kDone : kRefused;
}

}  // namespace

Run register_bank_check(CLI::App& command) {
    const auto options = std::make_shared<BankCheckOptions>();
    command.add_option("directory", options->directory, "The package: rules.json and bank/")
        ->required();
    command.add_option("--lang", options->language, "Language of the sentences")
        ->check(CLI::IsMember({"fr", "en"}));
    command.add_flag("--json", options->json, "One JSON object on standard output");
    return [options] { return run(*options); };
}

}  // namespace probant::engine::cli
