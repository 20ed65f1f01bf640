// tests/support/simulated_room.h: one whole exam day from a seed, in minutes of chance and faults.
//
// Role        Puts a crowd before a simulated loop through a wire that loses, repeats, delays and
//             reorders, over a disk that fails, and has a Watch look at each durable entry. A
//             second session follows the durable bytes alone: it must be the live one after each
//             batch.
// Invariants  The same content and seed give the same day, to the byte of its journal.
// Threads     A value with one owner.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "tests/support/simulated_crowd.h"
#include "tests/support/simulated_loop.h"
#include "tests/support/simulated_watch.h"

namespace probant::support {

struct DayShape {
    std::size_t candidates{6};
    std::size_t batches{140};
    Opener opener{};  ///< none: nobody will seal it
};

/// What happened often enough to mean something: a simulation that never cuts the power is blind.
struct DayCounts {
    std::size_t accepted{};
    std::size_t refused{};
    std::size_t answered_before{};
    std::size_t unknown{};
    std::size_t restarts{};
    std::map<std::string, std::size_t> events{};
    std::map<engine::Refusal, std::size_t> refusals{};

    void add(const DayCounts& other);
};

class SimulatedRoom {
public:
    SimulatedRoom(const engine::Content& content, std::uint64_t seed, DayShape shape = {});

    /// Lives the day to its closing. Throws a Violation as soon as a promise is broken.
    void live();

    [[nodiscard]] const SimulatedLoop& loop() const { return loop_; }

    [[nodiscard]] const DayCounts& counts() const { return counts_; }

private:
    void open();
    void step();
    void close();
    void pass_time();
    [[nodiscard]] DiskFate fate();
    [[nodiscard]] std::vector<engine::Order> from_the_wire();
    void run(const std::vector<engine::Order>& batch, DiskFate fate);
    void follow_disk();
    void receive(const Reply& reply);
    void check_known(const engine::Order& order, const Said& said);
    void ask_everything_again();

    Dice dice_;
    SimulatedLoop loop_;
    Crowd crowd_;
    Watch watch_;
    engine::RecordedSession shadow_{};  ///< follows the durable bytes, never the live session
    DayShape shape_;
    DayCounts counts_{};
    std::vector<engine::Order> wire_{};                  ///< sent, not arrived
    std::vector<engine::Order> unknown_{};               ///< arrived, nobody knows what came of it
    std::map<engine::CommandId, std::uint64_t> done_{};  ///< told as done, by which entry
    std::vector<engine::Order> past_{};                  ///< told as done
};

}  // namespace probant::support
