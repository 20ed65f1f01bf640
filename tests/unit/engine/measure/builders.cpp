// SPDX-License-Identifier: EUPL-1.2
#include "tests/unit/engine/measure/builders.h"

#include <array>
#include <utility>

#include "engine/bank/rules_reader.h"
#include "engine/math/counter_rng.h"

namespace probant::engine::builders {
namespace {

constexpr std::array<int, 8> kDifficulties{-22000, -14000, -6000, 1000, 8000, 16000, 24000, 32000};

std::string id_of(std::uint32_t number) {
    const std::string digits = std::to_string(number);
    return "q" + std::string(10 - digits.size(), '0') + digits;
}

Bytes bytes_of(const json::Value& value) {
    return to_bytes(json::write(value));
}

json::Object bank_head() {
    return {{"v", 1},
            {"id", "small"},
            {"version", "1"},
            {"title", both("Petite banque")},
            {"licence", "CC-BY-4.0"},
            {"authors", json::Array{"Probant"}}};
}

}  // namespace

json::Object both(const std::string& text) {
    return {{"fr", text + " (fr)"}, {"en", text + " (en)"}};
}

json::Array options(const std::vector<std::string>& texts) {
    json::Array array;
    char id = 'a';
    for (const std::string& text : texts)
        array.emplace_back(json::Object{{"id", std::string(1, id++)}, {"text", both(text)}});
    return array;
}

json::Object single_choice(std::uint32_t number, const std::string& competence) {
    const int level = static_cast<int>(number % 7) + 1;
    return {{"id", id_of(number)},
            {"competence", competence},
            {"digcomp", "1.1"},
            {"tube", "notion-" + std::to_string(number)},
            {"level", level},
            {"interaction", "single_choice"},
            {"difficulty", kDifficulties.at(static_cast<std::size_t>(level - 1))},
            {"discrimination", 10000},
            {"calibration", "expert_prior"},
            {"time_s", 60},
            {"enemies", json::Array{}},
            {"prompt", both("Que faire ?")},
            {"context", json::Array{}},
            {"options", options({"Rien du tout", "Appeler", "Noter"})},
            {"key",
             json::Object{{"choice",
                           std::string(1, static_cast<char>('a' + static_cast<int>(number % 3)))}}},
            {"rationale", both("Parce que.")}};
}

std::map<std::string, Bytes> bank_of(const json::Array& questions) {
    return {{"bank.json", bytes_of(bank_head())}, {"items/1.1.json", bytes_of(questions)}};
}

std::map<std::string, Bytes> a_package(std::uint32_t tubes) {
    std::map<std::string, Bytes> files{{"rules.json", bytes_of(rules_json())},
                                       {"bank/bank.json", bytes_of(bank_head())}};
    std::uint32_t number = 0;
    for (std::uint32_t index = 0; index < kCompetences; ++index) {
        const auto code = Competence{index}.code();
        json::Array questions;
        for (std::uint32_t n = 0; n < tubes * 2; ++n) {
            auto question = single_choice(number++, code);
            question["tube"] = "notion-" + std::to_string(index * 100 + n / 2);
            questions.emplace_back(std::move(question));
        }
        files.emplace("bank/items/" + code + ".json", bytes_of(questions));
    }
    return files;
}

json::Object rules_json() {
    return {{"v", 1},
            {"id", "certification-32"},
            {"length", 32},
            {"per_competence", 2},
            {"per_tube", 1},
            {"enemies_apart", true},
            {"duration_s", 6300},
            {"late_grace_ms", 5000},
            {"answers_min", 20},
            {"reports_max", 4},
            {"near_tie", json::Object{{"permille", 980}, {"most", 5}}},
            {"select_prior_sd_milli", 1000},
            {"score_prior_sd_milli", 2000},
            {"scale",
             json::Object{{"provisional", true},
                          {"centre", 512},
                          {"per_theta", 160},
                          {"cuts", json::Array{160, 288, 416, 528, 640, 768, 896, 1024}}}},
            {"publication",
             json::Object{{"domain_sd_milli", 300},
                          {"competence_sd_milli", 400},
                          {"interval_permille", 800},
                          {"alike_within_milli", 400},
                          {"sd_most_milli", 400},
                          {"reliability_least_permille", 500}}}};
}

Rules rules() {
    return read_rules(json::write(rules_json())).value();
}

std::vector<PoolItem> pool_items(std::uint32_t tubes, std::uint32_t of_tube, std::uint64_t seed) {
    math::CounterRng rng(seed, 0, math::Purpose::Sitting);
    std::vector<PoolItem> items;
    for (std::uint32_t competence = 0; competence < kCompetences; ++competence) {
        for (std::uint32_t tube = 0; tube < tubes; ++tube) {
            for (std::uint32_t n = 0; n < of_tube; ++n) {
                items.push_back({.model = {.discrimination = 0.4 + 2.1 * unit(rng),
                                           .difficulty = -3.0 + 6.0 * unit(rng),
                                           .guessing = 0,
                                           .thresholds = {}},
                                 .competence = Competence{competence},
                                 .tube = TubeNumber{competence * tubes + tube},
                                 .enemies = {}});
            }
        }
    }
    return items;
}

void make_enemies(std::vector<PoolItem>& items, std::uint32_t one, std::uint32_t other) {
    items.at(one).enemies.push_back(ItemNumber{other});
    items.at(other).enemies.push_back(ItemNumber{one});
}

Item an_item(Interaction interaction, Key key) {
    Item item;
    item.id = "q00000000aa";
    item.interaction = interaction;
    item.key = std::move(key);
    item.prompt = {.fr = "Que faire ?", .en = "What to do?"};
    const std::vector<Text> four{
        {"un", "one"}, {"deux", "two"}, {"trois", "three"}, {"cinq", "five"}};
    if (interaction == Interaction::Match) {
        item.left = {four[0], four[1]};
        item.right = {four[0], four[1], four[2]};
    } else if (interaction != Interaction::ShortText && interaction != Interaction::Number) {
        item.options = four;
    }
    return item;
}

double unit(math::CounterRng& rng) {
    return static_cast<double>(rng.next() >> 11U) * 0x1p-53;
}

double normal(math::CounterRng& rng) {
    double sum = -6;
    for (int n = 0; n < 12; ++n)
        sum += unit(rng);
    return sum;
}

}  // namespace probant::engine::builders
