// SPDX-License-Identifier: EUPL-1.2
// The fold: what each event makes of the room. Every ENSURE here is the other half of a promise
// that a use case made when it returned the event.
#include <algorithm>

#include "engine/session/room.h"

namespace probant::engine {
namespace {

struct Fold {
    Room& room;
    Instant at;
    const Content& content;

    // The session.

    void operator()(const SessionCreated& event) const {
        ENSURE(room.phase == SessionPhase::Empty);
        room.phase = SessionPhase::Draft;
        room.created = event;
        for (const auto& enrolment : event.enrolments) {
            room.places.emplace(enrolment.candidate, room.candidates.size());
            room.candidates.push_back(Candidate{.id = enrolment.candidate,
                                                .seat = enrolment.seat,
                                                .extra_time = enrolment.extra_time,
                                                .needs = enrolment.needs.value_or(AccessNeeds{}),
                                                .companion = enrolment.companion.value_or(false)});
        }
    }

    void operator()(const SessionOpened& event) const {
        ENSURE(room.phase == SessionPhase::Draft);
        room.phase = SessionPhase::Open;
        room.opened = event;
    }

    void operator()(const RoomPauseBegan& /*event*/) const {
        ENSURE(!room.paused);
        room.paused = true;
    }

    void operator()(const RoomPauseEnded& /*event*/) const {
        ENSURE(room.paused);
        room.paused = false;
    }

    void operator()(const SessionClosed& /*event*/) const {
        ENSURE(room.phase == SessionPhase::Open);
        room.phase = SessionPhase::Closed;
        for (auto& alert : room.alerts)
            alert.resolved = true;
    }

    void operator()(const Ticked& /*event*/) const {}

    void operator()(const CentreRestarted& /*event*/) const {}

    // A candidate before the test.

    void operator()(const PresenceConfirmed& event) const {
        auto& candidate = candidate_of(event.candidate);
        ENSURE(std::holds_alternative<Enrolled>(candidate.phase));
        candidate.phase = Present{};
        ++candidate.camera.looks;
    }

    void operator()(const PresenceUndone& event) const {
        auto& candidate = candidate_of(event.candidate);
        ENSURE(!std::holds_alternative<Sitting>(candidate.phase));
        candidate.phase = Enrolled{};
    }

    void operator()(const CandidateAuthorised& event) const {
        auto& candidate = candidate_of(event.candidate);
        ENSURE(std::holds_alternative<Present>(candidate.phase));
        candidate.phase = Authorised{};
    }

    void operator()(const CodeRearmed& event) const {
        auto& candidate = candidate_of(event.candidate);
        candidate.code = CodeRearmedUntil{event.until};
        ++candidate.camera.looks;
    }

    void operator()(const MovedElsewhere& event) const {
        ENSURE(candidate_of(event.candidate).has_signed_in);
    }

    void operator()(const CandidateSignedIn& event) const {
        auto& candidate = candidate_of(event.candidate);
        ENSURE(!std::holds_alternative<CodeUsed>(candidate.code));
        candidate.code = CodeUsed{};
        candidate.has_signed_in = true;
    }

    void operator()(const CandidateAbsent& event) const {
        auto& candidate = candidate_of(event.candidate);
        ENSURE(!std::holds_alternative<Sitting>(candidate.phase));
        candidate.phase = Absent{};
    }

    // The test.

    void operator()(const SittingStarted& event) const {
        auto& candidate = candidate_of(event.candidate);
        ENSURE(std::holds_alternative<Authorised>(candidate.phase));
        candidate.phase = Sitting{
            .seed = event.seed, .started = at, .deadline = event.deadline, .place = ++room.started};
    }

    void operator()(const ItemDrawn& event) const {
        auto& sitting = sitting_of(event.candidate);
        ENSURE(!is_ended(sitting));
        ENSURE(!sitting.current);
        ENSURE(event.draw.value == sitting.draws.size() + 1);
        ENSURE(event.rank == next_rank(sitting));
        follow_level(sitting, event);
        sitting.theta_micro = event.theta_micro;
        sitting.draws.push_back(
            Draw{.rank = event.rank, .item = event.item, .pretest = event.pretest, .at = at});
        sitting.current = event.draw;
        if (!event.pretest) draw(sitting.test, event.item);
        room.given.resize(content.pool.size(), 0);
        ++room.given.at(event.item.value);
        if (event.cap_exceeded) ++room.caps_exceeded;
    }

    void operator()(const AnswerSaved& event) const {
        auto& sitting = sitting_of(event.candidate);
        ENSURE(std::holds_alternative<Running>(sitting.phase));
        auto& drawn = current_draw(sitting, event.draw);
        drawn.answer =
            GivenAnswer{.response = event.response, .category = event.category, .at = at};
        sitting.current.reset();
        if (drawn.pretest) {
            ++sitting.pretests;
            ++sitting.pretests_answered;
            return;
        }
        ++sitting.answers;
        answer(sitting.test, content.pool, drawn.item, event.category);
    }

    void operator()(const LateAnswerKept& event) const {
        auto& sitting = sitting_of(event.candidate);
        ENSURE(!sitting.late_answer_kept);
        sitting.late_answer_kept = true;
    }

    void operator()(const QuestionReported& event) const {
        auto& sitting = sitting_of(event.candidate);
        auto& drawn = current_draw(sitting, event.draw);
        ENSURE(!drawn.report);
        drawn.report = QuestionReport{.code = event.code, .alert = event.alert, .note = event.note};
        ++sitting.reports;
    }

    void operator()(const QuestionSetAside& event) const {
        auto& sitting = sitting_of(event.candidate);
        auto& drawn = current_draw(sitting, event.draw);
        ENSURE(drawn.report.has_value());
        drawn.report->accepted = true;
        sitting.current.reset();
        if (drawn.pretest) {
            ++sitting.pretests;
            return;
        }
        set_aside(sitting.test, content.pool, drawn.item);
    }

    void operator()(const ReportDismissed& event) const {
        auto& drawn = current_draw(sitting_of(event.candidate), event.draw);
        ENSURE(drawn.report.has_value());
        drawn.report->accepted = false;
    }

    void operator()(const RankGivenUp& event) const {
        auto& sitting = sitting_of(event.candidate);
        ENSURE(!sitting.current);
        ENSURE(event.rank == next_rank(sitting));
        ++sitting.ranks_given_up;
    }

    void operator()(const TestStopped& event) const {
        auto& sitting = sitting_of(event.candidate);
        ENSURE(!sitting.current);
        ENSURE(!sitting.stopped_by);
        sitting.stopped_by = event.rule;
    }

    void operator()(const PauseBegan& event) const {
        auto& sitting = sitting_of(event.candidate);
        ENSURE(!is_ended(sitting));
        if (std::holds_alternative<Running>(sitting.phase)) {
            sitting.phase = Paused{.since = at, .causes = {event.cause}};
        } else {
            std::get<Paused>(sitting.phase).causes.insert(event.cause);
        }
    }

    void operator()(const PauseEnded& event) const {
        auto& sitting = sitting_of(event.candidate);
        auto* paused = std::get_if<Paused>(&sitting.phase);
        ENSURE(paused != nullptr);
        ENSURE(paused->causes.erase(event.cause) == 1);
        if (event.cause == PauseCause::Invigilator) ++candidate_of(event.candidate).camera.looks;
        // While another cause holds, the clock still stands since the first.
        if (!paused->causes.empty()) {
            ENSURE(event.deadline == sitting.deadline);
            return;
        }
        ENSURE(event.deadline == sitting.deadline + (at - paused->since));
        sitting.deadline = event.deadline;
        sitting.time_paused += at - paused->since;
        sitting.phase = Running{};
    }

    void operator()(const TimeGiven& event) const {
        auto& sitting = sitting_of(event.candidate);
        ENSURE(!is_ended(sitting));
        ENSURE(event.deadline > sitting.deadline);
        sitting.deadline = event.deadline;
    }

    void operator()(const SittingEnded& event) const {
        auto& sitting = sitting_of(event.candidate);
        ENSURE(!is_ended(sitting));
        sitting.phase = Ended{.at = at, .by = event.by};
    }

    // Closing.

    void operator()(const UnfinishedExplained& event) const {
        auto& sitting = sitting_of(event.candidate);
        ENSURE(is_ended(sitting));
        sitting.unfinished = event.reason;
    }

    void operator()(const ItemImputed& event) const {
        auto& sitting = sitting_of(event.candidate);
        ENSURE(sitting.unfinished == UnfinishedReason::GivenUp);
        sitting.imputed.push_back(event.item);
    }

    void operator()(const SittingScored& event) const {
        auto& sitting = sitting_of(event.candidate);
        ENSURE(is_ended(sitting));
        ENSURE(event.answers == sitting.answers);
        sitting.result = SittingResult{.outcome = event.outcome,
                                       .points = event.points,
                                       .level = event.level,
                                       .theta_micro = event.theta_micro,
                                       .se_micro = event.se_micro};
    }

    // Alerts.

    void operator()(const AlertOpened& event) const {
        ENSURE(event.alert.value == room.alerts.size() + 1);
        room.alerts.push_back(
            Alert{.candidate = event.candidate, .kind = event.kind, .opened = at});
    }

    void operator()(const AlertTaken& event) const {
        auto& alert = alert_of(event.alert);
        ENSURE(!alert.taken_by);
        alert.taken_by = event.by;
    }

    void operator()(const AlertResolved& event) const {
        auto& alert = alert_of(event.alert);
        ENSURE(!alert.resolved);
        alert.resolved = true;
    }

    // The camera.

    void operator()(const CameraAlertRaised& event) const {
        auto& alert = alert_of(event.alert);
        ENSURE(alert.kind == AlertKind::Camera && !alert.camera);
        alert.camera = CameraAlert{.raised = event.raised, .still = event.still};
        auto& use = candidate_of(alert.candidate).camera;
        ++use.alerts;
        see_opening(use, event.raised.opening);
        room.mutes = evolve(room.mutes, AlertRaised{.rule = event.raised.rule});
    }

    void operator()(const CameraAlertFollowed& event) const {
        auto& camera = camera_alert_of(event.alert);
        camera.raised = event.raised;
        camera.over = event.over;
    }

    void operator()(const CameraAlertAnswered& event) const {
        auto& camera = camera_alert_of(event.alert);
        room.mutes = evolve(room.mutes,
                            AlertAnswered{.rule = camera.raised.rule,
                                          .answer = event.answer,
                                          .instead_of = camera.answer,
                                          .set_aside = camera.set_aside});
        camera.answer = event.answer;
        camera.note = event.note;
    }

    void operator()(const StillDropped& event) const {
        auto& camera = camera_alert_of(event.alert);
        ENSURE(camera.still.has_value());
        camera.still.reset();
        camera.still_dropped = true;
    }

    void operator()(const RuleMuted& event) const { room.mutes = evolve(room.mutes, event); }

    void operator()(const RuleUnmuted& event) const {
        room.mutes = evolve(room.mutes, event);
        for (auto& alert : room.alerts) {
            if (alert.camera && alert.camera->raised.rule == event.rule)
                alert.camera->set_aside = true;
        }
    }

    void operator()(const MinuteKept& event) const {
        auto& use = candidate_of(event.candidate).camera;
        see_opening(use, event.opening);
        use.kept = CameraUse::Minute{.opening = event.opening, .minute = event.minute};
    }

private:
    static void see_opening(CameraUse& use, std::uint32_t opening) {
        use.next_opening = std::max(use.next_opening, opening + 1);
    }

    /// A sitting counts, with all it was given, in the level of its last estimate.
    void follow_level(const Sitting& sitting, const ItemDrawn& event) const {
        const auto& exposure = content.rules.exposure;
        if (!exposure || !exposure->caps.level_cap_ppm) return;
        const std::size_t items = content.pool.size();
        room.by_level.resize(kLevels, LevelUse{.sittings = 0, .counts = ItemCounts(items, 0)});
        auto& now = room.by_level.at(level_of(content.use_prices, event.theta_micro));
        if (sitting.draws.empty()) ++now.sittings;
        ++now.counts.at(event.item.value);
        if (sitting.draws.empty()) return;
        auto& before = room.by_level.at(level_of(content.use_prices, sitting.theta_micro));
        if (&before == &now) return;
        --before.sittings;
        ++now.sittings;
        for (const auto& drawn : sitting.draws) {
            --before.counts.at(drawn.item.value);
            ++now.counts.at(drawn.item.value);
        }
    }

    [[nodiscard]] Candidate& candidate_of(CandidateId id) const {
        const auto found = room.places.find(id);
        ENSURE(found != room.places.end());
        return room.candidates[found->second];
    }

    [[nodiscard]] Sitting& sitting_of(CandidateId id) const {
        auto* sitting = std::get_if<Sitting>(&candidate_of(id).phase);
        ENSURE(sitting != nullptr);
        return *sitting;
    }

    [[nodiscard]] static Draw& current_draw(Sitting& sitting, DrawNumber number) {
        ENSURE(sitting.current == number);
        return sitting.draws[number.value - 1];
    }

    [[nodiscard]] CameraAlert& camera_alert_of(AlertNumber number) const {
        auto& camera = alert_of(number).camera;
        ENSURE(camera.has_value());
        return *camera;
    }

    [[nodiscard]] Alert& alert_of(AlertNumber number) const {
        ENSURE(number.value >= 1 && number.value <= room.alerts.size());
        return room.alerts[number.value - 1];
    }
};

}  // namespace

void evolve(Room& room, const Event& event, Instant at, const Content& content) {
    ENSURE(at >= room.now);
    room.now = at;
    std::visit(Fold{.room = room, .at = at, .content = content}, event);
}

}  // namespace probant::engine
