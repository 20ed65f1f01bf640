// bench_sockets: rows S5 and S6, a room of WebSockets that only say that they are there, and what
// happens when all of them come back at once.
//
// Usage: bench_sockets SOCKETS ROUNDS IDLE_SECONDS STORMS
//   In each round one client plays against probant-center, then against the Beast control, then
//   against the one with a thread a connection, each just started. SOCKETS stations open a
//   WebSocket, send a heartbeat every 2 s for IDLE_SECONDS; then all are cut at once and come back,
//   STORMS times (not against the last: row S6 does not ask it). One JSON line.
// Memory is the growth of the server's process from before the first socket to the end of the idle
// time; of the centre everybody has signed in before. Processor time is the whole process's in the
// idle time: of the centre it holds the tick of its room loop and the writer of tiles too.
// Threads: one plays everybody; the servers are processes of their own.
//
// SPDX-License-Identifier: EUPL-1.2
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "center/rehearse/live_line.h"
#include "center/rehearse/tally.h"
#include "tests/load/bench_program.h"
#include "tests/load/control.h"
#include "tests/load/process.h"
#include "tests/load/seated_room.h"
#include "tests/support/real_centre.h"

namespace probant::load {
namespace {

using namespace std::chrono_literals;
using center::rehearse::Bell;
using center::rehearse::kHeartbeatEvery;
using center::rehearse::LiveLine;
using center::rehearse::quantile;
using center::rehearse::Time;
using center::rehearse::Traffic;

/// Opened so many at a time before anything is measured: a storm is another row.
constexpr std::size_t kOpenedAtOnce = 8;

/// What a server still does for those who have just come or gone is not idleness.
constexpr std::chrono::milliseconds kSettle{3'000};

/// A page whose WebSocket is refused tries again after so long.
constexpr std::chrono::milliseconds kTryAgainAfter{500};

/// A storm that has not ended by then is a failure of whoever is not back.
constexpr std::chrono::seconds kStormMost{60};

struct Measures {
    std::size_t sockets{};
    std::chrono::seconds idle{};
    int storms{};
};

/// A server and how one comes in.
struct Target {
    server::Peer peer{};
    pid_t process{};
    std::string path{};
    std::vector<std::string> cookies{};  ///< one a socket
};

/// What the sockets of one server share.
struct Shared {
    Dialler& way;
    const Target& target;
    Bell back;  ///< somebody is live again
    bool over{};
    std::uint64_t beats{};     ///< answered
    std::uint64_t failures{};  ///< openings that were refused or too late
    std::vector<double> back_ms{};
};

class Station {
public:
    Station(Shared& shared, std::size_t place, std::chrono::milliseconds late)
        : shared_(shared), place_(place), late_(late), live_(shared.way) {}

    Task<void> open() {
        const auto until = Loop::now() + kPatience;
        const bool open =
            co_await live_.open(shared_.target.path, shared_.target.cookies.at(place_), until);
        if (open) co_return;
        ++shared_.failures;
        co_await shared_.way.loop().sleep_until(Loop::now() + kTryAgainAfter);
    }

    /// From the first heartbeat to the end of the bench.
    Task<void> stay() {
        while (!shared_.over) {
            if (!live_.is_open()) co_await open();
            if (!live_.is_open()) continue;
            if (cut_at_) note_back();
            co_await beat();
        }
        live_.hang_up();
    }

    void cut() {
        cut_at_ = Loop::now();
        live_.cut();
    }

    void leave() { live_.cut(); }

    [[nodiscard]] bool is_open() const { return live_.is_open(); }

private:
    void note_back() {
        const std::chrono::duration<double, std::milli> took = Loop::now() - *cut_at_;
        shared_.back_ms.push_back(took.count());
        cut_at_.reset();
        shared_.back.ring();
    }

    Task<void> beat() {
        // Those of a room do not beat together, but all within the same two seconds.
        auto next_beat = Loop::now() + late_;
        while (live_.is_open()) {
            if (Loop::now() >= next_beat) {
                const auto until = Loop::now() + kPatience;
                const bool sent = co_await live_.send(R"({"type":"hb"})", until);
                if (!sent) break;
                next_beat += kHeartbeatEvery;
            }
            const auto text = co_await live_.next(next_beat);
            if (text && text->find("serverTime") != std::string::npos) ++shared_.beats;
        }
        live_.hang_up();
    }

    Shared& shared_;
    std::size_t place_;
    std::chrono::milliseconds late_;
    LiveLine live_;
    std::optional<Time> cut_at_{};
};

/// All the sockets of one server, from the first to the last.
class Room {
public:
    Room(const Target& target, Measures measures) : target_(target), measures_(measures) {
        for (std::size_t place = 0; place < measures_.sockets; ++place) {
            const auto late = kHeartbeatEvery * place / measures_.sockets;
            stations_.push_back(std::make_unique<Station>(
                shared_, place, std::chrono::duration_cast<std::chrono::milliseconds>(late)));
        }
    }

    json::Value run() {
        loop_.run(play());
        return result_;
    }

private:
    Task<void> play() {
        const auto before = resident_bytes(target_.process);
        PlaceWork come = [this](std::size_t place) { return stations_.at(place)->open(); };
        co_await crowd_.each(stations_.size(), kOpenedAtOnce, std::move(come));
        for (const auto& station : stations_)
            loop_.spawn(station->stay());
        co_await loop_.sleep_until(Loop::now() + kSettle);
        co_await stay_idle();
        const auto grown = resident_bytes(target_.process) - before;
        result_.emplace("bytesPerSocket", grown / static_cast<std::int64_t>(stations_.size()));
        json::Array storms;
        for (int storm = 0; storm < measures_.storms; ++storm) {
            auto seen = co_await come_back();
            storms.push_back(std::move(seen));
        }
        result_.emplace("storms", std::move(storms));
        shared_.over = true;
        for (const auto& station : stations_)
            station->leave();
    }

    Task<void> stay_idle() {
        const auto failures = shared_.failures;
        const auto beats = shared_.beats;
        const auto spent = processor_time(target_.process);
        co_await loop_.sleep_until(Loop::now() + measures_.idle);
        const auto processor = processor_time(target_.process) - spent;
        const auto answered = shared_.beats - beats;
        if (answered == 0) throw std::runtime_error("no heartbeat was answered");
        result_.emplace("failures", failures);
        result_.emplace("beats", answered);
        result_.emplace("processorNsPerBeat",
                        processor.count() / static_cast<std::int64_t>(answered));
    }

    /// Every cable is pulled at once, and put back.
    Task<json::Value> come_back() {
        shared_.back_ms.clear();
        shared_.failures = 0;
        const auto spent = processor_time(target_.process);
        for (const auto& station : stations_)
            station->cut();
        const auto most = Loop::now() + kStormMost;
        while (shared_.back_ms.size() < stations_.size() && Loop::now() < most) {
            const auto look = Loop::now() + 1s;
            static_cast<void>(co_await shared_.back.wait_until(look));
        }
        const auto processor = processor_time(target_.process) - spent;
        const auto missing = stations_.size() - shared_.back_ms.size();
        constexpr double kMicros = 1'000.0;
        json::Object seen{
            {"failures", shared_.failures + missing},
            {"p50Us", static_cast<std::int64_t>(quantile(shared_.back_ms, 0.50) * kMicros)},
            {"p99Us", static_cast<std::int64_t>(quantile(shared_.back_ms, 0.99) * kMicros)},
            {"maxUs", static_cast<std::int64_t>(quantile(shared_.back_ms, 1.0) * kMicros)},
            {"processorNsPerSocket",
             processor.count() / static_cast<std::int64_t>(stations_.size())}};
        co_await loop_.sleep_until(Loop::now() + kSettle);
        co_return json::Value(std::move(seen));
    }

    const Target& target_;
    Measures measures_;
    json::Object result_{};
    Traffic traffic_{};
    Loop loop_;
    Dialler way_{loop_, target_.peer, traffic_};
    Crowd crowd_{loop_};
    Shared shared_{.way = way_, .target = target_, .back = Bell(loop_)};
    // Last, so that they are gone first: their lines hang on the loop.
    std::vector<std::unique_ptr<Station>> stations_;
};

/// The sign-ins of a new session's candidates.
std::vector<std::string> sign_everybody_in(const support::RealCentre& centre, std::size_t people) {
    auto plan = centre.plan(/*secure=*/true);
    plan.stations = people;
    Traffic traffic;
    Loop loop;
    Dialler way(loop, plan.centre, traffic);
    SeatedRoom room(way, plan);
    loop.run(room.sign_everybody_in());
    room.hang_up();
    std::vector<std::string> cookies;
    for (const auto& seat : room.seats())
        cookies.push_back(seat.person->cookie());
    return cookies;
}

json::Value measure_control(ControlKind kind,
                            const support::RealCentre& centre,
                            Measures measures,
                            const std::vector<std::string>& cookies) {
    const Control control(kind, centre.folder() / "tls");
    // They read no cookie; the bytes on the wire are to be the same.
    const Target target{
        .peer = control.peer(), .process = control.id(), .path = "/live", .cookies = cookies};
    return Room(target, measures).run();
}

json::Value measure_round(Measures measures) {
    support::RealCentre centre({.stations = measures.sockets});
    centre.start();
    json::Object round;
    const Target target{.peer = centre.peer(/*secure=*/true),
                        .process = centre.id(),
                        .path = "/api/v1/candidate/live",
                        .cookies = sign_everybody_in(centre, measures.sockets)};
    round.emplace("centre", Room(target, measures).run());
    centre.stop();
    if (is_built(ControlKind::Beast)) {
        round.emplace("beast",
                      measure_control(ControlKind::Beast, centre, measures, target.cookies));
    }
    measures.storms = 0;
    round.emplace("thread", measure_control(ControlKind::Thread, centre, measures, target.cookies));
    return round;
}

void bench(Measures measures, std::size_t rounds) {
    json::Array all;
    for (std::size_t round = 0; round < rounds; ++round)
        all.push_back(measure_round(measures));
    std::cout << json::write(json::Object{{"sockets", std::uint64_t{measures.sockets}},
                                          {"rounds", std::move(all)}})
              << '\n';
}

}  // namespace
}  // namespace probant::load

int main(int argc, char** argv) {
    return probant::load::run_bench(argc, argv, 4, [](const probant::load::Words& words) {
        probant::load::bench({.sockets = std::stoul(words[0]),
                              .idle = std::chrono::seconds{std::stoi(words[2])},
                              .storms = std::stoi(words[3])},
                             std::stoul(words[1]));
    });
}
