// SPDX-License-Identifier: EUPL-1.2
#include "candidate/integrity/usb.h"

#include <algorithm>

#include "candidate/integrity/machine_files.h"

namespace probant::candidate::integrity {
namespace {

constexpr std::string_view kClassOfStorage = "08";

struct Disk {
    std::string name{};
    std::filesystem::path place{};  ///< among the devices, without links
    bool removable{};
    bool has_medium{};
};

std::vector<Disk> read_disks(const std::filesystem::path& root) {
    std::vector<Disk> disks;
    const auto folder = root / "sys/block";
    for (const std::string& name : names_in(folder).value_or(std::vector<std::string>{})) {
        std::error_code error;
        const auto size = value_of_file(folder / name / "size");
        disks.push_back({.name = name,
                         .place = std::filesystem::weakly_canonical(folder / name, error),
                         .removable = value_of_file(folder / name / "removable") == "1",
                         .has_medium = size && *size != "0"});
    }
    return disks;
}

bool is_behind(const Disk& disk, const std::string& interface) {
    return std::ranges::find(disk.place, std::filesystem::path(interface)) != disk.place.end();
}

// "1-2:1.0" is an interface of the device "1-2".
std::string product_of(const std::filesystem::path& devices, const std::string& interface) {
    const auto device = devices / interface.substr(0, interface.find(':'));
    return value_of_file(device / "idVendor").value_or("?") + ":" +
           value_of_file(device / "idProduct").value_or("?");
}

// A drive of discs says of itself that it is removable, with or without a disc.
bool is_drive_of_discs(const Disk& disk) {
    return disk.name.starts_with("sr");
}

}  // namespace

std::optional<UsbReading> read_usb(const std::filesystem::path& root) {
    const auto folder = root / "sys/bus/usb/devices";
    const auto names = names_in(folder);
    if (!names) return std::nullopt;
    const auto disks = read_disks(root);
    UsbReading reading;
    std::vector<std::string> behind_usb;
    for (const std::string& name : *names) {
        if (value_of_file(folder / name / "bInterfaceClass") != kClassOfStorage) continue;
        StorageInterface storage{.name = name, .product = product_of(folder, name)};
        for (const Disk& disk : disks) {
            if (!is_behind(disk, name)) continue;
            storage.has_disks = true;
            storage.has_medium = storage.has_medium || disk.has_medium;
            behind_usb.push_back(disk.name);
        }
        reading.storage.push_back(std::move(storage));
    }
    for (const Disk& disk : disks) {
        const bool of_usb = std::ranges::find(behind_usb, disk.name) != behind_usb.end();
        if (!of_usb && disk.removable && disk.has_medium && !is_drive_of_discs(disk))
            reading.removable.push_back(disk.name);
    }
    return reading;
}

Judgement judge_usb(const std::optional<UsbReading>& reading,
                    const std::vector<std::string>& allowed) {
    using engine::SignState;
    Judgement judgement{.sign = engine::StationSign::UsbStorage, .state = SignState::CouldNotTell};
    if (!reading) return judgement;
    std::vector<std::string> seen;
    for (const StorageInterface& storage : reading->storage) {
        const bool known = std::ranges::find(allowed, storage.product) != allowed.end();
        const bool empty = storage.has_disks && !storage.has_medium;
        if (!known && !empty) seen.push_back("usb " + storage.product);
    }
    seen.insert(seen.end(), reading->removable.begin(), reading->removable.end());
    judgement.state = seen.empty() ? SignState::Ok : SignState::ToCheck;
    judgement.evidence = evidence_of(seen);
    return judgement;
}

}  // namespace probant::candidate::integrity
