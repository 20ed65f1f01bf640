// SPDX-License-Identifier: EUPL-1.2
#include "candidate/integrity/virtual_machine.h"

#include <algorithm>
#include <array>
#include <span>

#include "candidate/integrity/machine_files.h"

namespace probant::candidate::integrity {
namespace {

// How much each kind says by itself, in per mille. No measure of real PCs stands behind these: the
// chance that they make together tells a person how strong the hints are, and decides nothing.
constexpr int kMakerSays = 700;
constexpr int kProcessorSays = 700;
constexpr int kCardSays = 500;
constexpr int kDeviceSays = 600;
constexpr int kKindsToCheck = 2;

constexpr std::array<std::string_view, 9> kVendors{"qemu",
                                                   "vmware, inc.",
                                                   "innotek gmbh",
                                                   "xen",
                                                   "bochs",
                                                   "parallels software international inc.",
                                                   "parallels international gmbh.",
                                                   "red hat",
                                                   "nutanix"};
constexpr std::array<std::string_view, 5> kProducts{
    "virtual machine", "virtualbox", "kvm", "hvm domu", "vmware virtual platform"};
constexpr std::array<std::string_view, 2> kFirmwares{"seabios", "innotek gmbh"};

// VirtualBox; QEMU; VMware, four times; Hyper-V; Xen; Parallels.
constexpr std::array<std::string_view, 9> kCards{"08:00:27",
                                                 "52:54:00",
                                                 "00:05:69",
                                                 "00:0c:29",
                                                 "00:1c:14",
                                                 "00:50:56",
                                                 "00:15:5d",
                                                 "00:16:3e",
                                                 "00:1c:42"};

// VMware, VirtualBox, virtio, QEMU's screen, Xen, Hyper-V, Parallels; then names of disks.
constexpr std::array<std::string_view, 11> kDevices{"0x15ad",
                                                    "0x80ee",
                                                    "0x1af4",
                                                    "0x1234",
                                                    "0x5853",
                                                    "0x1414",
                                                    "0x1ab8",
                                                    "qemu harddisk",
                                                    "vbox harddisk",
                                                    "vmware virtual",
                                                    "virtual disk"};

bool is_among(std::string_view value, std::span<const std::string_view> known) {
    return std::ranges::find(known, std::string_view(lower_case(value))) != known.end();
}

bool begins_like(std::string_view value, std::span<const std::string_view> known) {
    const std::string lower = lower_case(value);
    return std::ranges::any_of(known, [&](auto one) { return lower.starts_with(one); });
}

std::optional<Maker> read_maker(const std::filesystem::path& root) {
    const auto folder = root / "sys/class/dmi/id";
    const auto vendor = value_of_file(folder / "sys_vendor");
    if (!vendor) return std::nullopt;
    return Maker{.vendor = *vendor,
                 .product = value_of_file(folder / "product_name").value_or(""),
                 .firmware = value_of_file(folder / "bios_vendor").value_or("")};
}

// Processors of other families have no such line: nothing can be told of them.
std::optional<bool> read_hypervisor(const std::filesystem::path& root) {
    const auto content = content_of_file(root / "proc/cpuinfo");
    if (!content) return std::nullopt;
    for (const auto line : lines_of(*content)) {
        if (!line.starts_with("flags")) continue;
        const auto words = words_of_line(line);
        return std::ranges::find(words, "hypervisor") != words.end();
    }
    return std::nullopt;
}

std::optional<std::vector<std::string>> read_cards(const std::filesystem::path& root) {
    const auto folder = root / "sys/class/net";
    const auto names = names_in(folder);
    if (!names) return std::nullopt;
    std::vector<std::string> cards;
    for (const std::string& name : *names) {
        std::error_code error;
        if (!std::filesystem::exists(folder / name / "device", error)) continue;
        if (auto address = value_of_file(folder / name / "address"))
            cards.push_back(std::move(*address));
    }
    return cards;
}

void add_values(const std::filesystem::path& folder,
                const std::filesystem::path& value,
                std::vector<std::string>& values) {
    for (const std::string& name : names_in(folder).value_or(std::vector<std::string>{})) {
        if (auto read = value_of_file(folder / name / value)) values.push_back(std::move(*read));
    }
}

std::optional<std::vector<std::string>> read_devices(const std::filesystem::path& root) {
    std::vector<std::string> devices;
    add_values(root / "sys/bus/pci/devices", "vendor", devices);
    add_values(root / "sys/block", "device/model", devices);
    if (devices.empty()) return std::nullopt;
    std::ranges::sort(devices);
    const auto again = std::ranges::unique(devices);
    devices.erase(again.begin(), again.end());
    return devices;
}

class ChanceOfKinds {
public:
    /// A kind that could be read, and what it found.
    void add(int says_per_mille, const std::vector<std::string>& found) {
        ++chance_.kinds_read;
        if (found.empty()) return;
        ++chance_.kinds_found;
        chance_.per_mille += (1000 - chance_.per_mille) * says_per_mille / 1000;
        chance_.hints.insert(chance_.hints.end(), found.begin(), found.end());
    }

    [[nodiscard]] VirtualChance chance() const { return chance_; }

private:
    VirtualChance chance_;
};

std::vector<std::string> hints_of(const Maker& maker) {
    std::vector<std::string> hints;
    if (is_among(maker.vendor, kVendors)) hints.push_back(maker.vendor);
    if (begins_like(maker.product, kProducts)) hints.push_back(maker.product);
    if (is_among(maker.firmware, kFirmwares)) hints.push_back(maker.firmware);
    return hints;
}

std::vector<std::string> hints_among(const std::vector<std::string>& values,
                                     std::span<const std::string_view> known) {
    std::vector<std::string> hints;
    for (const std::string& value : values)
        if (begins_like(value, known)) hints.push_back(value);
    return hints;
}

// The half of a card's address that names its maker: the other tells one machine from another.
std::vector<std::string> makers_of(const std::vector<std::string>& addresses) {
    constexpr std::size_t kMakerOfAddress = 8;
    std::vector<std::string> makers;
    makers.reserve(addresses.size());
    for (const std::string& address : addresses)
        makers.push_back(address.substr(0, kMakerOfAddress));
    return makers;
}

}  // namespace

VirtualReading read_virtual_machine(const std::filesystem::path& root) {
    return {.maker = read_maker(root),
            .hypervisor = read_hypervisor(root),
            .cards = read_cards(root),
            .devices = read_devices(root)};
}

VirtualChance chance_of(const VirtualReading& reading) {
    ChanceOfKinds kinds;
    if (reading.maker) kinds.add(kMakerSays, hints_of(*reading.maker));
    if (reading.hypervisor) {
        kinds.add(kProcessorSays,
                  *reading.hypervisor ? std::vector<std::string>{"cpuid hypervisor"}
                                      : std::vector<std::string>{});
    }
    if (reading.cards) kinds.add(kCardSays, hints_among(makers_of(*reading.cards), kCards));
    if (reading.devices) kinds.add(kDeviceSays, hints_among(*reading.devices, kDevices));
    return kinds.chance();
}

Judgement judge_virtual_machine(const VirtualReading& reading) {
    using engine::SignState;
    const VirtualChance chance = chance_of(reading);
    Judgement judgement{.sign = engine::StationSign::VirtualMachine};
    std::vector<std::string> told{std::to_string(chance.per_mille) + " ‰"};
    told.insert(told.end(), chance.hints.begin(), chance.hints.end());
    if (!chance.hints.empty()) judgement.evidence = evidence_of(told);
    if (chance.kinds_found >= kKindsToCheck) {
        judgement.state = SignState::ToCheck;
    } else if (chance.kinds_read < kKindsToCheck) {
        judgement.state = SignState::CouldNotTell;
    }
    return judgement;
}

}  // namespace probant::candidate::integrity
