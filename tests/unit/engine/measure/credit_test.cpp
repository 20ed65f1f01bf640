// SPDX-License-Identifier: EUPL-1.2
// Partial credit, from the bank's table to the estimate.
#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/adaptive/pool.h"
#include "engine/bank/bank_reader.h"
#include "engine/items/parts.h"
#include "engine/items/presentation.h"
#include "engine/items/question_view.h"
#include "engine/items/response_match.h"
#include "engine/packet/scripted_room.h"
#include "engine/scoring/score.h"
#include "tests/unit/engine/measure/builders.h"

namespace probant::engine {
namespace {

using builders::an_item;
using builders::bank_of;
using builders::options;
using builders::single_choice;

using FieldNames = std::vector<std::string>;

/// A question with a table that counts to the end, each step harder than the one before.
Item with_credit(Item item, const std::vector<std::uint32_t>& parts) {
    std::int32_t difficulty = -10000;
    for (const auto least : parts)
        item.credit.push_back({.parts = least, .difficulty = difficulty += 4000});
    return item;
}

/// Two right options of four.
Item choices() {
    return with_credit(
        an_item(Interaction::MultipleChoice, key::Choices{{OptionId{0}, OptionId{3}}}), {1, 2});
}

/// Four options, six pairs of them.
Item order() {
    return with_credit(an_item(Interaction::Order, key::Order{{{2}, {0}, {1}, {3}}}), {4, 5, 6});
}

/// Four to pair, one right option too many.
Item match() {
    auto item = an_item(Interaction::Match, key::Match{{{1}, {3}, {0}, {4}}});
    item.left.assign(4, item.prompt);
    item.right.assign(5, item.prompt);
    return with_credit(std::move(item), {2, 3, 4});
}

/// Every set of options but the empty one.
std::vector<Response> all_choices() {
    std::vector<Response> all;
    for (std::uint32_t set = 1; set < 16; ++set) {
        Choices<OptionId> chosen;
        for (std::uint32_t option = 0; option < 4; ++option)
            if ((set >> option & 1U) != 0) chosen.options.push_back({option});
        all.emplace_back(chosen);
    }
    return all;
}

std::vector<Response> all_orders() {
    std::vector<Response> all;
    std::vector<OptionId> options{{0}, {1}, {2}, {3}};
    do {
        all.emplace_back(Ordered<OptionId>{options});
    } while (std::ranges::next_permutation(options).found);
    return all;
}

/// Every way to give four places five options, each once at most: the last of five is left over.
std::vector<Response> all_matches() {
    std::vector<Response> all;
    std::vector<OptionId> options{{0}, {1}, {2}, {3}, {4}};
    do {
        Matched<OptionId> matched;
        for (std::uint32_t left = 0; left < 4; ++left)
            matched.pairs.push_back({.left = {left}, .right = options[left]});
        all.emplace_back(matched);
    } while (std::ranges::next_permutation(options).found);
    return all;
}

/// How many neighbours must change places, one couple at a time, to put these in the key's order.
std::uint32_t swaps_to(const std::vector<OptionId>& key, std::vector<OptionId> given) {
    const auto rank = [&](OptionId option) { return std::ranges::find(key, option) - key.begin(); };
    std::uint32_t swaps = 0;
    for (bool moved = true; moved;) {
        moved = false;
        for (std::size_t n = 0; n + 1 < given.size(); ++n) {
            if (rank(given[n]) < rank(given[n + 1])) continue;
            std::swap(given[n], given[n + 1]);
            ++swaps;
            moved = true;
        }
    }
    return swaps;
}

struct Case {
    Item item{};
    std::vector<Response> responses{};
};

std::vector<Case> every_case() {
    return {{choices(), all_choices()}, {order(), all_orders()}, {match(), all_matches()}};
}

/// A question of the bank's files, with a table that keeps every rule.
json::Object a_question() {
    auto question = single_choice(2);  // level 3: around -6000
    question["interaction"] = "multiple_choice";
    question["options"] = options({"un", "deux", "trois", "quatre", "cinq"});
    question["key"] = json::Object{{"choices", json::Array{"b", "d"}}};
    question.erase("difficulty");
    question["credit"] = json::Array{1, 2};
    question["difficulties"] = json::Array{-14000, -6000};
    return question;
}

FieldNames faults_of(const json::Object& question) {
    const auto bank = read_bank(bank_of({question}));
    FieldNames fields;
    if (!bank) {
        for (const auto& fault : bank.error()) {
            CHECK(fault.file == "items/1.1.json");
            CHECK(fault.item == "q0000000002");
            fields.push_back(fault.field);
        }
    }
    return fields;
}

FieldNames faults_with(const std::string& field, json::Value value) {
    auto question = a_question();
    question[field] = std::move(value);
    return faults_of(question);
}

}  // namespace

TEST_CASE("Parts of several choices are the right ones less the wrong ones") {
    const auto item = choices();

    CHECK(all_parts(item.key) == 2);
    CHECK(right_parts(item.key, Choices<OptionId>{{{0}}}) == 1);
    CHECK(right_parts(item.key, Choices<OptionId>{{{0}, {1}}}) == 0);
    CHECK(right_parts(item.key, Choices<OptionId>{{{0}, {1}, {3}}}) == 1);
    CHECK(right_parts(item.key, Choices<OptionId>{{{1}, {2}}}) == 0);
    CHECK(right_parts(item.key, Passed{}) == 0);
}

TEST_CASE("Parts of an order fall by one with each couple of neighbours out of order") {
    const auto item = order();
    const auto& key = std::get<key::Order>(item.key).options;

    CHECK(all_parts(item.key) == 6);
    for (const auto& response : all_orders()) {
        const auto& given = std::get<Ordered<OptionId>>(response).options;
        CHECK(right_parts(item.key, response) == 6 - swaps_to(key, given));
    }
}

TEST_CASE("Parts of a match are the pairs that go together") {
    const auto item = match();

    CHECK(all_parts(item.key) == 4);
    CHECK(right_parts(item.key, Matched<OptionId>{{{{0}, {1}}, {{1}, {2}}, {{3}, {4}}}}) == 2);
    CHECK(right_parts(item.key, Ordered<OptionId>{{{1}, {3}, {0}, {4}}}) == 0);
}

TEST_CASE("Half of an order and one pair of a match come to who knows nothing, on average") {
    const auto mean = [](const Item& item, const std::vector<Response>& responses) {
        double sum = 0;
        for (const auto& response : responses)
            sum += right_parts(item.key, response);
        return sum / static_cast<double>(responses.size());
    };

    CHECK(mean(order(), all_orders()) == Approx(blind_parts(order())));
    CHECK(mean(match(), all_matches()) <= blind_parts(match()));
    auto many = choices();
    many.key = key::Choices{{{0}, {1}, {3}}};
    CHECK(right_parts(many.key, Choices<OptionId>{{{0}, {1}, {2}, {3}}}) == blind_parts(many));
}

TEST_CASE("Full credit is for the key alone, and no response earns more") {
    for (const auto& [item, responses] : every_case()) {
        const auto full = static_cast<std::uint32_t>(item.credit.size());
        const auto count = std::ranges::count_if(responses, [&, &asked = item](const auto& one) {
            return credit_of(asked, one) == Category{full};
        });

        CHECK(credit_of(item, right_response(item)) == Category{full});
        CHECK(count == 1);
        for (const auto& response : responses) {
            CHECK(credit_of(item, response).value <= full);
            CHECK((credit_of(item, response).value == full) == is_right(item, response));
        }
    }
}

TEST_CASE("Every step of a table is earned by some response, and more parts never earn less") {
    for (const auto& [item, responses] : every_case()) {
        std::vector<bool> earned(item.credit.size() + 1, false);
        for (const auto& one : responses) {
            earned.at(credit_of(item, one).value) = true;
            for (const auto& other : responses) {
                if (right_parts(item.key, one) <= right_parts(item.key, other))
                    CHECK(credit_of(item, one) <= credit_of(item, other));
            }
        }
        CHECK(std::ranges::all_of(earned, [](bool some) { return some; }));
    }
}

TEST_CASE("The order in which options are shown does not change what a response earns") {
    for (const auto& [item, responses] : every_case()) {
        for (std::uint32_t draw = 1; draw <= 20; ++draw) {
            const auto shown = present(item, {7}, {draw});
            for (const auto& response : responses) {
                const auto back = to_bank(shown, to_shown(shown, response));
                REQUIRE(credit_of(item, back) == credit_of(item, response));
            }
        }
    }
}

TEST_CASE("Who always does the same earns nothing for it") {
    CHECK(credit_of(choices(), Choices<OptionId>{{{0}, {1}, {2}, {3}}}) == Category{0});
    CHECK(credit_of(order(), Ordered<OptionId>{{{3}, {1}, {0}, {2}}}) == Category{0});
    CHECK(credit_of(match(), Matched<OptionId>{{{{0}, {0}}, {{1}, {1}}, {{2}, {2}}}}) ==
          Category{0});
    for (const auto& item : {choices(), order(), match()})
        CHECK(credit_of(item, Passed{}) == Category{0});
}

TEST_CASE("Without a table an answer one part short is wrong") {
    for (auto item : {choices(), order(), match()}) {
        CHECK(credit_of(item, nearly_right_response(item)).value == item.credit.size() - 1);
        item.credit.clear();
        CHECK(credit_of(item, nearly_right_response(item)) == Category{0});
        CHECK(credit_of(item, right_response(item)) == Category{1});
    }
}

TEST_CASE("A table of credit gives its question graded response, its last difficulty the whole") {
    const auto bank = read_bank(bank_of({a_question()}));
    REQUIRE(bank.has_value());
    const auto& item = bank.value().items.front();

    const auto pool = make_pool(bank.value());

    CHECK(item.difficulty == -6000);
    CHECK(item.credit == std::vector<CreditStep>{{1, -14000}, {2, -6000}});
    CHECK(pool.items().front().model.thresholds == std::vector<double>{-1.4, -0.6});
    CHECK(full_credit(pool.items().front().model) == Category{2});
}

TEST_CASE("A guessing floor makes its question a three-parameter one") {
    auto question = single_choice(1);
    question["guessing"] = 2500;
    const auto bank = read_bank(bank_of({question}));
    REQUIRE(bank.has_value());

    CHECK(make_pool(bank.value()).items().front().model.guessing == 0.25);
    question["guessing"] = 5001;
    CHECK(read_bank(bank_of({question})).error().front().field == "guessing");
}

TEST_CASE("A table of credit that breaks a rule is a fault that names the field") {
    CHECK(faults_of(a_question()).empty());
    CHECK(faults_with("credit", json::Array{2}) == FieldNames{"credit", "difficulties"});
    CHECK(faults_with("credit", json::Array{1, 1}) == FieldNames{"credit[1]"});
    CHECK(faults_with("credit", json::Array{0, 2}) == FieldNames{"credit[0]"});
    CHECK(faults_with("credit", json::Array{"1", 2}) == FieldNames{"credit[0]"});
    CHECK(faults_with("credit", json::Array{1, 3}) == FieldNames{"credit"});
    CHECK(faults_with("credit", 2) == FieldNames{"credit"});
    CHECK(faults_with("difficulties", json::Array{-6000, -6000}) == FieldNames{"difficulties[1]"});
    CHECK(faults_with("difficulties", json::Array{-60001, -6000}) == FieldNames{"difficulties[0]"});
    CHECK(faults_with("difficulties", json::Array{-16000, -14000, -6000}) ==
          FieldNames{"difficulties"});
    CHECK(faults_with("difficulties", json::Array{-14000, -2999}) == FieldNames{"difficulties"});
    CHECK(faults_with("difficulty", -6000) == FieldNames{"difficulty"});
    CHECK(faults_with("guessing", 2500) == FieldNames{"guessing"});
    auto incomplete = a_question();
    incomplete.erase("difficulties");
    CHECK(faults_of(incomplete) == FieldNames{"difficulties"});
    incomplete = a_question();
    incomplete.erase("credit");
    CHECK(faults_of(incomplete) == FieldNames{"credit"});
}

TEST_CASE("A table that pays for knowing nothing is refused") {
    CHECK(faults_with("key", json::Object{{"choices", json::Array{"a", "b", "d"}}}) ==
          FieldNames{"credit", "credit"});
    auto paid = a_question();
    paid["key"] = json::Object{{"choices", json::Array{"a", "b", "d"}}};
    paid["credit"] = json::Array{1, 3};
    CHECK(faults_of(paid) == FieldNames{"credit"});
    paid["credit"] = json::Array{2, 3};
    CHECK(faults_of(paid).empty());
}

TEST_CASE("A kind of question that is right or wrong has no table of credit") {
    auto question = single_choice(2);
    question.erase("difficulty");
    question["credit"] = json::Array{1, 2};
    question["difficulties"] = json::Array{-14000, -6000};

    CHECK(faults_of(question) == FieldNames{"credit"});
}

TEST_CASE("A partly right answer scores between a wrong one and a right one") {
    const auto bank = read_bank(bank_of({a_question()}));
    const auto pool = make_pool(bank.value());
    std::vector<std::int64_t> theta;
    for (std::uint32_t category = 0; category <= 2; ++category) {
        TestState state;
        draw(state, {0});
        answer(state, pool, {0}, Category{category});
        const auto one = score(state, pool, builders::rules());
        theta.push_back(one.theta_micro);
        CHECK(one.competences.at(0).seen == 1);
        CHECK(one.competences.at(0).partly == (category == 1 ? 1 : 0));
        CHECK(one.competences.at(0).right == (category == 2 ? 1 : 0));
    }
    CHECK(theta[0] < theta[1]);
    CHECK(theta[1] < theta[2]);
}

TEST_CASE("The page is told of partial credit by kind of question, never by question") {
    Bank bank;
    bank.items = {choices(), order()};
    bank.items.back().credit.clear();
    auto whole = choices();
    whole.credit.clear();

    const auto view = render_question(bank, choices(), present(choices(), {1}, {1}), {});
    const auto other = render_question(bank, whole, present(whole, {1}, {1}), {});
    const auto ordered = render_question(bank, order(), present(order(), {1}, {1}), {});

    CHECK(view == other);
    CHECK(*view.member("partial")->boolean());
    CHECK_FALSE(*ordered.member("partial")->boolean());
}

}  // namespace probant::engine
