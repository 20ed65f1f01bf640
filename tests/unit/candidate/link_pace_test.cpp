// SPDX-License-Identifier: EUPL-1.2
#include "candidate/link/link_pace.h"

#include <catch2/catch.hpp>

#include "candidate/link/centre_address.h"

namespace {

using namespace probant::candidate;
using probant::engine::Duration;
using probant::engine::Instant;

constexpr Chance kMiddle{.per_mille = 500};

Instant at(std::int64_t milliseconds) {
    return {Duration{milliseconds}};
}

}  // namespace

TEST_CASE("The wait doubles from a quarter of a second to eight seconds and no further") {
    CHECK(wait_after(1, kMiddle) == Duration{250});
    CHECK(wait_after(2, kMiddle) == Duration{500});
    CHECK(wait_after(5, kMiddle) == Duration{4'000});
    CHECK(wait_after(6, kMiddle) == Duration{8'000});
    CHECK(wait_after(1'000'000, kMiddle) == Duration{8'000});
}

TEST_CASE("Chance takes half of a wait away or adds half of it, and no more") {
    CHECK(wait_after(1, {.per_mille = 0}) == Duration{125});
    CHECK(wait_after(1, {.per_mille = 1000}) == Duration{375});
    CHECK(wait_after(9, {.per_mille = 0}) == Duration{4'000});
    CHECK(wait_after(9, {.per_mille = 1000}) == Duration{12'000});
}

TEST_CASE("A heartbeat is due every two seconds while the centre answers") {
    LinkPace pace(at(1'000));
    REQUIRE(pace.heartbeat_is_due(at(1'000)));

    pace.heartbeat_begins(at(1'000));
    pace.answered(at(1'100));

    CHECK_FALSE(pace.heartbeat_is_due(at(2'999)));
    CHECK(pace.heartbeat_is_due(at(3'000)));
    CHECK(pace.may_send(at(1'100)));
}

TEST_CASE("Nothing is sent before the wait is over, and a heartbeat then comes first") {
    LinkPace pace(at(0));
    pace.heartbeat_begins(at(0));
    pace.answered(at(10));

    pace.failed(at(100), kMiddle);

    CHECK_FALSE(pace.may_send(at(1'000)));
    CHECK_FALSE(pace.heartbeat_is_due(at(349)));
    CHECK(pace.heartbeat_is_due(at(350)));

    pace.heartbeat_begins(at(350));
    pace.answered(at(360));

    CHECK(pace.may_send(at(360)));
    CHECK(pace.next_heartbeat() == at(2'350));
}

TEST_CASE("An answer begins the doubling anew") {
    LinkPace pace(at(0));
    for (int count = 0; count < 6; ++count)
        pace.failed(at(0), kMiddle);
    REQUIRE(pace.next_heartbeat() == at(8'000));

    pace.answered(at(8'000));
    pace.failed(at(8'000), kMiddle);

    CHECK(pace.next_heartbeat() == at(8'250));
}

TEST_CASE("The centre is away before its first answer and six seconds after its last") {
    LinkPace pace(at(0));
    CHECK(pace.is_away(at(0)));

    pace.answered(at(500));

    CHECK_FALSE(pace.is_away(at(6'499)));
    CHECK(pace.is_away(at(6'500)));
}

TEST_CASE("A centre that is away for ten minutes is asked patiently and heard soon after") {
    constexpr std::int64_t kBack = 600'000;
    for (const std::uint32_t chance : {0U, 500U, 1000U}) {
        LinkPace pace(at(0));
        int tries = 0;
        while (pace.next_heartbeat() < at(kBack)) {
            const auto now = pace.next_heartbeat();
            pace.heartbeat_begins(now);
            pace.failed(now, {.per_mille = chance});
            ++tries;
        }

        INFO("chance " << chance << ": " << tries << " tries");
        CHECK(tries <= 155);  // one in four seconds, and the first few
        CHECK(pace.next_heartbeat() <= at(kBack + 12'000));
        CHECK(pace.is_away(at(kBack)));
        CHECK_FALSE(pace.may_send(at(kBack)));
    }
}

TEST_CASE("Only https with a name and a port is the address of a centre") {
    const auto full = read_centre_address("https://examen.example:8443");
    REQUIRE(full);
    CHECK(full->host == "examen.example");
    CHECK(full->port == 8443);
    CHECK(full->url() == "https://examen.example:8443");
    CHECK(read_centre_address("https://examen.example/")->port == 443);

    for (const auto* wrong : {"http://examen.example:80",
                              "examen.example:8443",
                              "https://",
                              "https://:8443",
                              "https://a:0",
                              "https://a:65536",
                              "https://a:84x",
                              "https://a:8443/path",
                              "https://user@a:8443",
                              "https://[::1]:8443"}) {
        INFO(wrong);
        CHECK_FALSE(read_centre_address(wrong));
    }
}
