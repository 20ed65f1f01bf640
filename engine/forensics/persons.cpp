// SPDX-License-Identifier: EUPL-1.2
#include "engine/forensics/persons.h"

#include <cmath>
#include <optional>

#include "engine/forensics/adaptive_null.h"
#include "engine/forensics/named_items.h"
#include "engine/forensics/person_fit.h"
#include "engine/forensics/rapid_answers.h"
#include "engine/forensics/response_times.h"
#include "engine/math/elementary.h"

namespace probant::engine::forensics {
namespace {

/// One for each answer of the person's set, of weight 0 where the time is not known.
std::vector<TimedAnswer> times_of(const Session& session, const ItemSet& set, std::size_t person) {
    std::vector<TimedAnswer> times;
    if (session.seconds.empty()) return times;
    for (const std::uint32_t item : set.items()) {
        const auto seconds =
            static_cast<double>(session.seconds[person * session.models.size() + item]);
        const TimeModel& model = session.time_models[item];
        TimedAnswer time;
        if (std::isfinite(seconds) && seconds > 0 && model.discrimination > 0) {
            time.gain = model.intensity - math::log(seconds);
            time.weight = model.discrimination * model.discrimination;
        }
        times.push_back(time);
    }
    return times;
}

std::vector<TimedAnswer> known_of(const std::vector<TimedAnswer>& times) {
    std::vector<TimedAnswer> known;
    for (const TimedAnswer& time : times) {
        if (time.weight > 0) known.push_back(time);
    }
    return known;
}

class Tester {
public:
    Tester(const Session& session, const People& people, Level level)
        : session_(session),
          people_(people),
          level_(level),
          fit_null_(simulate_adaptive(people, level.seed)) {}

    void test(std::size_t person) {
        const ItemSet& set = people_.set(person);
        const Person who = people_.person(person);
        const auto times = times_of(session_, set, person);
        const auto known = known_of(times);
        const bool enough = set.size() >= kAnswersLeast;
        const bool timed = enough && known.size() >= kAnswersLeast;
        add({.person = person, .statistic = Statistic::LzStar, .n = set.size()},
            enough ? test_fit(person) : std::nullopt);
        if (!session_.seconds.empty()) {
            add({.person = person, .statistic = Statistic::ResponseTimes, .n = known.size()},
                timed ? test_response_times(known) : std::nullopt);
            add({.person = person, .statistic = Statistic::RapidAnswers, .n = known.size()},
                timed ? std::optional(
                            test_rapid_answers(set, who, times, dice(Use::RapidAnswers, person)))
                      : std::nullopt);
        }
        if (!session_.named.empty()) test_named(person, times);
    }

    [[nodiscard]] std::vector<PersonFinding> take() { return std::move(findings_); }

private:
    [[nodiscard]] Dice dice(Use use, std::size_t person) const {
        return {level_.seed, use, person};
    }

    [[nodiscard]] std::optional<Tested> test_fit(std::size_t person) const {
        auto tested = test_person_fit(
            people_.set(person), people_.person(person), dice(Use::Answers, person));
        if (tested && fit_null_) tested->p = fit_null_->p(tested->p);
        return tested;
    }

    void test_named(std::size_t person, const std::vector<TimedAnswer>& times) {
        const ItemSet& set = people_.set(person);
        const NamedItems named(set, session_.named);
        add({.person = person, .statistic = Statistic::NamedItems, .n = named.named()},
            named.can_tell()
                ? std::optional(test_named_items(
                      set, named, people_.person(person), times, dice(Use::NamedItems, person)))
                : std::nullopt);
    }

    void add(PersonFinding finding, const std::optional<Tested>& tested) {
        if (tested) {
            finding.value = tested->value;
            finding.p = tested->p;
            finding.state = tested->p <= level_.alpha ? State::ToCheck : State::Ok;
        }
        findings_.push_back(finding);
    }

    const Session& session_;
    const People& people_;
    Level level_;
    std::optional<Calibration> fit_null_{};  ///< of an adaptive test
    std::vector<PersonFinding> findings_{};
};

}  // namespace

std::vector<PersonFinding> test_persons(const Session& session, const People& people, Level level) {
    Tester tester(session, people, level);
    for (std::size_t person = 0; person < people.size(); ++person)
        tester.test(person);
    return tester.take();
}

}  // namespace probant::engine::forensics
