// SPDX-License-Identifier: EUPL-1.2
#include "candidate/integrity/machine.h"

#include <algorithm>
#include <set>

#include <catch2/catch.hpp>

#include "tests/unit/candidate/integrity/made_machine.h"

namespace probant::candidate::integrity {

TEST_CASE("A machine of which nothing can be read can tell nothing, and says so eight times") {
    const tests::MadeMachine machine;
    const IntegrityConfig config{.processes = {"/usr/"}, .display = ":4711"};

    const auto judgements = judge(read_machine(machine.root(), config), config);

    CHECK(judgements.size() == 8);
    CHECK(std::ranges::all_of(judgements, [](const Judgement& one) {
        return one.state == engine::SignState::CouldNotTell;
    }));
}

TEST_CASE("This machine is read, and its own test is among what runs") {
    const auto processes = read_processes("/");

    REQUIRE(processes);
    CHECK(std::ranges::any_of(processes->all, [&](const Process& process) {
        return process.executable == processes->own;
    }));
    CHECK(std::ranges::none_of(processes->all, [](const Process& process) {
        return process.of_kernel && !process.executable.empty();
    }));
}

TEST_CASE("The signs of a machine are each told once") {
    const IntegrityConfig config;
    std::set<engine::StationSign> signs;
    for (const Judgement& one : judge(read_machine("/", config), config))
        signs.insert(one.sign);

    CHECK(signs.size() == 8);
}

}  // namespace probant::candidate::integrity
