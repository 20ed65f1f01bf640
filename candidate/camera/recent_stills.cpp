// SPDX-License-Identifier: EUPL-1.2
#include "candidate/camera/recent_stills.h"

#include <algorithm>
#include <array>

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "crypto/base/ensure.h"

namespace probant::candidate {
namespace {

// A person who judges a still wants to see a face, not the pores of it.
constexpr int kStillSide = 640;

// At the last of these, 640 x 640 pixels of noise fit.
constexpr std::array kQualities{80, 60, 40, 20, 5};

cv::Mat scaled_down(const cv::Mat& picture) {
    const int side = std::max(picture.cols, picture.rows);
    if (side <= kStillSide) return picture;
    const double scale = static_cast<double>(kStillSide) / side;
    const cv::Size size(std::max(1, cvRound(picture.cols * scale)),
                        std::max(1, cvRound(picture.rows * scale)));
    cv::Mat scaled;
    cv::resize(picture, scaled, size, 0, 0, cv::INTER_AREA);
    return scaled;
}

}  // namespace

std::vector<unsigned char> as_still(const cv::Mat& picture) {
    const cv::Mat scaled = scaled_down(picture);
    std::vector<unsigned char> jpeg;
    for (const int quality : kQualities) {
        cv::imencode(".jpg", scaled, jpeg, {cv::IMWRITE_JPEG_QUALITY, quality});
        if (jpeg.size() <= kStillBytesMax) break;
    }
    ENSURE(jpeg.size() <= kStillBytesMax);
    return jpeg;
}

void RecentStills::keep(const Frame& frame) {
    kept_.push_back(
        {.frame = {.sequence = frame.sequence, .at = frame.at}, .jpeg = as_still(frame.picture)});
    while (frame.at - kept_.front().frame.at > engine::kStillReach)
        kept_.pop_front();
}

const std::vector<unsigned char>* RecentStills::find(const engine::FrameRef& frame) const {
    const auto found = std::ranges::find(kept_, frame, &Kept::frame);
    return found == kept_.end() ? nullptr : &found->jpeg;
}

}  // namespace probant::candidate
