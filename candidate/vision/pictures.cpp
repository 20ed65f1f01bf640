// SPDX-License-Identifier: EUPL-1.2
#include "candidate/vision/pictures.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <utility>

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <opencv2/videoio.hpp>

namespace probant::candidate {
namespace {

// What a film without a rate is played at; a camera's usual one.
constexpr double kRateUnknown = 25;
constexpr double kRateMax = 1000;

double milliseconds_per_frame(const cv::VideoCapture& capture) {
    const double rate = capture.get(cv::CAP_PROP_FPS);
    return 1000 / (rate > 0 && rate <= kRateMax ? rate : kRateUnknown);
}

// A camera may give grey frames, or colours with a fourth channel.
cv::Mat as_bgr(const cv::Mat& picture) {
    if (picture.channels() == 3) return picture.clone();
    cv::Mat bgr;
    const bool grey = picture.channels() == 1;
    cv::cvtColor(picture, bgr, grey ? cv::COLOR_GRAY2BGR : cv::COLOR_BGRA2BGR);
    return bgr;
}

}  // namespace

std::optional<cv::Mat> read_picture(const std::string& file) {
    try {
        cv::Mat picture = cv::imread(file, cv::IMREAD_COLOR);
        if (picture.empty()) return std::nullopt;
        return picture;
    } catch (const cv::Exception&) {
        return std::nullopt;
    }
}

bool looks_like_picture(const std::string& file) {
    try {
        return cv::haveImageReader(file);
    } catch (const cv::Exception&) {
        return false;
    }
}

Film::Film(std::unique_ptr<cv::VideoCapture> capture)
    : capture_(std::move(capture)), frame_ms_(milliseconds_per_frame(*capture_)) {}

Film::Film(Film&&) noexcept = default;
Film& Film::operator=(Film&&) noexcept = default;
Film::~Film() = default;

std::optional<Film> Film::open(const std::string& file) {
    // FFmpeg would take an address too: a station opens no film of the network.
    if (!std::filesystem::is_regular_file(file)) return std::nullopt;
    try {
        auto capture = std::make_unique<cv::VideoCapture>(file, cv::CAP_FFMPEG);
        if (!capture->isOpened()) return std::nullopt;
        return Film(std::move(capture));
    } catch (const cv::Exception&) {
        return std::nullopt;
    }
}

// Some films tell no times, or tell the same one twice: the number of the frame then does.
bool Film::grab() {
    if (!capture_->grab()) return false;
    const engine::Duration told(std::llround(capture_->get(cv::CAP_PROP_POS_MSEC)));
    const engine::Duration counted(std::llround(static_cast<double>(sequence_) * frame_ms_));
    ++sequence_;
    at_ = std::max(told > at_ ? told : counted, at_ + engine::Duration(1));
    return true;
}

std::optional<Frame> Film::next(engine::Duration from) {
    try {
        while (grab()) {
            if (at_ < from) continue;
            cv::Mat picture;
            if (!capture_->retrieve(picture) || picture.empty()) continue;
            return Frame{.picture = as_bgr(picture), .at = at_, .sequence = sequence_};
        }
    } catch (const cv::Exception&) {
        return std::nullopt;
    }
    return std::nullopt;
}

}  // namespace probant::candidate
