// SPDX-License-Identifier: EUPL-1.2
#include "candidate/integrity/usb.h"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/unit/candidate/integrity/made_machine.h"

namespace probant::candidate::integrity {
namespace {

using engine::SignState;
using engine::StationSign;
using tests::MadeMachine;

const std::string kBus = "sys/devices/pci0/usb1/";

// As the kernel has it: the device among the devices, a link to it on the bus.
void plug(const MadeMachine& machine, const std::string& device, std::string_view interface_class) {
    const std::string place = kBus + device;
    machine.write(place + "/idVendor", "0781\n");
    machine.write(place + "/idProduct", "5583\n");
    machine.write(place + '/' + device + ":1.0/bInterfaceClass",
                  std::string(interface_class) + "\n");
    machine.link("sys/bus/usb/devices/" + device, "../../../devices/pci0/usb1/" + device);
    machine.link("sys/bus/usb/devices/" + device + ":1.0",
                 "../../../devices/pci0/usb1/" + device + '/' + device + ":1.0");
}

void add_disk(const MadeMachine& machine,
              const std::string& place,
              const std::string& name,
              std::string_view size) {
    machine.write("sys/devices/" + place + '/' + name + "/size", std::string(size) + "\n");
    machine.write("sys/devices/" + place + '/' + name + "/removable", "1\n");
    machine.link("sys/block/" + name, "../devices/" + place + '/' + name);
}

Judgement judged_usb(const MadeMachine& machine, const std::vector<std::string>& allowed = {}) {
    return judge_usb(read_usb(machine.root()), allowed);
}

}  // namespace

TEST_CASE("A keyboard and a camera are no storage") {
    const MadeMachine machine;
    plug(machine, "1-1", "03");
    plug(machine, "1-2", "0e");

    CHECK(judged_usb(machine) == Judgement{StationSign::UsbStorage, SignState::Ok, ""});
}

TEST_CASE("A key is told by its maker and its kind, behind a hub as well") {
    const MadeMachine machine;
    plug(machine, "1-1.4", "08");
    add_disk(machine, "pci0/usb1/1-1.4/1-1.4:1.0/host6/block", "sdb", "60062500");

    CHECK(judged_usb(machine) ==
          Judgement{StationSign::UsbStorage, SignState::ToCheck, "usb 0781:5583"});
}

TEST_CASE("A key that something holds back is told too") {
    const MadeMachine machine;
    plug(machine, "1-2", "08");

    CHECK(judged_usb(machine).state == SignState::ToCheck);
}

TEST_CASE("A reader of cards is storage only with a card in it") {
    const MadeMachine machine;
    plug(machine, "1-2", "08");
    add_disk(machine, "pci0/usb1/1-2/1-2:1.0/host6/block", "sdb", "0");

    CHECK(judged_usb(machine).state == SignState::Ok);

    machine.write("sys/devices/pci0/usb1/1-2/1-2:1.0/host6/block/sdb/size", "60062500\n");

    CHECK(judged_usb(machine).state == SignState::ToCheck);
}

TEST_CASE("A telephone that charges is no storage") {
    const MadeMachine machine;
    plug(machine, "1-3", "ff");
    plug(machine, "1-4", "06");

    CHECK(judged_usb(machine).state == SignState::Ok);
}

TEST_CASE("The storage that belongs to the station is nothing to check") {
    const MadeMachine machine;
    plug(machine, "1-2", "08");
    add_disk(machine, "pci0/usb1/1-2/1-2:1.0/host6/block", "sdb", "60062500");

    CHECK(judged_usb(machine, {"0781:5583"}).state == SignState::Ok);
    CHECK(judged_usb(machine, {"0781:5584"}).state == SignState::ToCheck);
}

TEST_CASE("A removable disk that is not of USB is told, a drive of discs is not") {
    const MadeMachine machine;
    machine.make_folder("sys/bus/usb/devices");
    add_disk(machine, "pci0/ata1/block", "sr0", "2097151");

    CHECK(judged_usb(machine).state == SignState::Ok);

    add_disk(machine, "pci0/mmc0/block", "mmcblk0", "60062500");

    CHECK(judged_usb(machine).evidence == "mmcblk0");
}

TEST_CASE("Without a bus that can be read nothing can be told") {
    const MadeMachine machine;

    CHECK(judged_usb(machine).state == SignState::CouldNotTell);
}

}  // namespace probant::candidate::integrity
