// SPDX-License-Identifier: EUPL-1.2
#include "center/live/links.h"

#include <string>
#include <utility>
#include <vector>

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

StationSeen with_camera(std::string camera) {
    StationSeen seen;
    seen.camera = std::move(camera);
    return seen;
}

TEST_CASE("A camera that changed is told once, and what else a station says is not") {
    Links links;
    const WireMoment now{.boot_ms = 1'000, .wall_ms = 10 * kHour};
    links.heard_station(kSession, kCandidate, with_camera("open"), now);
    CHECK(links.take_camera_changed().at(kSession) == std::vector{kCandidate});

    auto busier = with_camera("open");
    busier.minutes_waiting = 3;
    links.heard_station(kSession, kCandidate, busier, now);
    CHECK(links.take_camera_changed().empty());

    links.heard_station(kSession, kCandidate, with_camera("missing"), now);
    CHECK(links.take_camera_changed().at(kSession) == std::vector{kCandidate});
    CHECK(links.camera_of(kSession, kCandidate) == "missing");
}

TEST_CASE("The camera of a station that fell silent is known no more, which is told") {
    Links links;
    links.heard_station(
        kSession, kCandidate, with_camera("open"), {.boot_ms = 1'000, .wall_ms = 10 * kHour});
    static_cast<void>(links.take_camera_changed());

    static_cast<void>(links.take_changed(1'001 + kOfflineAfterMs));

    CHECK(links.take_camera_changed().at(kSession) == std::vector{kCandidate});
    CHECK_FALSE(links.camera_of(kSession, kCandidate).has_value());
}

}  // namespace
}  // namespace probant::center
