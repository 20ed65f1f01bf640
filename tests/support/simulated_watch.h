// tests/support/simulated_watch.h: keeps its own account of a room and cries out when it differs.
//
// Role        Reads each durable entry as a stranger would, keeps for each candidate what it means
//             in the plainest way, and compares with the live room. It shares no code with decide()
//             and evolve(): only the journal's words.
// Checks      An answer told as saved stays; nothing of a test happens after its end but one late
//             answer; deadlines only move later; the clock charged is the sum of the intervals
//             that ran; at most one question of a tube, none twice, no enemies, quotas kept,
//             none that does not suit who is given it; what
//             is right was right; ranks follow; closing follows the rules.
// Threads     A value with one owner.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "engine/journal/recorded_session.h"
#include "tests/support/simulated_cameras.h"

namespace probant::support {

class Watch {
public:
    explicit Watch(const engine::Content& content) : content_(content), cameras_(content) {}

    /// The next durable entry.
    void saw(const engine::Entry& entry);

    /// The asker of `order` was told that it is done, as entry `n` says.
    void told(const engine::Order& order, std::uint64_t n);

    /// The live room against this account, at the instant of the last entry.
    void compare(const engine::Room& room) const;

    /// How many durable entries were seen.
    [[nodiscard]] std::size_t entries() const { return entries_.size(); }

private:
    struct Question {
        engine::ItemNumber item{};
        std::optional<engine::ShownResponse> response{};
        bool set_aside{};
        bool reported{};
        bool pretest{};
    };

    /// One sitting, as its events tell it.
    struct Account {
        engine::Seed seed{};
        engine::Duration allowed{};  ///< by the rules, the accommodation and what was given
        engine::Duration charged{};  ///< by the intervals that ran
        std::optional<engine::Instant> runs_since{};
        std::set<engine::PauseCause> causes{};
        engine::Instant deadline{};
        std::vector<Question> questions{};
        std::optional<std::size_t> open{};
        std::size_t answers{};  ///< that count
        std::size_t trials{};   ///< questions on trial that are over
        std::size_t given_up{};
        std::size_t reports{};
        std::optional<engine::EndedBy> ended{};
        std::size_t late{};
        std::vector<engine::ItemNumber> imputed{};
        std::optional<engine::UnfinishedReason> reason{};
        std::optional<engine::OutcomeState> outcome{};
    };

    struct Fold;

    [[nodiscard]] Account& live(engine::CandidateId id);
    [[nodiscard]] Account& any(engine::CandidateId id);
    [[nodiscard]] static engine::Duration charged_at(const Account& account, engine::Instant at);
    static void move_deadline(Account& account, engine::Instant to);
    static void check_clock(const Account& account);
    void check_questions(const Account& account) const;
    void check_access(engine::CandidateId candidate, engine::ItemNumber item) const;
    void check_trial(const Account& account, const engine::ItemDrawn& drawn) const;
    [[nodiscard]] std::size_t trials() const;  ///< of each sitting
    [[nodiscard]] bool is_run_dry(const Account& account) const;
    void check_outcome(const Account& account, const engine::SittingScored& scored) const;
    void compare(const Account& account, const engine::Sitting& sitting) const;

    const engine::Content& content_;
    std::vector<engine::Entry> entries_{};
    std::map<engine::CandidateId, engine::Duration> extra_{};
    std::map<engine::CandidateId, engine::AccessNeeds> needs_{};
    std::map<engine::CandidateId, Account> accounts_{};
    std::map<engine::ItemNumber, std::size_t> given_{};  ///< to how many of the room
    std::map<engine::CandidateId, std::map<std::uint32_t, engine::ShownResponse>> told_{};
    engine::Instant at_{};
    bool closed_{};
    CameraAccount cameras_;
};

}  // namespace probant::support
