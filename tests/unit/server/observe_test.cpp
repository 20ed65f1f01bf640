// SPDX-License-Identifier: EUPL-1.2
#include <sstream>
#include <string>

#include <catch2/catch.hpp>

#include "crypto/base/uuid.h"
#include "crypto/canonical_json.h"
#include "server/observe/health.h"
#include "server/observe/log.h"
#include "server/observe/metrics.h"

namespace {

using namespace probant;
using namespace probant::server;

/// The lines written while it lives.
class Captured {
public:
    Captured() { log_to_stream(stream_, LogLevel::Info); }

    Captured(const Captured&) = delete;
    Captured& operator=(const Captured&) = delete;
    Captured(Captured&&) = delete;
    Captured& operator=(Captured&&) = delete;

    ~Captured() { log_to_stderr(LogLevel::Error); }

    [[nodiscard]] std::string text() const { return stream_.str(); }

private:
    std::ostringstream stream_;
};

}  // namespace

TEST_CASE("A log line is one JSON object with its instant, its level, its event and its ids") {
    const Captured captured;
    const auto id = parse_uuid("018f2c4e-6b1a-7c3d-9e2f-0a1b2c3d4e5f");

    log().info("journal.appended", {{"entries", 12}, {"session", *id}, {"first", true}});

    const auto line = json::read(captured.text().substr(0, captured.text().find('\n')));
    REQUIRE(line);
    CHECK(*line.value().member("event")->text() == "journal.appended");
    CHECK(*line.value().member("level")->text() == "info");
    CHECK(*line.value().member("entries")->integer() == 12);
    CHECK(*line.value().member("session")->text() == "018f2c4e-6b1a-7c3d-9e2f-0a1b2c3d4e5f");
    CHECK(*line.value().member("first")->boolean());
    CHECK(line.value().member("at")->text()->size() ==
          std::string("2026-11-21T10:00:00.000Z").size());
}

TEST_CASE("What a library said cannot break the line nor fill the disk") {
    const Captured captured;

    log().error("sql.failed", {{"said", MachineText("a\n\"b\"\\\x01" + std::string(1000, 'x'))}});

    const auto text = captured.text();
    CHECK(std::count(text.begin(), text.end(), '\n') == 1);
    CHECK(json::read(text.substr(0, text.size() - 1)));
    CHECK(text.size() < 400);
}

TEST_CASE("Lines under the least level are not written") {
    const Captured captured;

    log().debug("http.request");

    CHECK(captured.text().empty());
}

TEST_CASE("A server is ready only when every expected part has said so") {
    Health health;
    health.expect("journal");
    health.expect("hub");

    CHECK(health.is_live());
    CHECK_FALSE(health.is_ready());
    health.ok("journal");
    CHECK_FALSE(health.is_ready());
    health.ok("hub");
    CHECK(health.is_ready());
}

TEST_CASE("A part that somebody should look at is named with its reason and the server is ready") {
    Health health;
    health.set("outbox", Health::State::Warning, "refused");

    CHECK(health.is_live());
    CHECK(health.is_ready());
    CHECK(json::write(health.report()) ==
          R"({"checks":[{"detail":"warning: refused","name":"outbox","ok":true}],"ready":true})");
}

TEST_CASE("A degraded part is named with its reason and keeps the server alive") {
    Health health;
    health.set("journal", Health::State::Degraded, "disk-full");

    CHECK(health.is_live());
    CHECK_FALSE(health.is_ready());
    CHECK(
        json::write(health.report()) ==
        R"({"checks":[{"detail":"degraded: disk-full","name":"journal","ok":false}],"ready":false})");
    health.set("journal", Health::State::Dead, "lost");
    CHECK_FALSE(health.is_live());
}

TEST_CASE("Counters, gauges and histograms are shown in Prometheus' text form") {
    Metrics metrics;
    const auto answers = metrics.counter("probant_answers_total", "Answers", {{"kind", "saved"}});
    const auto seats = metrics.gauge("probant_seats", "Seats");
    const auto seconds = metrics.histogram("probant_append_seconds", "Appends", {0.01, 0.1});

    answers.add();
    metrics.counter("probant_answers_total", "Answers", {{"kind", "saved"}}).add(2);
    seats.set(12);
    seconds.observe(0.05);

    const auto text = metrics.text();
    CHECK(text.find("probant_answers_total{kind=\"saved\"} 3") != std::string::npos);
    CHECK(text.find("probant_seats 12") != std::string::npos);
    CHECK(text.find("probant_append_seconds_bucket{le=\"0.01\"} 0") != std::string::npos);
    CHECK(text.find("probant_append_seconds_bucket{le=\"0.1\"} 1") != std::string::npos);
}
