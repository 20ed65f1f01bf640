// SPDX-License-Identifier: EUPL-1.2
#include "candidate/agent/agent.h"

#include <csignal>
#include <ctime>
#include <system_error>
#include <utility>

#include "candidate/agent/own_signs.h"
#include "candidate/link/station_clock.h"
#include "crypto/private_file.h"
#include "server/observe/log.h"

namespace probant::candidate {
namespace {

/// Between two looks at the threads.
constexpr engine::Duration kThreadsEvery{1'000};

std::filesystem::path marker_in(const std::filesystem::path& state) {
    return state / "running";
}

// A marker that is still there was left by a program that was killed, or by a power cut.
bool was_cut_short(const std::filesystem::path& state) {
    std::error_code error;
    const bool left = std::filesystem::exists(marker_in(state), error);
    static_cast<void>(
        crypto::write_private(marker_in(state), as_bytes("1"), crypto::Existing::Replace));
    return left;
}

server::Peer with_identity(server::Peer centre, const StationIdentity& identity) {
    centre.certificate = identity.certificate;
    centre.key = identity.key;
    centre.connect = kConnectWithin;
    centre.wait = kAnswerWithin;
    return centre;
}

// True when a signal to stop has come within this time.
bool told_to_stop(engine::Duration within) {
    sigset_t signals;
    ::sigemptyset(&signals);
    ::sigaddset(&signals, SIGINT);
    ::sigaddset(&signals, SIGTERM);
    const timespec time{.tv_sec = within.count() / 1000,
                        .tv_nsec = within.count() % 1000 * 1'000'000};
    return ::sigtimedwait(&signals, nullptr, &time) > 0;
}

}  // namespace

Agent::Agent(AgentParts parts)
    : parts_(std::move(parts)),
      cut_short_ms_(was_cut_short(parts_.state) ? wall_ms() : 0),
      link_({.centre = with_identity(parts_.centre, parts_.identity),
             .session_key = parts_.identity.session_key,
             .obey = [this](const StandingOrder& order) { eyes_.obey(order); },
             .browser = [this] { return kiosk_facts().state; },
             .signs = [this](const IntegrityMoment& moment) { return signs(moment); }}),
      eyes_({.camera = parts_.camera,
             .models = parts_.models,
             .state = parts_.state,
             .post = [this](FromEyes message) { link_.post(std::move(message)); },
             .tell = [this](const EyesReport& report) { link_.tell(report); }}) {
    if (parts_.kiosk) kiosk_.emplace(*parts_.kiosk);
}

Agent::~Agent() {
    stop();
}

void Agent::run() {
    start();
    const auto every = std::min(manager_.watchdog().value_or(kThreadsEvery), kThreadsEvery);
    while (!told_to_stop(every))
        tell_manager(steady_now());
    manager_.tell("STOPPING=1");
    stop();
}

void Agent::start() {
    link_pulse_.seen = eyes_pulse_.seen = steady_now();
    if (kiosk_) kiosk_->start();
    eyes_.start();
    link_.start();
    server::log().info("station.started",
                       {{"station", parts_.identity.station}, {"cut_short", cut_short_ms_ != 0}});
    if (parts_.identity.expires_ms <= wall_ms())
        server::log().error("station.certificate_has_run_out");
    manager_.tell("READY=1");
}

// The camera closes first: its last minute is then still sent.
void Agent::stop() {
    eyes_.stop();
    link_.stop();
    if (kiosk_) kiosk_->stop();
    std::error_code ignored;
    if (std::filesystem::remove(marker_in(parts_.state), ignored))
        server::log().info("station.stopped", {{"station", parts_.identity.station}});
}

KioskFacts Agent::kiosk_facts() const {
    return kiosk_ ? kiosk_->facts() : KioskFacts{};
}

std::vector<engine::IntegritySign> Agent::signs(const IntegrityMoment& moment) const {
    auto signs = own_signs({.wall_ms = moment.wall_ms,
                            .eyes = eyes_.report(),
                            .kiosk = kiosk_facts(),
                            .cut_short_ms = cut_short_ms_});
    if (!parts_.integrity) return signs;
    for (auto& sign : parts_.integrity(moment))
        signs.push_back(std::move(sign));
    return signs;
}

bool Agent::Pulse::beats(std::uint64_t now_at, engine::Instant now) {
    if (count != now_at) {
        count = now_at;
        seen = now;
    }
    return now - seen < kStandsStill;
}

bool Agent::all_live(engine::Instant now) {
    const bool link = link_pulse_.beats(link_.pulse(), now);
    const bool eyes = eyes_pulse_.beats(eyes_.pulse(), now);
    return link && eyes;
}

void Agent::tell_manager(engine::Instant now) {
    if (all_live(now)) manager_.tell("WATCHDOG=1");
    const bool away = link_.is_away();
    if (told_away_ == away) return;
    told_away_ = away;
    manager_.tell(away ? "STATUS=The centre does not answer" : "STATUS=The centre answers");
}

}  // namespace probant::candidate
