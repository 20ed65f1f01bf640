// SPDX-License-Identifier: EUPL-1.2
#include "candidate/integrity/remote.h"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/unit/candidate/integrity/made_machine.h"

namespace probant::candidate::integrity {
namespace {

using engine::SignState;
using tests::MadeMachine;

constexpr std::string_view kHeading = "  sl  local_address rem_address   st tx_queue rx_queue\n";

// A machine where nobody is, and nothing listens.
void boot_quietly(const MadeMachine& machine) {
    machine.boot();
    machine.write("proc/net/tcp", kHeading);
    machine.make_folder("run/systemd/sessions");
}

void listen_on(const MadeMachine& machine, const std::string& file, const std::string& address) {
    machine.write("proc/net/" + file,
                  std::string(kHeading) + "   0: " + address + " 00000000:0000 0A 0:0 00:0\n");
}

Judgement judged_doors(const MadeMachine& machine, const std::vector<std::uint16_t>& allowed = {}) {
    return judge_remote(read_remote(machine.root()), read_processes(machine.root()), allowed);
}

}  // namespace

TEST_CASE("A machine where nobody is and nothing listens is nothing to check") {
    const MadeMachine machine;
    boot_quietly(machine);

    CHECK(judged_doors(machine) ==
          Judgement{engine::StationSign::RemoteSession, SignState::Ok, ""});
}

TEST_CASE("A program that shows the screen from afar is told, under whatever path") {
    const MadeMachine machine;
    boot_quietly(machine);
    machine.run({.number = 50, .name = "renamed", .executable = "/opt/anydesk/anydesk"});
    machine.run({.number = 51, .name = "x11vnc", .executable = "/opt/other"});

    CHECK(judged_doors(machine) ==
          Judgement{engine::StationSign::RemoteSession, SignState::ToCheck, "anydesk, x11vnc"});
}

TEST_CASE("A name longer than the kernel keeps is still known") {
    const MadeMachine machine;
    boot_quietly(machine);
    machine.run({.number = 50, .name = "gnome-remote-de", .account = 0});

    CHECK(judged_doors(machine).state == SignState::ToCheck);
}

TEST_CASE("A session by SSH is told without the name of who is in it") {
    const MadeMachine machine;
    boot_quietly(machine);
    machine.run({.number = 50, .name = "sshd", .claimed = "sshd: jeanne@pts/0", .account = 0});
    machine.write("run/systemd/sessions/4",
                  "UID=1000\nUSER=jeanne\nACTIVE=1\nSTATE=active\nREMOTE=1\nSERVICE=sshd\n");

    CHECK(judged_doors(machine) ==
          Judgement{engine::StationSign::RemoteSession, SignState::ToCheck, "session sshd, sshd"});
}

TEST_CASE("A door for SSH that nobody uses is not a session, and is told as a port") {
    const MadeMachine machine;
    boot_quietly(machine);
    machine.run({.number = 50,
                 .name = "sshd",
                 .claimed = "sshd: /usr/sbin/sshd -D [listener] 0 of 10-100 startups",
                 .account = 0});
    listen_on(machine, "tcp", "00000000:0016");

    CHECK(judged_doors(machine).evidence == "port 22");
    CHECK(judged_doors(machine, {22}).state == SignState::Ok);
}

TEST_CASE("A session through a door that the room keeps open is told") {
    const MadeMachine machine;
    boot_quietly(machine);
    listen_on(machine, "tcp", "00000000:0016");
    machine.write("run/systemd/sessions/4", "STATE=active\nREMOTE=1\nSERVICE=sshd\n");

    CHECK(judged_doors(machine, {22}).evidence == "session sshd");
}

TEST_CASE("The session of who sits at the station is none from afar, nor is one that ends") {
    const MadeMachine machine;
    boot_quietly(machine);
    machine.write("run/systemd/sessions/1", "STATE=active\nREMOTE=0\nSERVICE=lightdm\n");
    machine.write("run/systemd/sessions/2", "STATE=closing\nREMOTE=1\nSERVICE=sshd\n");

    CHECK(judged_doors(machine).state == SignState::Ok);
}

TEST_CASE("What listens to this machine alone is no door") {
    const MadeMachine machine;
    boot_quietly(machine);
    listen_on(machine, "tcp", "0100007F:170C");
    listen_on(machine, "tcp6", "00000000000000000000000001000000:170C");

    CHECK(judged_doors(machine).state == SignState::Ok);
}

TEST_CASE("A VNC server that listens to everyone by IPv6 is told") {
    const MadeMachine machine;
    boot_quietly(machine);
    listen_on(machine, "tcp6", "00000000000000000000000000000000:170C");

    CHECK(judged_doors(machine).evidence == "port 5900");
}

TEST_CASE("A port of something else that listens is nothing to check") {
    const MadeMachine machine;
    boot_quietly(machine);
    listen_on(machine, "tcp", "00000000:0277");

    CHECK(judged_doors(machine).state == SignState::Ok);
}

TEST_CASE("A connection that is open is not a door that listens") {
    const MadeMachine machine;
    boot_quietly(machine);
    machine.write("proc/net/tcp", "   0: 0A00000A:0016 0B00000A:C001 01 0:0 00:0\n");

    CHECK(judged_doors(machine).state == SignState::Ok);
}

TEST_CASE("Where the sessions cannot be read, nothing can be told") {
    const MadeMachine machine;
    machine.boot();
    machine.write("proc/net/tcp", kHeading);

    CHECK(judged_doors(machine).state == SignState::CouldNotTell);
}

TEST_CASE("What was seen is told though something else could not be read") {
    const MadeMachine machine;
    machine.boot();
    machine.run({.number = 50, .name = "x11vnc", .executable = "/usr/bin/x11vnc"});

    CHECK(judged_doors(machine).state == SignState::ToCheck);
}

}  // namespace probant::candidate::integrity
