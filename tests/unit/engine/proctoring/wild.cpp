// SPDX-License-Identifier: EUPL-1.2
#include "tests/unit/engine/proctoring/wild.h"

namespace probant::engine::film {

int Wild::figure(int usual) {
    if (rng_.below(40) == 0) return static_cast<int>(rng_.next());
    return static_cast<int>(rng_.below(static_cast<std::uint32_t>(usual) + 1));
}

SeenFace Wild::face() {
    SeenFace one{.x = figure(600),
                 .y = figure(400),
                 .width = figure(300),
                 .height = figure(300),
                 .score = figure(1000),
                 .pose = {}};
    if (rng_.below(4) != 0)
        one.pose = HeadPose{.yaw = figure(900) - 450, .pitch = figure(600) - 300};
    return one;
}

void Wild::move_on() {
    switch (rng_.below(240)) {
        case 0:
            now_.at -= Duration{rng_.below(20'000)};
            break;
        case 1:
            now_.at += Duration{rng_.below(100'000)};
            break;
        case 2:
            now_.sequence = rng_.next();
            break;
        case 3:
            now_.sequence = rng_.below(1000);
            break;
        default:
            now_.at += Duration{rng_.below(700)};
            now_.sequence += rng_.below(12);
    }
}

// What was seen stays for a while: otherwise nothing would ever last.
Observation Wild::next() {
    move_on();
    if (rng_.below(50) == 0) {
        now_.picture = {.light = figure(rng_.below(4) == 0 ? 30 : 255),
                        .deviation = figure(1000),
                        .sharpness = figure(100),
                        .change = figure(1000),
                        .hash = rng_.below(3),
                        .exact = rng_.below(30)};
        now_.looked_for_faces = rng_.below(5) != 0;
        now_.faces.clear();
        for (std::uint32_t count = rng_.below(4); count > 0; --count)
            now_.faces.push_back(face());
        now_.identity.state = static_cast<IdentityState>(rng_.below(6));
        now_.identity.distance.reset();
        if (rng_.below(3) != 0) now_.identity.distance = figure(1000);
        now_.looked_for_objects = rng_.below(2) == 0;
        now_.objects.clear();
        for (std::uint32_t count = rng_.below(12); count > 8; --count) {
            now_.objects.push_back(
                {.label = static_cast<ObjectLabel>(rng_.below(4)), .score = figure(1000)});
        }
    }
    if (rng_.below(60) == 0) now_.faces.assign(rng_.below(20), face());
    if (rng_.below(3) == 0) now_.picture.exact = rng_.below(30);
    return now_;
}

std::vector<Observation> Wild::some(std::size_t count) {
    std::vector<Observation> all;
    while (all.size() < count)
        all.push_back(next());
    return all;
}

}  // namespace probant::engine::film
