// SPDX-License-Identifier: EUPL-1.2
#include "tests/unit/engine/proctoring/film.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "engine/math/counter_rng.h"
#include "engine/proctoring/watch.h"

namespace probant::engine::film {
namespace {

using math::CounterRng;

// A face of somebody at a desk, in a picture of 640 x 480.
constexpr SeenFace kSeated{
    .x = 240, .y = 150, .width = 150, .height = 170, .score = 930, .pose = {}};
constexpr HeadPose kUsual{.yaw = 45, .pitch = -80};

// Each thing that happens has chance of its own: one more changes no other.
CounterRng chance_of(std::uint64_t seed, std::uint32_t purpose) {
    return {seed, purpose, math::Purpose::Forensics};
}

int about(CounterRng& rng, int middle, int spread) {
    return middle - spread +
           static_cast<int>(rng.below(static_cast<std::uint32_t>(2 * spread + 1)));
}

bool happens(CounterRng& rng, int permille) {
    return static_cast<int>(rng.below(1000)) < permille;
}

std::uint64_t flipped(CounterRng& rng, std::uint64_t hash, int bits) {
    for (int one = 0; one < bits; ++one)
        hash ^= std::uint64_t{1} << rng.below(64);
    return hash;
}

bool within(const Observation& observation, Span span) {
    return observation.at >= seconds(span.from) && observation.at < seconds(span.to);
}

// The detector misses some of the faces that are there, and sees some that are not.
void find_faces(Observation& observation, CounterRng& rng, const Noise& noise) {
    observation.looked_for_faces = true;
    SeenFace face = kSeated;
    face.x = about(rng, face.x, 6);
    face.y = about(rng, face.y, 4);
    face.score = about(rng, face.score, 50);
    face.pose = HeadPose{.yaw = about(rng, kUsual.yaw, noise.pose),
                         .pitch = about(rng, kUsual.pitch, noise.pose)};
    if (!happens(rng, noise.missed_permille)) observation.faces.push_back(face);
    if (!happens(rng, noise.false_permille)) return;
    observation.faces.push_back({.x = about(rng, 300, 250),
                                 .y = about(rng, 200, 150),
                                 .width = about(rng, 50, 30),
                                 .height = about(rng, 50, 30),
                                 .score = about(rng, 600, 100),
                                 .pose = {}});
}

Observation sample(CounterRng& rng, std::uint64_t hash, const Noise& noise) {
    return {
        .picture = {.light = about(rng, 118, 4),
                    .deviation = about(rng, 520, 15),
                    .sharpness = about(rng, 210, 40),
                    .change = about(rng, 900, 400),
                    .hash = flipped(rng, hash, about(rng, noise.hash_bits, noise.hash_bits) / 2),
                    .exact = rng.next()},
        .faces = {},
        .identity = {},
        .objects = {}};
}

}  // namespace

Film::Film(double length, double rate, std::uint64_t seed, const Noise& noise) : seed_(seed) {
    auto rng = chance_of(seed, 1);
    const std::uint64_t room = rng.next();
    Duration last_look = seconds(-1);
    Duration last_identity = seconds(-10);
    Duration last_objects = seconds(-10);
    for (int count = 0; count / rate < length; ++count) {
        auto one = sample(rng, room, noise);
        one.at = seconds(count / rate) + Duration{about(rng, noise.jitter_ms, noise.jitter_ms)};
        one.sequence = static_cast<std::uint64_t>(count) * 6 + 1;
        if (one.at - last_look >= seconds(0.45)) {
            find_faces(one, rng, noise);
            last_look = one.at;
        }
        if (one.looked_for_faces && one.at - last_identity >= seconds(4.9)) {
            one.identity = {.state = IdentityState::Match, .distance = about(rng, 360, 60)};
            last_identity = one.at;
        }
        if (one.at - last_objects >= seconds(2.9)) {
            one.looked_for_objects = true;
            one.objects.push_back({.label = ObjectLabel::Person, .score = about(rng, 850, 100)});
            last_objects = one.at;
        }
        observations_.push_back(std::move(one));
    }
    if (!observations_.empty()) observations_.front().picture.change = 0;
}

Film& Film::change(Span span, const std::function<void(Observation&)>& act) {
    for (auto& one : observations_)
        if (within(one, span)) act(one);
    return *this;
}

Film& Film::nobody(Span span) {
    return change(span, [](Observation& one) {
        std::erase_if(one.faces, [](const SeenFace& face) { return face.width == kSeated.width; });
        if (one.identity.state == IdentityState::Match)
            one.identity = {.state = IdentityState::CouldNotTell, .distance = {}};
    });
}

Film& Film::somebody_else(Span span, int score, int side) {
    auto rng = chance_of(seed_, 2);
    return change(span, [&](Observation& one) {
        if (!one.looked_for_faces || happens(rng, 20)) return;
        one.faces.push_back({.x = about(rng, 460, 10),
                             .y = about(rng, 140, 10),
                             .width = side,
                             .height = side,
                             .score = about(rng, score, 10),
                             .pose = HeadPose{}});
    });
}

Film& Film::turned(Span span, int yaw, int pitch) {
    return change(span, [&](Observation& one) {
        for (auto& face : one.faces) {
            if (!face.pose) continue;
            face.pose->yaw += yaw;
            face.pose->pitch += pitch;
        }
    });
}

Film& Film::covered(Span span) {
    auto rng = chance_of(seed_, 3);
    return change(span, [&](Observation& one) {
        one.picture = {.light = about(rng, 6, 3),
                       .deviation = about(rng, 15, 5),
                       .sharpness = about(rng, 3, 2),
                       .change = about(rng, 120, 60),
                       .hash = 0,
                       .exact = rng.below(4)};
        one.faces.clear();
    });
}

Film& Film::against_a_wall(Span span) {
    auto rng = chance_of(seed_, 4);
    return change(span, [&](Observation& one) {
        one.picture.light = about(rng, 140, 5);
        one.picture.deviation = about(rng, 70, 20);
        one.picture.sharpness = about(rng, 8, 3);
        one.faces.clear();
    });
}

Film& Film::dark(Span span) {
    auto rng = chance_of(seed_, 5);
    return change(span, [&](Observation& one) {
        one.picture.light = about(rng, 13, 4);
        one.picture.deviation = about(rng, 90, 15);
        one.picture.change = about(rng, 250, 150);
    });
}

Film& Film::blurred(Span span) {
    auto rng = chance_of(seed_, 6);
    return change(span, [&](Observation& one) { one.picture.sharpness = about(rng, 17, 4); });
}

Film& Film::still(Span span) {
    auto rng = chance_of(seed_, 7);
    std::optional<PictureFigures> first;
    return change(span, [&](Observation& one) {
        if (first) {
            one.picture = *first;
            one.picture.change = about(rng, 120, 120);
        }
        first = one.picture;
    });
}

Film& Film::looped(Span span, double period) {
    loop(span, period, /*exactly=*/true);
    return *this;
}

Film& Film::looped_encoded(Span span, double period) {
    loop(span, period, /*exactly=*/false);
    return *this;
}

// The picture of a moment is that of the first period that is nearest to it.
void Film::loop(Span span, double period, bool exactly) {
    auto rng = chance_of(seed_, 8);
    std::vector<Observation> first;
    for (const auto& one : observations_)
        if (within(one, {span.from, span.from + period})) first.push_back(one);
    change({span.from + period, span.to}, [&](Observation& one) {
        const auto into = (one.at - seconds(span.from)) % seconds(period) + seconds(span.from);
        const auto far = [&](const Observation& other) {
            return std::abs((other.at - into).count());
        };
        one.picture = std::ranges::min_element(first, {}, far)->picture;
        if (!exactly) one.picture.exact = rng.next();
        if (!exactly) one.picture.hash = flipped(rng, one.picture.hash, happens(rng, 300) ? 1 : 0);
    });
}

Film& Film::unlike_enrolled(Span span) {
    auto rng = chance_of(seed_, 9);
    return change(span, [&](Observation& one) {
        if (one.identity.state != IdentityState::Match) return;
        one.identity = {.state = IdentityState::Mismatch, .distance = about(rng, 720, 80)};
    });
}

Film& Film::object(Span span, ObjectLabel label, int score) {
    auto rng = chance_of(seed_, 10);
    return change(span, [&](Observation& one) {
        if (one.looked_for_objects) one.objects.push_back({label, about(rng, score, 20)});
    });
}

Film& Film::closed(Span span) {
    std::erase_if(observations_, [&](const Observation& one) { return within(one, span); });
    return *this;
}

// Postures change every few seconds, heads turn for a moment, faces are lost in a movement.
Film& Film::moving() {
    auto rng = chance_of(seed_, 11);
    std::uint64_t posture = rng.next();
    int light = 118;
    Duration next_move{};
    Duration turned_until{};
    Duration lost_until{};
    for (auto& one : observations_) {
        const bool moves = one.at >= next_move;
        if (moves) {
            next_move = one.at + Duration{about(rng, 2500, 2300)};
            posture = flipped(rng, posture, about(rng, 9, 6));
            light = std::clamp(light + about(rng, 0, 12), 60, 200);
            if (happens(rng, 200)) turned_until = one.at + Duration{about(rng, 1300, 1200)};
            if (happens(rng, 100)) lost_until = one.at + Duration{about(rng, 800, 600)};
        }
        one.picture.hash = flipped(rng, posture, about(rng, 2, 2));
        one.picture.light = about(rng, light, 4);
        one.picture.sharpness = about(rng, moves ? 60 : 180, moves ? 30 : 60);
        one.picture.change = moves ? about(rng, 5000, 3500) : about(rng, 900, 500);
        if (one.at < lost_until) one.faces.clear();
        if (one.at < turned_until && !one.faces.empty() && one.faces.front().pose)
            one.faces.front().pose->yaw += about(rng, 300, 250);
    }
    return *this;
}

// Screen, keyboard, paper, clock: to each the head returns exactly, for a while, at its own time.
Film& Film::habits(int postures) {
    auto rng = chance_of(seed_, 13);
    std::vector<std::uint64_t> known{rng.next()};
    while (static_cast<int>(known.size()) < postures)
        known.push_back(flipped(rng, known.front(), about(rng, 14, 4)));
    std::uint64_t posture = known.front();
    Duration next{};
    return change({-1, 1e9}, [&](Observation& one) {
        const bool moves = one.at >= next;
        if (moves) posture = known.at(rng.below(static_cast<std::uint32_t>(known.size())));
        if (moves) next = one.at + Duration{about(rng, 1700, 1500)};
        one.picture.hash = happens(rng, 300) ? flipped(rng, posture, 1) : posture;
        one.picture.light = 118;
        one.picture.deviation = about(rng, 520, 3);
    });
}

Film& Film::motionless() {
    auto rng = chance_of(seed_, 12);
    const std::uint64_t room = rng.next();
    return change({-1, 1e9}, [&](Observation& one) {
        one.picture.hash = happens(rng, 200) ? flipped(rng, room, 1) : room;
        one.picture.change = about(rng, 480, 120);
        one.picture.light = 118;
        one.picture.deviation = about(rng, 520, 3);
    });
}

std::vector<ProctoringAlert> Film::alerts(const ProctoringRules& rules, RuleSet on) const {
    Watch watch(rules, on);
    std::vector<ProctoringAlert> all;
    for (const auto& one : observations_) {
        for (const auto& change : watch.see(one))
            apply(all, change);
    }
    for (const auto& change : watch.pause())
        apply(all, change);
    return all;
}

std::vector<ProctoringAlert> Film::alerts_of(ProctoringRule rule,
                                             const ProctoringRules& rules) const {
    auto all = alerts(rules);
    std::erase_if(all, [&](const ProctoringAlert& alert) { return alert.rule != rule; });
    return all;
}

}  // namespace probant::engine::film
