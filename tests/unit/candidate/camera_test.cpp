// SPDX-License-Identifier: EUPL-1.2
#include "candidate/camera/camera.h"

#include <string>

#include <catch2/catch.hpp>

#include "candidate/camera/recent_stills.h"
#include "tests/unit/server/temporary_folder.h"

namespace {

using namespace probant;
using namespace probant::candidate;
using namespace std::chrono_literals;
using tests::TemporaryFolder;

/// So many frames of grey noise, each unlike the last, at so many a second: YUV4MPEG2.
std::string film_of(int frames, int rate) {
    constexpr int kWidth = 64;
    constexpr int kHeight = 48;
    std::string film = "YUV4MPEG2 W64 H48 F" + std::to_string(rate) + ":1 Ip A1:1 C420jpeg\n";
    for (int frame = 0; frame < frames; ++frame) {
        film += "FRAME\n";
        for (int place = 0; place < kWidth * kHeight; ++place)
            film += static_cast<char>((place * 7 + frame * 31) % 200 + 20);
        film += std::string(std::size_t{kWidth} * kHeight / 2, '\x80');
    }
    return film;
}

CameraAddress film_at(const std::filesystem::path& path, bool again = false) {
    return {.path = path.string(), .film = true, .again = again};
}

std::unique_ptr<Camera> opened(const CameraAddress& address) {
    auto camera = open_camera(address);
    REQUIRE(camera);
    return std::move(camera).value();
}

}  // namespace

TEST_CASE("A camera is a device or a film, and nothing else is one") {
    CHECK(read_camera_address("/dev/video0") == CameraAddress{.path = "/dev/video0"});
    CHECK(read_camera_address("film:a.avi?rate=real") ==
          CameraAddress{.path = "a.avi", .film = true});
    CHECK(read_camera_address("film:a.avi?rate=real&loop=1") ==
          CameraAddress{.path = "a.avi", .film = true, .again = true});
    CHECK(read_camera_address("film:a.avi") == CameraAddress{.path = "a.avi", .film = true});
    for (const auto* wrong : {"",
                              "film:",
                              "film:?rate=real",
                              "a.avi",
                              "film:a.avi?rate=2",
                              "film:a.avi?loop=2",
                              "/dev/",
                              "https://elsewhere/a.avi"}) {
        INFO(wrong);
        CHECK_FALSE(read_camera_address(wrong));
    }
}

TEST_CASE("A film of five frames a second is seen frame by frame, at its own pace") {
    const TemporaryFolder folder;
    const auto camera = opened(film_at(folder.write("film.y4m", film_of(5, 5))));
    const auto begun = std::chrono::steady_clock::now();

    std::int64_t last = -1;
    for (std::uint64_t number = 1; number <= 5; ++number) {
        const auto frame = camera->next();
        REQUIRE(frame);
        CHECK(frame.value().sequence == number);
        CHECK(frame.value().at.count() == last + (number == 1 ? 1 : 200));
        CHECK(frame.value().picture.type() == CV_8UC3);
        last = frame.value().at.count();
    }

    CHECK(std::chrono::steady_clock::now() - begun >= 800ms);
    const auto end = camera->next();
    REQUIRE_FALSE(end);
    CHECK(end.error() == CameraFault::Missing);
}

TEST_CASE("A film of twenty-five frames a second is looked at five times a second") {
    const TemporaryFolder folder;
    const auto camera = opened(film_at(folder.write("film.y4m", film_of(20, 25))));

    const auto first = camera->next();
    const auto second = camera->next();

    REQUIRE(first);
    REQUIRE(second);
    CHECK(second.value().at - first.value().at >= kFramePeriod);
    CHECK(second.value().sequence >= 6);
}

TEST_CASE("A film that starts again goes on in time and in number") {
    const TemporaryFolder folder;
    const auto camera = opened(film_at(folder.write("film.y4m", film_of(2, 5)), /*again=*/true));

    engine::Duration last{-1};
    std::uint64_t sequence = 0;
    for (int count = 0; count < 5; ++count) {
        const auto frame = camera->next();
        REQUIRE(frame);
        CHECK(frame.value().at > last);
        CHECK(frame.value().sequence > sequence);
        last = frame.value().at;
        sequence = frame.value().sequence;
    }
}

TEST_CASE("What is not there is missing, what is no film or no camera is unreadable") {
    const TemporaryFolder folder;

    const auto missing = open_camera(film_at(folder.path() / "nowhere.avi"));
    REQUIRE_FALSE(missing);
    CHECK(missing.error() == CameraFault::Missing);
    const auto no_device = open_camera({.path = (folder.path() / "video9").string()});
    REQUIRE_FALSE(no_device);
    CHECK(no_device.error() == CameraFault::Missing);
    const auto text = open_camera(film_at(folder.write("letter.avi", "Dear sir")));
    REQUIRE_FALSE(text);
    CHECK(text.error() == CameraFault::Unreadable);
    const auto no_camera = open_camera({.path = "/dev/null"});
    REQUIRE_FALSE(no_camera);
    CHECK(no_camera.error() == CameraFault::Unreadable);
}

TEST_CASE("A film without one whole frame is unreadable") {
    const TemporaryFolder folder;
    const auto camera = open_camera(film_at(folder.write("cut.y4m", film_of(1, 5).substr(0, 200))));

    const auto fault = camera ? camera.value()->next().error() : camera.error();

    CHECK(fault == CameraFault::Unreadable);
}

TEST_CASE("A still is found for half a minute and is a short JPEG") {
    RecentStills stills;
    const cv::Mat picture(480, 640, CV_8UC3, cv::Scalar(90, 120, 60));
    stills.keep({.picture = picture, .at = 1s, .sequence = 5});
    stills.keep({.picture = picture, .at = 31s, .sequence = 155});

    const auto* found = stills.find({.sequence = 5, .at = 1s});
    REQUIRE(found != nullptr);
    CHECK(found->size() <= kStillBytesMax);
    CHECK(found->at(0) == 0xFF);
    CHECK(found->at(1) == 0xD8);
    CHECK(stills.find({.sequence = 6, .at = 1s}) == nullptr);

    stills.keep({.picture = picture, .at = 31'001ms, .sequence = 156});

    CHECK(stills.find({.sequence = 5, .at = 1s}) == nullptr);
    stills.forget();
    CHECK(stills.find({.sequence = 155, .at = 31s}) == nullptr);
}
