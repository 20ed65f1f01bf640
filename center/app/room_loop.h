// center/app/room_loop.h: the one thread that owns every session.
//
// Role        Drains a bounded queue; judges each order against the working state and folds it in
//             at once; appends the whole batch in one durable transaction per session touched; only
//             then publishes the view, answers, and tells what changed.
// Invariants  Nobody is told anything that is not on the disk. If an append fails, every order of
//             the batch for that session is answered Unknown, the working state is thrown away, the
//             session is read-only until its file has been opened and replayed again.
// Threads     submit(), view(), stop() from any thread. The loop's own thread owns the rooms and
//             their files, and runs Watcher and the answers: neither may block.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

#include "center/app/clock.h"
#include "center/app/view.h"
#include "center/storage/side_record.h"
#include "engine/journal/recorded_session.h"
#include "server/base/sentence.h"

namespace probant::center {

/// Four commands a seat, two thousand seats: a fuller queue is a flood, and answered so at once.
constexpr std::size_t kRoomQueueMax = 8192;

/// Exam time is durable at least this often while someone's clock runs.
constexpr std::chrono::milliseconds kTickEvery{5'000};

/// At start the sessions are replayed side by side, on as many threads as there are processors and
/// never more: each holds a session's file open and a bank's worth of cache busy.
constexpr unsigned kReplayThreadsMax = 16;

/// How long a failed session waits before its file is tried again.
constexpr std::chrono::milliseconds kReopenAfter{2'000};

/// Who signs the checkpoints of a session; called on the loop's thread.
class CheckpointSigner {
public:
    CheckpointSigner() = default;
    CheckpointSigner(const CheckpointSigner&) = delete;
    CheckpointSigner& operator=(const CheckpointSigner&) = delete;
    CheckpointSigner(CheckpointSigner&&) = delete;
    CheckpointSigner& operator=(CheckpointSigner&&) = delete;
    virtual ~CheckpointSigner() = default;

    struct Signed {
        std::string text;        ///< the signed note
        std::string short_code;  ///< "K7QM-2XWD-94"
    };

    /// Nothing when this session has no key (any more).
    [[nodiscard]] virtual std::optional<Signed> sign(engine::SessionId session,
                                                     std::uint64_t size,
                                                     const crypto::Digest& root) = 0;
};

/// What changed, after it is durable and published.
struct Published {
    std::shared_ptr<const SessionView> view{};
    std::vector<engine::CandidateId> changed{};
    std::vector<SideRecord> sides{};
    /// Recording stopped, or goes on again: every clock of the session has moved, and whoever shows
    /// it must ask for the whole.
    bool recording_changed{};
};

using Watcher = std::function<void(const Published&)>;

// How an order ended.

struct Done {
    std::uint64_t n{};  ///< the entry that it made, now or the first time
    bool before{};
};

/// Whether it happened cannot be told: ask again under the same id. An HTTP 503.
struct Unknown {};

/// There is no such session here.
struct NoSession {};

using OrderEnd = std::variant<Done, engine::Refusal, Unknown, NoSession>;

struct Answered {
    OrderEnd end{};
    std::shared_ptr<const SessionView> view{};  ///< as it is now; null with NoSession
};

using Answer = std::function<void(const Answered&)>;

struct Submission {
    engine::SessionId session{};
    engine::Order order{};
    std::vector<SideRecord> sides{};
    /// Written even when the order was answered before (a second cookie for a sign-in whose reply
    /// was lost), and then refused as a used code unless it is that candidate's last order.
    bool sides_when_repeated{};
    Answer answer{};
};

struct RoomLoopParts {
    std::filesystem::path sessions{};  ///< the folder that holds one folder a session
    std::shared_ptr<const engine::Content> content{};
    const Clock* clock{};
    CheckpointSigner* signer{};  ///< may be null: no checkpoint is signed
    Watcher watcher{};
    std::chrono::milliseconds checkpoint_every{30'000};
};

/// A session's file cannot be used as it is, for the person who starts the centre.
class BrokenSession : public std::runtime_error {
public:
    explicit BrokenSession(server::Sentence because)
        : std::runtime_error(because.en), because_(std::move(because)) {}

    [[nodiscard]] const server::Sentence& because() const { return because_; }

private:
    server::Sentence because_;
};

class RoomLoop {
public:
    /// Opens every session of the folder and replays those that are not closed, several at a time.
    /// Throws BrokenSession, of the first session by its id, when a journal is not one that this
    /// engine wrote with this content.
    explicit RoomLoop(RoomLoopParts parts);
    RoomLoop(const RoomLoop&) = delete;
    RoomLoop& operator=(const RoomLoop&) = delete;
    RoomLoop(RoomLoop&&) = delete;
    RoomLoop& operator=(RoomLoop&&) = delete;
    ~RoomLoop();

    void start();

    /// Finishes the batch in hand, answers Unknown to what waits, joins.
    void stop();

    /// False when the queue is full: then `submission.answer` is not called.
    [[nodiscard]] bool submit(Submission submission);

    /// Gives a new session its file and brings it under the loop, through the loop's own queue.
    [[nodiscard]] bool submit_new_session(const SessionFacts& facts, Submission creation);

    /// Submits and waits for the answer. Unknown past `patience` or when the queue is full.
    [[nodiscard]] Answered ask(Submission submission,
                               std::chrono::milliseconds patience = std::chrono::seconds{5});
    [[nodiscard]] Answered ask_new_session(
        const SessionFacts& facts,
        Submission creation,
        std::chrono::milliseconds patience = std::chrono::seconds{5});

    /// A sign-in of a person who is no candidate: durable with the session, without an entry. True
    /// once it is on the disk.
    [[nodiscard]] bool add_sign_in(engine::SessionId session, const SignInRow& row);
    void end_sign_in(engine::SessionId session, const crypto::Digest& token);

    /// Other records beside a session's journal. True once they are on the disk.
    [[nodiscard]] bool keep(engine::SessionId session, std::vector<SideRecord> sides);

    [[nodiscard]] std::shared_ptr<const CentreView> view() const;

private:
    class Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace probant::center
