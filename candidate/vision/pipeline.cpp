// SPDX-License-Identifier: EUPL-1.2
#include "candidate/vision/pipeline.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <opencv2/imgproc.hpp>

#include "candidate/vision/face_network.h"
#include "candidate/vision/face_search.h"
#include "candidate/vision/hog_detector.h"
#include "candidate/vision/models.h"

namespace probant::candidate {
namespace {

// Faces are looked for in a picture of at most this many pixels on its long side: a face of 60
// pixels in a larger one is nobody in front of the station.
constexpr int kWorkSide = 1920;

struct Work {
    cv::Mat picture;
    double scale = 1;  // from the picture that came to this one
};

Work scaled_for_work(const cv::Mat& picture) {
    const int side = std::max(picture.cols, picture.rows);
    if (side <= kWorkSide) return {.picture = picture};
    const double scale = static_cast<double>(kWorkSide) / side;
    const cv::Size size(std::max(1, cvRound(picture.cols * scale)),
                        std::max(1, cvRound(picture.rows * scale)));
    Work work{.picture = {}, .scale = scale};
    cv::resize(picture, work.picture, size, 0, 0, cv::INTER_AREA);
    return work;
}

int pixels(float value, double scale) {
    return static_cast<int>(std::lround(value / scale));
}

engine::SeenFace told(const FoundFace& face, double scale) {
    return {.x = pixels(face.box.x, scale),
            .y = pixels(face.box.y, scale),
            .width = pixels(face.box.width, scale),
            .height = pixels(face.box.height, scale),
            .score = static_cast<int>(std::lround(face.score * 1000)),
            .pose = std::nullopt};
}

// Takes a network if its file is the right one, notes why it could not otherwise.
std::optional<cv::dnn::Net> take(const std::filesystem::path& folder,
                                 Model model,
                                 std::vector<std::string>& unavailable) {
    OpenedModel opened = open_model(folder, model);
    if (!opened.network) unavailable.push_back(std::move(opened.refusal));
    return std::move(opened.network);
}

}  // namespace

/// The faces of one frame, and the mesh of the surest.
struct Pipeline::Seen {
    std::vector<engine::SeenFace> faces;
    Work work;
    std::optional<FaceMesh> mesh;
};

Networks open_networks(const std::filesystem::path& folder, bool with_identity) {
    Networks networks;
    if (const auto detector = take(folder, Model::FaceDetector, networks.unavailable)) {
        networks.detector = std::make_unique<FaceNetwork>(*detector);
    } else {
        networks.detector = std::make_unique<HogDetector>();
    }
    if (const auto landmarks = take(folder, Model::FaceLandmarks, networks.unavailable))
        networks.landmarks.emplace(*landmarks);
    if (const auto objects = take(folder, Model::Objects, networks.unavailable))
        networks.objects.emplace(*objects);
    if (!with_identity) return networks;
    if (const auto identity = take(folder, Model::Identity, networks.unavailable))
        networks.identity.emplace(*identity);
    return networks;
}

Pipeline::Pipeline(Networks networks) : networks_(std::move(networks)) {
    cv::setNumThreads(1);
}

Pipeline::Seen Pipeline::look(const cv::Mat& picture, const LookFor& wanted) {
    Seen seen;
    seen.work = scaled_for_work(picture);
    FaceSearch search(*networks_.detector, networks_.landmarks ? &*networks_.landmarks : nullptr);
    for (const BelievedFace& found : search.find(seen.work.picture)) {
        seen.faces.push_back(told(found.face, seen.work.scale));
        if (found.mesh && wanted.pose) seen.faces.back().pose = pose_of(found.mesh->points);
        if (seen.faces.size() == 1) seen.mesh = found.mesh;
    }
    return seen;
}

engine::SeenIdentity Pipeline::compare(const cv::Mat& picture, const Seen& seen) {
    using engine::IdentityState;
    if (!networks_.identity || !networks_.landmarks) {
        return {.state = IdentityState::Unavailable, .distance = {}};
    }
    const engine::SeenIdentity could_not_tell{.state = IdentityState::CouldNotTell, .distance = {}};
    if (!seen.mesh || !(reference_.taken() || reference_.is_being_taken())) return could_not_tell;
    const FaceChip chip = chip_of(picture, seen.mesh->points);
    if (!chip.comparable) return could_not_tell;
    const auto descriptor = networks_.identity->describe(chip);
    if (const auto& taken = reference_.taken()) return judged(distance_between(descriptor, *taken));
    if (seen.faces.size() == 1) reference_.add(descriptor);
    return could_not_tell;
}

std::size_t Pipeline::enrol(const std::vector<cv::Mat>& pictures) {
    std::vector<Descriptor> descriptors;
    for (const cv::Mat& picture : pictures) {
        const Seen seen = look(picture, {.faces = true, .pose = false, .identity = true});
        if (!networks_.identity || !seen.mesh) continue;
        const FaceChip chip = chip_of(seen.work.picture, seen.mesh->points);
        if (chip.comparable) descriptors.push_back(networks_.identity->describe(chip));
    }
    reference_.set(descriptors);
    return descriptors.size();
}

engine::Observation Pipeline::observe(const Frame& frame, const LookFor& wanted) {
    engine::Observation observation;
    observation.at = frame.at;
    observation.sequence = frame.sequence;
    observation.picture = meter_.measure(frame.picture);
    if (wanted.faces || wanted.identity) {
        Seen seen = look(frame.picture, wanted);
        if (wanted.identity) observation.identity = compare(seen.work.picture, seen);
        observation.looked_for_faces = true;
        observation.faces = std::move(seen.faces);
    }
    if (wanted.objects && networks_.objects) {
        observation.looked_for_objects = true;
        observation.objects = networks_.objects->find(frame.picture);
    }
    return observation;
}

}  // namespace probant::candidate
