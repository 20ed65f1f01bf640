// SPDX-License-Identifier: EUPL-1.2
#include "center/live/links.h"

#include <catch2/catch.hpp>

namespace probant::center {
namespace {

const engine::SessionId kSession{};
const engine::CandidateId kCandidate{};

constexpr std::int64_t kHour = 3'600'000;

bool is_online(const Links& links) {
    return links.of(kSession).at(kCandidate).online;
}

TEST_CASE("A station that falls silent goes offline, though the wall clock was set back") {
    Links links;
    links.heard(kSession, kCandidate, {.boot_ms = 1'000, .wall_ms = 10 * kHour});
    static_cast<void>(links.take_changed(1'000));

    const auto changed = links.take_changed(1'000 + kOfflineAfterMs + 1);

    CHECK_FALSE(is_online(links));
    CHECK(changed.at(kSession) == std::vector{kCandidate});
}

TEST_CASE("A station that is heard stays online, though the wall clock jumped ahead") {
    Links links;
    links.heard(kSession, kCandidate, {.boot_ms = 1'000, .wall_ms = 10 * kHour});
    links.heard(kSession, kCandidate, {.boot_ms = 3'000, .wall_ms = 20 * kHour});

    static_cast<void>(links.take_changed(3'000 + kOfflineAfterMs));

    CHECK(is_online(links));
    CHECK(links.of(kSession).at(kCandidate).last_seen_ms == 20 * kHour);
}

TEST_CASE("A knock that nobody answered fades by boot time") {
    Links links;
    links.knocked(kSession, kCandidate, {.boot_ms = 1'000, .wall_ms = 10 * kHour});

    static_cast<void>(links.take_changed(1'000 + kKnockLastsMs));
    CHECK(links.of(kSession).at(kCandidate).wants_to_resume_ms == 10 * kHour);
    static_cast<void>(links.take_changed(1'001 + kKnockLastsMs));

    CHECK_FALSE(links.of(kSession).at(kCandidate).wants_to_resume_ms.has_value());
}

TEST_CASE("A picture of reference counts for the look it was taken under and those before") {
    Links links;
    CHECK(links.reference_of(kSession, kCandidate) == 0);

    links.has_reference(kSession, kCandidate, 2);
    links.has_reference(kSession, kCandidate, 1);

    CHECK(links.reference_of(kSession, kCandidate) == 2);
}

}  // namespace
}  // namespace probant::center
