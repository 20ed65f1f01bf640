// candidate/integrity/machine.h: one look at the whole machine, and what it says.
//
// Role        read_machine() reads, judge() judges: all the signs that a machine shows by itself.
//             The clock needs the centre (clock_watch.h); the camera, the browser and our own
//             restarts are known to who runs them.
// Invariants  judge() is pure: the same readings, the same judgements, in the same order.
// Threads     Free functions. read_machine() waits for the display server.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "candidate/integrity/config.h"
#include "candidate/integrity/desktop.h"
#include "candidate/integrity/elsewhere.h"
#include "candidate/integrity/judgement.h"
#include "candidate/integrity/network.h"
#include "candidate/integrity/processes.h"
#include "candidate/integrity/remote.h"
#include "candidate/integrity/screens.h"
#include "candidate/integrity/usb.h"
#include "candidate/integrity/virtual_machine.h"

namespace probant::candidate::integrity {

struct Readings {
    std::optional<Processes> processes{};
    RemoteReading remote{};
    std::optional<Screens> screens{};
    VirtualReading virtual_machine{};
    NetworkReading network{};
    std::optional<UsbReading> usb{};
    std::optional<Desktop> desktop{};
    /// The last reach_elsewhere(), which waits and so is not a part of each look.
    std::optional<Elsewhere> elsewhere{};
};

/// `root`: "/" on a station.
[[nodiscard]] Readings read_machine(const std::filesystem::path& root,
                                    const IntegrityConfig& config);

/// One judgement of each of: process, second_screen, remote_session, virtual_machine, network_path,
/// usb_storage, focus_lost, full_screen_left.
[[nodiscard]] std::vector<Judgement> judge(const Readings& readings, const IntegrityConfig& config);

}  // namespace probant::candidate::integrity
