// candidate/vision/pictures.h: where frames come from: a file with a picture, or a film.
//
// Role        A camera of a station, as a file. Each frame comes with the time and the number that
//             the film gives it.
// Invariants  A frame is 8-bit BGR and never empty; its time and its number never go back. No file,
//             however broken, is an exception.
// Threads     A film belongs to one thread.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include <opencv2/core.hpp>

#include "engine/time/instant.h"

namespace cv {
class VideoCapture;
}

namespace probant::candidate {

struct Frame {
    cv::Mat picture;
    engine::Duration at{};
    std::uint64_t sequence{};
};

/// None where the file is no picture that can be decoded.
[[nodiscard]] std::optional<cv::Mat> read_picture(const std::string& file);

/// Is it the beginning of a picture, be it one that cannot be decoded to its end?
[[nodiscard]] bool looks_like_picture(const std::string& file);

class Film {
public:
    /// None where no frame can be had.
    [[nodiscard]] static std::optional<Film> open(const std::string& file);

    Film(Film&&) noexcept;
    Film& operator=(Film&&) noexcept;
    Film(const Film&) = delete;
    Film& operator=(const Film&) = delete;
    ~Film();

    /// The first frame at this time or after it; none at the end.
    [[nodiscard]] std::optional<Frame> next(engine::Duration from);

private:
    explicit Film(std::unique_ptr<cv::VideoCapture> capture);

    bool grab();

    std::unique_ptr<cv::VideoCapture> capture_;
    double frame_ms_{};
    engine::Duration at_{-1};
    std::uint64_t sequence_{};
};

}  // namespace probant::candidate
