// The room loop on a disk that refuses: nothing is said that is not there, and it comes back.
//
// SPDX-License-Identifier: EUPL-1.2
#include <atomic>
#include <csignal>
#include <mutex>

#include <catch2/catch.hpp>
#include <sys/resource.h>

#include "center/app/hosted_session.h"
#include "center/storage/reserve.h"
#include "center/storage/session_store.h"
#include "crypto/digest.h"
#include "tests/support/builders.h"
#include "tests/support/journal_search.h"
#include "tests/support/loop_room.h"

namespace {

using namespace probant;
using namespace std::chrono_literals;
using center::RoomLoop;
using support::fresh_id;
using support::LoopRoom;

/// While it lives, no file of this process grows beyond a page: what a full disk does.
class FullDisk {
public:
    FullDisk() {
        static_cast<void>(std::signal(SIGXFSZ, SIG_IGN));
        ::getrlimit(RLIMIT_FSIZE, &before_);
        rlimit limit = before_;
        limit.rlim_cur = 4096;
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }

    FullDisk(const FullDisk&) = delete;
    FullDisk& operator=(const FullDisk&) = delete;
    FullDisk(FullDisk&&) = delete;
    FullDisk& operator=(FullDisk&&) = delete;

    ~FullDisk() { ::setrlimit(RLIMIT_FSIZE, &before_); }

private:
    rlimit before_{};
};

/// What the watcher was told of recording.
class Told {
public:
    void hear(const center::Published& news) {
        const std::lock_guard lock(mutex_);
        if (news.recording_changed) edges_.push_back(news.view->read_only.has_value());
    }

    /// True for each period that began, false for each that ended.
    [[nodiscard]] std::vector<bool> edges() const {
        const std::lock_guard lock(mutex_);
        return edges_;
    }

private:
    mutable std::mutex mutex_;  // guards edges_
    std::vector<bool> edges_;
};

/// Signs once it has a key, unless it is broken.
class Signer final : public center::CheckpointSigner {
public:
    std::optional<Signed> sign(engine::SessionId /*session*/,
                               std::uint64_t size,
                               const crypto::Digest& /*root*/) override {
        if (broken) throw std::runtime_error("the key cannot be read");
        if (!has_key) return std::nullopt;
        return Signed{.text = "a note", .short_code = "OF-" + std::to_string(size)};
    }

    std::atomic<bool> has_key{false};
    std::atomic<bool> broken{false};
};

struct Stage {
    support::TemporaryFolder folder{};
    support::MovedClock clock{};
    Told told{};
    Signer signer{};
    RoomLoop loop{{.sessions = folder.path(),
                   .content = support::room_content(),
                   .clock = &clock,
                   .signer = &signer,
                   .watcher = [this](const center::Published& news) { told.hear(news); }}};
    LoopRoom room{loop, 1, 2};

    Stage() {
        loop.start();
        room.start_everybody();
    }

    [[nodiscard]] support::JournalFound journal() {
        loop.stop();
        return support::search_journal(folder.path() / room.id().text(), *support::room_content());
    }
};

}  // namespace

TEST_CASE(
    "An answer that the disk refused is unknown, and everybody sees that nothing is recorded") {
    const Stage stage;
    const auto held = stage.room.view()->version;
    center::Answered answered;

    {
        const FullDisk full;
        answered = stage.room.answer(0);
    }

    CHECK(support::is_unknown(answered));
    const auto view = stage.room.view();
    CHECK(view->read_only.has_value());
    CHECK(view->version == held);
    CHECK(stage.room.candidate(*view, 0).held == 0);
}

TEST_CASE("A session that is read-only answers unknown to all, without touching the disk") {
    const Stage stage;
    {
        const FullDisk full;
        REQUIRE(support::is_unknown(stage.room.answer(0)));
    }

    CHECK(support::is_unknown(stage.room.answer(1)));
}

TEST_CASE("Once the disk takes again, the same answer under the same id is held once") {
    Stage stage;
    const auto answer = *stage.room.next_answer(0);
    const auto id = fresh_id();
    {
        const FullDisk full;
        REQUIRE(support::is_unknown(stage.room.ask(answer, id)));
    }

    stage.clock.pass(center::kReopenAfter + 1ms);
    const auto again = stage.room.ask(answer, id);

    REQUIRE(support::is_done(again));
    const auto view = stage.room.view();
    CHECK_FALSE(view->read_only.has_value());
    CHECK(stage.room.candidate(*view, 0).held == 1);
    const auto journal = stage.journal();
    CHECK(journal.fault.empty());
    CHECK(journal.duplicated == 0);
    CHECK(journal.answers.contains(id.text()));
}

TEST_CASE("What was acknowledged before the disk failed is there after it") {
    Stage stage;
    const auto answer = *stage.room.next_answer(1);
    const auto id = fresh_id();
    REQUIRE(support::is_done(stage.room.ask(answer, id)));
    {
        const FullDisk full;
        REQUIRE(support::is_unknown(stage.room.answer(0)));
    }

    stage.clock.pass(center::kReopenAfter + 1ms);
    REQUIRE(support::is_done(stage.room.answer(0)));

    CHECK(stage.journal().answers.contains(id.text()));
}

TEST_CASE("The time during which nothing could be recorded is charged to nobody") {
    Stage stage;
    const auto left = [&] {
        const auto view = stage.room.view();
        return center::time_left(stage.room.candidate(*view, 0),
                                 view->clock.at(stage.clock.boot_ms()))
            .count();
    };
    REQUIRE(support::is_done(stage.room.answer(0)));
    const auto before = left();
    {
        const FullDisk full;
        REQUIRE(support::is_unknown(stage.room.answer(0)));
    }

    stage.clock.pass(10min);
    REQUIRE(support::is_done(stage.room.answer(0)));

    CHECK(left() == before);
}

TEST_CASE("Who watches is told once when recording stops and once when it goes on") {
    Stage stage;
    {
        const FullDisk full;
        REQUIRE(support::is_unknown(stage.room.answer(0)));
        REQUIRE(support::is_unknown(stage.room.answer(1)));
    }
    CHECK(stage.told.edges() == std::vector{true});

    stage.clock.pass(center::kReopenAfter + 1ms);
    REQUIRE(support::is_done(stage.room.answer(0)));
    REQUIRE(support::is_done(stage.room.answer(1)));

    CHECK(stage.told.edges() == std::vector{true, false});
}

TEST_CASE("A signer that fails stops the recording of that session, and not the centre") {
    Stage stage;
    stage.signer.broken = true;
    stage.clock.pass(31s);  // a checkpoint is due

    const auto refused = stage.room.answer(0);

    CHECK(support::is_unknown(refused));
    CHECK(stage.room.view()->read_only.has_value());
    CHECK(stage.room.candidate(*stage.room.view(), 0).held == 0);
    stage.signer.broken = false;
    stage.clock.pass(center::kReopenAfter + 1ms);
    CHECK(support::is_done(stage.room.answer(0)));
}

TEST_CASE(
    "The short code that is shown is that of a checkpoint on the disk, also after a failure") {
    Stage stage;
    stage.signer.has_key = true;
    stage.clock.pass(31s);
    {
        const FullDisk full;
        REQUIRE(support::is_unknown(stage.room.answer(0)));
    }

    stage.clock.pass(center::kReopenAfter + 1ms);
    REQUIRE(support::is_done(stage.room.answer(1)));

    const auto view = stage.room.view();
    auto store = center::SessionStore::open_read_only(stage.folder.path() / stage.room.id().text());
    const auto checkpoint = store.last_checkpoint();
    REQUIRE(checkpoint.has_value());
    CHECK(view->short_code == checkpoint->short_code);
}

TEST_CASE("A centre in which one session records nothing is not well because another one does") {
    Stage stage;
    const LoopRoom other(stage.loop, 2, 1);
    other.start_everybody();
    {
        const FullDisk full;
        REQUIRE(support::is_unknown(stage.room.answer(0)));
    }

    REQUIRE(support::is_done(other.answer(0)));

    CHECK_FALSE(center::records_everywhere(*stage.loop.view()));
    stage.clock.pass(center::kReopenAfter + 1ms);
    REQUIRE(support::is_done(stage.room.answer(0)));
    CHECK(center::records_everywhere(*stage.loop.view()));
}

TEST_CASE("An open session keeps room on the disk, and gives it back when the disk is full") {
    const support::TemporaryFolder folder;
    support::MovedClock clock;
    const center::RoomLoopParts parts{
        .sessions = folder.path(), .content = support::room_content(), .clock = &clock};
    const auto reserve = folder.path() / "session" / "reserve";
    center::HostedSession session(
        folder.path() / "session", {.id = support::session_id(1), .number = "100001"}, parts);
    const auto ask = [&](const engine::Command& command) {
        return session.judge(
            {.order = {.by = support::rightful(command), .id = fresh_id(), .command = command}});
    };
    auto creation = support::a_creation(*support::room_content(), 1);
    creation.session = support::session_id(1);
    ask(creation);
    session.commit();
    CHECK_FALSE(std::filesystem::exists(reserve));

    ask(engine::OpenSession{.session_key = "cle", .endorsement = "aval"});
    session.commit();
    REQUIRE(std::filesystem::exists(reserve));
    CHECK(std::filesystem::file_size(reserve) == center::kReserveBytes);
    session.fail(/*disk_full=*/true);

    CHECK_FALSE(std::filesystem::exists(reserve));
    clock.pass(center::kReopenAfter + 1ms);
    CHECK(session.reopen());
    CHECK(std::holds_alternative<center::Done>(ask(engine::CloseSession{})));
}

TEST_CASE("A session that closes keeps no room on the disk any more") {
    const Stage stage;
    const auto reserve = stage.folder.path() / stage.room.id().text() / "reserve";
    REQUIRE(std::filesystem::exists(reserve));

    const engine::UnfinishedReason why = engine::UnfinishedReason::Technical;
    REQUIRE(support::is_done(stage.room.ask(engine::CloseSession{
        .unfinished = {{support::candidate_id(0), why}, {support::candidate_id(1), why}}})));

    CHECK_FALSE(std::filesystem::exists(reserve));
}
