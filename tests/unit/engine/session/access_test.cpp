// What somebody needs of a question. SPDX-License-Identifier: EUPL-1.2
#include "engine/bank/access.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/support/builders.h"
#include "tests/support/small_bank.h"

namespace probant::support {
namespace {

using namespace probant::engine;

/// Every second tube suits the keyboard alone: four of seven are left for a screen reader.
const Content& some_suited() {
    static const Content content = make_small_content({.pretests = true, .access = true});
    return content;
}

CreateSession with_needs(const Content& content, const AccessNeeds& needs) {
    auto creation = a_creation(content, 2);
    creation.enrolments.front().needs = needs;
    return creation;
}

TestRoom running_with(const Content& content, const AccessNeeds& needs) {
    TestRoom room(content);
    room.having(with_needs(content, needs)).opened();
    for (std::size_t place = 0; place < 2; ++place)
        room.present(place).signed_in(place).authorised(place).started(place);
    return room;
}

TestRoom running_with(Content&&, const AccessNeeds&) = delete;

std::size_t unsuited_of(const std::vector<ItemNumber>& items) {
    return static_cast<std::size_t>(std::ranges::count_if(items, [](ItemNumber item) {
        return !suits(some_suited().bank.at(item), {AccessNeed::ScreenReader});
    }));
}

/// What does not suit a screen reader, of what this sitting was given.
std::size_t unsuited(const TestRoom& room, std::size_t place) {
    std::vector<ItemNumber> items;
    for (const Draw& draw : room.sitting(place).draws)
        items.push_back(draw.item);
    return unsuited_of(items);
}

void answer_all(TestRoom& room, std::size_t place) {
    while (room.sitting(place).current)
        room.having(room.right_answer(place));
}

}  // namespace

TEST_CASE("Who needs a screen reader is given no question that does not suit it") {
    auto room = running_with(some_suited(), {AccessNeed::ScreenReader});

    answer_all(room, 0);

    CHECK(room.sitting(0).draws.size() == 35);
    CHECK(unsuited(room, 0) == 0);
}

TEST_CASE("Their neighbour, who needs nothing, is given the others too") {
    auto room = running_with(some_suited(), {AccessNeed::ScreenReader});

    answer_all(room, 1);

    CHECK(unsuited(room, 1) > 0);
}

TEST_CASE("Who needs the keyboard alone may be given all of this bank") {
    auto room = running_with(some_suited(), {AccessNeed::Keyboard});

    answer_all(room, 0);

    CHECK(unsuited(room, 0) > 0);
}

TEST_CASE("What is imputed to who gives up suits them as what was asked") {
    auto room = running_with(some_suited(), {AccessNeed::ScreenReader});
    for (int n = 0; n < 22; ++n)
        room.having(room.right_answer(0));

    room.having(CloseSession{.unfinished = {{candidate_id(0), UnfinishedReason::GivenUp},
                                            {candidate_id(1), UnfinishedReason::GivenUp}}});

    REQUIRE_FALSE(room.sitting(0).imputed.empty());
    CHECK(unsuited_of(room.sitting(0).imputed) == 0);
}

TEST_CASE("A session is refused whose bank has no whole test for what somebody needs") {
    auto content = make_small_content({});
    for (Item& item : content.bank.items)
        if (item.competence.index == 3) item.access = AccessNeeds{AccessNeed::Keyboard};
    TestRoom room(content);

    CHECK(room.refusal_of(with_needs(content, {AccessNeed::Colours})) == Refusal::NeedsUnserved);
    CHECK(room.refusal_of(with_needs(content, {AccessNeed::Keyboard, AccessNeed::Colours})) ==
          Refusal::NeedsUnserved);
    CHECK_FALSE(room.refusal_of(with_needs(content, {AccessNeed::Keyboard})).has_value());
}

TEST_CASE("Questions on trial must suit, too, or the session is refused") {
    auto content = make_small_content({.pretests = true});
    std::size_t left = 2;  // three are asked
    for (Item& item : content.bank.items) {
        if (item.status != ItemStatus::Pretest) continue;
        item.access = left == 0 ? AccessNeeds{} : AccessNeeds{AccessNeed::ScreenReader};
        left -= left == 0 ? 0 : 1;
    }
    TestRoom room(content);

    CHECK(room.refusal_of(with_needs(content, {AccessNeed::ScreenReader})) ==
          Refusal::NeedsUnserved);
}

TEST_CASE("A training is refused to who needs what too few of its questions suit") {
    auto content = training_content();
    for (Item& item : content.bank.items)
        item.access = AccessNeeds{AccessNeed::Keyboard};
    TestRoom room(content);

    CHECK(room.refusal_of(with_needs(content, {AccessNeed::LowVision})) == Refusal::NeedsUnserved);
    CHECK_FALSE(room.refusal_of(with_needs(content, {AccessNeed::Keyboard})).has_value());
}

TEST_CASE("Needs that are none, or not in order, are refused") {
    TestRoom room(some_suited());

    CHECK(room.refusal_of(with_needs(some_suited(), {})) == Refusal::NeedsUnserved);
    CHECK(room.refusal_of(
              with_needs(some_suited(), {AccessNeed::ScreenReader, AccessNeed::Keyboard})) ==
          Refusal::NeedsUnserved);
    CHECK(
        room.refusal_of(with_needs(some_suited(), {AccessNeed::Keyboard, AccessNeed::Keyboard})) ==
        Refusal::NeedsUnserved);
}

TEST_CASE("A bank that names a need nobody knows, or one twice, is refused by that member") {
    const std::vector<std::pair<std::string, std::string>> wrong{
        {R"(["loupe"])", "access[0]"},
        {R"(["keyboard","keyboard"])", "access[1]"},
        {R"([3])", "access[0]"}};
    for (const auto& [with, field] : wrong) {
        auto files = small_package({.access = true});
        auto& bytes = files.at("bank/items/2.3.json");
        auto text = to_string(bytes);
        const std::string what = R"("access":["keyboard"])";
        const auto at = text.find(what);
        REQUIRE(at != std::string::npos);
        text.replace(at, what.size(), R"("access":)" + with);
        bytes = to_bytes(text);

        const auto content = read_package(files);

        REQUIRE_FALSE(content);
        CHECK(content.error().front().field == field);
    }
}

}  // namespace probant::support
