// candidate/integrity/config.h: what is usual at a station, so that the unusual can be told.
//
// Role        What whoever reads the station's configuration gives to the judgements. A list that
//             is empty was not given: what it would decide could not be told, or is not judged.
// Threads     Values.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace probant::candidate::integrity {

struct IntegrityConfig {
    /// Paths of what may run; one that ends in "/" is a folder with all below it.
    std::vector<std::string> processes{};
    /// "10.1.0.0/24": where a default route and a resolver may be.
    std::vector<std::string> networks{};
    /// "192.0.2.1:443": what must not answer.
    std::vector<std::string> elsewhere{};
    /// Doors for upkeep from afar that the room keeps open.
    std::vector<std::uint16_t> ports{};
    /// "0781:5583": storage that belongs to the station.
    std::vector<std::string> usb{};
    /// The X display of the browser; empty: $DISPLAY.
    std::string display{};
    /// The class of the exam's window.
    std::string window{"chromium"};
};

}  // namespace probant::candidate::integrity
