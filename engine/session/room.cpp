// SPDX-License-Identifier: EUPL-1.2
#include "engine/session/room.h"

#include <algorithm>

#include "engine/usecases/asked.h"

namespace probant::engine {
namespace {

/// Who may ask what. A candidate may only ask for their own sitting.
struct MayAsk {
    const Actor& by;

    bool operator()(const CreateSession& /*command*/) const { return is(Role::Manager); }

    bool operator()(const OpenSession& /*command*/) const { return is(Role::Invigilator); }

    bool operator()(const ConfirmPresence& /*command*/) const { return is(Role::Invigilator); }

    bool operator()(const UndoPresence& /*command*/) const { return is(Role::Invigilator); }

    bool operator()(const Authorise& /*command*/) const { return is(Role::Invigilator); }

    bool operator()(const AuthoriseToResume& /*command*/) const { return is(Role::Invigilator); }

    bool operator()(const PauseSitting& /*command*/) const { return is(Role::Invigilator); }

    bool operator()(const ResumeSitting& /*command*/) const { return is(Role::Invigilator); }

    bool operator()(const PauseRoom& /*command*/) const { return is(Role::Invigilator); }

    bool operator()(const ResumeRoom& /*command*/) const { return is(Role::Invigilator); }

    bool operator()(const GiveTime& /*command*/) const { return is(Role::Invigilator); }

    bool operator()(const EndSitting& /*command*/) const { return is(Role::Invigilator); }

    bool operator()(const DecideReport& /*command*/) const { return is(Role::Invigilator); }

    bool operator()(const TakeAlert& /*command*/) const { return is(Role::Invigilator); }

    bool operator()(const ResolveAlert& /*command*/) const { return is(Role::Invigilator); }

    bool operator()(const AnswerAlert& /*command*/) const { return is(Role::Invigilator); }

    bool operator()(const UnmuteRule& /*command*/) const { return is(Role::Invigilator); }

    bool operator()(const CloseSession& /*command*/) const { return is(Role::Invigilator); }

    bool operator()(const SignIn& command) const { return is_self(command.candidate); }

    bool operator()(const StartSitting& command) const { return is_self(command.candidate); }

    bool operator()(const SaveAnswer& command) const { return is_self(command.candidate); }

    bool operator()(const ReportQuestion& command) const { return is_self(command.candidate); }

    bool operator()(const CallForHelp& command) const { return is_self(command.candidate); }

    bool operator()(const HandIn& command) const { return is_self(command.candidate); }

    bool operator()(const KeepMinute& /*command*/) const { return is(Role::Station); }

    bool operator()(const RaiseAlert& /*command*/) const { return is(Role::Station); }

    bool operator()(const FollowAlert& /*command*/) const { return is(Role::Station); }

    bool operator()(const Tick& /*command*/) const { return is(Role::Centre); }

    bool operator()(const RestartCentre& /*command*/) const { return is(Role::Centre); }

    bool operator()(const EndByTime& /*command*/) const { return is(Role::Centre); }

private:
    [[nodiscard]] bool is(Role role) const { return by.role == role; }

    [[nodiscard]] bool is_self(CandidateId candidate) const {
        return by.role == Role::Candidate && by.id == candidate.uuid;
    }
};

}  // namespace

const Candidate* find_candidate(const Room& room, CandidateId id) {
    const auto found = room.places.find(id);
    if (found == room.places.end()) return nullptr;
    return &room.candidates[found->second];
}

Result<Events, Refusal> decide(const Room& room,
                               const Command& command,
                               const Actor& by,
                               Instant now,
                               const Content& content) {
    if (!std::visit(MayAsk{by}, command)) return Refused{Refusal::NotAllowed};
    if (now < room.now) return Refused{Refusal::ClockWentBack};
    const Asked asked{.room = room, .by = by, .now = now, .content = content};
    return std::visit([&](const auto& one) { return judge(one, asked); }, command);
}

std::optional<DueEnd> next_due_end(const Room& room, const Rules& rules) {
    std::optional<DueEnd> first;
    if (room.phase != SessionPhase::Open) return first;
    for (const auto& candidate : room.candidates) {
        const auto* sitting = sitting_of(candidate);
        if (sitting == nullptr || !std::holds_alternative<Running>(sitting->phase)) continue;
        const auto at = sitting->deadline + late_grace_of(rules);
        if (!first || at < first->at) first = DueEnd{.at = at, .candidate = candidate.id};
    }
    return first;
}

RuleSet rules_watching(const Room& room, const Candidate& candidate, const Content& content) {
    const auto& order = content.rules.proctoring;
    if (!order || !room.created.camera.value_or(false)) return {};
    const bool looks_otherwise = std::ranges::any_of(candidate.needs, [](AccessNeed need) {
        return need == AccessNeed::ScreenReader || need == AccessNeed::LowVision;
    });
    return rules_for(*order, {.screen_reader = looks_otherwise, .companion = candidate.companion});
}

bool someone_runs(const Room& room) {
    if (room.phase != SessionPhase::Open) return false;
    return std::ranges::any_of(room.candidates, [](const Candidate& candidate) {
        const auto* sitting = sitting_of(candidate);
        return sitting != nullptr && std::holds_alternative<Running>(sitting->phase);
    });
}

}  // namespace probant::engine
