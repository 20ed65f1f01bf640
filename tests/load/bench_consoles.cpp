// bench_consoles: row S7, how soon five consoles show what a candidate did, with and without a
// sixth that has stopped reading.
//
// Usage: bench_consoles STATIONS ROUNDS EVENTS EVENTS_PER_SECOND
//   STATIONS candidates of one session of a real probant-center answer in turn, so many a second; a
//   time is from the click of the candidate to the tile on a console, of each of the five. In each
//   round EVENTS answers without the stalled console, then as many with it. One JSON line.
// Threads: one plays everybody who is measured, the stalled console has one of its own.
//
// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <array>
#include <iostream>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "center/rehearse/knower.h"
#include "center/rehearse/live_line.h"
#include "center/rehearse/tally.h"
#include "tests/load/bench_program.h"
#include "tests/load/process.h"
#include "tests/load/seated_room.h"
#include "tests/load/stalled_console.h"
#include "tests/support/real_centre.h"

namespace probant::load {
namespace {

using namespace std::chrono_literals;
using center::rehearse::array_in;
using center::rehearse::fresh_id;
using center::rehearse::kHeartbeatEvery;
using center::rehearse::LiveLine;
using center::rehearse::number_in;
using center::rehearse::quantile;
using center::rehearse::text_in;
using center::rehearse::Time;
using center::rehearse::Traffic;
using server::Method;

constexpr std::size_t kConsoles = 5;

/// The same guesses in each run.
constexpr std::uint64_t kSeed = 1;

/// Open calls for help travel with every tile: some kilobytes of news fill the buffers of whoever
/// does not read within a second, as in the first minutes of a difficult day.
constexpr std::size_t kHandsUp = 20;

/// Time for the stalled console to be let in; as long without it.
constexpr std::chrono::milliseconds kSettle{1'500};

/// A tile that is not there by then is counted as never shown.
constexpr std::chrono::seconds kShownWithin{5};

struct Measures {
    std::size_t stations{};
    std::size_t events{};
    std::size_t per_second{};
};

/// A click that not all the consoles have shown yet.
struct Click {
    Time at{};
    std::size_t shown{};
};

using Clicks = std::map<std::pair<std::string, std::int64_t>, Click>;  // candidate, answers held

/// What the consoles have shown of one half of a round.
struct Seen {
    Clicks waiting{};
    std::vector<double> took_ms{};
};

class Console {
public:
    Console(Dialler& way, Seen& seen) : seen_(seen), live_(way) {}

    Task<void> watch(std::string cookie) {
        const auto until = Loop::now() + kPatience;
        const bool open = co_await live_.open("/api/v1/invigilator/live", std::move(cookie), until);
        if (!open) throw std::runtime_error("a console is not let in");
    }

    Task<void> read() {
        auto next_beat = Loop::now();
        while (live_.is_open()) {
            if (Loop::now() >= next_beat) {
                const auto until = Loop::now() + kPatience;
                const bool sent = co_await live_.send(R"({"type":"hb"})", until);
                if (!sent) break;
                next_beat += kHeartbeatEvery;
            }
            const auto text = co_await live_.next(next_beat);
            if (text) show(*text);
        }
    }

    void leave() { live_.cut(); }

    [[nodiscard]] bool is_open() const { return live_.is_open(); }

private:
    void show(const std::string& text) {
        const auto frame = json::read(text);
        if (!frame || text_in(frame.value(), "type") != "tiles") return;
        for (const auto& tile : array_in(frame.value(), "candidates")) {
            const auto found =
                seen_.waiting.find({text_in(tile, "candidate"), number_in(tile, "held")});
            if (found == seen_.waiting.end()) continue;
            const std::chrono::duration<double, std::milli> took = Loop::now() - found->second.at;
            seen_.took_ms.push_back(took.count());
            if (++found->second.shown == kConsoles) seen_.waiting.erase(found);
        }
    }

    Seen& seen_;
    LiveLine live_;
};

json::Value to_json(const Seen& seen) {
    constexpr double kMicros = 1'000.0;
    return json::Object{
        {"shown", std::uint64_t{seen.took_ms.size()}},
        {"notShown", std::uint64_t{seen.waiting.size()}},
        {"p50Us", static_cast<std::int64_t>(quantile(seen.took_ms, 0.50) * kMicros)},
        {"p99Us", static_cast<std::int64_t>(quantile(seen.took_ms, 0.99) * kMicros)},
        {"maxUs", static_cast<std::int64_t>(quantile(seen.took_ms, 1.0) * kMicros)}};
}

/// One session: its candidates answer twice over, without and with the stalled console.
class Round {
public:
    Round(const support::RealCentre& centre, Measures measures)
        : measures_(measures), plan_(centre.plan(/*secure=*/true)) {
        plan_.stations = measures.stations;
    }

    json::Value run() {
        loop_.run(play());
        return result_;
    }

private:
    Task<void> play() {
        co_await room_.sign_everybody_in();
        co_await room_.start_everybody();
        PlaceWork call = [this](std::size_t place) { return call_for_help(place); };
        const auto hands = std::min(kHandsUp, room_.seats().size());
        co_await crowd_.each(hands, 1, std::move(call));
        for (auto& console : consoles_) {
            const auto cookie = co_await room_.sign_a_console_in();
            co_await console.watch(cookie);
            loop_.spawn(console.read());
        }
        auto without = co_await measure();
        result_.emplace("without", std::move(without));
        const auto cookie = co_await room_.sign_a_console_in();
        const StalledConsole stalled(plan_.centre, cookie);
        auto with = co_await measure();
        result_.emplace("with", std::move(with));
        result_.emplace("stalledOpened", stalled.opened());
        result_.emplace("stalledDropped", stalled.dropped());
        for (auto& console : consoles_) {
            if (!console.is_open()) throw std::runtime_error("a console that reads was dropped");
            console.leave();
        }
    }

    Task<void> call_for_help(std::size_t place) {
        Ask ask{.method = Method::Post,
                .target = "/api/v1/candidate/help?lang=fr",
                .body = R"({"id":")" + fresh_id() + R"("})"};
        static_cast<void>(co_await room_.seats().at(place).person->ask(std::move(ask)));
    }

    Task<json::Value> measure() {
        seen_.took_ms.clear();
        seen_.waiting.clear();
        co_await loop_.sleep_until(Loop::now() + kSettle);
        const auto pace = std::chrono::nanoseconds{1s} / measures_.per_second;
        auto next = Loop::now();
        for (std::size_t event = 0; event < measures_.events; ++event) {
            loop_.spawn(answer(next_seat_));
            next_seat_ = (next_seat_ + 1) % room_.seats().size();
            next += std::chrono::duration_cast<Time::duration>(pace);
            co_await loop_.sleep_until(next);
        }
        const auto most = Loop::now() + kShownWithin;
        while (!seen_.waiting.empty() && Loop::now() < most)
            co_await loop_.sleep_until(Loop::now() + 10ms);
        co_return to_json(seen_);
    }

    Task<void> answer(std::size_t place) {
        auto& seat = room_.seats().at(place);
        // Still waiting for the reply before: this seat's turn is lost, the pace is kept.
        if (seat.question.is_null()) co_return;
        const auto question = std::exchange(seat.question, json::Value{});
        const auto response = json::write(knower_.answer(question, 0.0, dice_));
        const auto held = ++held_.at(place);
        Ask ask{.method = Method::Put,
                .target = "/api/v1/candidate/answers/" + std::to_string(number_in(question, "n")) +
                          "?lang=fr",
                .body = R"({"id":")" + fresh_id() + R"(","response":)" + response + "}"};
        seen_.waiting.emplace(std::pair{seat.candidate, held}, Click{.at = Loop::now()});
        const auto said = co_await seat.person->ask(std::move(ask));
        const auto state = said.value();
        const auto* shown = state.member("question");
        seat.question = shown == nullptr ? json::Value{} : *shown;
    }

    Measures measures_;
    Plan plan_;
    json::Object result_{};
    Traffic traffic_{};
    Seen seen_{};
    center::rehearse::Knower knower_;
    center::rehearse::Dice dice_{kSeed};
    std::size_t next_seat_{};
    std::vector<std::int64_t> held_ = std::vector<std::int64_t>(measures_.stations);
    Loop loop_;
    Dialler way_{loop_, plan_.centre, traffic_};
    Crowd crowd_{loop_};
    // Last, so that they are gone first: their lines hang on the loop.
    SeatedRoom room_{way_, plan_};
    std::array<Console, kConsoles> consoles_{Console{way_, seen_},
                                             Console{way_, seen_},
                                             Console{way_, seen_},
                                             Console{way_, seen_},
                                             Console{way_, seen_}};
};

void bench(Measures measures, std::size_t rounds) {
    support::RealCentre centre({.stations = measures.stations});
    centre.start();
    json::Array all;
    for (std::size_t round = 0; round < rounds; ++round)
        all.push_back(Round(centre, measures).run());
    std::cout << json::write(json::Object{{"stations", std::uint64_t{measures.stations}},
                                          {"eventsPerSecond", std::uint64_t{measures.per_second}},
                                          {"rounds", std::move(all)}})
              << '\n';
}

}  // namespace
}  // namespace probant::load

int main(int argc, char** argv) {
    return probant::load::run_bench(argc, argv, 4, [](const probant::load::Words& words) {
        probant::load::bench({.stations = std::stoul(words[0]),
                              .events = std::stoul(words[2]),
                              .per_second = std::stoul(words[3])},
                             std::stoul(words[1]));
    });
}
