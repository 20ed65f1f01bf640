// The crew of the power-cut test: a room loop on real files, whose stations answer without rest and
// say on standard output what was acknowledged, one line each, until it is killed.
//
// Usage: powercut_crew SESSIONS_FOLDER
//   ready SESSION            the session that is being sat
//   ack SESSION ID ENTRY     an answer of which the loop has said that it holds it
//   unknown SESSION [ID]     an answer, or a step of the beginning, that it does not know about
//   whole SESSION            everybody has answered everything
//
// SPDX-License-Identifier: EUPL-1.2
#include <cstdlib>
#include <iostream>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

#include "crypto/random.h"
#include "crypto/sodium.h"
#include "tests/support/loop_room.h"

namespace {

using namespace probant;
using namespace std::chrono_literals;

constexpr std::size_t kCandidates = 16;

/// A session after the other, so that replaying stays short.
constexpr std::uint32_t kSessionsMax = 60'000;

class Crew {
public:
    explicit Crew(const std::filesystem::path& sessions)
        : loop_({.sessions = sessions, .content = support::room_content(), .clock = &clock_}) {}

    [[noreturn]] void work() {
        loop_.start();
        for (std::uint32_t number = first_unfinished(); number < kSessionsMax; ++number)
            sit(number);
        std::abort();
    }

private:
    /// The last session there is: those before it are whole.
    [[nodiscard]] std::uint32_t first_unfinished() const {
        const auto seen = loop_.view();
        return seen->sessions.empty() ? 1 : support::number_of(seen->sessions.rbegin()->first);
    }

    void say(const std::string& what, const support::LoopRoom& room, const std::string& more = {}) {
        const std::lock_guard lock(mutex_);
        std::cout << what << ' ' << room.id().text() << more << '\n' << std::flush;
    }

    void sit(std::uint32_t number) {
        const support::LoopRoom room(loop_, number, kCandidates);
        while (!is_started(room)) {
            say("unknown", room);
            std::this_thread::sleep_for(100ms);
        }
        say("ready", room);
        std::vector<std::thread> stations;
        for (std::size_t place = 0; place < kCandidates; ++place)
            stations.emplace_back([this, &room, place] { answer_all(room, place); });
        for (auto& station : stations)
            station.join();
        say("whole", room);
    }

    /// Each step may be Unknown while the disk fails: it is then asked again.
    static bool is_started(const support::LoopRoom& room) {
        if (room.view() == nullptr && !support::is_done(room.try_create())) return false;
        return room.try_start_everybody();
    }

    void answer_all(const support::LoopRoom& room, std::size_t place) {
        while (const auto answer = room.next_answer(place)) {
            const engine::CommandId id{crypto::random_uuid_v4()};
            auto answered = room.ask(*answer, id);
            while (support::is_unknown(answered)) {
                say("unknown", room, " " + id.text());
                std::this_thread::sleep_for(200ms);
                answered = room.ask(*answer, id);
            }
            const auto* done = std::get_if<center::Done>(&answered.end);
            if (done != nullptr) say("ack", room, " " + id.text() + " " + std::to_string(done->n));
        }
    }

    center::SystemClock clock_;
    center::RoomLoop loop_;
    std::mutex mutex_;  // guards standard output
};

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    const std::span arguments(argv, static_cast<std::size_t>(argc));
    try {
        crypto::start_sodium();
        Crew(arguments[1]).work();
    } catch (const std::exception& error) {
        std::cerr << "powercut_crew: " << error.what() << '\n';
        return 1;
    }
}
