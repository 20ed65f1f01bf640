// SPDX-License-Identifier: EUPL-1.2
#include "candidate/vision/governor.h"

#include <vector>

#include <catch2/catch.hpp>

using namespace probant::candidate;
using probant::engine::Instant;
using namespace std::chrono_literals;

namespace {

// A station that is asked five times a second, each frame of which costs the same.
class Station {
public:
    std::vector<RateChange> live(std::chrono::seconds lasting, std::chrono::microseconds cost) {
        std::vector<RateChange> changes;
        for (auto passed = 0ms; passed < lasting; passed += 200ms) {
            now_.since_beginning += 200ms;
            if (const auto change = governor_.spend(now_, cost)) changes.push_back(*change);
        }
        return changes;
    }

    [[nodiscard]] const Rates& rates() const { return governor_.rates(); }

    Governor& governor() { return governor_; }

    Instant& now() { return now_; }

private:
    Governor governor_{};
    Instant now_{};
};

struct Looks {
    int presence = 0;
    int pose = 0;
    int identity = 0;
    int objects = 0;
};

Looks count_looks(Station& station, std::chrono::seconds lasting) {
    Looks looks;
    for (auto passed = 0ms; passed < lasting; passed += 100ms) {
        station.now().since_beginning += 100ms;
        const LookFor due = station.governor().due(station.now());
        looks.presence += due.faces ? 1 : 0;
        looks.pose += due.pose ? 1 : 0;
        looks.identity += due.identity ? 1 : 0;
        looks.objects += due.objects ? 1 : 0;
    }
    return looks;
}

}  // namespace

TEST_CASE("A station that may looks twice a second for a face, every five for who it is") {
    Station station;

    const Looks looks = count_looks(station, 60s);

    CHECK(looks.presence == Approx(120).margin(1));
    CHECK(looks.pose == Approx(120).margin(1));
    CHECK(looks.identity == Approx(12).margin(2));
    CHECK(looks.objects == Approx(20).margin(3));
}

TEST_CASE("Frames that cost less than a tenth of a processor change nothing") {
    Station station;

    CHECK(station.live(600s, 19ms).empty());  // 95 ms a second
    CHECK(station.rates() == kFullRates);
}

TEST_CASE("Frames that cost too much lower objects first, then identity, pose and presence") {
    Station station;

    const auto changes = station.live(300s, 40ms);  // 200 ms a second

    REQUIRE(changes.size() == 8);
    for (const auto& change : changes)
        CHECK(change.step == Step::Lowered);
    CHECK(changes[0].rates == Rates{2000, 2000, 200, 165});
    CHECK(changes[1].rates == Rates{2000, 2000, 200, 0});
    CHECK(changes[2].rates == Rates{2000, 2000, 100, 0});
    CHECK(changes[3].rates == Rates{2000, 2000, 0, 0});
    CHECK(changes[4].rates == Rates{2000, 1000, 0, 0});
    CHECK(changes[5].rates == Rates{2000, 500, 0, 0});
    CHECK(changes[6].rates == Rates{1000, 500, 0, 0});
    CHECK(changes[7].rates == Rates{500, 500, 0, 0});
}

TEST_CASE("At the lowest a station still looks for a face once in two seconds") {
    Station station;
    (void)station.live(300s, 400ms);

    const Looks looks = count_looks(station, 60s);

    CHECK(looks.presence == Approx(30).margin(1));
    CHECK(looks.identity == 0);
    CHECK(looks.objects == 0);
}

TEST_CASE("A change says what was spent, per mille of a processor") {
    Station station;

    const auto changes = station.live(12s, 40ms);

    REQUIRE(changes.size() == 1);
    CHECK(changes.front().spent_per_mille == Approx(200).margin(5));
}

TEST_CASE("Once it is calm for half a minute the rates rise again, one step at a time") {
    Station station;
    REQUIRE(station.live(12s, 40ms).size() == 1);
    REQUIRE(station.live(8s, 40ms).size() == 1);

    CHECK(station.live(20s, 1ms).empty());
    const auto changes = station.live(100s, 1ms);

    REQUIRE(changes.size() == 2);
    CHECK(changes[0].step == Step::Raised);
    CHECK(changes[0].rates == Rates{2000, 2000, 200, 165});
    CHECK(changes[1].rates == kFullRates);
}

TEST_CASE("What nearly spends the budget is not calm, and raises nothing") {
    Station station;
    REQUIRE(station.live(12s, 40ms).size() == 1);

    CHECK(station.live(600s, 15ms).empty());  // 75 ms a second of 100
}
