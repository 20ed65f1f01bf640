// tests/support/simulated_loop.h: the room loop of a centre, without threads, over a disk that
// fails.
//
// Role        Drains a batch of orders as the room loop does: before each command, the sittings
//             whose time is over end, each at its own instant; each command is judged on the state
//             the one before left; the batch is appended at once; only then anyone is told. A
//             failed append or a power cut throws the working state away and replays the disk.
// Invariants  Nobody is told of what is not durable. Exam time resumes at the last durable instant.
// Threads     A value with one owner.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/journal/recorded_session.h"
#include "tests/support/dice.h"

namespace probant::support {

/// What becomes of one append. An append is one transaction: all of the batch or nothing.
enum class DiskFate {
    Kept,
    Failed,         ///< an error: nothing was kept, the process lives on
    CutBefore,      ///< the power goes: nothing was kept
    CutAfter,       ///< the power goes: all was kept, nobody was told
    KilledWithout,  ///< the process dies before the append
};

using Said = Result<engine::Conducted, engine::Refusal>;

struct Reply {
    engine::Order order{};
    std::optional<Said> said{};  ///< none: unknown, ask again under the same id
};

class SimulatedLoop {
public:
    SimulatedLoop(const engine::Content& content, std::uint64_t seed);

    /// Conducts `batch` and tells, if its fate allows.
    std::vector<Reply> run(const std::vector<engine::Order>& batch, DiskFate fate);

    /// Exam time passes while the centre serves; nobody asks anything.
    void pass(engine::Duration elapsed);

    /// The process dies and another takes over from the disk.
    void restart();

    [[nodiscard]] const engine::RecordedSession& session() const { return session_; }

    [[nodiscard]] const engine::Content& content() const { return content_; }

    [[nodiscard]] const std::vector<std::string>& disk() const { return disk_; }

    [[nodiscard]] engine::Instant now() const { return now_; }

    /// When the next sitting ends by itself.
    [[nodiscard]] std::optional<engine::Instant> next_end() const;

private:
    Said conduct_one(const engine::Order& order, engine::Instant at);
    void fire_ends_before(engine::Instant limit);
    void fire_end(const engine::DueEnd& due);
    void replay_disk();
    void record_restart();

    const engine::Content& content_;
    Dice dice_;
    engine::RecordedSession session_{};
    std::vector<std::string> disk_{};
    std::vector<std::string> pending_{};  ///< of the batch, not durable
    engine::Instant now_{};
    std::int64_t wall_ms_{};
};

}  // namespace probant::support
