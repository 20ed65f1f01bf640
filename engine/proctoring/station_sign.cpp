// SPDX-License-Identifier: EUPL-1.2
#include "engine/proctoring/station_sign.h"

namespace probant::engine {

std::string_view name_of(StationSign sign) {
    switch (sign) {
        case StationSign::Process:
            return "process";
        case StationSign::SecondScreen:
            return "second_screen";
        case StationSign::RemoteSession:
            return "remote_session";
        case StationSign::VirtualMachine:
            return "virtual_machine";
        case StationSign::ClockDrift:
            return "clock_drift";
        case StationSign::NetworkPath:
            return "network_path";
        case StationSign::UsbStorage:
            return "usb_storage";
        case StationSign::FocusLost:
            return "focus_lost";
        case StationSign::FullScreenLeft:
            return "full_screen_left";
        case StationSign::CameraLost:
            return "camera_lost";
        case StationSign::BrowserRestarted:
            return "browser_restarted";
        case StationSign::AgentRestarted:
            return "agent_restarted";
    }
    return {};
}

std::optional<StationSign> station_sign_named(std::string_view name) {
    for (const auto sign : kStationSigns)
        if (name_of(sign) == name) return sign;
    return std::nullopt;
}

std::optional<SignState> sign_state_named(std::string_view name) {
    for (const auto state : {SignState::Ok, SignState::ToCheck, SignState::CouldNotTell})
        if (name_of(state) == name) return state;
    return std::nullopt;
}

}  // namespace probant::engine
