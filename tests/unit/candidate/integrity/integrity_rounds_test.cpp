// SPDX-License-Identifier: EUPL-1.2
#include "candidate/integrity/integrity_rounds.h"

#include <algorithm>
#include <chrono>
#include <thread>

#include <catch2/catch.hpp>

#include "tests/unit/candidate/integrity/made_machine.h"

namespace probant::candidate::integrity {
namespace {

using engine::StationSign;

// Asks until a sign is there, or is not: twenty seconds at most. Time is given as a station that
// looks each five seconds would.
class Asker {
public:
    explicit Asker(IntegrityRounds& rounds) : rounds_(rounds) {}

    [[nodiscard]] bool comes_to(StationSign sign, bool there) {
        const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{20};
        while (std::chrono::steady_clock::now() < until) {
            moment_.boot_ms += 5000;
            const auto signs = rounds_.signs(moment_, std::nullopt);
            const bool has = std::ranges::any_of(
                signs, [&](const engine::IntegritySign& one) { return one.sign == sign; });
            if (has == there) return true;
            std::this_thread::sleep_for(std::chrono::milliseconds{5});
        }
        return false;
    }

    /// Of a sign that is there, after so many more questions.
    [[nodiscard]] engine::SignState state_after(StationSign sign, int questions) {
        engine::SignState state{};
        for (int asked = 0; asked < questions; ++asked) {
            moment_.boot_ms += 5000;
            for (const engine::IntegritySign& one : rounds_.signs(moment_, std::nullopt))
                if (one.sign == sign) state = one.state;
        }
        return state;
    }

private:
    IntegrityRounds& rounds_;
    Moment moment_{};
};

}  // namespace

TEST_CASE("What comes to a machine is told, and what leaves it no longer is") {
    const tests::MadeMachine machine;
    machine.write("sys/bus/usb/devices/1-2:1.0/bInterfaceClass", "08\n");
    IntegrityRounds rounds(
        {.usual = {}, .root = machine.root(), .every = std::chrono::milliseconds{10}});
    Asker asker(rounds);

    CHECK(asker.comes_to(StationSign::UsbStorage, true));

    machine.write("sys/bus/usb/devices/1-2:1.0/bInterfaceClass", "03\n");

    CHECK(asker.comes_to(StationSign::UsbStorage, false));
}

TEST_CASE("A clock that the centre's answers contradict is told among the signs") {
    const tests::MadeMachine machine;
    IntegrityRounds rounds({.usual = {}, .root = machine.root()});
    std::vector<engine::IntegritySign> signs;
    for (std::int64_t boot = 2000; boot <= 6000; boot += 2000) {
        signs = rounds.signs({.boot_ms = boot, .wall_ms = boot},
                             TimeAnswer{.boot_ms = boot,
                                        .wall_ms = boot,
                                        .server_ms = boot + 9000,
                                        .round_trip = engine::Duration{0}});
    }

    REQUIRE(signs.size() == 1);
    CHECK(signs.front().sign == StationSign::ClockDrift);
    CHECK(signs.front().evidence == "-9.0 s");
}

TEST_CASE("A look that does not end makes what it would tell untold, once that has lasted") {
    const tests::MadeMachine machine;
    machine.write("sys/bus/usb/devices/1-2:1.0/bInterfaceClass", "08\n");
    IntegrityRounds rounds({.usual = {}, .root = machine.root(), .every = std::chrono::hours{1}});
    Asker asker(rounds);
    REQUIRE(asker.comes_to(StationSign::UsbStorage, true));

    CHECK(asker.state_after(StationSign::UsbStorage, 6) == engine::SignState::ToCheck);
    CHECK(asker.state_after(StationSign::UsbStorage, 8) == engine::SignState::CouldNotTell);
}

TEST_CASE("Rounds end at once, whatever is left to wait for") {
    const tests::MadeMachine machine;
    const auto begun = std::chrono::steady_clock::now();
    {
        const IntegrityRounds rounds(
            {.usual = {}, .root = machine.root(), .every = std::chrono::hours{1}});
    }

    CHECK(std::chrono::steady_clock::now() - begun < std::chrono::minutes{1});
}

}  // namespace probant::candidate::integrity
