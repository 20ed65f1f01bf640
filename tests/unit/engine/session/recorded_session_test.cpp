// SPDX-License-Identifier: EUPL-1.2
#include "engine/journal/recorded_session.h"

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/support/builders.h"
#include "tests/support/closed_session.h"
#include "tests/support/small_bank.h"

namespace probant::engine {
namespace {

using namespace std::chrono_literals;
using support::a_running_sitting;
using support::an_invigilator;
using support::an_open_session;
using support::candidate_id;
using support::small_content;

std::uint64_t entry_of(const support::Asked& asked) {
    REQUIRE(asked.has_value());
    const auto* before = std::get_if<AnsweredBefore>(&asked.value());
    REQUIRE(before != nullptr);
    return before->n;
}

// The same asked twice.

TEST_CASE("An answer sent twice is saved once and answered the same") {
    auto room = a_running_sitting();
    const auto order = room.order(room.right_answer());
    REQUIRE(room.ask(order));
    const auto n = room.session().entries - 1;

    CHECK(entry_of(room.ask(order)) == n);
    CHECK(room.session().entries == n + 1);
    CHECK(room.sitting().answers == 1);
}

TEST_CASE("An answer sent again after the end was saved before it, and stays so") {
    auto room = a_running_sitting();
    const auto order = room.order(room.right_answer());
    REQUIRE(room.ask(order));
    const auto n = room.session().entries - 1;

    room.having(HandIn{candidate_id(0)});

    CHECK(entry_of(room.ask(order)) == n);
}

TEST_CASE("A start sent twice keeps the first seed") {
    auto room = support::an_authorised_session();
    auto order = room.order(StartSitting{.candidate = candidate_id(0), .seed = {1}});
    REQUIRE(room.ask(order));

    std::get<StartSitting>(order.command).seed = {2};

    CHECK(entry_of(room.ask(order)) == room.session().entries - 1);
    CHECK(room.sitting().seed == Seed{1});
}

TEST_CASE("The same id with other contents is refused") {
    auto room = a_running_sitting();
    auto order = room.order(room.right_answer());
    REQUIRE(room.ask(order));
    std::get<SaveAnswer>(order.command).response = Passed{};

    const auto asked = room.ask(order);

    REQUIRE_FALSE(asked.has_value());
    CHECK(asked.error() == Refusal::IdReused);
}

TEST_CASE("Another person asking under a known id learns nothing") {
    auto room = a_running_sitting(2);
    auto order = room.order(room.right_answer());
    REQUIRE(room.ask(order));

    for (const auto& other :
         {candidate_actor(candidate_id(1), {2}),
          an_invigilator(),
          Actor{.role = Role::Manager, .id = candidate_id(0).uuid, .seat = {}}}) {
        order.by = other;
        const auto asked = room.ask(order);
        REQUIRE_FALSE(asked.has_value());
        CHECK(asked.error() == Refusal::IdReused);
    }
}

TEST_CASE("The same person asks again from another seat") {
    auto room = a_running_sitting();
    auto order = room.order(room.right_answer());
    REQUIRE(room.ask(order));

    order.by.seat = {17};

    CHECK(room.ask(order).has_value());
}

TEST_CASE("A refused command leaves no trace and may be asked again under its id") {
    auto room = an_open_session();
    const auto order = room.order(Authorise{candidate_id(0)});
    const auto before = room.session();

    REQUIRE_FALSE(room.ask(order));
    CHECK(room.session().room == before.room);
    CHECK(room.session().head == before.head);
    CHECK(room.session().known == before.known);

    room.present();
    CHECK(room.ask(order).has_value());
}

TEST_CASE("A batch with a resend and an end judges each on the state the one before left") {
    auto room = a_running_sitting();
    const auto first = room.order(room.right_answer());
    const auto end = room.order(HandIn{candidate_id(0)});
    REQUIRE(room.ask(first));
    const auto second = room.order(room.right_answer());

    CHECK(room.ask(end).has_value());
    CHECK(entry_of(room.ask(first)) == room.session().entries - 2);
    const auto refused = room.ask(second);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error() == Refusal::SittingEnded);
    CHECK(room.sitting().answers == 1);
}

TEST_CASE("What was done before a restart is known after it") {
    auto room = a_running_sitting();
    const auto order = room.order(room.right_answer());
    REQUIRE(room.ask(order));

    RecordedSession again;
    for (const auto& bytes : room.journal())
        REQUIRE(replay_entry(again, bytes, small_content()));
    const auto asked = conduct(again, order, {.at = room.now(), .wall_ms = 0}, small_content());

    CHECK(entry_of(asked) == room.session().entries - 1);
    CHECK(again.known == room.session().known);
    CHECK(again.room == room.session().room);
    CHECK(again.head == room.session().head);
}

// Replay faults.

struct Replayed {
    std::size_t taken{};
    std::optional<ReplayRefusal> refusal{};
};

Replayed replay(const std::vector<std::string>& journal, const Content& content) {
    RecordedSession session;
    Replayed replayed;
    for (const auto& bytes : journal) {
        auto entry = replay_entry(session, bytes, content);
        if (!entry) {
            replayed.refusal = entry.error();
            return replayed;
        }
        ++replayed.taken;
    }
    return replayed;
}

/// A running sitting's journal with its entry `n` made otherwise, and all after it chained anew.
std::vector<std::string> journal_with(std::size_t n, const std::function<void(Entry&)>& change) {
    auto room = a_running_sitting();
    room.after(1s).answered(3);
    std::vector<std::string> journal;
    Digest head{};
    for (std::size_t place = 0; place < room.journal().size(); ++place) {
        auto entry = read_entry(room.journal()[place]).value();
        if (place == n) change(entry);
        entry.prev = head;
        journal.push_back(write_entry(entry));
        head = crypto::sha256(journal.back());
    }
    return journal;
}

constexpr std::size_t kFirstAnswer = 6;  // created, opened, present, signed in, authorised, started

void expect(const std::vector<std::string>& journal, ReplayFault fault, std::size_t n) {
    const auto replayed = replay(journal, small_content());
    REQUIRE(replayed.refusal.has_value());
    CHECK(replayed.refusal->fault == fault);
    CHECK(replayed.refusal->n == n);
    CHECK(replayed.taken == n);
}

TEST_CASE("A journal chained anew without a change replays") {
    CHECK_FALSE(replay(journal_with(99, [](Entry&) {}), small_content()).refusal.has_value());
}

TEST_CASE("An entry that is not one is unreadable") {
    auto journal = journal_with(99, [](Entry&) {});
    journal[4] = "{}";

    expect(journal, ReplayFault::Unreadable, 4);
}

TEST_CASE("An entry that says the right thing in another spelling is unreadable") {
    const auto journal = journal_with(99, [](Entry&) {});
    auto spaced = journal;
    spaced[kFirstAnswer].insert(1, " ");
    auto turned = journal;
    const auto& whole = journal[kFirstAnswer];
    const auto wall = whole.rfind(",\"wall\"");
    turned[kFirstAnswer] = "{" + whole.substr(wall + 1, whole.size() - wall - 2) + "," +
                           whole.substr(1, wall - 1) + "}";

    expect(spaced, ReplayFault::Unreadable, kFirstAnswer);
    expect(turned, ReplayFault::Unreadable, kFirstAnswer);
}

TEST_CASE("A moment or a text beyond all limits is unreadable and stops no program") {
    constexpr std::size_t kOpening = 1;
    constexpr std::size_t kStart = kFirstAnswer - 1;
    constexpr Instant kLast{Duration{json::kIntegerMax}};
    const auto late = journal_with(kStart, [&](Entry& entry) { entry.at = kLast; });
    const auto early = journal_with(kStart, [](Entry& entry) { entry.at = Instant{} + -1ms; });
    const auto wall = journal_with(kStart, [](Entry& entry) { entry.wall_ms = kWallMsMax + 1; });
    const auto endorsed = journal_with(kOpening, [](Entry& entry) {
        std::get<OpenSession>(entry.order.command).endorsement.assign(std::size_t{3} << 20U, 'x');
    });

    expect(late, ReplayFault::Unreadable, kStart);
    expect(early, ReplayFault::Unreadable, kStart);
    expect(wall, ReplayFault::Unreadable, kStart);
    expect(endorsed, ReplayFault::Unreadable, kOpening);
}

TEST_CASE("The last moment of all exams is judged like another") {
    const auto last = journal_with(kFirstAnswer - 1, [](Entry& entry) { entry.at = kExamTimeMax; });

    expect(last, ReplayFault::DecidedOtherwise, kFirstAnswer - 1);
}

TEST_CASE("An entry taken out, put twice or swapped breaks the order") {
    const auto journal = journal_with(99, [](Entry&) {});
    auto missing = journal;
    missing.erase(missing.begin() + 3);
    auto twice = journal;
    twice.insert(twice.begin() + 3, twice[3]);
    auto swapped = journal;
    std::swap(swapped[3], swapped[4]);

    expect(missing, ReplayFault::OutOfOrder, 3);
    expect(twice, ReplayFault::OutOfOrder, 4);
    expect(swapped, ReplayFault::OutOfOrder, 3);
}

TEST_CASE("A journal cut at its end replays to where it was cut") {
    auto journal = journal_with(99, [](Entry&) {});
    journal.pop_back();

    const auto replayed = replay(journal, small_content());

    CHECK_FALSE(replayed.refusal.has_value());
    CHECK(replayed.taken == journal.size());
}

TEST_CASE("An entry not chained to the one before breaks the order") {
    auto journal = journal_with(99, [](Entry&) {});
    auto entry = read_entry(journal[5]).value();
    entry.prev = {};
    journal[5] = write_entry(entry);

    expect(journal, ReplayFault::OutOfOrder, 5);
}

TEST_CASE("A wrong answer said to be right was decided otherwise") {
    const auto journal = journal_with(kFirstAnswer + 1, [](Entry& entry) {
        auto& saved = std::get<AnswerSaved>(entry.events.front());
        REQUIRE(saved.category == Category{0});
        saved.category = {1};
    });

    expect(journal, ReplayFault::DecidedOtherwise, kFirstAnswer + 1);
}

TEST_CASE("Another question than the one due was decided otherwise") {
    const auto journal = journal_with(kFirstAnswer, [](Entry& entry) {
        auto& drawn = std::get<ItemDrawn>(entry.events.back());
        drawn.item.value = drawn.item.value == 0 ? 1 : drawn.item.value - 1;
    });

    expect(journal, ReplayFault::DecidedOtherwise, kFirstAnswer);
}

TEST_CASE("An estimate off by a millionth was decided otherwise") {
    const auto journal = journal_with(
        kFirstAnswer, [](Entry& entry) { ++std::get<ItemDrawn>(entry.events.back()).theta_micro; });

    expect(journal, ReplayFault::DecidedOtherwise, kFirstAnswer);
}

TEST_CASE("A longer deadline was decided otherwise") {
    const auto journal = journal_with(kFirstAnswer - 1, [](Entry& entry) {
        auto& deadline = std::get<SittingStarted>(entry.events.front()).deadline;
        deadline = deadline + 1ms;
    });

    expect(journal, ReplayFault::DecidedOtherwise, kFirstAnswer - 1);
}

TEST_CASE("An event more or less was decided otherwise") {
    expect(journal_with(kFirstAnswer, [](Entry& entry) { entry.events.pop_back(); }),
           ReplayFault::DecidedOtherwise,
           kFirstAnswer);
    expect(journal_with(kFirstAnswer, [](Entry& entry) { entry.events.emplace_back(Ticked{}); }),
           ReplayFault::DecidedOtherwise,
           kFirstAnswer);
}

TEST_CASE("A command that would have been refused was decided otherwise") {
    expect(journal_with(kFirstAnswer, [](Entry& entry) { entry.order.by = an_invigilator(); }),
           ReplayFault::DecidedOtherwise,
           kFirstAnswer);
    expect(journal_with(kFirstAnswer + 1, [](Entry& entry) { entry.at = {}; }),
           ReplayFault::DecidedOtherwise,
           kFirstAnswer + 1);
}

TEST_CASE("Two entries for one command are one too many") {
    auto journal = journal_with(99, [](Entry&) {});
    auto again = read_entry(journal.back()).value();
    again.n = journal.size();
    again.prev = crypto::sha256(journal.back());
    journal.push_back(write_entry(again));

    expect(journal, ReplayFault::IdRepeated, journal.size() - 1);
}

TEST_CASE("Another bank decides otherwise") {
    const auto other = support::make_small_content({.seed = 99});

    const auto replayed = replay(journal_with(99, [](Entry&) {}), other);

    REQUIRE(replayed.refusal.has_value());
    CHECK(replayed.refusal->fault == ReplayFault::DecidedOtherwise);
}

TEST_CASE("A byte changed anywhere is refused at its entry or by the chain at the next") {
    auto room = a_running_sitting();
    room.after(1s).answered(2);
    const auto& journal = room.journal();
    RecordedSession before;
    for (std::size_t n = 0; n < kFirstAnswer; ++n)
        REQUIRE(replay_entry(before, journal[n], small_content()));

    for (std::size_t place = 0; place < journal[kFirstAnswer].size(); ++place) {
        auto bytes = journal[kFirstAnswer];
        bytes[place] = static_cast<char>(static_cast<unsigned char>(bytes[place]) ^ 1U);
        auto session = before;
        if (!replay_entry(session, bytes, small_content())) continue;
        const auto next = replay_entry(session, journal[kFirstAnswer + 1], small_content());
        if (next || next.error().fault != ReplayFault::OutOfOrder) FAIL("at byte " << place);
    }
    SUCCEED();
}

}  // namespace
}  // namespace probant::engine
