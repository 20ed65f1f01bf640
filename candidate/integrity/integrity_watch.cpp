// SPDX-License-Identifier: EUPL-1.2
#include "candidate/integrity/integrity_watch.h"

namespace probant::candidate::integrity {
namespace {

using engine::SignState;

bool has_lasted(const Judgement& judgement, Moment since, Moment now) {
    const auto lasting =
        judgement.state == SignState::ToCheck ? lasting_of(judgement.sign) : kUntoldLasting;
    return now.boot_ms - since.boot_ms >= lasting.count();
}

}  // namespace

engine::Duration lasting_of(engine::StationSign sign) {
    using engine::StationSign;
    using std::chrono::seconds;
    switch (sign) {
        // Longer than a timer of the system runs, or an address takes from one card to another.
        case StationSign::Process:
        case StationSign::NetworkPath:
            return seconds{10};
        // A second look: a screen that wakes, a window that passes.
        case StationSign::SecondScreen:
        case StationSign::RemoteSession:
        case StationSign::FocusLost:
        case StationSign::FullScreenLeft:
            return seconds{5};
        // A fact of its own, or already the middle of several.
        case StationSign::VirtualMachine:
        case StationSign::ClockDrift:
        case StationSign::UsbStorage:
        case StationSign::CameraLost:
        case StationSign::BrowserRestarted:
        case StationSign::AgentRestarted:
            return seconds{0};
    }
    return seconds{0};
}

void IntegrityWatch::see(std::span<const Judgement> judgements, Moment now) {
    for (const Judgement& judgement : judgements)
        follow(followed_.at(engine::place_of(judgement.sign)), judgement, now);
}

void IntegrityWatch::follow(Followed& followed, const Judgement& judgement, Moment now) {
    const bool slept = now.boot_ms - followed.last_boot_ms > kLookGap.count();
    if (judgement.state != followed.state || slept) followed.since = now;
    followed.state = judgement.state;
    followed.last_boot_ms = now.boot_ms;
    if (judgement.state == SignState::Ok) {
        followed.told.reset();
        return;
    }
    if (followed.told && followed.told->state == judgement.state) {
        followed.told->evidence = judgement.evidence;
        return;
    }
    if (!has_lasted(judgement, followed.since, now)) return;
    followed.told = engine::IntegritySign{.sign = judgement.sign,
                                          .state = judgement.state,
                                          .since_ms = followed.since.wall_ms,
                                          .evidence = judgement.evidence};
}

std::vector<engine::IntegritySign> IntegrityWatch::signs() const {
    std::vector<engine::IntegritySign> signs;
    for (const Followed& followed : followed_)
        if (followed.told) signs.push_back(*followed.told);
    return signs;
}

}  // namespace probant::candidate::integrity
