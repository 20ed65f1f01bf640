// The room loop on a disk that refuses: nothing is said that is not there, and it comes back.
//
// SPDX-License-Identifier: EUPL-1.2
#include <csignal>

#include <catch2/catch.hpp>
#include <sys/resource.h>

#include "crypto/random.h"
#include "tests/support/journal_search.h"
#include "tests/support/loop_room.h"

namespace {

using namespace probant;
using namespace std::chrono_literals;
using center::RoomLoop;
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

struct Stage {
    support::TemporaryFolder folder{};
    support::MovedClock clock{};
    RoomLoop loop{{.sessions = folder.path(), .content = support::room_content(), .clock = &clock}};
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

engine::CommandId fresh_id() {
    return engine::CommandId{crypto::random_uuid_v4()};
}

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
