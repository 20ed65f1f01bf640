// center/app/hosted_session.h: one session under the room loop: its working state and its file.
//
// Role        judge() folds an order into the working state; commit() makes the batch durable and
//             gives what is to be published; fail() throws the working state away; reopen() reads
//             it again from the disk.
// Invariants  Between a judge() that accepted and a commit() that returned, the working state is
//             ahead of the disk and nobody is told of it. A session that was closed in an earlier
//             run is not replayed: it is shown by the picture that its closing left, and answers
//             each order as its journal says.
// Threads     Belongs to the room loop; only the reading of an earlier run's file may be done by
//             another thread, before.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "center/app/closed_journal.h"
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

    /// A session of an earlier run: reads its file, with neither clock nor signer. Throws
    /// BrokenSession. take_up() comes next.
    HostedSession(std::filesystem::path folder, const RoomLoopParts& parts);

    /// Exam time goes on from here; that the centre was down is recorded. Throws
    /// server::sql::SqlError.
    void take_up();

    /// Judges and folds in. Done{n} is not to be told before commit() returns.
    OrderEnd judge(const Submission& submission);

    /// Records that go with no order.
    OrderEnd keep(const std::vector<SideRecord>& sides);

    /// Ends by time what is due, each at its own instant; ticks when it is time to.
    void keep_time();

    /// Everything judged since the last commit, durable. Throws server::sql::SqlError.
    Published commit();

    [[nodiscard]] bool is_dirty() const { return !entries_.empty() || !sides_.empty() || closes_; }

    /// It can be written again since the last commit, and nobody was told.
    [[nodiscard]] bool has_come_back() const { return has_come_back_; }

    /// The disk said no: read-only from now on.
    Published fail(bool disk_full);

    [[nodiscard]] bool is_read_only() const { return read_only_.has_value(); }

    /// Tries the file again when it is time to. True when the session can be written again.
    bool reopen();

    [[nodiscard]] std::shared_ptr<const SessionView> view() const { return view_; }

    /// When this session wants the loop again, in boot time.
    [[nodiscard]] std::int64_t next_wake_ms() const;

    /// In the working state, which may be ahead of the disk.
    [[nodiscard]] bool is_open() const {
        return recorded_.room.phase == engine::SessionPhase::Open;
    }

    /// Never created: the creation was not acknowledged, nothing is lost by forgetting it.
    [[nodiscard]] bool is_empty() const { return recorded_.entries == 0; }

    /// Closed with another bank or other rules, by a centre that left no picture of it: nothing of
    /// it can be shown.
    [[nodiscard]] bool is_of_another_time() const { return is_of_another_time_; }

private:
    [[nodiscard]] SessionStore& store();  ///< ENSUREs that it is open
    void read_file();
    void replay();
    [[nodiscard]] bool shelve();
    void refuse_another_package();
    void start_clock();
    void catch_up();
    void keep_picture();
    void refresh_pictures();
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
    std::shared_ptr<const engine::Content> content_{};  ///< of this session
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

    /// Of a session closed in an earlier run: `recorded_` holds no more of it than its end.
    std::optional<ClosedJournal> closed_{};
    bool is_of_another_time_{};

    // What the batch in hand adds.
    std::vector<EntryRow> entries_{};
    std::vector<SideRecord> sides_{};
    std::set<engine::CandidateId> changed_{};
    bool opens_{};
    bool closes_{};
    bool has_come_back_{};

    std::map<engine::CandidateId, std::uint64_t> ended_entries_{};
    std::map<engine::CandidateId, std::int64_t> started_ms_{};  ///< by the wall clock
    std::map<Uuid, std::uint64_t> last_orders_{};  ///< of each candidate: their last entry
    std::vector<std::shared_ptr<const CandidateView>> pictures_{};
    std::shared_ptr<const std::unordered_map<engine::CandidateId, std::size_t>> places_{};
    std::optional<ReadOnly> read_only_{};
    std::int64_t reopen_at_ms_{};
    std::shared_ptr<const SessionView> view_{};
};

}  // namespace probant::center
