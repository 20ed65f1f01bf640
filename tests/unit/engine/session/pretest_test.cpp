// SPDX-License-Identifier: EUPL-1.2
#include "engine/usecases/pretest.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/journal/recorded_session.h"
#include "engine/usecases/asked.h"
#include "tests/support/builders.h"
#include "tests/support/small_bank.h"

namespace probant::support {
namespace {

using namespace probant::engine;
using namespace std::chrono_literals;

constexpr std::uint32_t kAsked = 32 + 3;

const Content& with_trials() {
    static const Content content = make_small_content({.pretests = true});
    return content;
}

TestRoom a_room_with_trials(std::size_t candidates) {
    TestRoom room(with_trials());
    room.created(candidates).opened();
    for (std::size_t place = 0; place < candidates; ++place)
        room.present(place).signed_in(place).authorised(place).started(place);
    return room;
}

/// The first question of this sitting that is on trial is on the page.
TestRoom a_room_at_its_first_trial() {
    auto room = a_room_with_trials(1);
    while (!room.current_draw().pretest)
        room.having(room.right_answer());
    return room;
}

std::vector<Draw> trials_of(const Sitting& sitting) {
    auto draws = sitting.draws;
    std::erase_if(draws, [](const Draw& draw) { return !draw.pretest; });
    return draws;
}

/// A whole sitting whose questions on trial are all answered so; the others alike whatever.
SittingResult result_when_trials_are(bool right, std::vector<ItemNumber>& given) {
    auto room = a_room_with_trials(1);
    while (room.sitting().current) {
        const auto& draw = room.current_draw();
        const bool is_right = draw.pretest ? right : draw.item.value % 3 != 0;
        given.push_back(draw.item);
        room.having(is_right ? room.right_answer() : room.wrong_answer());
    }
    room.having(HandIn{candidate_id(0)}).having(CloseSession{});
    REQUIRE(room.sitting().result.has_value());
    return *room.sitting().result;
}

std::string first_fault(std::map<std::string, Bytes> files,
                        const std::string& path,
                        const std::string& what,
                        const std::string& with) {
    auto text = to_string(files.at(path));
    const auto at = text.find(what);
    REQUIRE(at != std::string::npos);
    text.replace(at, what.size(), with);
    files[path] = to_bytes(text);
    const auto content = read_package(files);
    return content ? std::string{} : content.error().front().field;
}

}  // namespace

TEST_CASE("Three questions on trial come from the sixth to the thirtieth, the others are live") {
    auto room = a_room_with_trials(12);
    std::set<std::uint32_t> ranks;
    for (std::size_t place = 0; place < 12; ++place) {
        room.answered(kAsked, place);
        const auto& sitting = room.sitting(place);
        REQUIRE(is_finished(sitting, with_trials().rules));
        CHECK(trials_of(sitting).size() == 3);
        std::uint32_t rank = 0;
        for (const auto& draw : sitting.draws) {
            CHECK(draw.rank.value == ++rank);
            const auto status = with_trials().bank.at(draw.item).status;
            CHECK(status == (draw.pretest ? ItemStatus::Pretest : ItemStatus::Live));
            if (draw.pretest) ranks.insert(draw.rank.value);
        }
        CHECK(rank == kAsked);
    }
    CHECK(*ranks.begin() >= kPretestFirst);
    CHECK(*ranks.rbegin() <= kPretestLast);
    // Chance, not habit: twelve candidates do not all have theirs at the same places.
    CHECK(ranks.size() > 8);
}

TEST_CASE("What is answered to questions on trial changes no question and no score") {
    std::vector<ItemNumber> when_right;
    std::vector<ItemNumber> when_wrong;
    const auto right = result_when_trials_are(true, when_right);
    const auto wrong = result_when_trials_are(false, when_wrong);
    CHECK(right == wrong);
    CHECK(when_right == when_wrong);
    CHECK(right.outcome == OutcomeState::Validated);
}

TEST_CASE("A question on trial asks of another notion than every other of the sitting") {
    auto room = a_room_with_trials(1);
    room.answered(kAsked);
    std::set<std::uint32_t> tubes;
    for (const auto& draw : room.sitting().draws)
        tubes.insert(with_trials().pool.at(draw.item).tube.value);
    CHECK(tubes.size() == kAsked);
}

TEST_CASE("A room spreads its questions on trial") {
    auto room = a_room_with_trials(12);
    std::set<std::uint32_t> items;
    for (std::size_t place = 0; place < 12; ++place) {
        room.answered(kAsked, place);
        for (const auto& draw : trials_of(room.sitting(place)))
            items.insert(draw.item.value);
    }
    // 112 are on trial, 36 were asked: hardly any twice.
    CHECK(items.size() >= 34);
}

TEST_CASE("The time of the questions on trial is added to the test's") {
    const auto room = a_room_with_trials(1);
    CHECK(room.sitting().deadline == room.sitting().started + 6300s + 3 * 60s);
}

TEST_CASE("A report accepted on a question on trial drops it, and the next has the next rank") {
    auto room = a_room_at_its_first_trial();
    const auto rank = room.current_draw().rank.value;
    const auto answers = room.sitting().answers;
    room.reported().report_decided(true);
    CHECK(room.current_draw().rank.value == rank + 1);
    CHECK(room.sitting().answers == answers);
    while (room.sitting().current)
        room.having(room.right_answer());
    CHECK(room.sitting().answers == 32);
    CHECK(held_of(room.sitting()) == 34);
    CHECK(is_finished(room.sitting(), with_trials().rules));
}

TEST_CASE("Who gives up at a question on trial is imputed the questions that count") {
    auto room = a_room_with_trials(1);
    room.answered(24);
    while (!room.current_draw().pretest && room.current_draw().rank.value < 31)
        room.having(room.right_answer());
    const auto answers = room.sitting().answers;
    room.having(
        EndSitting{.candidate = candidate_id(0), .reason = UnfinishedReason::GivenUp, .note = {}});
    room.having(CloseSession{});
    CHECK(room.sitting().imputed.size() == 32 - answers);
    for (const auto item : room.sitting().imputed)
        CHECK(with_trials().bank.at(item).status == ItemStatus::Live);
}

TEST_CASE("A session with questions on trial replays to the byte") {
    auto room = a_room_with_trials(2);
    room.answered(kAsked, 0).answered(20, 1);
    RecordedSession again;
    for (const auto& bytes : room.journal())
        REQUIRE(replay_entry(again, bytes, with_trials()));
    CHECK(again.room == room.room());
}

TEST_CASE("A package says what is wrong with its questions on trial") {
    const auto files = small_package({.pretests = true});
    CHECK(first_fault(files, "rules.json", "\"count\":3", "\"count\":4") == "pretest.count");
    CHECK(first_fault(files, "rules.json", "\"time_s\":60", "\"time_s\":5") == "pretest.time_s");
    CHECK(first_fault(
              files, "bank/items/1.1.json", "\"status\":\"pretest\"", "\"status\":\"tried\"") ==
          "status");
    CHECK(first_fault(small_package({}),
                      "rules.json",
                      "\"v\": 1,",
                      "\"v\": 1, \"pretest\": {\"count\": 2, \"time_s\": 60},") == "pretest.count");
}

TEST_CASE("A retired question is given to nobody") {
    auto files = small_package({.pretests = true});
    for (auto& [path, bytes] : files) {
        if (!path.starts_with("bank/items/")) continue;
        auto text = to_string(bytes);
        const auto at = text.find("\"status\":\"pretest\"");
        REQUIRE(at != std::string::npos);
        bytes = to_bytes(text.replace(at, 18, "\"status\":\"retired\""));
    }
    const auto content = read_package(files);
    REQUIRE(content);
    TestRoom room(content.value());
    room.created(1).opened().present().signed_in().authorised().started().answered(kAsked);
    for (const auto& draw : room.sitting().draws)
        CHECK(content.value().bank.at(draw.item).status != ItemStatus::Retired);
}

}  // namespace probant::support
