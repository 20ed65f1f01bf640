// bench_stations: what the heartbeats of a room of enrolled stations cost the centre.
//
// Usage: bench_stations STATIONS ROUNDS SECONDS
//   In each round a probant-center has just started; STATIONS machines are enrolled with a code
//   each, as probant-station does it, and then only say that they are there: each on its own
//   connection, with the certificate that it was given, every two seconds, by the very link of
//   probant-station. The cameras are closed. One JSON line.
// Memory is the growth of the centre's process from before the first code to the end; processor
// time is the whole process's in SECONDS, handshakes left out: its room loop's tick is in it.
// Threads: one for each station's link; the centre is a process of its own.
//
// SPDX-License-Identifier: EUPL-1.2
#include <iostream>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "candidate/link/enrolment.h"
#include "candidate/link/link.h"
#include "candidate/link/station_identity.h"
#include "center/rehearse/tally.h"
#include "server/http/client.h"
#include "server/observe/log.h"
#include "tests/load/bench_program.h"
#include "tests/load/process.h"
#include "tests/load/seated_room.h"
#include "tests/support/real_centre.h"

namespace probant::load {
namespace {

using center::rehearse::quantile;
using center::rehearse::Traffic;

/// They all come at once; what that costs is another row.
constexpr std::chrono::seconds kSettle{6};

struct Measures {
    std::size_t stations{};
    std::chrono::seconds seconds{};
};

/// What the links of a room tell of their heartbeats.
class Answers {
public:
    void note(engine::Duration round_trip) {
        const std::lock_guard lock(mutex_);
        if (counting_) took_ms_.push_back(static_cast<double>(round_trip.count()));
    }

    void count() {
        const std::lock_guard lock(mutex_);
        counting_ = true;
    }

    std::vector<double> counted() {
        const std::lock_guard lock(mutex_);
        counting_ = false;
        return std::move(took_ms_);
    }

private:
    std::mutex mutex_;  // guards what follows: every link notes its own
    bool counting_{};
    std::vector<double> took_ms_;
};

/// A machine from its code to the end of the bench.
class Station {
public:
    Station(const server::Peer& centre,
            const std::filesystem::path& state,
            std::string_view code,
            Answers& answers)
        : identity_(enrolled(centre, state, code)), link_(parts(centre, answers)) {}

    void start() { link_.start(); }

    void stop() { link_.stop(); }

    [[nodiscard]] bool is_away() const { return link_.is_away(); }

private:
    static candidate::StationIdentity enrolled(const server::Peer& centre,
                                               const std::filesystem::path& state,
                                               std::string_view code) {
        server::HttpClient client(centre);
        const auto typed = candidate::read_enrolment_code(code);
        if (!typed) throw std::runtime_error("the console gave no code");
        const auto made = candidate::ask_to_enrol(client, *typed);
        if (!made) throw std::runtime_error(made.error().en);
        if (!candidate::prepare_state(state) || !candidate::keep_identity(state, made.value()))
            throw std::runtime_error("an identity cannot be kept in " + state.string());
        auto identity = candidate::read_identity(state);
        if (!identity) throw std::runtime_error(identity.error().en);
        return std::move(identity).value();
    }

    candidate::LinkParts parts(server::Peer centre, Answers& answers) const {
        centre.certificate = identity_.certificate;
        centre.key = identity_.key;
        centre.connect = candidate::kConnectWithin;
        centre.wait = candidate::kAnswerWithin;
        return {.centre = std::move(centre),
                .session_key = identity_.session_key,
                .obey = [](const candidate::StandingOrder&) {},
                .browser = [] { return candidate::BrowserState::Off; },
                .signs =
                    [&answers](const candidate::IntegrityMoment& moment) {
                        if (moment.heard) answers.note(moment.heard->round_trip);
                        return std::vector<engine::IntegritySign>{};
                    }};
    }

    candidate::StationIdentity identity_;
    candidate::Link link_;
};

/// One code after the other is asked of the console, and used up.
class Door {
public:
    explicit Door(const support::RealCentre& centre) : plan_(centre.plan(/*secure=*/true)) {
        plan_.stations = 1;
        loop_.run(room_.sign_everybody_in());
    }

    std::string code() {
        std::string given;
        loop_.run(take_code(&given));
        return given;
    }

private:
    Task<void> take_code(std::string* given) {  // outlives the task
        *given = co_await room_.ask_a_station_code();
    }

    center::rehearse::Plan plan_;
    Traffic traffic_{};
    Loop loop_;
    Dialler way_{loop_, plan_.centre, traffic_};
    SeatedRoom room_{way_, plan_};
};

json::Value measure_round(Measures measures) {
    support::RealCentre centre({.stations = measures.stations});
    centre.start();
    Door door(centre);
    Answers answers;
    const auto before = resident_bytes(centre.id());
    std::vector<std::unique_ptr<Station>> stations;
    while (stations.size() < measures.stations) {
        const auto state = centre.folder() / ("station-" + std::to_string(stations.size()));
        stations.push_back(
            std::make_unique<Station>(centre.peer(/*secure=*/true), state, door.code(), answers));
    }
    // Those of a room do not beat together, but all within the same two seconds.
    for (const auto& station : stations) {
        station->start();
        std::this_thread::sleep_for(candidate::kHeartbeatEvery / measures.stations);
    }
    std::this_thread::sleep_for(kSettle);
    answers.count();
    const auto spent = processor_time(centre.id());
    std::this_thread::sleep_for(measures.seconds);
    const auto processor = processor_time(centre.id()) - spent;
    auto took = answers.counted();
    if (took.empty()) throw std::runtime_error("no heartbeat was answered");
    std::int64_t away = 0;
    for (const auto& station : stations)
        away += station->is_away() ? 1 : 0;
    const auto grown = resident_bytes(centre.id()) - before;
    const auto beats = static_cast<std::int64_t>(took.size());
    const auto most = std::chrono::nanoseconds(measures.seconds).count();
    for (const auto& station : stations)
        station->stop();
    return json::Object{{"beats", beats},
                        {"away", away},
                        {"processorNsPerBeat", processor.count() / beats},
                        {"processorPerMille", processor.count() * 1'000 / most},
                        {"bytesPerStation", grown / static_cast<std::int64_t>(measures.stations)},
                        {"p50Ms", static_cast<std::int64_t>(quantile(took, 0.50))},
                        {"p99Ms", static_cast<std::int64_t>(quantile(took, 0.99))},
                        {"maxMs", static_cast<std::int64_t>(quantile(took, 1.0))}};
}

void bench(Measures measures, std::size_t rounds) {
    json::Array all;
    for (std::size_t round = 0; round < rounds; ++round)
        all.push_back(measure_round(measures));
    std::cout << json::write(json::Object{{"stations", std::uint64_t{measures.stations}},
                                          {"seconds", std::int64_t{measures.seconds.count()}},
                                          {"rounds", std::move(all)}})
              << '\n';
}

}  // namespace
}  // namespace probant::load

int main(int argc, char** argv) {
    return probant::load::run_bench(argc, argv, 3, [](const probant::load::Words& words) {
        // Each link says when its centre is back: five hundred lines that nobody asked for.
        probant::server::log_to_stderr(probant::server::LogLevel::Warning);
        probant::load::bench({.stations = std::stoul(words[0]),
                              .seconds = std::chrono::seconds{std::stoi(words[2])}},
                             std::stoul(words[1]));
    });
}
