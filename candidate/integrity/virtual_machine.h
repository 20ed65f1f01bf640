// candidate/integrity/virtual_machine.h: what hints that the station is a virtual machine.
//
// Role        Reads four kinds of hint and joins them into a chance, in per mille, with each hint
//             that was found: the sign `virtual_machine`.
// Invariants  It is a hint, never a fact. One kind alone is never to check, however strong: the
//             bridge of a real PC has a virtual card's address, a maker of virtual machines also
//             makes PCs. With fewer than two kinds that could be read, nothing can be told.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "candidate/integrity/judgement.h"

namespace probant::candidate::integrity {

/// What the firmware says of who made the machine.
struct Maker {
    std::string vendor{};
    std::string product{};
    std::string firmware{};
};

struct VirtualReading {
    std::optional<Maker> maker{};
    /// Does the processor say that something stands between it and us?
    std::optional<bool> hypervisor{};
    /// Of network cards that are devices, not bridges: "08:00:27:12:34:56".
    std::optional<std::vector<std::string>> cards{};
    /// Makers of PCI devices, "0x15ad", and names of disks, "QEMU HARDDISK".
    std::optional<std::vector<std::string>> devices{};
};

[[nodiscard]] VirtualReading read_virtual_machine(const std::filesystem::path& root);

struct VirtualChance {
    int per_mille{};
    int kinds_found{};
    int kinds_read{};
    std::vector<std::string> hints{};
};

[[nodiscard]] VirtualChance chance_of(const VirtualReading& reading);

[[nodiscard]] Judgement judge_virtual_machine(const VirtualReading& reading);

}  // namespace probant::candidate::integrity
