// SPDX-License-Identifier: EUPL-1.2
#include "engine/proctoring/observation_limits.h"

#include <algorithm>

namespace probant::engine {

namespace {

PictureFigures plain(const PictureFigures& picture) {
    return {.light = std::clamp(picture.light, 0, kLightMost),
            .deviation = std::clamp(picture.deviation, 0, kDeviationMost),
            .sharpness = std::clamp(picture.sharpness, 0, kSharpnessMost),
            .change = std::clamp(picture.change, 0, kChangeMost),
            .hash = picture.hash,
            .exact = picture.exact};
}

SeenFace plain(const SeenFace& face) {
    SeenFace one{.x = std::clamp(face.x, -kPixelsMost, kPixelsMost),
                 .y = std::clamp(face.y, -kPixelsMost, kPixelsMost),
                 .width = std::clamp(face.width, 0, kPixelsMost),
                 .height = std::clamp(face.height, 0, kPixelsMost),
                 .score = std::clamp(face.score, 0, kPermille),
                 .pose = face.pose};
    if (!one.pose) return one;
    one.pose->yaw = std::clamp(one.pose->yaw, -kYawMost, kYawMost);
    one.pose->pitch = std::clamp(one.pose->pitch, -kPitchMost, kPitchMost);
    return one;
}

}  // namespace

Observation plain(const Observation& observation) {
    Observation one{.at = std::clamp(observation.at, Duration{0}, kOpeningMost),
                    .sequence = observation.sequence,
                    .picture = plain(observation.picture),
                    .looked_for_faces = observation.looked_for_faces,
                    .faces = {},
                    .identity = observation.identity,
                    .looked_for_objects = observation.looked_for_objects,
                    .objects = {}};
    if (one.identity.distance)
        one.identity.distance = std::clamp(*one.identity.distance, 0, kDistanceMost);
    if (one.looked_for_faces) {
        const auto faces = std::min(observation.faces.size(), kFacesAtMost);
        for (std::size_t place = 0; place < faces; ++place)
            one.faces.push_back(plain(observation.faces[place]));
    }
    if (one.looked_for_objects) {
        const auto objects = std::min(observation.objects.size(), kObjectsAtMost);
        for (std::size_t place = 0; place < objects; ++place) {
            const auto& object = observation.objects[place];
            one.objects.push_back(
                {.label = object.label, .score = std::clamp(object.score, 0, kPermille)});
        }
    }
    return one;
}

bool follows(const Observation& next, const Observation& last) {
    return next.sequence > last.sequence && next.at - last.at >= kSampleSpacing;
}

}  // namespace probant::engine
