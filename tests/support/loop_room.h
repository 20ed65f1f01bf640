// tests/support/loop_room.h: a room under a real room loop, on real files.
//
// Role        Makes a session, brings everybody to their first question, answers for them; the
//             clock is moved by the test or is the machine's.
// Invariants  Every step goes through RoomLoop::ask: what it says is what a handler would say.
// Threads     Steps for different candidates may be asked from different threads.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "center/app/room_loop.h"
#include "engine/bank/content.h"

namespace probant::support {

/// A clock that only tests move.
class MovedClock final : public center::Clock {
public:
    [[nodiscard]] std::int64_t boot_ms() const override { return boot_; }

    [[nodiscard]] std::int64_t wall_ms() const override { return wall_; }

    void pass(std::chrono::milliseconds time) {
        boot_ += time.count();
        wall_ += time.count();
    }

    /// The wall clock alone, as when somebody sets it.
    void set_wall(std::int64_t wall_ms) { wall_ = wall_ms; }

    /// As when the machine starts again: boot time begins anew.
    void reboot() { boot_ = 1'000; }

private:
    std::atomic<std::int64_t> boot_{5'000'000};
    std::atomic<std::int64_t> wall_{1'790'000'000'000};
};

/// A folder of its own, gone at the end.
class TemporaryFolder {
public:
    TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    TemporaryFolder(TemporaryFolder&&) = delete;
    TemporaryFolder& operator=(TemporaryFolder&&) = delete;
    ~TemporaryFolder();

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

/// The content that rooms of this file are made with, shared for ever.
[[nodiscard]] std::shared_ptr<const engine::Content> room_content();

/// The session of this number; candidates are those of builders.h.
[[nodiscard]] engine::SessionId session_id(std::uint32_t number);
[[nodiscard]] std::uint32_t number_of(engine::SessionId id);

/// A folder and a clock that outlive the loops over them.
struct LoopGround {
    TemporaryFolder folder{};
    MovedClock clock{};

    [[nodiscard]] center::RoomLoopParts parts() const {
        return {.sessions = folder.path(), .content = room_content(), .clock = &clock};
    }

    [[nodiscard]] std::filesystem::path session(std::uint32_t number) const {
        return folder.path() / session_id(number).text();
    }
};

/// An order that nobody gave before.
[[nodiscard]] engine::CommandId fresh_id();

class LoopRoom {
public:
    /// `content` is that of the loop.
    LoopRoom(center::RoomLoop& loop,
             std::uint32_t number,
             std::size_t candidates,
             std::shared_ptr<const engine::Content> content = room_content())
        : loop_(&loop), number_(number), candidates_(candidates), content_(std::move(content)) {}

    [[nodiscard]] engine::SessionId id() const { return session_id(number_); }

    [[nodiscard]] std::size_t candidates() const { return candidates_; }

    /// By whoever may, under a fresh id.
    [[nodiscard]] center::Answered ask(const engine::Command& command) const;
    [[nodiscard]] center::Answered ask(const engine::Command& command, engine::CommandId id) const;

    [[nodiscard]] center::Submission submission(const engine::Command& command,
                                                engine::CommandId id) const;

    /// Makes the session; the answer may be Unknown while the disk fails.
    [[nodiscard]] center::Answered try_create() const;

    /// Opens it, brings everybody to their first question; skips the steps already made. False when
    /// one was not accepted.
    [[nodiscard]] bool try_start_everybody() const;

    /// Both, ENSUREing that all was accepted.
    void start_everybody() const;

    /// An answer to the question on this candidate's page; nothing when there is none.
    [[nodiscard]] std::optional<engine::SaveAnswer> next_answer(std::size_t place) const;

    /// Gives it, under a fresh id.
    [[nodiscard]] center::Answered answer(std::size_t place) const;

    [[nodiscard]] std::shared_ptr<const center::SessionView> view() const;
    [[nodiscard]] const center::CandidateView& candidate(const center::SessionView& view,
                                                         std::size_t place) const;

private:
    [[nodiscard]] bool bring_in(std::size_t place) const;
    [[nodiscard]] bool does(const engine::Command& command) const;

    center::RoomLoop* loop_;
    std::uint32_t number_;
    std::size_t candidates_;
    std::shared_ptr<const engine::Content> content_;
};

[[nodiscard]] inline bool is_done(const center::Answered& answered) {
    return std::holds_alternative<center::Done>(answered.end);
}

[[nodiscard]] inline bool is_unknown(const center::Answered& answered) {
    return std::holds_alternative<center::Unknown>(answered.end);
}

}  // namespace probant::support
