// candidate/link/heartbeat.h: what a station says of itself every two seconds.
//
// Role        How the camera, the looks, the browser and the machine are, as the JSON of
//             POST /api/v1/station/heartbeat.
// Invariants  Whole numbers, words of the contract and identifiers: no name and no picture.
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/proctoring/station_sign.h"
#include "engine/session/ids.h"

namespace probant::candidate {

enum class CameraState : std::uint8_t {
    Closed,
    Open,
    Missing,    ///< wanted, and there is none or it went away
    Unreadable  ///< wanted, and what it gives is no picture
};

enum class BrowserState : std::uint8_t { Running, Restarting, Off };

[[nodiscard]] std::string_view name_of(CameraState state);
[[nodiscard]] std::string_view name_of(BrowserState state);

/// Looks in a thousand seconds, of each kind.
struct LookRates {
    int presence{};
    int pose{};
    int identity{};
    int objects{};

    friend bool operator==(const LookRates&, const LookRates&) = default;
};

constexpr std::size_t kSignsMost = 16;  // of one heartbeat: there are twelve kinds

/// What the camera's thread knows.
struct EyesReport {
    CameraState camera{CameraState::Closed};
    bool watching{};  ///< frames are opened and looked at
    LookRates rates{};
    std::vector<std::string> unavailable{};  ///< "pose", "identity", "objects"
    std::int64_t lost_since_ms{};  ///< wall time; 0 unless the camera was wanted and is not had
    std::optional<engine::CandidateId> reference{};  ///< whose picture of reference is held

    friend bool operator==(const EyesReport&, const EyesReport&) = default;
};

/// What waits to be sent.
struct Waiting {
    std::size_t minutes{};
    std::size_t stills{};

    friend bool operator==(const Waiting&, const Waiting&) = default;
};

struct Heartbeat {
    std::uint64_t sequence{};
    std::int64_t boot_ms{};
    std::int64_t wall_ms{};
    EyesReport eyes{};
    Waiting waiting{};
    BrowserState browser{BrowserState::Off};
    std::vector<engine::IntegritySign> signs{};  ///< each while it lasts
};

[[nodiscard]] std::string body_of(const Heartbeat& heartbeat);

}  // namespace probant::candidate
