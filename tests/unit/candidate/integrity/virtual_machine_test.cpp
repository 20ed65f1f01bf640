// SPDX-License-Identifier: EUPL-1.2
#include "candidate/integrity/virtual_machine.h"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/unit/candidate/integrity/made_machine.h"

namespace probant::candidate::integrity {
namespace {

using engine::SignState;
using tests::MadeMachine;

struct MadeMaker {
    std::string vendor = "Dell Inc.";
    std::string product = "OptiPlex 7090";
    std::string firmware = "Dell Inc.";
    std::string flags = "fpu vme sse2 vmx";
    std::string card = "a4:bb:6d:01:02:03";
    std::string pci = "0x8086";
    std::string disk = "Samsung SSD 980";
};

void make_maker(const MadeMachine& machine, const MadeMaker& made) {
    machine.write("sys/class/dmi/id/sys_vendor", made.vendor + "\n");
    machine.write("sys/class/dmi/id/product_name", made.product + "\n");
    machine.write("sys/class/dmi/id/bios_vendor", made.firmware + "\n");
    machine.write("proc/cpuinfo", "processor\t: 0\nflags\t\t: " + made.flags + "\n");
    machine.write("sys/class/net/enp1s0/address", made.card + "\n");
    machine.make_folder("sys/class/net/enp1s0/device");
    machine.write("sys/bus/pci/devices/0000:00:02.0/vendor", made.pci + "\n");
    machine.write("sys/block/sda/device/model", made.disk + "          \n");
}

Judgement judged_maker(const MadeMachine& machine) {
    return judge_virtual_machine(read_virtual_machine(machine.root()));
}

Judgement judged_maker(const MadeMaker& made) {
    const MadeMachine machine;
    make_maker(machine, made);
    return judged_maker(machine);
}

}  // namespace

TEST_CASE("A PC is nothing to check") {
    CHECK(judged_maker(MadeMaker{}) ==
          Judgement{engine::StationSign::VirtualMachine, SignState::Ok, ""});
}

TEST_CASE("Each maker of virtual machines is known by its usual hints") {
    const MadeMaker qemu{.vendor = "QEMU",
                         .product = "Standard PC (Q35 + ICH9, 2009)",
                         .firmware = "SeaBIOS",
                         .flags = "fpu hypervisor",
                         .card = "52:54:00:12:34:56",
                         .pci = "0x1af4",
                         .disk = "QEMU HARDDISK"};
    const MadeMaker virtualbox{.vendor = "innotek GmbH",
                               .product = "VirtualBox",
                               .firmware = "innotek GmbH",
                               .flags = "fpu hypervisor",
                               .card = "08:00:27:12:34:56",
                               .pci = "0x80ee",
                               .disk = "VBOX HARDDISK"};
    const MadeMaker vmware{.vendor = "VMware, Inc.",
                           .product = "VMware Virtual Platform",
                           .firmware = "Phoenix Technologies LTD",
                           .flags = "fpu hypervisor",
                           .card = "00:0c:29:12:34:56",
                           .pci = "0x15ad",
                           .disk = "VMware Virtual S"};
    const MadeMaker hyperv{.vendor = "Microsoft Corporation",
                           .product = "Virtual Machine",
                           .firmware = "American Megatrends Inc.",
                           .flags = "fpu hypervisor",
                           .card = "00:15:5d:12:34:56",
                           .pci = "0x1414",
                           .disk = "Virtual Disk"};
    for (const MadeMaker& made : {qemu, virtualbox, vmware, hyperv}) {
        CAPTURE(made.vendor);
        CHECK(judged_maker(made).state == SignState::ToCheck);
    }
}

TEST_CASE("The evidence lists each hint, and the chance that they make together") {
    CHECK(
        judged_maker(MadeMaker{.flags = "fpu hypervisor", .card = "52:54:00:12:34:56"}).evidence ==
        "850 ‰, cpuid hypervisor, 52:54:00");
}

TEST_CASE("One kind of hint alone is never to check, whichever it is") {
    const std::vector<MadeMaker> alone{
        {.vendor = "QEMU", .product = "KVM Virtual Machine", .firmware = "SeaBIOS"},
        {.flags = "fpu hypervisor"},
        {.card = "08:00:27:12:34:56"},
        {.pci = "0x15ad", .disk = "VMware Virtual S"}};
    for (const MadeMaker& made : alone) {
        const Judgement judgement = judged_maker(made);
        CAPTURE(judgement.evidence);
        CHECK(judgement.state == SignState::Ok);
        CHECK_FALSE(judgement.evidence.empty());
    }
}

TEST_CASE("Any two kinds of hint are to check") {
    CHECK(judged_maker(MadeMaker{.card = "08:00:27:12:34:56", .pci = "0x80ee"}).state ==
          SignState::ToCheck);
    CHECK(judged_maker(MadeMaker{.vendor = "Xen", .card = "00:16:3e:12:34:56"}).state ==
          SignState::ToCheck);
}

TEST_CASE("A PC of a maker that also makes virtual machines is a PC") {
    CHECK(judged_maker(MadeMaker{.vendor = "Microsoft Corporation",
                                 .product = "Surface Pro 9",
                                 .firmware = "Microsoft Corporation",
                                 .pci = "0x1414"})
              .state == SignState::Ok);
}

TEST_CASE("A PC whose bridges have the addresses of virtual cards is a PC") {
    const MadeMachine machine;
    make_maker(machine, MadeMaker{.flags = "fpu hypervisor"});
    machine.write("sys/class/net/virbr0/address", "52:54:00:aa:bb:cc\n");
    machine.write("sys/class/net/vboxnet0/address", "0a:00:27:00:00:00\n");

    CHECK(judged_maker(machine).state == SignState::Ok);
}

TEST_CASE("A product whose name only holds the word virtual is no hint") {
    CHECK(judged_maker(
              MadeMaker{.product = "StudioVirtual Machine Station", .flags = "fpu hypervisor"})
              .state == SignState::Ok);
}

TEST_CASE("With one kind that can be read nothing can be told") {
    const MadeMachine machine;
    machine.write("proc/cpuinfo", "flags\t\t: fpu hypervisor\n");

    CHECK(judged_maker(machine).state == SignState::CouldNotTell);
}

TEST_CASE("A processor that has no such line is not one without a hypervisor") {
    const MadeMachine machine;
    machine.write("proc/cpuinfo", "processor\t: 0\nFeatures\t: fp asimd\n");

    CHECK_FALSE(read_virtual_machine(machine.root()).hypervisor);
}

}  // namespace probant::candidate::integrity
