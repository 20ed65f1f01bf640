// SPDX-License-Identifier: EUPL-1.2
#include "candidate/camera/camera_address.h"

namespace probant::candidate {
namespace {

constexpr std::string_view kFilm = "film:";
constexpr std::string_view kDevices = "/dev/";

// False where an option is none of ours.
bool take_option(std::string_view option, CameraAddress& address) {
    if (option == "rate=real") return true;
    address.again = option == "loop=1";
    return address.again;
}

bool take_options(std::string_view options, CameraAddress& address) {
    while (!options.empty()) {
        const auto end = options.find('&');
        if (!take_option(options.substr(0, end), address)) return false;
        options = end == std::string_view::npos ? std::string_view{} : options.substr(end + 1);
    }
    return true;
}

}  // namespace

std::optional<CameraAddress> read_camera_address(std::string_view text) {
    CameraAddress address;
    if (text.starts_with(kDevices) && text.size() > kDevices.size()) {
        address.path = text;
        return address;
    }
    if (!text.starts_with(kFilm)) return std::nullopt;
    text.remove_prefix(kFilm.size());
    const auto mark = text.find('?');
    address.film = true;
    address.path = text.substr(0, mark);
    if (address.path.empty()) return std::nullopt;
    if (mark != std::string_view::npos && !take_options(text.substr(mark + 1), address))
        return std::nullopt;
    return address;
}

}  // namespace probant::candidate
