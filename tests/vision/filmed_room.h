// tests/vision/filmed_room.h: a camera before which somebody works, as many seconds as one wants.
//
// Role        What a labelled film is made of: a room, who sits in it (a head that we draw, or a
//             photograph of cleared rights that is moved), somebody else, and what happens to the
//             lens. It never comes back quite the same.
// Invariants  The same seed and second give the same picture.
// Threads     Values.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include <opencv2/core.hpp>

#include "tests/support/drawn_head.h"

namespace probant::tests {

inline const cv::Size kFilmSize{320, 240};

enum class Sitter { Drawn, Astronaut, Admiral };

[[nodiscard]] std::string_view name_of(Sitter sitter);

/// A photograph and where a person marked its face.
struct Portrait {
    cv::Mat picture;
    cv::Rect face;
};

/// None where the package that holds it is not installed, and of whom we draw.
[[nodiscard]] std::optional<Portrait> portrait_of(Sitter sitter);

/// Between -1 and 1, smooth, a new value each period; each channel of a seed goes its own way.
[[nodiscard]] double drift(std::uint64_t seed, int channel, double second, double period);

/// A wall, and a shelf with books: another one for each seed.
[[nodiscard]] cv::Mat room(const cv::Size& size, std::uint64_t seed);

class FilmedRoom {
public:
    /// Throws where the portrait that is wanted is not installed.
    FilmedRoom(Sitter sitter, std::uint64_t seed);

    [[nodiscard]] cv::Mat at_work(double second) const;

    /// Only a drawn head can be turned: by these degrees, off where it looks by itself.
    [[nodiscard]] cv::Mat turned(double second, const HeadAngles& by) const;

    [[nodiscard]] cv::Mat left_empty(double second) const;

    /// Somebody else beside, at the side of the picture that the seed chose.
    [[nodiscard]] cv::Mat accompanied(double second) const;

    [[nodiscard]] bool can_turn() const { return sitter_ == Sitter::Drawn; }

private:
    [[nodiscard]] DrawnHead head(double second) const;
    [[nodiscard]] cv::Mat moved_portrait(double second) const;
    [[nodiscard]] cv::Mat lit(const cv::Mat& picture, double second) const;

    Sitter sitter_;
    std::uint64_t seed_;
    cv::Mat behind_;
    std::optional<Portrait> portrait_;
    std::optional<Portrait> other_;
};

/// The grain of a camera: another one for each number.
[[nodiscard]] cv::Mat with_grain(cv::Mat picture, std::uint64_t number);

/// A head cut out of a portrait, laid on a picture so that its face is `width` wide around
/// `center`.
void lay_head(const Portrait& portrait, double width, const cv::Point2d& center, cv::Mat& on);

}  // namespace probant::tests
