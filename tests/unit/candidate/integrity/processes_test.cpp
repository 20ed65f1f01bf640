// SPDX-License-Identifier: EUPL-1.2
#include "candidate/integrity/processes.h"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/unit/candidate/integrity/made_machine.h"

namespace probant::candidate::integrity {
namespace {

using engine::SignState;
using tests::MadeMachine;

const std::vector<std::string> kAllowed{"/usr/lib/systemd/", "/usr/lib/chromium/chromium"};

Judgement judged_programs(const MadeMachine& machine) {
    return judge_processes(read_processes(machine.root()), kAllowed);
}

}  // namespace

TEST_CASE("Programs of the list are nothing to check, by their path or by their folder") {
    const MadeMachine machine;
    machine.boot();
    machine.run({.number = 40, .executable = "/usr/lib/systemd/systemd-logind", .account = 0});
    machine.run({.number = 41, .executable = "/usr/lib/chromium/chromium"});

    CHECK(judged_programs(machine) == Judgement{engine::StationSign::Process, SignState::Ok, ""});
}

TEST_CASE("A program outside the list is told by its path") {
    const MadeMachine machine;
    machine.boot();
    machine.run({.number = 40, .executable = "/usr/bin/obs"});
    machine.run({.number = 41, .executable = "/usr/bin/obs"});

    CHECK(judged_programs(machine) ==
          Judgement{engine::StationSign::Process, SignState::ToCheck, "/usr/bin/obs"});
}

TEST_CASE("A program in somebody's folder is told without the name of whose it is") {
    const MadeMachine machine;
    machine.boot();
    machine.run({.number = 40, .executable = "/home/" + std::string("jeanne/tool")});

    CHECK(judged_programs(machine).evidence == "~/tool");
}

TEST_CASE("A program that calls itself like one of the list is known by the file that runs") {
    const MadeMachine machine;
    machine.boot();
    machine.run({.number = 40,
                 .name = "chromium",
                 .executable = "/tmp/tool",
                 .claimed = "/usr/lib/chromium/chromium"});

    CHECK(judged_programs(machine).state == SignState::ToCheck);
}

TEST_CASE("A longer name in the place of a listed one is not listed") {
    const MadeMachine machine;
    machine.boot();
    machine.run({.number = 40, .executable = "/usr/lib/chromium/chromium-other"});

    CHECK(judged_programs(machine).state == SignState::ToCheck);
}

TEST_CASE("Threads of the kernel and processes that have ended are no programs") {
    const MadeMachine machine;
    machine.boot();
    machine.run({.number = 2, .name = "kthreadd", .parent = 0, .account = 0, .of_kernel = true});
    machine.run(
        {.number = 70, .name = "kworker/0:1", .parent = 2, .account = 0, .of_kernel = true});
    machine.run({.number = 71, .name = "sh", .state = "Z"});

    CHECK(judged_programs(machine).state == SignState::Ok);
}

TEST_CASE("A program that calls itself a thread of the kernel is none") {
    const MadeMachine machine;
    machine.boot();
    machine.run({.number = 70, .name = "kworker/0:1", .executable = "/tmp/tool", .parent = 2});

    CHECK(judged_programs(machine).state == SignState::ToCheck);
}

TEST_CASE("Our own program is never told") {
    const MadeMachine machine;
    machine.boot();
    machine.run({.number = 90, .executable = "/usr/bin/probant-station"});
    machine.link("proc/self/exe", "/usr/bin/probant-station");

    CHECK(judged_programs(machine).state == SignState::Ok);
}

TEST_CASE("A listed program that a package has replaced meanwhile is still listed") {
    const MadeMachine machine;
    machine.boot();
    machine.run({.number = 90, .executable = "/usr/lib/chromium/chromium (deleted)"});

    CHECK(judged_programs(machine).state == SignState::Ok);
}

TEST_CASE("A program that runs from memory alone is told") {
    const MadeMachine machine;
    machine.boot();
    machine.run({.number = 90, .executable = "/memfd:tool (deleted)"});

    CHECK(judged_programs(machine).evidence == "/memfd:tool");
}

TEST_CASE("What the browser locks up is part of the browser") {
    const MadeMachine machine;
    machine.boot();
    machine.run({.number = 90, .executable = "/usr/lib/chromium/chromium"});
    machine.run({.number = 91, .claimed = "/usr/lib/chromium/chromium", .parent = 90});
    machine.run({.number = 92, .claimed = "/usr/lib/chromium/chromium", .parent = 91});

    CHECK(judged_programs(machine).state == SignState::Ok);
}

TEST_CASE("A hidden program of a person that no listed one started cannot be told") {
    const MadeMachine machine;
    machine.boot();
    machine.run({.number = 91, .name = "tool", .claimed = "/usr/lib/chromium/chromium"});

    CHECK(judged_programs(machine) ==
          Judgement{engine::StationSign::Process, SignState::CouldNotTell, "tool"});
}

TEST_CASE("A hidden program that a listed one started as something else cannot be told") {
    const MadeMachine machine;
    machine.boot();
    machine.run({.number = 90, .executable = "/usr/lib/chromium/chromium"});
    machine.run({.number = 91, .name = "tool", .claimed = "/tmp/tool", .parent = 90});

    CHECK(judged_programs(machine).state == SignState::CouldNotTell);
}

TEST_CASE("What a system account hides is not judged") {
    const MadeMachine machine;
    machine.boot();
    machine.run({.number = 91, .name = "cron", .claimed = "/usr/sbin/cron", .account = 0});

    CHECK(judged_programs(machine).state == SignState::Ok);
}

TEST_CASE("Who sees only its own processes cannot tell which others run") {
    const MadeMachine machine;
    machine.run({.number = 90, .executable = "/usr/lib/chromium/chromium"});

    CHECK(judged_programs(machine).state == SignState::CouldNotTell);
}

TEST_CASE("Without a list nothing can be told of programs") {
    const MadeMachine machine;
    machine.boot();

    CHECK(judge_processes(read_processes(machine.root()), {}).state == SignState::CouldNotTell);
}

TEST_CASE("A name of a program that holds brackets and blanks is read to its end") {
    const MadeMachine machine;
    machine.boot();
    machine.run({.number = 90, .name = "a) S 1 (b", .executable = "/usr/bin/obs", .parent = 7});

    const auto processes = read_processes(machine.root());

    REQUIRE(processes);
    CHECK(processes->all.back().name == "a) S 1 (b");
    CHECK(processes->all.back().parent == 7);
}

}  // namespace probant::candidate::integrity
