// What a console is written, from a real room: the language of its questions, what becomes of its
// packet.
//
// SPDX-License-Identifier: EUPL-1.2
#include "center/api/wire.h"

#include <catch2/catch.hpp>

#include "tests/support/builders.h"
#include "tests/support/loop_room.h"

namespace {

using namespace probant;

/// A running session of one candidate.
struct OneSeat {
    OneSeat() {
        rooms.start();
        room.start_everybody();
    }

    [[nodiscard]] json::Value written(const std::string& language,
                                      std::optional<center::OutboxRow> packet = {}) const {
        auto session = *room.view();
        session.facts.language = language;
        const center::LinksSeen links;
        const std::map<crypto::Digest, std::string> notes;
        return center::room_state(session,
                                  {.links = links, .notes = notes, .packet = std::move(packet)},
                                  {.boot_ms = clock.boot_ms(), .wall_ms = clock.wall_ms()});
    }

    support::TemporaryFolder folder{};
    support::MovedClock clock{};
    center::RoomLoop rooms{
        {.sessions = folder.path(), .content = support::room_content(), .clock = &clock}};
    support::LoopRoom room{rooms, 1, 1};
};

}  // namespace

TEST_CASE("A reported question is shown to the console in the language of its session") {
    const OneSeat seat;
    const auto view = seat.room.view();
    const auto question = *seat.room.candidate(*view, 0).question;
    REQUIRE(
        support::is_done(seat.room.ask(engine::ReportQuestion{.candidate = support::candidate_id(0),
                                                              .draw = question.draw,
                                                              .code = engine::ReportCode::E3})));
    const auto& prompt = support::room_content()->bank.at(question.item).prompt;
    REQUIRE(prompt.fr != prompt.en);

    for (const auto& [language, said] : {std::pair{"fr", prompt.fr}, std::pair{"en", prompt.en}}) {
        const auto state = seat.written(language);
        const auto& tile = state.member("candidates")->array()->front();
        CHECK(*tile.member("report")->member("prompt")->text() == said);
    }
}

TEST_CASE("What came of the last upload instead of a receipt is shown to the console") {
    const OneSeat seat;
    center::OutboxRow row{.seq = 3, .tries = 2};

    const auto untold = seat.written("fr", row);
    row.error = center::OutboxError{.code = "unknown_key", .status = 422, .at_ms = 0};
    const auto told = seat.written("fr", row);

    CHECK(untold.member("session")->member("seal")->member("error")->is_null());
    CHECK(json::write(*told.member("session")->member("seal")->member("error")) ==
          R"({"at":"1970-01-01T00:00:00.000Z","code":"unknown_key"})");
}
