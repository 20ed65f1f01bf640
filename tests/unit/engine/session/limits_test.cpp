// What a whole test may ask of people besides its length. SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/adaptive/test_state.h"
#include "engine/bank/reading.h"
#include "engine/math/counter_rng.h"
#include "engine/usecases/next_question.h"
#include "tests/support/builders.h"
#include "tests/support/small_bank.h"

namespace probant::support {
namespace {

using namespace probant::engine;

/// Seven tubes a competence, questions of 40 to 120 seconds.
Content limited(const Limits& limits) {
    auto content = make_small_content({.seed = 3});
    for (std::size_t place = 0; place < content.bank.items.size(); ++place)
        content.bank.items[place].time_s = 40 + 20 * static_cast<std::uint32_t>(place * 7 % 5);
    content.rules.limits = limits;
    return make_content(content.bank, content.rules, content.rules_digest);
}

/// Mean time and words of 32 questions of this bank are some 2,560 seconds; these are well under.
Limits tight() {
    return {.seconds = 1700, .words = 1300, .type_most = {{"short_text", 2}, {"match", 3}}};
}

struct Burden {
    std::uint32_t seconds{};
    std::uint32_t words{};
    std::map<std::string, std::uint32_t> types{};
};

Burden burden_of(const Bank& bank, const std::vector<ItemNumber>& items) {
    Burden asked;
    for (const ItemNumber number : items) {
        const Item& item = bank.at(number);
        asked.seconds += item.time_s;
        asked.words += words_of(item);
        ++asked.types[std::string(name_of(item.interaction))];
    }
    return asked;
}

/// A whole test of somebody who answers right by chance, as hard or as easy as it is for them.
std::vector<ItemNumber> sat(const Content& content, std::uint32_t person) {
    TestState state;
    std::vector<ItemNumber> items;
    math::CounterRng rng(91, person, math::Purpose::BurnIn);
    const auto right = 1 + person % 9;  // of ten
    for (std::uint32_t k = 1;; ++k) {
        const auto next = next_question(state, content, {.seed = {person}, .draw = {k}});
        if (!next) return items;
        items.push_back(next.value().item);
        draw(state, items.back());
        answer(state, content.pool, items.back(), rng.below(10) < right);
    }
}

bool keeps(const Limits& limits, const Burden& asked) {
    return asked.seconds <= *limits.seconds && asked.words <= *limits.words &&
           std::ranges::all_of(limits.type_most, [&](const auto& limit) {
               const auto found = asked.types.find(limit.first);
               return found == asked.types.end() || found->second <= limit.second;
           });
}

std::vector<BankFault> faults_of(const std::string& limits) {
    auto files = small_package({});
    auto rules = to_string(files.at("rules.json"));
    rules.insert(rules.rfind('}'), R"(, "limits": )" + limits);
    files["rules.json"] = to_bytes(rules);
    const auto content = read_package(files);
    return content ? std::vector<BankFault>{} : content.error();
}

}  // namespace

TEST_CASE("No whole test passes its seconds, its words or its most of a kind of question") {
    const auto content = limited(tight());
    for (std::uint32_t person = 0; person < 12; ++person) {
        INFO("person " << person);
        const auto items = sat(content, person);
        CHECK(items.size() == 32);
        CHECK(keeps(tight(), burden_of(content.bank, items)));
    }
}

TEST_CASE("Without these limits the same people are asked more than they allow") {
    auto content = limited(tight());
    content.constraints.reset();
    for (std::uint32_t person = 0; person < 10; ++person)
        CHECK_FALSE(keeps(tight(), burden_of(content.bank, sat(content, person))));
}

TEST_CASE("Within limits, each competence still has its share and no tube comes twice") {
    const auto content = limited(tight());
    for (std::uint32_t person = 0; person < 3; ++person) {
        std::map<std::uint32_t, int> competences;
        std::map<TubeNumber, int> tubes;
        for (const ItemNumber item : sat(content, person)) {
            ++competences[content.bank.at(item).competence.index];
            ++tubes[content.bank.at(item).tube];
        }
        CHECK(competences.size() == kCompetences);
        CHECK(std::ranges::all_of(competences, [](const auto& one) { return one.second == 2; }));
        CHECK(std::ranges::all_of(tubes, [](const auto& one) { return one.second == 1; }));
    }
}

TEST_CASE("Questions found faulty leave nobody without one") {
    const auto content = limited(tight());
    TestState state;
    std::uint32_t answered = 0;
    for (std::uint32_t k = 1; k <= 40; ++k) {
        const auto next = next_question(state, content, {.seed = {5}, .draw = {k}});
        if (!next) break;
        draw(state, next.value().item);
        if (k % 6 == 0) {
            set_aside(state, content.pool, next.value().item);
        } else {
            answer(state, content.pool, next.value().item, /*right=*/true);
            ++answered;
        }
    }
    CHECK(answered == 32);
}

TEST_CASE("A room that limits its tests runs to its end within them") {
    const auto content = limited(tight());
    TestRoom room(content);
    room.created(2).opened();
    for (std::size_t place = 0; place < 2; ++place)
        room.present(place).signed_in(place).authorised(place).started(place);
    for (std::size_t place = 0; place < 2; ++place) {
        std::vector<ItemNumber> items;
        for (; room.sitting(place).current; room.having(room.right_answer(place)))
            items.push_back(room.current_draw(place).item);
        CHECK(items.size() == 32);
        CHECK(keeps(tight(), burden_of(content.bank, items)));
    }
}

TEST_CASE("Limits that no complete test of the bank keeps are a fault of the rules") {
    const auto faults = faults_of(R"({"seconds": 1000})");
    REQUIRE(faults.size() == 1);
    CHECK(faults.front().file == "rules.json");
    CHECK(faults.front().field == "limits");
}

TEST_CASE("Limits that are misspelt are told by their member") {
    CHECK(faults_of(R"({"minutes": 30})").front().field == "limits.minutes");
    CHECK(faults_of(R"({"words": 3})").front().field == "limits.words");
    CHECK(faults_of(R"({"types": [{"type": "essay", "most": 2}]})").front().field ==
          "limits.types[0].type");
    CHECK(faults_of(R"({"types": [{"type": "order", "most": 2}, {"type": "order", "most": 3}]})")
              .front()
              .field == "limits.types[1].type");
    CHECK(faults_of(R"({"seconds": 2400, "types": [{"type": "order", "most": 8}]})").empty());
}

TEST_CASE("The words of a question are those of its prompt, of what is above it and its options") {
    Item item;
    item.prompt = {.fr = "Que faire ?", .en = "What now"};
    item.context = {block::Paragraph{.text = {.fr = "Un  courriel\narrive", .en = "A mail"}},
                    block::Table{.caption = {.fr = "Jours", .en = "Days"},
                                 .header = {{.fr = "lundi", .en = "Monday"}},
                                 .rows = {{{.fr = "12", .en = "12"}}}}};
    item.options = {{.fr = "Rien", .en = "Nothing at all, whatever the mail says of it"}};

    CHECK(words_of(item) == 16);  // in English: 2 + 2 + 3 + 9
}

}  // namespace probant::support
