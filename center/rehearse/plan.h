// center/rehearse/plan.h: what a rehearsal is asked to play.
//
// Role     Filled from the command line, or by a test.
// Threads  Values.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "crypto/base/secret.h"
#include "server/http/client.h"

namespace probant::center::rehearse {

/// Where a rehearsal stops.
enum class Until : std::uint8_t { Closed, Sealed, Accepted };

enum class Story : std::uint8_t {
    Ordinary,    ///< answers, a report and a call for help here and there
    Demo,        ///< twelve candidates, and something different happens to most of them
    Invitation,  ///< nobody sits: a session is made, its codes are given to people
};

struct Credentials {
    std::string name{};
    SecretBytes password{0};
};

struct Plan {
    server::Peer centre{};
    Credentials manager{};
    Credentials invigilator{};
    SecretBytes passphrase{0};  ///< of the invigilator's key; for Sealed and Accepted
    std::size_t stations = 12;
    std::chrono::milliseconds duration{0};  ///< 0: until everybody has handed in
    double scale = 1.0;                     ///< so many times faster than people
    std::filesystem::path package{};        ///< empty: everybody guesses
    std::uint64_t seed = 1;
    bool mass_start{};
    bool reconnect_storm{};
    Until until = Until::Closed;
    Story story = Story::Ordinary;
    std::chrono::milliseconds patience{10'000};  ///< for one reply
    /// Called with a line of progress; may be empty.
    std::function<void(const std::string&)> progress{};
};

/// Two full minutes a question is the slow end of what people take; half of it the quick end.
constexpr std::chrono::milliseconds kThinkLeast{60'000};
constexpr std::chrono::milliseconds kThinkMost{120'000};

/// A room that is told to start does so within this, whatever the scale.
constexpr std::chrono::milliseconds kStartWithin{10'000};

}  // namespace probant::center::rehearse
