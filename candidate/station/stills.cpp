// SPDX-License-Identifier: EUPL-1.2
#include "candidate/station/stills.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <utility>

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "candidate/station/command.h"
#include "crypto/base/ensure.h"

namespace probant::candidate::station {
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

Stills::Stills(std::filesystem::path folder, const std::string& film)
    : folder_(std::move(folder)), film_(std::filesystem::path(film).stem().string()) {}

void Stills::keep(const Frame& frame) {
    if (folder_.empty()) return;
    kept_.push_back(
        {.frame = {.sequence = frame.sequence, .at = frame.at}, .jpeg = as_still(frame.picture)});
    while (frame.at - kept_.front().frame.at > engine::kStillReach)
        kept_.pop_front();
}

void Stills::save(const engine::ProctoringAlert& alert) {
    const auto found = std::ranges::find(kept_, alert.still, &Kept::frame);
    if (found == kept_.end()) return;
    const std::string name = film_ + '-' + std::to_string(alert.still.at.count()) + '-' +
                             std::string(engine::name_of(alert.rule)) + ".jpg";
    std::ofstream file(folder_ / name, std::ios::binary);
    for (const unsigned char byte : found->jpeg)
        file.put(static_cast<char>(byte));
    if (!file.flush()) {
        throw Misuse((folder_ / name).string() +
                     " cannot be written: give --stills a folder with room");
    }
    written_[alert.number] = name;
}

std::optional<std::string> Stills::name_of(const engine::ProctoringAlert& alert) const {
    const auto found = written_.find(alert.number);
    if (found == written_.end()) return std::nullopt;
    return found->second;
}

}  // namespace probant::candidate::station
