// candidate/integrity/usb.h: is a storage device plugged in?
//
// Role        Reads the interfaces of the USB devices and the disks behind them, and judges the
//             sign `usb_storage`.
// Invariants  A reader of cards without a card is no storage; a phone that only charges is none. A
//             storage interface without a disk behind it is told: something may hold it back, and
//             that is to be looked at too.
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

/// Of the class that holds files.
struct StorageInterface {
    std::string name{};     ///< "1-2:1.0"
    std::string product{};  ///< vendor:product, "0781:5583"
    bool has_disks{};
    bool has_medium{};  ///< a disk behind it has room
};

struct UsbReading {
    std::vector<StorageInterface> storage{};
    std::vector<std::string> removable{};  ///< disks that can be taken out, not of USB: "sdb"
};

[[nodiscard]] std::optional<UsbReading> read_usb(const std::filesystem::path& root);

/// `allowed`: "0781:5583", of the station itself.
[[nodiscard]] Judgement judge_usb(const std::optional<UsbReading>& reading,
                                  const std::vector<std::string>& allowed);

}  // namespace probant::candidate::integrity
