// SPDX-License-Identifier: EUPL-1.2
#include "candidate/vision/face_reference.h"

#include <algorithm>

namespace probant::candidate {
namespace {

/// Two people who sat down in turn have no middle that is either of them.
bool are_of_one_person(const std::vector<Descriptor>& descriptors, const Descriptor& middle) {
    return std::ranges::all_of(descriptors, [&middle](const Descriptor& one) {
        return judged(distance_between(one, middle)).state == engine::IdentityState::Match;
    });
}

}  // namespace

void FaceReference::begin() {
    forget();
    taking_ = true;
}

void FaceReference::forget() {
    taking_ = false;
    seen_.clear();
    taken_.reset();
}

void FaceReference::add(const Descriptor& descriptor) {
    if (!taking_) return;
    seen_.push_back(descriptor);
    if (seen_.size() < kReferencePictures) return;
    const auto middle = median_of(seen_);
    if (are_of_one_person(seen_, middle)) {
        taken_ = middle;
        taking_ = false;
    }
    seen_.clear();
}

void FaceReference::set(const std::vector<Descriptor>& descriptors) {
    if (descriptors.empty()) return;
    forget();
    taken_ = median_of(descriptors);
}

}  // namespace probant::candidate
