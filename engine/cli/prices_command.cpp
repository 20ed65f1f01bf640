// SPDX-License-Identifier: EUPL-1.2
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include <CLI/CLI.hpp>

#include "crypto/canonical_json.h"
#include "crypto/digest.h"
#include "engine/bank/bank_reader.h"
#include "engine/bank/content.h"
#include "engine/bank/rules_reader.h"
#include "engine/cli/command.h"
#include "engine/cli/files.h"
#include "engine/exposure/burn_in.h"

namespace probant::engine::cli {
namespace {

constexpr std::string_view kRules = "rules.json";
constexpr std::string_view kBank = "bank/";
constexpr std::uint32_t kPricesPeople = 6000;
constexpr std::uint32_t kPricesPeopleMost = 1'000'000;

struct PricesOptions {
    std::string package{};
    std::string out{};
    std::uint64_t seed{1};
    std::uint32_t people{kPricesPeople};
    bool json{};
};

Misuse not_usable(const std::string& directory) {
    return Misuse{directory + " is no package that can be used: run probant-engine bank-check"};
}

/// The package without the prices it may have: these are to be learned.
Content read_unpriced(const std::string& directory) {
    std::map<std::string, Bytes> bank_files;
    Bytes rules_file;
    for (auto& [path, bytes] : read_directory(directory)) {
        if (path == kRules) rules_file = bytes;
        if (path.starts_with(kBank)) bank_files.emplace(path.substr(kBank.size()), bytes);
    }
    auto bank = read_bank(bank_files);
    auto rules = read_rules(as_text(rules_file));
    if (!bank || !rules) throw not_usable(directory);
    return make_content(
        std::move(bank).value(), std::move(rules).value(), crypto::sha256(rules_file));
}

int learn_prices(const PricesOptions& options) {
    const auto content = read_unpriced(options.package);
    const auto& rules = content.rules;
    if (!rules.exposure)
        throw Misuse(options.package + "/rules.json caps nothing: it has no member exposure");
    // The price of all levels together: by level, use adds its own as people sit.
    auto caps = rules.exposure->caps;
    caps.level_cap_ppm.reset();
    const auto learned = burn_in(
        content.pool, rules.selection, caps, {.people = options.people, .seed = options.seed});
    const auto prices = learned.prices();
    const auto text = write_use_prices(
        {.by_item = {prices.begin(), prices.end()}, .levels = learned.levels()}, content.bank);
    write_aside(options.out, text);
    const auto digest = crypto::sha256(text).hex();
    if (options.json) {
        std::cout << json::write(json::Object{{"people", options.people}, {"prices", digest}})
                  << '\n';
    } else {
        std::cout << "Put it in the package as exposure.json, and into rules.json, in exposure:\n"
                     "  \"prices\": \""
                  << digest << "\"\n";
    }
    return kDone;
}

}  // namespace

Run register_prices(CLI::App& command) {
    auto options = std::make_shared<PricesOptions>();
    command.add_option("--package", options->package, "The package: rules.json and bank/")
        ->required();
    command.add_option("--seed", options->seed, "Of the invented candidates");
    command.add_option("--people", options->people, "How many of them")
        ->check(CLI::Range(kBurnInBatch, kPricesPeopleMost));
    command.add_option("--out", options->out, "The file to write: exposure.json")->required();
    command.add_flag("--json", options->json, "For a program to read");
    return [options] { return learn_prices(*options); };
}

}  // namespace probant::engine::cli
