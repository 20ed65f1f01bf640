// tests/support/builders.h: sessions in the state a test needs, said in one line.
//
// Role        `an_open_session(3)`, `a_running_sitting().answered(4)`: a TestRoom is a recorded
//             session with a clock that tests move and people who may ask; nothing is mocked, each
//             step is a command that the session accepted.
// Invariants  The steps named by a verb in the past ENSURE that they were accepted; ask() gives the
//             verdict. Ids come from a counter: the same story makes the same journal.
// Threads     A value; copy it to try two continuations.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/journal/recorded_session.h"

namespace probant::support {

/// What the wall clock says when a test's session begins: in January 2027.
inline constexpr std::int64_t kWallStart = 1'800'000'000'000;

/// The questions of a test under the small bank's rules.
inline constexpr std::size_t kWholeTest = 32;

using Asked = Result<engine::Conducted, engine::Refusal>;

[[nodiscard]] engine::CandidateId candidate_id(std::size_t place);
[[nodiscard]] engine::Actor an_invigilator();
[[nodiscard]] engine::Actor a_manager();
[[nodiscard]] engine::Actor a_station();

/// Who may rightfully ask this: for a candidate's command, that candidate.
[[nodiscard]] engine::Actor rightful(const engine::Command& command);

/// `count` candidates on seats 1 …, without extra time.
[[nodiscard]] engine::CreateSession a_creation(const engine::Content& content, std::size_t count);

class TestRoom {
public:
    explicit TestRoom(const engine::Content& content) : content_(&content) {}

    explicit TestRoom(engine::Content&&) = delete;  // the room looks at it to its end

    // Asking.

    Asked ask(const engine::Command& command);  ///< by whoever may, under a fresh id
    Asked ask(const engine::Actor& by, const engine::Command& command);
    Asked ask(const engine::Order& order);

    /// Null when it was accepted.
    std::optional<engine::Refusal> refusal_of(const engine::Command& command);

    [[nodiscard]] engine::Order order(const engine::Command& command);

    // The story so far; each ENSUREs that it was accepted.

    TestRoom& having(const engine::Command& command);
    TestRoom& after(engine::Duration elapsed);
    TestRoom& at(engine::Instant instant);
    TestRoom& created(std::size_t candidates);
    TestRoom& created_with_camera(std::size_t candidates);
    TestRoom& opened();
    TestRoom& present(std::size_t place = 0);
    TestRoom& authorised(std::size_t place = 0);
    TestRoom& signed_in(std::size_t place = 0);
    TestRoom& started(std::size_t place = 0);
    TestRoom& answered(std::size_t times, std::size_t place = 0);  ///< right, wrong, right …
    TestRoom& reported(std::size_t place = 0);
    TestRoom& report_decided(bool accepted, std::size_t place = 0);
    TestRoom& paused(std::size_t place = 0);

    // What is.

    [[nodiscard]] engine::Instant now() const { return now_; }

    [[nodiscard]] const engine::Content& content() const { return *content_; }

    [[nodiscard]] const engine::RecordedSession& session() const { return session_; }

    [[nodiscard]] const engine::Room& room() const { return session_.room; }

    [[nodiscard]] const std::vector<std::string>& journal() const { return journal_; }

    /// Of the last command that was accepted.
    [[nodiscard]] const engine::Events& events() const { return events_; }

    [[nodiscard]] const engine::Candidate& candidate(std::size_t place = 0) const;
    [[nodiscard]] const engine::Sitting& sitting(std::size_t place = 0) const;  ///< ENSUREs one
    [[nodiscard]] const engine::Draw& current_draw(std::size_t place = 0) const;
    [[nodiscard]] const engine::Item& current_item(std::size_t place = 0) const;
    [[nodiscard]] engine::SaveAnswer right_answer(std::size_t place = 0) const;
    [[nodiscard]] engine::SaveAnswer nearly_right_answer(std::size_t place = 0) const;
    [[nodiscard]] engine::SaveAnswer wrong_answer(std::size_t place = 0) const;

private:
    const engine::Content* content_;
    engine::RecordedSession session_{};
    engine::Instant now_{};
    std::vector<std::string> journal_{};
    engine::Events events_{};
    std::uint32_t ids_{};
};

[[nodiscard]] TestRoom a_draft_session(std::size_t candidates = 1);
[[nodiscard]] TestRoom an_open_session(std::size_t candidates = 1);

/// An open session whose every candidate is present, signed in and authorised.
[[nodiscard]] TestRoom an_authorised_session(std::size_t candidates = 1);

/// An open session whose every candidate has a first question.
[[nodiscard]] TestRoom a_running_sitting(std::size_t candidates = 1);

/// The same on the bank where each accepted report leaves one question too few.
[[nodiscard]] TestRoom a_running_sitting_on_the_tiny_bank();

/// The events of this kind, in order.
template <class Kind>
std::vector<Kind> all_of(const engine::Events& events) {
    std::vector<Kind> found;
    for (const auto& event : events)
        if (const auto* one = std::get_if<Kind>(&event)) found.push_back(*one);
    return found;
}

/// The one event of this kind; ENSUREs that there is exactly one.
template <class Kind>
Kind the(const engine::Events& events) {
    const auto found = all_of<Kind>(events);
    ENSURE(found.size() == 1);
    return found.front();
}

}  // namespace probant::support
