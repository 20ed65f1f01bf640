// candidate/camera/recent_stills.h: the frames of the last half minute, as short JPEGs.
//
// Role        An alert names a frame at most engine::kStillReach old: this finds it.
// Invariants  No frame outlives engine::kStillReach, nor the opening it is of. A still is at most
//             kStillBytesMax long. Nothing is written to a disk here.
// Threads     One thread at a time.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <deque>
#include <vector>

#include "candidate/vision/pictures.h"
#include "engine/proctoring/alert.h"

namespace probant::candidate {

constexpr std::size_t kStillBytesMax = 100'000;

/// The picture as a JPEG that is short enough, scaled down and made coarser until it is.
[[nodiscard]] std::vector<unsigned char> as_still(const cv::Mat& picture);

class RecentStills {
public:
    void keep(const Frame& frame);

    /// Null where the frame was not kept, or is too old.
    [[nodiscard]] const std::vector<unsigned char>* find(const engine::FrameRef& frame) const;

    void forget() { kept_.clear(); }

private:
    struct Kept {
        engine::FrameRef frame;
        std::vector<unsigned char> jpeg;
    };

    std::deque<Kept> kept_;
};

}  // namespace probant::candidate
