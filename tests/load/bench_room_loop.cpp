// bench_room_loop: rows S1 to S3, at the room loop's own port, drawing the next question included.
//
// Usage: bench_room_loop STATIONS ROUNDS
//   In each round the bare fdatasync rate of the same folder is measured, then STATIONS stations
//   answer one after the other without rest (closed loop). One JSON line.
// FSYNC_DELAY_US and slowsync.so make the disk that of a school; TMPDIR says where it is.
//
// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <array>
#include <cmath>
#include <condition_variable>
#include <deque>
#include <iostream>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

#include "center/rehearse/tally.h"
#include "crypto/random.h"
#include "crypto/sodium.h"
#include "tests/support/loop_room.h"

namespace {

using namespace probant;
using Clock = std::chrono::steady_clock;
using center::rehearse::quantile;

double seconds_since(Clock::time_point begun) {
    return std::chrono::duration<double>(Clock::now() - begun).count();
}

/// What the disk gives to one who writes a page and waits, again and again.
struct Bare {
    double rate{};
    double p50_ms{};
};

Bare measure_bare(const std::filesystem::path& folder) {
    constexpr double kFor = 1.0;
    const auto file = folder / "bare";
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): open() has no other form
    const int descriptor = ::open(file.c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    if (descriptor < 0) std::abort();
    std::array<char, 4096> page{};
    std::vector<double> took;
    const auto begun = Clock::now();
    while (seconds_since(begun) < kFor) {
        const auto one = Clock::now();
        if (::write(descriptor, page.data(), page.size()) < 0 || ::fdatasync(descriptor) != 0)
            std::abort();
        took.push_back(seconds_since(one) * 1'000.0);
    }
    const double rate = static_cast<double>(took.size()) / seconds_since(begun);
    ::close(descriptor);
    std::filesystem::remove(file);
    return {.rate = rate, .p50_ms = quantile(took, 0.5)};
}

/// Stations that answer as soon as they are answered, all played by one thread.
class Stations {
public:
    Stations(center::RoomLoop& loop, const support::LoopRoom& room) : loop_(loop), room_(room) {}

    /// How long it took for everybody to answer everything.
    double sit() {
        const auto begun = Clock::now();
        for (std::size_t place = 0; place < room_.candidates(); ++place)
            send(place);
        while (waiting_ > 0) {
            std::unique_lock lock(mutex_);
            come_.wait(lock, [this] { return !answered_.empty(); });
            auto batch = std::exchange(answered_, {});
            lock.unlock();
            for (const auto place : batch) {
                --waiting_;
                send(place);
            }
        }
        return seconds_since(begun);
    }

    [[nodiscard]] const std::vector<double>& took_ms() const { return took_ms_; }

private:
    void send(std::size_t place) {
        const auto answer = room_.next_answer(place);
        if (!answer) return;
        auto order = room_.submission(*answer, engine::CommandId{crypto::random_uuid_v4()});
        const auto sent = Clock::now();
        order.answer = [this, place, sent](const center::Answered& answered) {
            ENSURE(support::is_done(answered));
            const std::lock_guard lock(mutex_);
            took_ms_.push_back(seconds_since(sent) * 1'000.0);
            answered_.push_back(place);
            come_.notify_one();
        };
        ENSURE(loop_.submit(std::move(order)));
        ++waiting_;
    }

    center::RoomLoop& loop_;
    const support::LoopRoom& room_;
    std::size_t waiting_{};
    std::mutex mutex_;  // guards took_ms_ and answered_
    std::condition_variable come_;
    std::vector<double> took_ms_;
    std::vector<std::size_t> answered_;
};

struct Round {
    Bare bare{};
    double rate{};
    double p50_ms{};
    double p99_ms{};
};

class Bench {
public:
    explicit Bench(std::size_t stations) : stations_(stations) { loop_.start(); }

    Round round() {
        Round round{.bare = measure_bare(folder_.path())};
        std::vector<double> took;
        double seconds = 0;
        // A room of few is over at once: as many rooms as it takes for a figure.
        constexpr std::size_t kAnswersLeast = 512;
        while (took.size() < kAnswersLeast) {
            const support::LoopRoom room(loop_, ++sessions_, stations_);
            room.start_everybody();
            Stations playing(loop_, room);
            seconds += playing.sit();
            took.insert(took.end(), playing.took_ms().begin(), playing.took_ms().end());
        }
        round.rate = static_cast<double>(took.size()) / seconds;
        round.p50_ms = quantile(took, 0.5);
        round.p99_ms = quantile(took, 0.99);
        return round;
    }

private:
    std::size_t stations_;
    std::uint32_t sessions_{};
    support::TemporaryFolder folder_;
    center::SystemClock clock_;
    center::RoomLoop loop_{{.sessions = folder_.path() / "sessions",
                            .content = support::room_content(),
                            .clock = &clock_}};
};

std::int64_t rounded(double value) {
    return std::llround(value);
}

json::Value to_json(const Round& round) {
    constexpr double kMicros = 1'000.0;
    return json::Object{{"fdatasyncPerSecond", rounded(round.bare.rate)},
                        {"fdatasyncP50Us", rounded(round.bare.p50_ms * kMicros)},
                        {"answersPerSecond", rounded(round.rate)},
                        {"answerP50Us", rounded(round.p50_ms * kMicros)},
                        {"answerP99Us", rounded(round.p99_ms * kMicros)}};
}

}  // namespace

int main(int argc, char** argv) {
    const std::span raw(argv, static_cast<std::size_t>(argc));
    const std::vector<std::string> arguments(raw.begin(), raw.end());
    if (arguments.size() != 3) return 2;
    try {
        crypto::start_sodium();
        const auto stations = std::stoul(arguments[1]);
        const auto rounds = std::stoul(arguments[2]);
        Bench bench(stations);
        json::Array all;
        for (std::size_t round = 0; round < rounds; ++round)
            all.push_back(to_json(bench.round()));
        std::cout << json::write(json::Object{{"stations", std::uint64_t{stations}},
                                              {"rounds", std::move(all)}})
                  << '\n';
        return 0;
    } catch (const std::exception& error) {
        std::cerr << "bench_room_loop: " << error.what() << '\n';
        return 1;
    }
}
