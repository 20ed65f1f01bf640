// center/app/hosted_session.h: one session under the room loop: its working state and its file.
//
// Role        judge() folds an order into the working state; commit() makes the batch durable and
//             gives what is to be published; fail() throws the working state away; reopen() reads
//             it again from the disk.
// Invariants  Between a judge() that accepted and a commit() that returned, the working state is
//             ahead of the disk and nobody is told of it.
// Threads     Belongs to the room loop.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "center/app/room_loop.h"
#include "center/app/view.h"
#include "center/storage/session_store.h"
#include "crypto/merkle.h"
#include "engine/journal/recorded_session.h"

namespace probant::center {

class HostedSession {
public:
    /// A new session: makes its folder and its file.
    HostedSession(std::filesystem::path folder,
                  const SessionFacts& facts,
                  const RoomLoopParts& parts);

    /// A session of an earlier run: reads and replays its file. Throws BrokenSession.
    HostedSession(std::filesystem::path folder, const RoomLoopParts& parts);

    /// Judges and folds in. Done{n} is not to be told before commit() returns.
    OrderEnd judge(const Submission& submission);

    /// Records that go with no order.
    OrderEnd keep(const std::vector<SideRecord>& sides);

    /// Ends by time what is due, each at its own instant; ticks when it is time to.
    void keep_time();

    /// Everything judged since the last commit, durable. Throws server::sql::SqlError.
    Published commit();

    [[nodiscard]] bool is_dirty() const { return !entries_.empty() || !sides_.empty(); }

    /// The disk said no: read-only from now on.
    Published fail(bool disk_full);

    [[nodiscard]] bool is_read_only() const { return read_only_.has_value(); }

    /// Tries the file again when it is time to. True when the session can be written again.
    bool reopen();

    [[nodiscard]] std::shared_ptr<const SessionView> view() const { return view_; }

    /// When this session wants the loop again, in boot time.
    [[nodiscard]] std::int64_t next_wake_ms() const;

    /// Never created: the creation was not acknowledged, nothing is lost by forgetting it.
    [[nodiscard]] bool is_empty() const { return recorded_.entries == 0; }

private:
    void replay();
    void note(const engine::Entry& entry);
    void record_restart();
    OrderEnd conduct(const engine::Order& order, engine::Instant at);
    void sign_checkpoint_if_due();
    [[nodiscard]] engine::Instant exam_now() const;
    [[nodiscard]] std::shared_ptr<const SessionView> make_view();

    std::filesystem::path folder_;
    const RoomLoopParts& parts_;
    SessionFacts facts_{};
    std::optional<SessionStore> store_{};
    std::shared_ptr<const std::map<engine::CandidateId, Person>> people_{};

    engine::RecordedSession recorded_{};
    crypto::merkle::Tree tree_{};
    ExamClock clock_{};
    std::int64_t last_entry_boot_ms_{};
    std::int64_t last_checkpoint_boot_ms_{};
    std::uint64_t last_checkpoint_size_{};
    bool checkpoint_wanted_{};
    std::string short_code_{};
    std::optional<engine::DueEnd> due_{};

    // What the batch in hand adds.
    std::vector<EntryRow> entries_{};
    std::vector<SideRecord> sides_{};
    std::set<engine::CandidateId> changed_{};

    std::map<engine::CandidateId, std::uint64_t> ended_entries_{};
    std::vector<std::shared_ptr<const CandidateView>> pictures_{};
    std::shared_ptr<const std::unordered_map<engine::CandidateId, std::size_t>> places_{};
    std::optional<ReadOnly> read_only_{};
    std::int64_t reopen_at_ms_{};
    std::shared_ptr<const SessionView> view_{};
};

}  // namespace probant::center
