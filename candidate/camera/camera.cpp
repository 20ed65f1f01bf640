// SPDX-License-Identifier: EUPL-1.2
#include "candidate/camera/camera.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

#include <opencv2/videoio.hpp>

namespace probant::candidate {
namespace {

using SteadyClock = std::chrono::steady_clock;

/// A frame that comes a little early is the one that was awaited.
constexpr engine::Duration kEarlyBy{20};

/// Frames that a device gives faster than they are wanted, thrown away one after the other.
constexpr int kSkippedMost = 600;

/// The time since a camera was opened.
class OpeningClock {
public:
    [[nodiscard]] engine::Duration elapsed() const {
        return std::chrono::duration_cast<engine::Duration>(SteadyClock::now() - opened_);
    }

    void wait_until(engine::Duration at) const { std::this_thread::sleep_until(opened_ + at); }

private:
    SteadyClock::time_point opened_ = SteadyClock::now();
};

class FilmCamera final : public Camera {
public:
    FilmCamera(CameraAddress address, Film film)
        : address_(std::move(address)), film_(std::move(film)) {}

    Result<Frame, CameraFault> next() override {
        // A station that is slow misses frames: the film does not wait for it.
        const auto wanted =
            last_ ? std::max(*last_ + kFramePeriod, clock_.elapsed()) : engine::Duration{0};
        auto frame = film_.next(wanted - begun_at_);
        if (!frame && start_again()) frame = film_.next(engine::Duration{0});
        if (!frame) return Refused{last_ ? CameraFault::Missing : CameraFault::Unreadable};
        frame->at += begun_at_;
        frame->sequence += counted_;
        clock_.wait_until(frame->at);
        last_ = frame->at;
        sequence_ = frame->sequence;
        return std::move(*frame);
    }

private:
    bool start_again() {
        if (!address_.again || !last_) return false;
        auto film = Film::open(address_.path);
        if (!film) return false;
        film_ = std::move(*film);
        begun_at_ = *last_ + kFramePeriod;
        counted_ = sequence_;
        return true;
    }

    CameraAddress address_;
    Film film_;
    OpeningClock clock_;
    std::optional<engine::Duration> last_{};
    engine::Duration begun_at_{};  ///< of the film that plays, since the opening
    std::uint64_t counted_{};      ///< frames of the times it played before
    std::uint64_t sequence_{};
};

class DeviceCamera final : public Camera {
public:
    DeviceCamera(std::string path, std::unique_ptr<cv::VideoCapture> capture)
        : path_(std::move(path)), capture_(std::move(capture)) {}

    Result<Frame, CameraFault> next() override {
        try {
            return grabbed();
        } catch (const cv::Exception&) {
            return Refused{fault()};
        }
    }

private:
    Result<Frame, CameraFault> grabbed() {
        const auto wanted = last_ ? *last_ + kFramePeriod - kEarlyBy : engine::Duration{0};
        for (int skipped = 0; skipped < kSkippedMost; ++skipped) {
            if (!capture_->grab()) break;
            ++sequence_;
            const auto at = clock_.elapsed();
            if (at < wanted) continue;
            cv::Mat picture;
            if (!capture_->retrieve(picture) || picture.type() != CV_8UC3 || picture.empty()) break;
            last_ = at;
            return Frame{.picture = picture.clone(), .at = at, .sequence = sequence_};
        }
        return Refused{fault()};
    }

    // What has given pictures and gives none any more was unplugged.
    [[nodiscard]] CameraFault fault() const {
        std::error_code error;
        const bool there = std::filesystem::exists(path_, error);
        return last_ || !there ? CameraFault::Missing : CameraFault::Unreadable;
    }

    std::string path_;
    std::unique_ptr<cv::VideoCapture> capture_;
    OpeningClock clock_;
    std::optional<engine::Duration> last_{};
    std::uint64_t sequence_{};
};

// A camera that gives no such size or rate gives its nearest: what is too much is thrown away.
std::unique_ptr<cv::VideoCapture> open_device(const std::string& path) {
    auto capture = std::make_unique<cv::VideoCapture>(path, cv::CAP_V4L2);
    if (!capture->isOpened()) return nullptr;
    capture->set(cv::CAP_PROP_FRAME_WIDTH, kFrameWidth);
    capture->set(cv::CAP_PROP_FRAME_HEIGHT, kFrameHeight);
    capture->set(cv::CAP_PROP_FPS, 1000.0 / static_cast<double>(kFramePeriod.count()));
    // One picture that waits, not four: what is looked at is now.
    capture->set(cv::CAP_PROP_BUFFERSIZE, 1);
    return capture;
}

}  // namespace

Result<std::unique_ptr<Camera>, CameraFault> open_camera(const CameraAddress& address) {
    std::error_code error;
    if (!std::filesystem::exists(address.path, error)) return Refused{CameraFault::Missing};
    if (address.film) {
        auto film = Film::open(address.path);
        if (!film) return Refused{CameraFault::Unreadable};
        return std::unique_ptr<Camera>(std::make_unique<FilmCamera>(address, std::move(*film)));
    }
    try {
        auto capture = open_device(address.path);
        if (capture == nullptr) return Refused{CameraFault::Unreadable};
        return std::unique_ptr<Camera>(
            std::make_unique<DeviceCamera>(address.path, std::move(capture)));
    } catch (const cv::Exception&) {
        return Refused{CameraFault::Unreadable};
    }
}

}  // namespace probant::candidate
