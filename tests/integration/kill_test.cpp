// The real probant-center, killed under 40 stations, again and again: what it said it holds, it
// holds. PROBANT_KILLS says how often (50).
//
// SPDX-License-Identifier: EUPL-1.2
#include <atomic>
#include <cstdlib>
#include <iostream>
#include <random>
#include <thread>

#include <catch2/catch.hpp>

#include "center/rehearse/knower.h"
#include "center/rehearse/rehearsal.h"
#include "crypto/sodium.h"
#include "tests/support/journal_search.h"
#include "tests/support/real_centre.h"

namespace {

using namespace probant;
using namespace std::chrono_literals;
using center::rehearse::Tally;

/// What is promised of a machine that does nothing else: back within five seconds.
constexpr std::chrono::milliseconds kBackWithin{5'000};

/// A test machine has other work, other compilers and fewer processors: the median may take so many
/// times as long before it is the centre's fault. What is measured is printed beside it.
constexpr double kMachineAllowance = 3.0;

std::size_t wanted(const char* variable, std::size_t otherwise) {
    const char* text = std::getenv(variable);
    return text == nullptr ? otherwise : std::stoul(text);
}

std::size_t kills_wanted() {
    return wanted("PROBANT_KILLS", 50);
}

std::size_t stations_wanted() {
    return wanted("PROBANT_STATIONS", 40);
}

struct Kills {
    std::size_t count{};
    std::vector<double> back_ms{};
};

/// Kills it at random moments while answers come in; it is left running.
Kills kill_again_and_again(support::RealCentre& centre, const std::atomic<bool>& played) {
    Kills kills;
    std::mt19937_64 dice(50);
    while (kills.count < kills_wanted() && !played) {
        std::this_thread::sleep_for(std::chrono::milliseconds{dice() % 1'500});
        centre.kill();
        ++kills.count;
        kills.back_ms.push_back(static_cast<double>(centre.start().count()));
    }
    return kills;
}

/// Slow enough that nobody has finished before the last kill.
double scale_for(std::size_t kills) {
    constexpr double kSecondsAKill = 2.0;
    constexpr double kPeopleTake = 90.0 * 32.0;
    return kPeopleTake / (30.0 + kSecondsAKill * static_cast<double>(kills));
}

struct Verified {
    std::size_t lost{};
    std::size_t altered{};
    support::JournalFound journal{};
};

Verified verify(const Tally& tally, const std::filesystem::path& sessions) {
    const auto content = center::rehearse::read_content(PROBANT_TEST_SOURCE "/deploy/demo-package");
    Verified verified;
    verified.journal = support::search_journal(sessions / tally.session, *content);
    for (const auto& told : tally.acknowledged) {
        const auto found = verified.journal.answers.find(told.id);
        if (found == verified.journal.answers.end()) {
            ++verified.lost;
            continue;
        }
        const auto& kept = found->second;
        if (kept.draw != told.draw || kept.response != told.response) ++verified.altered;
    }
    return verified;
}

}  // namespace

TEST_CASE("A centre killed again and again under 40 stations loses no acknowledged answer") {
    crypto::start_sodium();
    const auto stations = stations_wanted();
    support::RealCentre centre({.stations = stations});
    centre.start();
    auto plan = centre.plan(/*secure=*/true);
    plan.stations = stations;
    plan.scale = scale_for(kills_wanted());
    plan.package = PROBANT_TEST_SOURCE "/deploy/demo-package";
    plan.patience = 5s;
    std::atomic<bool> started{false};
    std::atomic<bool> played{false};
    plan.progress = [&started](const std::string& line) {
        if (line.find("the sittings start") != std::string::npos) started = true;
    };

    Tally tally;
    std::string failure;
    std::thread room([&] {
        try {
            tally = center::rehearse::run_rehearsal(plan);
        } catch (const std::exception& error) {
            failure = error.what();
        }
        played = true;
    });
    while (!started && !played)
        std::this_thread::sleep_for(20ms);
    const auto kills = kill_again_and_again(centre, played);
    room.join();
    const auto status = centre.stop();
    const auto verified = verify(tally, centre.sessions());

    std::cout << "kill_test: faults " << kills.count << ", acknowledged "
              << tally.acknowledged.size() << ", unknown " << tally.unknown << ", lost "
              << verified.lost + tally.lost << ", duplicated "
              << verified.journal.duplicated + tally.duplicated << ", false acknowledgements "
              << verified.altered << ", back p50 " << center::rehearse::quantile(kills.back_ms, 0.5)
              << " ms, p90 " << center::rehearse::quantile(kills.back_ms, 0.9) << " ms, max "
              << center::rehearse::quantile(kills.back_ms, 1.0) << " ms\n"
              << center::rehearse::to_text(tally);
    CHECK(failure.empty());
    CHECK(status == 0);
    CHECK(kills.count == kills_wanted());
    CHECK(verified.lost == 0);
    CHECK(verified.altered == 0);
    CHECK(verified.journal.duplicated == 0);
    CHECK(verified.journal.fault.empty());
    CHECK(tally.lost == 0);
    CHECK(tally.duplicated == 0);
    CHECK(tally.refused.empty());
    CHECK(tally.started == stations);
    CHECK(tally.reached == "closing");
    CHECK(tally.acknowledged.size() == verified.journal.answers.size());
    CHECK(tally.handed_in == stations);
    CHECK(kills.back_ms.size() == kills.count);
    CHECK(center::rehearse::quantile(kills.back_ms, 0.5) <=
          kMachineAllowance * static_cast<double>(kBackWithin.count()));
}
