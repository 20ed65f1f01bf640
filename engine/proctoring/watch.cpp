// SPDX-License-Identifier: EUPL-1.2
#include "engine/proctoring/watch.h"

#include <algorithm>
#include <span>
#include <string_view>
#include <utility>

#include "crypto/base/ensure.h"
#include "engine/proctoring/observation_limits.h"

namespace probant::engine {

namespace {

// The names of a rule's two figures; empty where it has fewer.
using FigureNames = std::array<std::string_view, kFigures>;

FigureNames figure_names(ProctoringRule rule) {
    switch (rule) {
        case ProctoringRule::FaceAbsent:
            return {};
        case ProctoringRule::ExtraFace:
            return {"faces", "score"};
        case ProctoringRule::LookingAway:
            return {"yaw", "pitch"};
        case ProctoringRule::Covered:
            return {"light", "deviation"};
        case ProctoringRule::TooDark:
            return {"light"};
        case ProctoringRule::Blurred:
            return {"sharpness"};
        case ProctoringRule::Frozen:
            return {"change"};
        case ProctoringRule::Looped:
            return {"lag_ms", "exact_repeats"};
        case ProctoringRule::Identity:
            return {"distance", "of_samples"};
        case ProctoringRule::Object:
            return {"label", "score"};
    }
    return {};
}

ProctoringState state_told_by(ProctoringRule rule) {
    const bool unclear = rule == ProctoringRule::TooDark || rule == ProctoringRule::Blurred;
    return unclear ? ProctoringState::CouldNotTell : ProctoringState::ToCheck;
}

struct Measured {
    Sign sign{};
    std::int64_t strength{};
    Figures figures{};
};

Measured extra_face_of(const Observation& observation, const FaceRules& rules, Sign sign) {
    const auto* other = extra_face(observation, rules);
    const int score = other != nullptr ? other->score : 0;
    const auto faces = std::ranges::count_if(
        observation.faces, [&](const SeenFace& face) { return face.score >= rules.present_score; });
    return {.sign = sign, .strength = score, .figures = {faces, score}};
}

Measured away_of(const Observation& observation,
                 const FaceRules& rules,
                 const std::optional<HeadPose>& baseline,
                 Sign sign) {
    const auto* face = main_face(observation, rules);
    if (face == nullptr || !face->pose || !baseline) return {.sign = sign};
    const int yaw = face->pose->yaw - baseline->yaw;
    const int pitch = face->pose->pitch - baseline->pitch;
    return {.sign = sign,
            .strength = std::max(std::abs(yaw), std::abs(pitch)),
            .figures = {yaw, pitch}};
}

// In the order of ProctoringRule, FaceAbsent to Frozen.
std::array<Measured, 7> measured(const Observation& observation,
                                 const ProctoringRules& rules,
                                 const std::optional<HeadPose>& baseline,
                                 const Signs& signs) {
    const auto& picture = observation.picture;
    return {
        Measured{.sign = signs.face_absent, .strength = picture.sharpness},
        extra_face_of(observation, rules.faces, signs.extra_face),
        away_of(observation, rules.faces, baseline, signs.looking_away),
        Measured{.sign = signs.covered,
                 .strength = -std::int64_t{picture.light},
                 .figures = {picture.light, picture.deviation}},
        Measured{.sign = signs.too_dark, .strength = picture.light, .figures = {picture.light}},
        Measured{
            .sign = signs.blurred, .strength = picture.sharpness, .figures = {picture.sharpness}},
        Measured{.sign = signs.frozen, .figures = {picture.change}}};
}

std::optional<int> compared_distance(const SeenIdentity& identity) {
    switch (identity.state) {
        case IdentityState::Match:
        case IdentityState::Uncertain:
        case IdentityState::Mismatch:
            return identity.distance;
        case IdentityState::Off:
        case IdentityState::Unavailable:
        case IdentityState::CouldNotTell:
            return std::nullopt;
    }
    return std::nullopt;
}

}  // namespace

Watch::Opening::Opening(const ProctoringRules& rules)
    : baseline(rules.away),
      lasting{Persistent{rules.face_absent, rules.gap},
              Persistent{rules.extra_face, rules.gap},
              Persistent{rules.looking_away, rules.gap},
              Persistent{rules.covered, rules.gap},
              Persistent{rules.too_dark, rules.gap},
              Persistent{rules.blurred, rules.gap},
              Persistent{rules.frozen, rules.gap}},
      loop(rules.loop),
      identity(rules.identity, rules.slow_gap),
      objects(rules.objects, rules.slow_gap) {}

Watch::Watch(const ProctoringRules& rules, RuleSet on, std::uint32_t opening)
    : rules_(rules), on_(on), opening_(opening), session_(rules) {
    ENSURE(!fault_of(rules));
}

std::vector<AlertChange> Watch::see(const Observation& observation) {
    Changes changes;
    const auto seen = plain(observation);
    if (paused_ || (session_.last && !follows(seen, *session_.last))) return changes;

    lapse(seen.at, changes);
    const PoseReference reference{
        .baseline = session_.baseline.pose(),
        .away_already = session_.lasting.at(place_of(ProctoringRule::LookingAway)).running()};
    auto signs = signs_of(seen, rules_, reference);
    if (seen.looked_for_faces) session_.last_look = seen.at;
    // Where nobody looks for faces, a picture that shows nothing has to be told without them.
    const bool nobody_looks = !session_.last_look || seen.at - *session_.last_look > rules_.gap;
    if (nobody_looks && signs.covered == Sign::NotMeasured) signs.covered = Sign::Seen;

    see_lasting(seen, signs, changes);
    see_rest(seen, signs, changes);
    session_.last = seen;
    return changes;
}

// Before a sample is looked at: what was last measured too long ago has ended.
void Watch::lapse(Duration now, Changes& changes) {
    for (std::size_t place = 0; place < session_.lasting.size(); ++place) {
        auto& lasting = session_.lasting.at(place);
        follow(kProctoringRules.at(place), lasting.lapse(now), lasting.episode(), changes);
    }
    if (session_.last && now - session_.last->at > rules_.gap)
        follow(ProctoringRule::Looped, session_.loop.stop(), session_.loop.episode(), changes);
    auto& identity = session_.identity;
    follow(ProctoringRule::Identity, identity.lapse(now), identity.episode(), changes);
    auto& objects = session_.objects;
    follow(ProctoringRule::Object, objects.lapse(now), objects.episode(), changes);
}

void Watch::see_lasting(const Observation& observation, const Signs& signs, Changes& changes) {
    const auto all = measured(observation, rules_, session_.baseline.pose(), signs);
    for (std::size_t place = 0; place < all.size(); ++place) {
        const auto rule = kProctoringRules.at(place);
        const auto& one = all.at(place);
        if (!on_.has(rule) || one.sign == Sign::NotMeasured) continue;
        auto& lasting = session_.lasting.at(place);
        const auto step =
            lasting.add({.frame = {.sequence = observation.sequence, .at = observation.at},
                         .seen = one.sign == Sign::Seen,
                         .strength = one.strength,
                         .figures = one.figures});
        follow(rule, step, lasting.episode(), changes);
    }
}

void Watch::see_rest(const Observation& observation, const Signs& signs, Changes& changes) {
    const bool telling = signs.frozen != Sign::NotMeasured;
    if (telling) session_.last_telling = observation.at;
    if (on_.has(ProctoringRule::Looped)) {
        const auto step = session_.loop.add(observation, telling);
        follow(ProctoringRule::Looped, step, session_.loop.episode(), changes);
    }
    if (on_.has(ProctoringRule::Object) && observation.looked_for_objects) {
        const auto step = session_.objects.add(observation);
        follow(ProctoringRule::Object, step, session_.objects.episode(), changes);
    }
    const auto* face = main_face(observation, rules_.faces);
    const bool alone = signs.clear && face != nullptr && signs.extra_face == Sign::NotSeen;
    if (!alone) return;
    if (face->pose) session_.baseline.add(observation.at, *face->pose);
    const auto distance = compared_distance(observation.identity);
    if (!on_.has(ProctoringRule::Identity) || !distance) return;
    const auto step =
        session_.identity.add({.sequence = observation.sequence, .at = observation.at}, *distance);
    follow(ProctoringRule::Identity, step, session_.identity.episode(), changes);
}

void Watch::follow(ProctoringRule rule,
                   EpisodeStep step,
                   const Episode& episode,
                   Changes& changes) {
    switch (step) {
        case EpisodeStep::Nothing:
            return;
        case EpisodeStep::Began:
            return open(rule, episode, changes);
        case EpisodeStep::Ended:
            return close(rule, episode, changes);
    }
}

void Watch::open(ProctoringRule rule, const Episode& episode, Changes& changes) {
    auto& track = session_.tracks.at(place_of(rule));
    ENSURE(!track.open);
    const bool again = track.alert.number > 0 && episode.start - track.alert.end <= rules_.cooldown;
    if (!again) track = Track{.alert = new_alert(rule, episode)};
    track.open = true;
    ++track.episodes;
    refresh(track, episode);
    changes.push_back({again ? AlertStep::Extended : AlertStep::Opened, track.alert});
}

ProctoringAlert Watch::new_alert(ProctoringRule rule, const Episode& episode) {
    ProctoringAlert alert{.number = ++raised_,
                          .opening = opening_,
                          .rule = rule,
                          .state = state_told_by(rule),
                          .start = episode.start,
                          .still = episode.still};
    const auto names = figure_names(rule);
    for (std::size_t place = 0; place < names.size(); ++place) {
        if (names.at(place).empty()) continue;
        alert.evidence.push_back({std::string(names.at(place)), episode.figures.at(place)});
    }
    return alert;
}

void Watch::close(ProctoringRule rule, const Episode& episode, Changes& changes) {
    auto& track = session_.tracks.at(place_of(rule));
    ENSURE(track.open);
    refresh(track, episode);
    track.open = false;
    track.lasted += episode.end - episode.start;
    track.samples += episode.samples;
    changes.push_back({AlertStep::Closed, track.alert});
}

// The figures of the still never change: what is shown beside it is what it shows.
void Watch::refresh(Track& track, const Episode& episode) {
    auto& alert = track.alert;
    alert.end = episode.end;
    const std::array times{
        Evidence{"seen_ms", (track.lasted + (episode.end - episode.start)).count()},
        Evidence{"samples", track.samples + episode.samples},
        Evidence{"times", track.episodes}};
    for (const auto& time : times) {
        const auto same = std::ranges::find(alert.evidence, time.name, &Evidence::name);
        if (same == alert.evidence.end()) {
            alert.evidence.push_back(time);
        } else {
            same->value = time.value;
        }
    }
}

std::vector<AlertChange> Watch::pause() {
    Changes changes;
    for (std::size_t place = 0; place < session_.lasting.size(); ++place) {
        auto& lasting = session_.lasting.at(place);
        follow(kProctoringRules.at(place), lasting.stop(), lasting.episode(), changes);
    }
    follow(ProctoringRule::Looped, session_.loop.stop(), session_.loop.episode(), changes);
    follow(
        ProctoringRule::Identity, session_.identity.stop(), session_.identity.episode(), changes);
    follow(ProctoringRule::Object, session_.objects.stop(), session_.objects.episode(), changes);
    paused_ = true;
    return changes;
}

void Watch::resume(std::uint32_t opening) {
    ENSURE(paused_ && opening > opening_);
    paused_ = false;
    opening_ = opening;
    session_ = Opening{rules_};
}

const Episode& Watch::episode_of(ProctoringRule rule) const {
    switch (rule) {
        case ProctoringRule::FaceAbsent:
        case ProctoringRule::ExtraFace:
        case ProctoringRule::LookingAway:
        case ProctoringRule::Covered:
        case ProctoringRule::TooDark:
        case ProctoringRule::Blurred:
        case ProctoringRule::Frozen:
            return session_.lasting.at(place_of(rule)).episode();
        case ProctoringRule::Looped:
            return session_.loop.episode();
        case ProctoringRule::Identity:
            return session_.identity.episode();
        case ProctoringRule::Object:
            return session_.objects.episode();
    }
    fail_ensure("a rule has an episode");
}

bool Watch::measured_lately(ProctoringRule rule) const {
    if (paused_ || !session_.last) return false;
    std::optional<Duration> last;
    Duration gap = rules_.gap;
    switch (rule) {
        case ProctoringRule::FaceAbsent:
        case ProctoringRule::ExtraFace:
        case ProctoringRule::LookingAway:
        case ProctoringRule::Covered:
        case ProctoringRule::TooDark:
        case ProctoringRule::Blurred:
        case ProctoringRule::Frozen:
            last = session_.lasting.at(place_of(rule)).last_measured();
            break;
        case ProctoringRule::Looped:
            last = session_.last_telling;
            break;
        case ProctoringRule::Identity:
            last = session_.identity.last_told();
            gap = rules_.slow_gap;
            break;
        case ProctoringRule::Object:
            last = session_.objects.last_measured();
            gap = rules_.slow_gap;
            break;
    }
    return last && session_.last->at - *last <= gap;
}

ProctoringState Watch::state_of(ProctoringRule rule) const {
    const auto& track = session_.tracks.at(place_of(rule));
    if (track.open) return track.alert.state;
    return on_.has(rule) && measured_lately(rule) ? ProctoringState::Ok
                                                  : ProctoringState::CouldNotTell;
}

std::vector<SampleState> Watch::states() const {
    if (paused_ || !session_.last) return {SampleState::CouldNotTell};
    auto states = states_of(*session_.last, rules_, session_.baseline.pose());
    const auto add = [&](ProctoringRule rule, SampleState state) {
        if (!session_.tracks.at(place_of(rule)).open) return;
        std::erase(states, SampleState::Ok);
        states.push_back(state);
    };
    add(ProctoringRule::Frozen, SampleState::Frozen);
    add(ProctoringRule::Looped, SampleState::Looped);
    std::ranges::sort(states);
    return states;
}

std::vector<ProctoringAlert> Watch::open_alerts() const {
    std::vector<ProctoringAlert> alerts;
    for (const auto rule : kProctoringRules) {
        auto track = session_.tracks.at(place_of(rule));
        if (!track.open) continue;
        refresh(track, episode_of(rule));
        alerts.push_back(track.alert);
    }
    return alerts;
}

}  // namespace probant::engine
