// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/small_bank.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <iostream>
#include <string_view>
#include <utility>
#include <vector>

#include "crypto/base/ensure.h"
#include "crypto/canonical_json.h"
#include "engine/bank/competence.h"
#include "tests/support/dice.h"

namespace probant::support {
namespace {

using engine::Competence;
using engine::Interaction;

constexpr std::array kInteractions{Interaction::SingleChoice,
                                   Interaction::MultipleChoice,
                                   Interaction::ShortText,
                                   Interaction::Number,
                                   Interaction::Order,
                                   Interaction::Match};

// docs/BANK.md: the difficulty of each level.
constexpr std::array<std::int64_t, 8> kDifficulties{
    -22000, -14000, -6000, 1000, 8000, 16000, 24000, 32000};

constexpr std::string_view kRules = R"({
  "v": 1, "id": "small-32", "length": 32, "per_competence": 2, "per_tube": 1,
  "enemies_apart": true, "duration_s": 6300, "late_grace_ms": 5000, "answers_min": 20,
  "reports_max": 4, "near_tie": { "permille": 980, "most": 5 },
  "select_prior_sd_milli": 1000, "score_prior_sd_milli": 2000,
  "scale": { "provisional": true, "centre": 512, "per_theta": 160,
             "cuts": [160, 288, 416, 528, 640, 768, 896, 1024] },
  "publication": { "domain_sd_milli": 300, "competence_sd_milli": 400, "interval_permille": 800,
                   "alike_within_milli": 400, "sd_most_milli": 400,
                   "reliability_least_permille": 500 }
})";

/// The place of an item in the bank, and what chance gives it.
struct Place {
    Competence competence{};
    std::uint32_t tube{};
    std::uint32_t item{};
};

json::Value both(const std::string& fr, const std::string& en) {
    return json::Object{{"fr", fr}, {"en", en}};
}

std::string letter(std::uint32_t option) {
    return {static_cast<char>('a' + static_cast<int>(option))};
}

json::Array options(std::uint32_t count, const std::string& what) {
    json::Array array;
    for (std::uint32_t option = 0; option < count; ++option) {
        const auto name = what + " " + std::to_string(option + 1);
        array.emplace_back(json::Object{{"id", letter(option)},
                                        {"text", both("Proposition " + name, "Option " + name)}});
    }
    return array;
}

/// A permutation of the letters that is not the order of the alphabet.
std::vector<std::string> disordered(std::uint32_t count, Dice& dice) {
    std::vector<std::string> letters;
    for (std::uint32_t option = 0; option < count; ++option)
        letters.push_back(letter(option));
    for (auto left = count; left > 1; --left)
        std::swap(letters[left - 1], letters[dice.below(left)]);
    if (std::ranges::is_sorted(letters)) std::swap(letters.front(), letters.back());
    return letters;
}

/// A table of credit whose first step is one part short of everything right.
void add_credit(json::Object& item, std::uint32_t parts) {
    constexpr std::int64_t kApart = 4000;
    const auto difficulty = *item.at("difficulty").integer();
    item.erase("difficulty");
    item.emplace("credit", json::Array{parts - 1, parts});
    item.emplace("difficulties", json::Array{difficulty - kApart, difficulty});
}

void add_choice(json::Object& item, Dice& dice) {
    const auto count = 3 + dice.below(4);
    item.emplace("options", options(count, "A"));
    item.emplace("key", json::Object{{"choice", letter(dice.below(count))}});
    if (dice.once_in(4)) item.emplace("fixed", true);
}

/// As the two below, gives the parts of its key; 0 where one part short deserves nothing.
std::uint32_t add_choices(json::Object& item, Dice& dice) {
    const auto count = 3 + dice.below(4);
    json::Array right{letter(dice.below(count))};
    for (std::uint32_t option = 0; option < count && right.size() + 1 < count; ++option) {
        if (dice.once_in(3) && letter(option) != *right.front().text())
            right.emplace_back(letter(option));
    }
    const auto parts = static_cast<std::uint32_t>(right.size());
    item.emplace("options", options(count, "B"));
    item.emplace("key", json::Object{{"choices", std::move(right)}});
    return parts > 1 && count > parts + 1 ? parts : 0;
}

std::uint32_t add_order(json::Object& item, Dice& dice) {
    const auto count = 3 + dice.below(3);
    json::Array order;
    for (auto& one : disordered(count, dice))
        order.emplace_back(std::move(one));
    item.emplace("options", options(count, "C"));
    item.emplace("key", json::Object{{"order", std::move(order)}});
    return count * (count - 1) / 2;
}

std::uint32_t add_match(json::Object& item, Dice& dice) {
    const auto count = 3 + dice.below(3);
    json::Object pairs;
    std::uint32_t left = 0;
    for (auto& one : disordered(count, dice))
        pairs.emplace(letter(left++), std::move(one));
    item.emplace("left", options(count, "G"));
    item.emplace("right", options(count, "D"));
    item.emplace("key", json::Object{{"pairs", std::move(pairs)}});
    return count;
}

void add_short_text(json::Object& item, Dice& dice) {
    const auto word = "mot" + std::to_string(dice.below(1000));
    item.emplace("key", json::Object{{"accept", json::Array{word, word + " clé"}}});
}

void add_number(json::Object& item, Dice& dice) {
    // One throw a statement: compilers differ in which side of a + they evaluate first.
    const auto whole = std::to_string(dice.below(900));
    const auto value = whole + "." + std::to_string(dice.below(9) + 1);
    item.emplace("key", json::Object{{"value", value}, {"tolerance", "0"}});
}

/// Gives what a table of credit may count to; 0 for a question that is right or wrong.
std::uint32_t add_interaction(json::Object& item, Interaction interaction, Dice& dice) {
    item.emplace("interaction", engine::name_of(interaction));
    switch (interaction) {
        case Interaction::SingleChoice:
            add_choice(item, dice);
            return 0;
        case Interaction::MultipleChoice:
            return add_choices(item, dice);
        case Interaction::ShortText:
            add_short_text(item, dice);
            return 0;
        case Interaction::Number:
            add_number(item, dice);
            return 0;
        case Interaction::Order:
            return add_order(item, dice);
        case Interaction::Match:
            return add_match(item, dice);
    }
    fail_ensure("an interaction is one of six");
}

/// "q" and ten hexadecimal characters: unique by the place, unforeseeable to a reader of ids.
std::string id_of(const Place& place) {
    std::array<char, 12> text{};
    const auto mixed = (place.competence.index * 64 + place.tube) * 16 + place.item;
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): the compiler checks a literal format
    static_cast<void>(std::snprintf(text.data(), text.size(), "q%010x", mixed * 2654435761U));
    return text.data();
}

/// The last item of a competence's first tube and the first of its second give each other away.
json::Array enemies_of(const Place& place, const BankShape& shape) {
    if (!shape.enemies) return {};
    if (place.tube == 0 && place.item + 1 == shape.items_per_tube)
        return {id_of({.competence = place.competence, .tube = 1, .item = 0})};
    if (place.tube == 1 && place.item == 0) {
        return {
            id_of({.competence = place.competence, .tube = 0, .item = shape.items_per_tube - 1})};
    }
    return {};
}

json::Value item_at(const Place& place, const BankShape& shape, Dice& dice) {
    const auto level = (place.tube + place.item + place.competence.index) % 8;
    const auto name = place.competence.code() + ", notion " + std::to_string(place.tube + 1);
    json::Object item{
        {"id", id_of(place)},
        {"competence", place.competence.code()},
        {"digcomp", std::to_string(place.competence.domain()) + ".1"},
        {"tube",
         "notion-" + std::to_string(place.competence.index) + "-" + std::to_string(place.tube)},
        {"level", level + 1},
        {"difficulty", kDifficulties.at(level) + dice.between(-2900, 2900)},
        {"discrimination", dice.between(6000, 20000)},
        {"calibration", "expert_prior"},
        {"time_s", 60},
        {"enemies", enemies_of(place, shape)},
        {"prompt", both("Question de " + name, "Question of " + name)},
        {"context", json::Array{}},
        {"rationale", both("Parce que c'est ainsi.", "Because it is so.")}};
    const auto turn = place.competence.index * 5 + place.tube * shape.items_per_tube + place.item;
    const auto parts = add_interaction(item, kInteractions.at(turn % kInteractions.size()), dice);
    if (parts > 0 && (place.tube + place.item) % 2 == 1) add_credit(item, parts);
    if (shape.access && place.tube % 2 == 1) item.emplace("access", json::Array{"keyboard"});
    if (shape.pretests && place.item + 1 == shape.items_per_tube) item.emplace("status", "pretest");
    return item;
}

/// Three questions on trial, a minute each.
std::string with_pretests(std::string_view rules) {
    auto object = *json::read(rules).value().object();
    object.emplace("pretest", json::Object{{"count", 3}, {"time_s", 60}});
    return json::write(json::Value{std::move(object)});
}

std::string with_camera(std::string_view rules) {
    auto object = *json::read(rules).value().object();
    object.emplace("proctoring", an_order_to_cameras());
    return json::write(json::Value{std::move(object)});
}

/// The same scale and publication, twelve questions of one competence, fewer once they tell enough.
std::string training_rules() {
    auto rules = *json::read(kRules).value().object();
    rules.erase("per_competence");
    rules.erase("per_tube");
    rules["id"] = "training-1.1";
    rules["purpose"] = "training";
    rules["competences"] = json::Array{"1.1"};
    rules["length"] = 12;
    rules["duration_s"] = 1800;
    rules["answers_min"] = 4;
    rules["reports_max"] = 2;
    rules["stop"] = json::Object{{"rule", "precision"}, {"se_milli", 700}, {"min", 4}};
    return json::write(json::Value{std::move(rules)});
}

json::Array items_of(Competence competence, const BankShape& shape, Dice& dice) {
    json::Array items;
    for (std::uint32_t tube = 0; tube < shape.tubes; ++tube) {
        for (std::uint32_t item = 0; item < shape.items_per_tube; ++item) {
            items.push_back(
                item_at({.competence = competence, .tube = tube, .item = item}, shape, dice));
        }
    }
    return items;
}

}  // namespace

json::Object an_order_to_cameras() {
    return {
        {"rules", json::Array{"face_absent", "extra_face", "looking_away", "covered", "frozen"}},
        {"legal_basis", "Arrêté du 1er septembre 2026, article 4"}};
}

std::map<std::string, Bytes> small_package(const BankShape& shape) {
    const json::Object head{{"v", 1},
                            {"id", "small-bank"},
                            {"version", "1.0.0"},
                            {"title", both("Petite banque", "Small bank")},
                            {"licence", "CC-BY-4.0"},
                            {"authors", json::Array{"Probant"}}};
    auto rules = shape.pretests ? with_pretests(kRules) : std::string(kRules);
    if (shape.camera) rules = with_camera(rules);
    std::map<std::string, Bytes> files{{"rules.json", to_bytes(rules)},
                                       {"bank/bank.json", to_bytes(json::write(head))}};
    Dice dice(shape.seed);
    for (std::uint32_t index = 0; index < engine::kCompetences; ++index) {
        const auto competence = Competence::at(index);
        files.emplace("bank/items/" + competence.code() + ".json",
                      to_bytes(json::write(items_of(competence, shape, dice))));
    }
    return files;
}

std::map<std::string, Bytes> training_package() {
    auto files = small_package({.seed = 3, .tubes = 10});
    files["rules.json"] = to_bytes(training_rules());
    return files;
}

namespace {

engine::Content read_made(const std::map<std::string, Bytes>& files) {
    auto content = engine::read_package(files);
    if (!content) {
        for (const auto& fault : content.error()) {
            std::cerr << fault.file << ' ' << fault.item << ' ' << fault.field << ": "
                      << fault.what.en << '\n';
        }
    }
    ENSURE(content.has_value());
    return std::move(content).value();
}

}  // namespace

engine::Content make_small_content(const BankShape& shape) {
    return read_made(small_package(shape));
}

const engine::Content& training_content() {
    static const engine::Content content = read_made(training_package());
    return content;
}

const engine::Content& small_content() {
    static const engine::Content content = make_small_content({});
    return content;
}

const engine::Content& watched_content() {
    static const auto content = make_small_content({.camera = true});
    return content;
}

const engine::Content& tiny_content() {
    static const engine::Content content = make_small_content(kTinyShape);
    return content;
}

}  // namespace probant::support
