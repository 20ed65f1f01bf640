// A whole journal judged from its bytes. SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <map>
#include <set>

#include <catch2/catch.hpp>

#include "engine/packet/golden.h"
#include "engine/packet/journal_check.h"
#include "engine/packet/people.h"
#include "engine/packet/results.h"

using namespace probant;
using namespace probant::engine;

namespace {

/// Change this line only with a change of meaning, and say so in the CHANGELOG: packets of centres
/// that run another engine are refused from then on.
constexpr std::string_view kBehaviour =
    "735da5ef5b4da973e2e42b96440f50d02ed881c6371bcada8abb0f6dfcb6b3b4";

std::vector<std::string_view> views_of(const std::vector<std::string>& entries) {
    return {entries.begin(), entries.end()};
}

const Content& content() {
    static const Content made = golden_content();
    return made;
}

const std::vector<std::string>& entries() {
    static const auto made = golden_entries(content());
    return made;
}

json::Value golden_results() {
    const auto replayed = replay_journal(views_of(entries()), content());
    REQUIRE(replayed);
    return results_of(replayed.value().session, content());
}

std::size_t count_outcome(const json::Value& results, std::string_view outcome) {
    const auto& list = *results.member("results")->array();
    return static_cast<std::size_t>(std::ranges::count_if(
        list, [&](const auto& one) { return *one.member("outcome")->text() == outcome; }));
}

}  // namespace

TEST_CASE("The engine's behaviour is the one that is written down") {
    CHECK(behaviour().hex() == kBehaviour);
}

TEST_CASE("The golden journal replays to the same bytes and counts") {
    const auto replayed = replay_journal(views_of(entries()), content());

    REQUIRE(replayed);
    CHECK(replayed.value().head.size == entries().size());
    CHECK(replayed.value().counts.candidates == 8);
    CHECK(replayed.value().counts.entries == static_cast<std::int64_t>(entries().size()));
    CHECK(replayed.value().counts.answers == 3 * 34 + 34 + 24 + 5 + 23);
}

TEST_CASE("The golden sittings end in every way there is") {
    const auto results = golden_results();

    CHECK(count_outcome(results, "validated") == 6);
    CHECK(count_outcome(results, "cancelled") == 1);
    CHECK(count_outcome(results, "absent") == 1);
    const auto& given_up = (*results.member("results")->array())[4];
    const auto imputed = static_cast<std::int64_t>(given_up.member("imputed")->array()->size());
    CHECK(*given_up.member("answers")->integer() + imputed == 32);
}

TEST_CASE(
    "The golden sittings earn full credit, a part of it and none, and the results say which") {
    const auto results = golden_results();

    std::map<std::string, std::set<std::int64_t>> earned;
    for (const auto& item : *(*results.member("results")->array())[0].member("items")->array())
        earned[*item.member("outcome")->text()].insert(*item.member("category")->integer());

    CHECK(earned.at("right").contains(1));
    CHECK(earned.at("right").contains(3));
    CHECK(earned.at("partly") == std::set<std::int64_t>{1, 2});
    CHECK(earned.at("wrong") == std::set<std::int64_t>{0});
}

TEST_CASE("Entries joined and split again are the same entries") {
    const auto ndjson = join_entries(entries());
    const auto split = split_entries(ndjson);

    REQUIRE(split);
    CHECK(std::ranges::equal(*split, entries()));
    CHECK(!split_entries(ndjson + "{}"));
    CHECK(!split_entries("\n" + ndjson));
}

TEST_CASE("An entry left out, exchanged or changed stops the replay at that entry") {
    auto without = views_of(entries());
    without.erase(without.begin() + 9);
    CHECK(replay_journal(without, content()).error().n == 9);

    auto exchanged = views_of(entries());
    std::swap(exchanged[7], exchanged[8]);
    CHECK(replay_journal(exchanged, content()).error().n == 7);

    auto changed = entries();
    const auto place = changed[20].find("\"at\":");
    changed[20].replace(place + 5, 1, changed[20][place + 5] == '1' ? "2" : "1");
    CHECK(!replay_journal(views_of(changed), content()));
}

TEST_CASE("A journal whose session is still open is refused") {
    auto open = views_of(entries());
    open.pop_back();

    const auto replayed = replay_journal(open, content());

    REQUIRE(!replayed);
    CHECK(replayed.error().what == "the session is not closed");
}

TEST_CASE("An answer counted right by another key is found at its entry") {
    auto cheated = golden_content();
    for (auto& item : cheated.bank.items) {
        if (auto* choice = std::get_if<key::Choice>(&item.key))
            choice->option = {(choice->option.value + 1) % 4};
    }
    const auto journal = golden_entries(cheated);

    const auto replayed = replay_journal(views_of(journal), content());

    REQUIRE(!replayed);
    CHECK(replayed.error().fault == ReplayFault::DecidedOtherwise);
}

TEST_CASE("The first difference between two results is named by its path") {
    const auto results = golden_results();
    auto changed = *results.object();
    auto list = *changed.at("results").array();
    auto result = *list[1].object();
    auto score = *result.at("score").object();
    score["points"] = 3;
    result["score"] = score;
    list[1] = result;
    changed["results"] = list;

    CHECK(!compare_results(results, results));
    const auto differs = compare_results(json::Value(changed), results);
    REQUIRE(differs);
    CHECK(differs->starts_with("results[1].score.points: stated 3, replayed "));
}

TEST_CASE("People and texts read back as they were written, and in no other spelling") {
    const std::vector<Person> people{{.candidate = {uuid_v4_from({1, 2, 3})},
                                      .last_name = "Rousseau",
                                      .first_name = "Camille",
                                      .birth_date = "1984-05-02",
                                      .external_id = "",
                                      .extra_time = std::chrono::minutes{35}}};
    const auto bytes = write_people(people);
    REQUIRE(read_people(bytes));
    CHECK(read_people(bytes).value() == people);
    CHECK(!read_people(bytes + " "));
    CHECK(roster_digest(people) == crypto::sha256(bytes));

    const std::vector<SaltedText> texts{{.salt = {1}, .text = "Coupure de courant"},
                                        {.salt = {2}, .text = ""}};
    const auto read = read_texts(write_texts(texts));
    REQUIRE(read);
    CHECK(read.value().size() == 2);
    CHECK(std::ranges::is_permutation(read.value(), texts));
}
