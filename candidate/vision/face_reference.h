// candidate/vision/face_reference.h: the face that the others are compared with.
//
// Role        Taken at the station from the first clear pictures of the one face before it, or from
//             pictures that were given. Five that are of one person make it; when they are not, the
//             taking begins again.
// Invariants  It is in memory alone and goes with the person: no picture and none of its numbers is
//             written or sent. What was taken is only replaced by begin().
// Threads     One thread at a time.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "candidate/vision/identity.h"

namespace probant::candidate {

constexpr std::size_t kReferencePictures = 5;

class FaceReference {
public:
    /// Forgets what was taken, and takes what is added from now on.
    void begin();

    void forget();

    /// A clear picture of the only face there. Does nothing unless one is being taken.
    void add(const Descriptor& descriptor);

    /// From pictures of one person that somebody chose; nothing where there are none.
    void set(const std::vector<Descriptor>& descriptors);

    [[nodiscard]] bool is_being_taken() const { return taking_; }

    [[nodiscard]] const std::optional<Descriptor>& taken() const { return taken_; }

private:
    bool taking_{};
    std::vector<Descriptor> seen_{};
    std::optional<Descriptor> taken_{};
};

}  // namespace probant::candidate
