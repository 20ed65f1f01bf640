// SPDX-License-Identifier: EUPL-1.2
#include "engine/usecases/asked.h"

namespace probant::engine {
namespace {

struct RefuseCode {
    Instant now;

    std::optional<Refusal> operator()(const CodeArmed& /*code*/) const { return std::nullopt; }

    std::optional<Refusal> operator()(const CodeUsed& /*code*/) const { return Refusal::CodeUsed; }

    std::optional<Refusal> operator()(const CodeRearmedUntil& code) const {
        if (now > code.until) return Refusal::CodeExpired;
        return std::nullopt;
    }
};

}  // namespace

Verdict judge(const SignIn& command, const Asked& asked) {
    const auto candidate = open_candidate(asked, command.candidate);
    if (!candidate) return Refused{candidate.error()};
    if (const auto refusal = std::visit(RefuseCode{asked.now}, candidate.value()->code))
        return Refused{*refusal};

    Events events;
    if (candidate.value()->has_signed_in)
        events.emplace_back(MovedElsewhere{.candidate = command.candidate});
    events.emplace_back(CandidateSignedIn{.candidate = command.candidate});
    return events;
}

}  // namespace probant::engine
