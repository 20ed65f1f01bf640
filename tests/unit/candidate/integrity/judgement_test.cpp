// SPDX-License-Identifier: EUPL-1.2
#include "candidate/integrity/judgement.h"

#include <catch2/catch.hpp>

namespace probant::candidate::integrity {

TEST_CASE("Evidence is what was seen, with commas") {
    CHECK(evidence_of({}).empty());
    CHECK(evidence_of({"HDMI-A-1"}) == "HDMI-A-1");
    CHECK(evidence_of({"HDMI-A-1", "DP-2"}) == "HDMI-A-1, DP-2");
}

TEST_CASE("What has no room in the evidence is counted") {
    const std::vector<std::string> items(40, "/usr/bin/program");

    const std::string evidence = evidence_of(items);

    CHECK(evidence.size() <= engine::kSignEvidenceBytesMax);
    CHECK(evidence.ends_with(", +30"));
}

TEST_CASE("A name longer than the evidence is cut between two characters") {
    std::string name = "a";
    for (int at = 0; at < 200; ++at)
        name += "é";

    const std::string evidence = evidence_of({name});

    CHECK(evidence.size() <= engine::kSignEvidenceBytesMax);
    CHECK(evidence.ends_with("é"));
}

TEST_CASE("A name that would break a line does not") {
    CHECK(evidence_of({"a\nb\x1b[31m"}) == "a?b?[31m");
}

TEST_CASE("A path in somebody's folder is told without whose it is") {
    const std::string home = "/home/";
    CHECK(without_owner(home + "jeanne.martin/bin/tool") == "~/bin/tool");
    CHECK(without_owner(home + "jeanne") == "~");
    CHECK(without_owner("/usr/bin/tool") == "/usr/bin/tool");
    CHECK(without_owner("/run/user/1000/tool") == "~/tool");
}

}  // namespace probant::candidate::integrity
