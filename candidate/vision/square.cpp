// SPDX-License-Identifier: EUPL-1.2
#include "candidate/vision/square.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

namespace probant::candidate {
namespace {

// Halved as long as it is twice as large as what is wanted: what is thrown away is averaged, which
// keeps a small face, and four pixels at a time cost an eighth of any other average.
cv::Mat halved(cv::Mat picture, cv::Size wanted) {
    while (picture.cols >= 2 * wanted.width && picture.rows >= 2 * wanted.height) {
        cv::Mat half;
        cv::resize(picture, half, {picture.cols / 2, picture.rows / 2}, 0, 0, cv::INTER_AREA);
        picture = half;
    }
    return picture;
}

}  // namespace

Square into_frame(const cv::Mat& picture, cv::Size frame) {
    const double scale = std::min(static_cast<double>(frame.width) / picture.cols,
                                  static_cast<double>(frame.height) / picture.rows);
    const int width = std::max(1, cvRound(picture.cols * scale));
    const int height = std::max(1, cvRound(picture.rows * scale));
    const int left = (frame.width - width) / 2;
    const int top = (frame.height - height) / 2;
    const cv::Mat framed(frame, CV_8UC3, cv::Scalar::all(0));
    cv::resize(halved(picture, {width, height}),
               framed(cv::Rect(left, top, width, height)),
               {width, height},
               0,
               0,
               cv::INTER_LINEAR);
    return {.picture = framed, .made = cv::Matx23d(scale, 0, left, 0, scale, top)};
}

Square into_square(const cv::Mat& picture, int side) {
    return into_frame(picture, {side, side});
}

Square cut_square(const cv::Mat& picture, const Region& region, int side) {
    const double scale = side / static_cast<double>(region.reach);
    const double across = scale * std::cos(region.roll);
    const double down = scale * std::sin(region.roll);
    const double half = side / 2.0;
    const cv::Matx23d made(across,
                           down,
                           half - across * region.center.x - down * region.center.y,
                           -down,
                           across,
                           half + down * region.center.x - across * region.center.y);
    cv::Mat cut;
    cv::warpAffine(picture, cut, made, {side, side}, cv::INTER_LINEAR);
    return {.picture = cut, .made = made};
}

}  // namespace probant::candidate
