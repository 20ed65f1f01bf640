// SPDX-License-Identifier: EUPL-1.2
#include "candidate/integrity/network.h"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/unit/candidate/integrity/made_machine.h"

namespace probant::candidate::integrity {
namespace {

using engine::SignState;
using engine::StationSign;
using tests::MadeMachine;

const std::vector<std::string> kCentreNets{"10.1.0.0/16"};
constexpr std::string_view kRoutesHeading =
    "Iface Destination Gateway Flags RefCnt Use Metric Mask MTU Window IRTT\n";

void add_card(const MadeMachine& machine, const std::string& name, std::string_view state) {
    machine.write("sys/class/net/" + name + "/operstate", std::string(state) + "\n");
    machine.write("sys/class/net/" + name + "/type", "1\n");
    machine.make_folder("sys/class/net/" + name + "/device");
}

// One card, and a default via 10.1.0.1.
void wire(const MadeMachine& machine) {
    add_card(machine, "enp1s0", "up");
    machine.write("sys/class/net/lo/operstate", "unknown\n");
    machine.write("sys/class/net/lo/type", "772\n");
    machine.write("proc/net/route",
                  std::string(kRoutesHeading) +
                      "enp1s0 00000000 0100010A 0003 0 0 100 00000000\n"
                      "enp1s0 0000010A 00000000 0001 0 0 100 0000FFFF\n");
    machine.write("etc/resolv.conf", "# none here\n");
}

Judgement judged_paths(const MadeMachine& machine,
                       const std::vector<std::string>& networks = kCentreNets,
                       const std::optional<Elsewhere>& elsewhere = {}) {
    return judge_network(read_network(machine.root()), networks, elsewhere);
}

}  // namespace

TEST_CASE("One card and a default route within the centre's nets are nothing to check") {
    const MadeMachine machine;
    wire(machine);

    CHECK(judged_paths(machine) == Judgement{StationSign::NetworkPath, SignState::Ok, ""});
}

TEST_CASE("A default via an address that is not the centre's is told") {
    const MadeMachine machine;
    wire(machine);
    machine.write("proc/net/route",
                  std::string(kRoutesHeading) + "enp1s0 00000000 0101A8C0 0003 0 0 100 00000000\n");

    CHECK(judged_paths(machine).evidence == "default via 192.168.1.1");
    CHECK(judged_paths(machine, {}).state == SignState::Ok);
}

TEST_CASE("A route to one net, and one that refuses, are no default routes") {
    const MadeMachine machine;
    wire(machine);
    machine.write("proc/net/route",
                  std::string(kRoutesHeading) +
                      "enp1s0 0000A8C0 0101A8C0 0003 0 0 100 0000FFFF\n"
                      "* 00000000 0101A8C0 0203 0 0 100 00000000\n");
    machine.write("proc/net/ipv6_route",
                  std::string(32, '0') + " 00 " + std::string(32, '0') + " 00 " +
                      std::string(32, '0') + " ffffffff 00000001 00000000 00200200 lo\n");

    CHECK(judged_paths(machine).state == SignState::Ok);
}

TEST_CASE("A second card that is up is told, one that is down is not") {
    const MadeMachine machine;
    wire(machine);
    add_card(machine, "wlp2s0", "down");

    CHECK(judged_paths(machine).state == SignState::Ok);

    machine.write("sys/class/net/wlp2s0/operstate", "up\n");

    CHECK(judged_paths(machine).evidence == "dev enp1s0, dev wlp2s0");
}

TEST_CASE("A telephone that shares its network is a second card") {
    const MadeMachine machine;
    wire(machine);
    add_card(machine, "usb0", "unknown");
    machine.write("sys/class/net/usb0/flags", "0x1003\n");
    machine.write("sys/class/net/usb0/carrier", "1\n");

    CHECK(judged_paths(machine).state == SignState::ToCheck);
}

TEST_CASE("A tunnel is told though it has no card") {
    const MadeMachine machine;
    wire(machine);
    machine.write("sys/class/net/tun0/type", "65534\n");
    machine.write("sys/class/net/tun0/operstate", "unknown\n");
    machine.write("sys/class/net/tun0/flags", "0x1091\n");
    machine.write("sys/class/net/tun0/carrier", "1\n");

    CHECK(judged_paths(machine).evidence == "dev enp1s0, dev tun0");
}

TEST_CASE("A bridge of this machine is no second path, nor are the two cards of a bond") {
    const MadeMachine machine;
    wire(machine);
    machine.write("sys/class/net/docker0/operstate", "up\n");
    machine.write("sys/class/net/docker0/type", "1\n");
    machine.link("sys/class/net/enp1s0/master", "../bond0");
    add_card(machine, "enp2s0", "up");
    machine.link("sys/class/net/enp2s0/master", "../bond0");
    machine.write("proc/net/route",
                  std::string(kRoutesHeading) + "bond0 00000000 0100010A 0003 0 0 100 00000000\n");

    CHECK(judged_paths(machine).state == SignState::Ok);
}

TEST_CASE("A default via another interface is a second path, with or without a card") {
    const MadeMachine machine;
    wire(machine);
    machine.write("proc/net/ipv6_route",
                  std::string(32, '0') + " 00 " + std::string(32, '0') +
                      " 00 fe800000000000000000000000000001 00000400 1 0 00000003 wwan0\n");

    CHECK(judged_paths(machine).evidence == "dev enp1s0, dev wwan0");
}

TEST_CASE("A resolver beyond the centre's nets is told, one of this machine is not") {
    const MadeMachine machine;
    wire(machine);
    machine.write("etc/resolv.conf", "nameserver 127.0.0.53\nnameserver 10.1.0.2\n");

    CHECK(judged_paths(machine).state == SignState::Ok);

    machine.write("etc/resolv.conf", "search x\nnameserver 9.9.9.9\n");

    CHECK(judged_paths(machine).evidence == "dns 9.9.9.9");
}

TEST_CASE("An address that is not the centre's and answers is told, whatever the routes say") {
    const MadeMachine machine;
    wire(machine);

    CHECK(
        judged_paths(machine, {}, Elsewhere{.tried = 1, .answered = {"192.0.2.1:443"}}).evidence ==
        "tcp 192.0.2.1:443");
    CHECK(judged_paths(machine, {}, Elsewhere{.tried = 2, .answered = {}}).state == SignState::Ok);
}

TEST_CASE("Where the routes cannot be read, nothing can be told") {
    const MadeMachine machine;
    add_card(machine, "enp1s0", "up");

    CHECK(judged_paths(machine).state == SignState::CouldNotTell);
}

}  // namespace probant::candidate::integrity
