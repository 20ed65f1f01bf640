// engine/proctoring/station_sign.h: what a station may observe of itself, beside its camera.
//
// Role        Names each sign once, for the station that sees it, the centre that is told and the
//             people who read it.
// Invariants  Three states: Ok is "looked, and found nothing to check", never "there is none"; what
//             could not be looked at is CouldNotTell. A sign only asks: a person decides. What a
//             sign was seen by is short text of the machine and names nobody.
// Threads     Values.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/proctoring/alert.h"

namespace probant::engine {

enum class StationSign : std::uint8_t {
    Process,
    SecondScreen,
    RemoteSession,
    VirtualMachine,
    ClockDrift,
    NetworkPath,
    UsbStorage,
    FocusLost,
    FullScreenLeft,
    CameraLost,
    BrowserRestarted,
    AgentRestarted
};

inline constexpr std::array kStationSigns{StationSign::Process,
                                          StationSign::SecondScreen,
                                          StationSign::RemoteSession,
                                          StationSign::VirtualMachine,
                                          StationSign::ClockDrift,
                                          StationSign::NetworkPath,
                                          StationSign::UsbStorage,
                                          StationSign::FocusLost,
                                          StationSign::FullScreenLeft,
                                          StationSign::CameraLost,
                                          StationSign::BrowserRestarted,
                                          StationSign::AgentRestarted};

constexpr std::size_t place_of(StationSign sign) {
    return static_cast<std::size_t>(sign);
}

/// "process" …: the spelling of the wire and of the configuration.
[[nodiscard]] std::string_view name_of(StationSign sign);
[[nodiscard]] std::optional<StationSign> station_sign_named(std::string_view name);

using SignState = ProctoringState;

/// "ok", "to_check" or "could_not_tell".
[[nodiscard]] std::optional<SignState> sign_state_named(std::string_view name);

constexpr std::size_t kSignEvidenceBytesMax = 200;  // a line on a console

/// One sign while it lasts.
struct IntegritySign {
    StationSign sign{};
    SignState state{SignState::ToCheck};
    std::int64_t since_ms{};  ///< wall clock of the station
    std::string evidence{};   ///< at most kSignEvidenceBytesMax

    friend bool operator==(const IntegritySign&, const IntegritySign&) = default;
};

}  // namespace probant::engine
