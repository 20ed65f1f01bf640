// SPDX-License-Identifier: EUPL-1.2
#include "engine/bank/content.h"

#include <optional>
#include <utility>

#include "engine/adaptive/eligibility.h"
#include "engine/bank/bank_reader.h"
#include "engine/bank/fields.h"
#include "engine/bank/rules_reader.h"

namespace probant::engine {
namespace {

constexpr std::string_view kRulesFile = "rules.json";
constexpr std::string_view kBankFolder = "bank/";

/// The package's files, sorted by what reads them.
struct Parts {
    std::map<std::string, Bytes> bank{};
    const Bytes* rules{};
};

Parts parts_of(const std::map<std::string, Bytes>& files, Faults& faults) {
    Parts parts;
    for (const auto& [path, bytes] : files) {
        if (path == kRulesFile) {
            parts.rules = &bytes;
        } else if (path.starts_with(kBankFolder)) {
            parts.bank.emplace(path.substr(kBankFolder.size()), bytes);
        } else {
            faults.add({.file = path, .item = {}, .field = {}},
                       "Retirer ce fichier : un paquet d'épreuve contient rules.json et bank/.",
                       "Remove this file: a package holds rules.json and bank/ only.");
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

}  // namespace

Content make_content(Bank bank, Rules rules, const crypto::Digest& rules_digest) {
    const auto bank_digest = bank.digest;
    auto pool = make_pool(bank);
    return {.bank = std::move(bank),
            .rules = std::move(rules),
            .bank_digest = bank_digest,
            .rules_digest = rules_digest,
            .pool = std::move(pool)};
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

    auto content = make_content(
        std::move(bank).value(), std::move(rules).value(), crypto::sha256(*parts.rules));
    if (has_complete_test(content.pool, content.rules.selection.blueprint)) return content;
    return Refused{std::vector<BankFault>{
        {.file = "bank/items/",
         .item = {},
         .field = {},
         .what = {.fr = "Ajouter des tubes : les règles ne permettent aucun test complet.",
                  .en = "Add tubes: the rules allow no complete test."}}}};
}

}  // namespace probant::engine
