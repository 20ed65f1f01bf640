// SPDX-License-Identifier: EUPL-1.2
#include "candidate/vision/square.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

namespace probant::candidate {

Square into_square(const cv::Mat& picture, int side) {
    const double scale = static_cast<double>(side) / std::max(picture.cols, picture.rows);
    const int width = std::max(1, cvRound(picture.cols * scale));
    const int height = std::max(1, cvRound(picture.rows * scale));
    const int left = (side - width) / 2;
    const int top = (side - height) / 2;
    // Averaging what is thrown away keeps a small face; it costs nothing more when half is kept.
    const int how = scale < 0.5 ? cv::INTER_AREA : cv::INTER_LINEAR;
    const cv::Mat square(side, side, CV_8UC3, cv::Scalar::all(0));
    cv::resize(picture, square(cv::Rect(left, top, width, height)), {width, height}, 0, 0, how);
    return {.picture = square, .made = cv::Matx23d(scale, 0, left, 0, scale, top)};
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
