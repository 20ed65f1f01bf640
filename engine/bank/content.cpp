// SPDX-License-Identifier: EUPL-1.2
#include "engine/bank/content.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "engine/adaptive/eligibility.h"
#include "engine/bank/bank_reader.h"
#include "engine/bank/fields.h"
#include "engine/bank/reading.h"
#include "engine/bank/rules_reader.h"
#include "engine/bank/training.h"
#include "engine/shadow/shadow_test.h"

namespace probant::engine {
namespace {

constexpr std::string_view kRulesFile = "rules.json";
constexpr std::string_view kPricesFile = "exposure.json";
constexpr std::string_view kBankFolder = "bank/";

/// The package's files, sorted by what reads them.
struct Parts {
    std::map<std::string, Bytes> bank{};
    const Bytes* rules{};
    const Bytes* prices{};
};

Parts parts_of(const std::map<std::string, Bytes>& files, Faults& faults) {
    Parts parts;
    for (const auto& [path, bytes] : files) {
        if (path == kRulesFile) {
            parts.rules = &bytes;
        } else if (path == kPricesFile) {
            parts.prices = &bytes;
        } else if (path.starts_with(kBankFolder)) {
            parts.bank.emplace(path.substr(kBankFolder.size()), bytes);
        } else {
            faults.add({.file = path, .item = {}, .field = {}},
                       "Retirer ce fichier : un paquet d'épreuve contient rules.json, bank/ et, "
                       "s'il en a, les prix exposure.json.",
                       "Remove this file: a package holds rules.json, bank/ and, where it has "
                       "prices, exposure.json.");
        }
    }
    if (parts.rules == nullptr) {
        faults.add({.file = std::string(kRulesFile), .item = {}, .field = {}},
                   "Ajouter ce fichier, qui manque.",
                   "Add this file: it is missing.");
    }
    return parts;
}

void append(std::vector<BankFault>& all, const std::vector<BankFault>& some) {
    all.insert(all.end(), some.begin(), some.end());
}

/// The rules answer for the prices: their digest names them.
std::optional<BankFault> refuse_other_prices(const Bytes* prices, const Rules& rules) {
    const auto wanted = rules.exposure ? rules.exposure->prices : std::nullopt;
    const auto found = prices == nullptr ? std::nullopt : std::optional{crypto::sha256(*prices)};
    if (wanted == found) return std::nullopt;
    return BankFault{
        .file = std::string(kPricesFile),
        .item = {},
        .field = {},
        .what = {
            .fr = "Mettre ici le fichier que rules.json nomme (exposure.prices), ou aucun s'il "
                  "n'en nomme pas" +
                  (found ? " : celui-ci est " + found->hex() : std::string{}) + ".",
            .en = "Put here the file that rules.json names (exposure.prices), or none where it "
                  "names none" +
                  (found ? ": this one is " + found->hex() : std::string{}) + "."}};
}

/// By item, what is not live; empty when all are.
std::vector<char> not_live(const Bank& bank) {
    std::vector<char> withheld;
    withheld.reserve(bank.items.size());
    for (const Item& item : bank.items)
        withheld.push_back(item.status == ItemStatus::Live ? 0 : 1);
    if (std::ranges::count(withheld, 1) == 0) withheld.clear();
    return withheld;
}

/// A sitting is never given one of them twice.
std::optional<BankFault> refuse_few_pretests(const Content& content) {
    const auto wanted = content.rules.pretest ? content.rules.pretest->count : 0;
    const auto found = std::ranges::count(content.bank.items, ItemStatus::Pretest, &Item::status);
    if (found >= std::int64_t{wanted}) return std::nullopt;
    return BankFault{.file = "rules.json",
                     .item = {},
                     .field = "pretest.count",
                     .what = {.fr = "Ajouter des questions à l'essai (status), ou en demander "
                                    "moins : la banque en a " +
                                    std::to_string(found) + ".",
                              .en = "Add questions on trial (status), or ask for fewer: the bank "
                                    "has " +
                                    std::to_string(found) + "."}};
}

std::vector<ItemCost> costs_of(const Bank& bank) {
    std::vector<ItemCost> costs;
    costs.reserve(bank.items.size());
    for (const Item& item : bank.items) {
        costs.push_back({.domain = item.competence.domain(),
                         .seconds = static_cast<double>(item.time_s),
                         .words = static_cast<double>(words_of(item)),
                         .type = std::string(name_of(item.interaction))});
    }
    return costs;
}

/// The blueprint and the limits in the words of a shadow test.
Constraints constraints_of(const Rules& rules, const Limits& limits) {
    const auto& blueprint = rules.selection.blueprint;
    ENSURE(blueprint.per_competence);
    Constraints constraints{
        .length = blueprint.length,
        .competence = {.least = *blueprint.per_competence, .most = *blueprint.per_competence},
        .enemies_apart = blueprint.enemies_apart,
        .type_most = limits.type_most};
    if (blueprint.tubes_apart) constraints.tube_most = 1;
    if (limits.seconds) constraints.seconds = static_cast<double>(*limits.seconds);
    if (limits.words) constraints.words = static_cast<double>(*limits.words);
    return constraints;
}

/// For somebody of middling ability: what is there does not depend on it.
bool has_test_within(const Constraints& constraints,
                     const Content& content,
                     std::span<const char> withheld) {
    std::vector<double> gains;
    gains.reserve(content.pool.size());
    for (const PoolItem& item : content.pool.items())
        gains.push_back(information(item.model, 0));
    const ShadowAssembler assembler(content.pool, content.costs, constraints);
    return assembler.assemble({.drawn = {}, .information = gains, .barred = withheld}).has_value();
}

BankFault no_complete_test(const Content& content) {
    if (content.constraints &&
        has_complete_test(content.pool, content.rules.selection.blueprint, content.withheld)) {
        return {
            .file = "rules.json",
            .item = {},
            .field = "limits",
            .what = {.fr = "Relâcher ces limites : aucun test complet n'y tient avec cette banque.",
                     .en = "Loosen these limits: no complete test of this bank keeps them."}};
    }
    return {.file = "bank/items/",
            .item = {},
            .field = {},
            .what = {.fr = "Ajouter des tubes : les règles ne permettent aucun test complet.",
                     .en = "Add tubes: the rules allow no complete test."}};
}

}  // namespace

bool has_whole_test(const Content& content, std::span<const char> withheld) {
    if (!has_complete_test(content.pool, content.rules.selection.blueprint, withheld)) return false;
    if (!content.constraints) return true;
    return has_test_within(*content.constraints, content, withheld);
}

Content make_content(Bank bank, Rules rules, const crypto::Digest& rules_digest) {
    const auto bank_digest = bank.digest;
    auto withheld = not_live(bank);
    auto pool = make_pool(bank);
    auto costs = rules.limits ? costs_of(bank) : std::vector<ItemCost>{};
    auto constraints = rules.limits ? std::optional{constraints_of(rules, *rules.limits)}
                                    : std::optional<Constraints>{};
    return {.bank = std::move(bank),
            .rules = std::move(rules),
            .bank_digest = bank_digest,
            .rules_digest = rules_digest,
            .pool = std::move(pool),
            .withheld = std::move(withheld),
            .use_prices = no_prices(),
            .costs = std::move(costs),
            .constraints = std::move(constraints)};
}

Result<Content, std::vector<BankFault>> read_package(const std::map<std::string, Bytes>& files) {
    Faults faults;
    const auto parts = parts_of(files, faults);
    auto all = faults.take();
    auto bank = read_bank(parts.bank);
    if (!bank) append(all, bank.error());
    if (parts.rules == nullptr) return Refused{std::move(all)};
    auto rules = read_rules(as_text(*parts.rules));
    if (!rules) append(all, rules.error());
    if (!all.empty()) return Refused{std::move(all)};

    if (auto fault = refuse_other_prices(parts.prices, rules.value()))
        return Refused{std::vector{*fault}};

    auto content = make_content(
        std::move(bank).value(), std::move(rules).value(), crypto::sha256(*parts.rules));
    if (parts.prices != nullptr) {
        auto prices = read_use_prices(as_text(*parts.prices), content.bank);
        if (!prices) return Refused{prices.error()};
        content.use_prices = std::move(prices).value();
    }
    if (auto fault = refuse_few_pretests(content)) return Refused{std::vector{*fault}};
    if (content.rules.purpose == Purpose::Training) {
        auto few = few_for_training(content.bank, content.rules, /*reports=*/0);
        if (few.empty()) return content;
        for (BankFault& fault : few)
            fault.file = std::string(kBankFolder) + fault.file;
        return Refused{std::move(few)};
    }
    if (has_whole_test(content, content.withheld)) return content;
    return Refused{std::vector{no_complete_test(content)}};
}

}  // namespace probant::engine
