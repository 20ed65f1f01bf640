// SPDX-License-Identifier: EUPL-1.2
#include "candidate/doctor/camera_look.h"

#include <algorithm>
#include <cctype>
#include <chrono>
#include <cmath>
#include <filesystem>

#include <opencv2/imgproc.hpp>
#include <opencv2/videoio.hpp>

namespace probant::candidate::doctor {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::size_t kFrames = 16;
// A slow camera gives fewer frames; we wait no longer.
constexpr std::chrono::seconds kLookMost{6};
constexpr double kSampleMs = 200;  // of a film, as of a camera at five frames a second

// What an exam asks of a device.
constexpr int kWidth = 640;
constexpr int kHeight = 480;

std::string format_of(const cv::VideoCapture& capture) {
    auto code = static_cast<unsigned>(capture.get(cv::CAP_PROP_FOURCC));
    std::string format;
    for (; code != 0; code >>= 8U) {
        const auto letter = static_cast<unsigned char>(code & 0xFFU);
        if (std::isalnum(letter) != 0) format.push_back(static_cast<char>(letter));
    }
    return format;
}

std::optional<Frame> grabbed(cv::VideoCapture& capture, std::uint64_t sequence) {
    cv::Mat picture;
    if (!capture.read(picture) || picture.empty()) return std::nullopt;
    if (picture.channels() == 1) cv::cvtColor(picture, picture, cv::COLOR_GRAY2BGR);
    return Frame{.picture = picture.clone(), .at = {}, .sequence = sequence};
}

double milliseconds_since(SteadyClock::time_point begun) {
    return std::chrono::duration<double, std::milli>(SteadyClock::now() - begun).count();
}

// The first frame tells how long the camera takes to wake, not its rate.
void take_from_device(cv::VideoCapture& capture, CameraLook& look) {
    capture.set(cv::CAP_PROP_FRAME_WIDTH, kWidth);
    capture.set(cv::CAP_PROP_FRAME_HEIGHT, kHeight);
    look.format = format_of(capture);
    const auto asked = SteadyClock::now();
    SteadyClock::time_point begun;
    while (look.frames.size() < kFrames && SteadyClock::now() - asked < kLookMost) {
        auto frame = grabbed(capture, look.frames.size() + 1);
        if (!frame) break;
        if (look.frames.empty()) begun = SteadyClock::now();
        frame->at = engine::Duration(std::llround(milliseconds_since(begun)));
        look.frames.push_back(std::move(*frame));
    }
    if (look.frames.size() < 2) return;
    const double took = milliseconds_since(begun);
    look.fps = took > 0 ? 1000 * static_cast<double>(look.frames.size() - 1) / took : 0;
}

void take_from_film(cv::VideoCapture& capture, CameraLook& look) {
    constexpr double kRateMost = 1000;
    look.format = format_of(capture);
    const double rate = capture.get(cv::CAP_PROP_FPS);
    look.fps = rate > 0 && rate <= kRateMost ? rate : 0;
    const double frame_ms = look.fps > 0 ? 1000 / look.fps : kSampleMs;
    for (std::uint64_t sequence = 1; look.frames.size() < kFrames; ++sequence) {
        auto frame = grabbed(capture, sequence);
        if (!frame) break;
        const double at = static_cast<double>(sequence - 1) * frame_ms;
        if (at + 1 < static_cast<double>(look.frames.size()) * kSampleMs) continue;
        frame->at = engine::Duration(std::llround(at));
        look.frames.push_back(std::move(*frame));
    }
}

CameraOpening take_frames(CameraLook& look) {
    cv::VideoCapture capture(look.place.path, look.place.film ? cv::CAP_FFMPEG : cv::CAP_V4L2);
    if (!capture.isOpened()) return CameraOpening::Refused;
    if (look.place.film) {
        take_from_film(capture, look);
    } else {
        take_from_device(capture, look);
    }
    return look.frames.empty() ? CameraOpening::Silent : CameraOpening::Open;
}

}  // namespace

std::optional<CameraPlace> camera_place(std::string_view text) {
    constexpr std::string_view kFilm = "film:";
    const bool film = text.starts_with(kFilm);
    if (!film && !text.starts_with("/dev/")) return std::nullopt;
    const auto path = film ? text.substr(kFilm.size(), text.find('?') - kFilm.size()) : text;
    if (path.empty()) return std::nullopt;
    return CameraPlace{.path = std::string(path), .film = film};
}

CameraLook look_at_camera(const CameraPlace& place) {
    CameraLook look{.place = place, .opening = CameraOpening::Missing};
    std::error_code error;
    if (!std::filesystem::exists(place.path, error)) return look;
    look.opening = CameraOpening::Refused;
    // FFmpeg would take other things than a file.
    if (place.film && !std::filesystem::is_regular_file(place.path, error)) return look;
    try {
        look.opening = take_frames(look);
    } catch (const cv::Exception&) {
        look.opening = look.frames.empty() ? CameraOpening::Silent : CameraOpening::Open;
    }
    return look;
}

}  // namespace probant::candidate::doctor
