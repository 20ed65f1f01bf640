// bench_cold_start: row S15, how long a centre takes to replay what it holds.
//
// Usage: bench_cold_start SESSIONS CANDIDATES
//   Writes SESSIONS sessions in which CANDIDATES candidates have answered all 32 questions, then
//   opens them as a centre does when it starts. One JSON line.
//
// SPDX-License-Identifier: EUPL-1.2
#include <iostream>
#include <span>
#include <string>
#include <vector>

#include "center/storage/session_store.h"
#include "crypto/canonical_json.h"
#include "crypto/sodium.h"
#include "tests/support/builders.h"
#include "tests/support/loop_room.h"
#include "tests/support/small_bank.h"

namespace {

using namespace probant;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kQuestions = 32;
constexpr std::size_t kEntriesAtOnce = 4'096;

struct Written {
    std::uint64_t entries{};
    std::uint64_t events{};
};

/// A session is told apart from the next by its id alone: the engine has judged every entry.
Written write_session(const std::filesystem::path& sessions,
                      std::uint32_t number,
                      std::size_t candidates) {
    support::TestRoom room(support::small_content());
    auto creation = support::a_creation(support::small_content(), candidates);
    creation.session = support::session_id(number);
    room.having(creation).opened();
    Written written{.entries = 0, .events = 2};
    for (std::size_t place = 0; place < candidates; ++place) {
        room.present(place).signed_in(place).authorised(place).started(place);
        written.events += 5;
        room.answered(kQuestions, place);
        written.events += 2 * kQuestions - 1;
    }
    auto store = center::SessionStore::create(
        sessions / creation.session.text(),
        {.id = creation.session, .number = std::to_string(100'000 + number)});
    std::vector<center::EntryRow> rows;
    for (const auto& bytes : room.journal()) {
        rows.push_back({.n = written.entries++, .bytes = bytes});
        if (rows.size() < kEntriesAtOnce) continue;
        store.append(rows, {});
        rows.clear();
    }
    store.append(rows, {});
    return written;
}

}  // namespace

int main(int argc, char** argv) {
    const std::span raw(argv, static_cast<std::size_t>(argc));
    const std::vector<std::string> arguments(raw.begin(), raw.end());
    if (arguments.size() != 3) return 2;
    try {
        crypto::start_sodium();
        const support::TemporaryFolder folder;
        Written all;
        for (std::uint32_t number = 1; number <= std::stoul(arguments[1]); ++number) {
            const auto written = write_session(folder.path(), number, std::stoul(arguments[2]));
            all.entries += written.entries;
            all.events += written.events;
        }
        const center::SystemClock clock;
        const auto begun = Clock::now();
        const center::RoomLoop loop(
            {.sessions = folder.path(), .content = support::room_content(), .clock = &clock});
        const auto took =
            std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begun);
        std::cout << json::write(json::Object{{"entries", all.entries},
                                              {"events", all.events},
                                              {"milliseconds", std::int64_t{took.count()}}})
                  << '\n';
        return 0;
    } catch (const std::exception& error) {
        std::cerr << "bench_cold_start: " << error.what() << '\n';
        return 1;
    }
}
