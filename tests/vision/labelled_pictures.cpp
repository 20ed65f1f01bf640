// SPDX-License-Identifier: EUPL-1.2
#include "tests/vision/labelled_pictures.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <stdexcept>
#include <string_view>

#include <fmt/format.h>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "tests/support/cleared_pictures.h"
#include "tests/support/degraded.h"
#include "tests/vision/filmed_room.h"

namespace probant::tests {
namespace {

const cv::Size kSize{640, 480};
constexpr int kDrawn = 12;
constexpr int kRooms = 16;

// A picture of one person, and where the face is.
struct One {
    std::string of;
    bool photograph{};
    cv::Mat picture;
    cv::Rect face;
};

class Writer {
public:
    explicit Writer(const std::filesystem::path& folder) : folder_(folder) {}

    void add(const cv::Mat& picture, int people, const One& of, std::string_view how) {
        const std::string file = fmt::format("{:04}.png", lines_.size());
        if (!cv::imwrite((folder_ / file).string(), picture))
            throw std::runtime_error(file + " cannot be written");
        lines_.push_back(
            fmt::format(R"({{"file":"{}","people":{},"of":"{}","photograph":{},"how":"{}"}})",
                        file,
                        people,
                        of.of,
                        of.photograph,
                        how));
    }

    [[nodiscard]] const std::vector<std::string>& lines() const { return lines_; }

private:
    std::filesystem::path folder_;
    std::vector<std::string> lines_;
};

One mirrored(const One& one) {
    One other{.of = one.of + ", mirrored",
              .photograph = one.photograph,
              .picture = {},
              .face = {one.picture.cols - one.face.x - one.face.width,
                       one.face.y,
                       one.face.width,
                       one.face.height}};
    cv::flip(one.picture, other.picture, 1);
    return other;
}

One cropped(const One& one, double sides) {
    const int across = cvRound(one.face.width * sides);
    const int down = cvRound(one.face.height * sides);
    const cv::Rect wanted(one.face.x + (one.face.width - across) / 2,
                          one.face.y + (one.face.height - down) / 2,
                          across,
                          down);
    const cv::Rect kept = wanted & cv::Rect({}, one.picture.size());
    return {.of = fmt::format("{}, cut at {} faces", one.of, sides),
            .photograph = one.photograph,
            .picture = one.picture(kept).clone(),
            .face = one.face - kept.tl()};
}

One toned(const One& one, double gain, double offset) {
    One other = one;
    one.picture.convertTo(other.picture, -1, gain, offset);
    other.of += offset > 0 ? ", pale" : ", harsh";
    return other;
}

// The head cut out and laid before a shelf, as a webcam sees it.
One before_a_shelf(const One& one, std::uint64_t seed) {
    One other{.of = one.of + ", before a shelf",
              .photograph = one.photograph,
              .picture = room(kSize, seed),
              .face = {250, 170, 140, 140 * one.face.height / one.face.width}};
    const cv::Point2d middle(other.face.x + other.face.width / 2.0,
                             other.face.y + other.face.height / 2.0);
    lay_head({.picture = one.picture, .face = one.face}, other.face.width, middle, other.picture);
    return other;
}

std::vector<One> photographs() {
    std::vector<One> all;
    for (const Sitter sitter : {Sitter::Astronaut, Sitter::Admiral}) {
        const auto portrait = portrait_of(sitter);
        if (!portrait)
            throw std::runtime_error(
                "astronaut.png or grace_hopper.jpg is absent: install "
                "python3-skimage and python-matplotlib-data");
        const One one{.of = std::string(name_of(sitter)),
                      .photograph = true,
                      .picture = portrait->picture,
                      .face = portrait->face};
        all.insert(all.end(),
                   {one,
                    mirrored(one),
                    cropped(one, 1.8),
                    cropped(mirrored(one), 2.6),
                    toned(one, 0.6, 80),
                    toned(one, 1.5, -40),
                    before_a_shelf(one, all.size() + 1)});
    }
    return all;
}

// A head of ours, that looks about where a candidate looks.
One drawn(int number) {
    const auto seed = static_cast<std::uint64_t>(number) + 400;
    cv::RNG dice(seed * 977);
    const double width = dice.uniform(100.0, 200.0);
    const DrawnHead head{.angles = {.yaw = dice.uniform(-25.0, 25.0),
                                    .pitch = dice.uniform(-12.0, 12.0),
                                    .roll = dice.uniform(-8.0, 8.0)},
                         .size = kSize,
                         .width = width,
                         .center = {dice.uniform(240.0, 400.0), dice.uniform(200.0, 250.0)},
                         .behind = room(kSize, seed)};
    const cv::Point corner(cvRound(head.center.x - width / 2),
                           cvRound(head.center.y - width * 0.5));
    return {.of = fmt::format("drawn {}", number),
            .photograph = false,
            .picture = draw(head),
            .face = {corner, cv::Size(cvRound(width), cvRound(width * 1.15))}};
}

void add_one_person(Writer& writer, const std::vector<One>& all) {
    for (const One& one : all) {
        for (const Degradation how : kDegradations)
            writer.add(degraded(one.picture, one.face, how), 1, one, name_of(how));
    }
}

void add_profiles(Writer& writer) {
    if (auto picture = cleared_picture("camera.png")) {
        const One one{
            .of = "camera", .photograph = true, .picture = *picture, .face = {204, 125, 71, 71}};
        writer.add(one.picture, 1, one, "profile");
        writer.add(mirrored(one).picture, 1, mirrored(one), "profile");
    }
    for (const double yaw : {-85.0, -70.0, -55.0, 55.0, 70.0, 85.0}) {
        const One one{
            .of = fmt::format("drawn at {}", yaw), .photograph = false, .picture = {}, .face = {}};
        writer.add(draw({.angles = {.yaw = yaw}, .behind = room(kSize, 77)}), 1, one, "profile");
    }
}

// Two people side by side, the second smaller and smaller.
void add_two(Writer& writer, const std::vector<One>& all) {
    for (std::size_t place = 0; place < all.size(); ++place) {
        const One& first = all.at(place);
        const One& second = all.at((place + all.size() / 2) % all.size());
        for (const double width : {160.0, 100.0, 70.0}) {
            cv::Mat picture = room(kSize, place + 900);
            lay_head({.picture = first.picture, .face = first.face}, 160, {190, 230}, picture);
            lay_head({.picture = second.picture, .face = second.face}, width, {470, 220}, picture);
            const One both{.of = first.of + " and " + second.of,
                           .photograph = first.photograph && second.photograph,
                           .picture = {},
                           .face = {}};
            writer.add(picture, 2, both, fmt::format("two, the other {} px", width));
        }
    }
}

void add_nobody(Writer& writer) {
    constexpr std::array<std::string_view, 7> kMore{"cell.png",
                                                    "moon.png",
                                                    "text.png",
                                                    "gravel.png",
                                                    "grass.png",
                                                    "hubble_deep_field.jpg",
                                                    "clock_motion.png"};
    std::vector<std::string_view> names(kNobody.begin(), kNobody.end());
    names.insert(names.end(), kMore.begin(), kMore.end());
    for (const std::string_view name : names) {
        const auto picture = cleared_picture(name);
        if (!picture) continue;
        const One none{.of = std::string(name),
                       .photograph = true,
                       .picture = *picture,
                       .face = cv::Rect({}, picture->size() / 3)};
        for (const auto how :
             {Degradation::Clean, Degradation::Dark, Degradation::Recoded, Degradation::RolledLeft})
            writer.add(degraded(*picture, none.face, how), 0, none, "nobody");
        writer.add(mirrored(none).picture, 0, none, "nobody");
    }
    for (int number = 0; number < kRooms; ++number) {
        const One none{
            .of = fmt::format("room {}", number), .photograph = false, .picture = {}, .face = {}};
        const auto seed = static_cast<std::uint64_t>(number);
        writer.add(with_grain(room(kSize, seed), seed), 0, none, "nobody");
    }
}

}  // namespace

std::vector<std::string> make_pictures(const std::filesystem::path& folder) {
    Writer writer(folder);
    std::vector<One> all = photographs();
    std::vector<One> heads;
    for (int number = 0; number < kDrawn; ++number)
        heads.push_back(drawn(number));
    add_two(writer, all);
    add_two(writer, heads);
    all.insert(all.end(), heads.begin(), heads.end());
    add_one_person(writer, all);
    add_profiles(writer);
    add_nobody(writer);
    return writer.lines();
}

}  // namespace probant::tests
