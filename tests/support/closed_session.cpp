// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/closed_session.h"

#include <array>
#include <utility>

#include "tests/support/builders.h"
#include "tests/support/dice.h"
#include "tests/support/responses.h"
#include "tests/support/small_bank.h"

namespace probant::support {
namespace {

using namespace probant::engine;  // the commands are a story's vocabulary
using namespace std::chrono_literals;

constexpr std::size_t kEnoughToScore = 24;
constexpr std::size_t kTooFewToScore = 8;

struct Story {
    std::size_t answers{};
    bool reports{};
    bool until_time{};
    bool absent{};
    std::optional<UnfinishedReason> unfinished{};
};

constexpr std::array<Story, kStories> kAll{
    Story{.answers = kWholeTest},
    Story{.answers = kWholeTest, .reports = true},
    Story{.answers = kEnoughToScore, .unfinished = UnfinishedReason::GivenUp},
    Story{.answers = kEnoughToScore, .unfinished = UnfinishedReason::Technical},
    Story{.answers = kTooFewToScore, .unfinished = UnfinishedReason::GivenUp},
    Story{.answers = kTooFewToScore, .unfinished = UnfinishedReason::Technical},
    Story{.absent = true},
    Story{.answers = kEnoughToScore, .until_time = true, .unfinished = UnfinishedReason::GivenUp},
};

/// A whole day in one room, in which nothing is refused.
class Day {
public:
    Day(const Content& content, std::uint64_t seed, std::size_t candidates)
        : content_(content), dice_(seed), people_(people_of(seed, candidates)) {}

    ClosedSession live(const Opening& opening) {
        open(opening);
        come_in();
        for (std::size_t question = 0; question < kWholeTest; ++question) {
            if (question == kTooFewToScore) interrupt();
            for (std::size_t place = 0; place < people_.size(); ++place)
                if (question < story(place).answers && goes_on(place)) answer(place, question);
        }
        let_time_run_out();
        close();
        return {.session = std::move(session_),
                .entries = std::move(entries_),
                .people = std::move(people_)};
    }

private:
    static const Story& story(std::size_t place) { return kAll.at(place % kStories); }

    [[nodiscard]] CandidateId who(std::size_t place) const { return people_[place].candidate; }

    [[nodiscard]] const Sitting& sitting(std::size_t place) const {
        return *sitting_of(*find_candidate(session_.room, who(place)));
    }

    [[nodiscard]] bool goes_on(std::size_t place) const {
        return sitting(place).current.has_value();
    }

    void hold(const Command& command) { hold(command, now_ + Duration{dice_.between(1, 900)}); }

    void hold(const Command& command, Instant at) {
        now_ = at;
        const Order order{.by = rightful(command), .id = {dice_.uuid()}, .command = command};
        const Moment moment{.at = now_, .wall_ms = kWallStart + now_.since_beginning.count()};
        auto conducted = conduct(session_, order, moment, content_);
        if (!conducted) fail_ensure(name_of(conducted.error()));
        entries_.push_back(std::get<NewEntry>(std::move(conducted).value()).bytes);
    }

    void open(const Opening& opening) {
        CreateSession creation{.session = opening.session,
                               .centre = opening.centre,
                               .language = "fr",
                               .bank = content_.bank_digest,
                               .rules = content_.rules_digest,
                               .roster = opening.roster,
                               .enrolments = {}};
        for (const auto& person : people_) {
            creation.enrolments.push_back({.candidate = person.candidate,
                                           .seat = person.seat,
                                           .extra_time = person.extra_time});
        }
        hold(creation);
        hold(OpenSession{.session_key = opening.session_key, .endorsement = opening.endorsement});
    }

    void come_in() {
        for (std::size_t place = 0; place < people_.size(); ++place) {
            if (story(place).absent) continue;
            hold(ConfirmPresence{who(place)});
            hold(SignIn{who(place)});
            hold(Authorise{who(place)});
            hold(StartSitting{.candidate = who(place), .seed = {dice_.next()}});
        }
    }

    void answer(std::size_t place, std::size_t question) {
        if (story(place).reports && question == 3) report(place, /*accepted=*/true);
        if (story(place).reports && question == 5) report(place, /*accepted=*/false);
        const auto draw = sitting(place).current.value();
        hold(SaveAnswer{.candidate = who(place), .draw = draw, .response = response(place, draw)});
        if (!sitting(place).current) hold(HandIn{who(place)});
    }

    ShownResponse response(std::size_t place, DrawNumber draw) {
        const auto& item = content_.bank.at(draw_of(sitting(place), draw).item);
        const auto seed = sitting(place).seed;
        if (dice_.once_in(20)) return Passed{};
        // Low levels are easier: results spread over the scale.
        const bool knows = dice_.below(9) >= item.level;
        return knows ? right_response(item, seed, draw) : wrong_response(item, seed, draw);
    }

    void report(std::size_t place, bool accepted) {
        const auto draw = sitting(place).current.value();
        hold(ReportQuestion{
            .candidate = who(place), .draw = draw, .code = ReportCode::E3, .note = {}});
        hold(DecideReport{.candidate = who(place), .draw = draw, .accepted = accepted, .note = {}});
    }

    void interrupt() {
        hold(PauseRoom{});
        hold(ResumeRoom{}, now_ + 5min);
        hold(CallForHelp{who(0)});
        hold(TakeAlert{{static_cast<std::uint32_t>(session_.room.alerts.size())}});
        hold(ResolveAlert{{static_cast<std::uint32_t>(session_.room.alerts.size())}, {}});
        if (!story(0).absent) hold(GiveTime{.candidate = who(0), .extra = 10min, .note = {}});
    }

    void let_time_run_out() {
        while (const auto due = next_due_end(session_.room, content_.rules)) {
            const auto place = session_.room.places.at(due->candidate);
            if (!story(place).until_time) {
                hold(EndSitting{.candidate = due->candidate,
                                .reason = story(place).unfinished.value(),
                                .note = {}});
                continue;
            }
            const auto draw = sitting(place).current.value();
            hold(EndByTime{due->candidate}, due->at);
            hold(SaveAnswer{
                .candidate = due->candidate, .draw = draw, .response = response(place, draw)});
        }
    }

    void close() {
        CloseSession closing;
        for (std::size_t place = 0; place < people_.size(); ++place) {
            if (story(place).unfinished)
                closing.unfinished.push_back({who(place), *story(place).unfinished});
        }
        hold(closing);
    }

    const Content& content_;
    Dice dice_;
    std::vector<RosterPerson> people_;
    RecordedSession session_{};
    std::vector<std::string> entries_{};
    Instant now_{};
};

}  // namespace

std::vector<RosterPerson> people_of(std::uint64_t seed, std::size_t candidates) {
    static constexpr std::array kLast{"ROUSSEAU", "D'ANGELO", "LEFÈVRE", "Øster", "NGUYỄN"};
    static constexpr std::array kFirst{"Camille", "Zoé", "Jean-Noël", "Inès", "Élodie"};
    Dice dice(seed ^ 0x726F73746572U);
    std::vector<RosterPerson> people;
    for (std::size_t place = 0; place < candidates; ++place) {
        const auto number = std::to_string(place + 1);
        people.push_back({.candidate = {dice.uuid()},
                          .seat = {static_cast<std::uint32_t>(place) + 1},
                          .last_name = kLast.at(dice.below(kLast.size())),
                          .first_name = kFirst.at(dice.below(kFirst.size())),
                          .birth_date = "19" + std::to_string(60 + dice.below(40)) + "-04-0" +
                                        std::to_string(1 + dice.below(9)),
                          .external_id = "agent-" + number,
                          .extra_time = dice.once_in(4) ? Duration{35min} : Duration{}});
    }
    return people;
}

ClosedSession a_closed_session(const Content& content,
                               std::uint64_t seed,
                               std::size_t candidates,
                               const Opening& opening) {
    return Day(content, seed, candidates).live(opening);
}

ClosedSession a_closed_session(std::uint64_t seed, std::size_t candidates) {
    return a_closed_session(small_content(), seed, candidates, Opening{});
}

}  // namespace probant::support
