// SPDX-License-Identifier: EUPL-1.2
#include "candidate/vision/pictures.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <opencv2/videoio.hpp>

#include "tests/support/drawn_head.h"

using namespace probant;
using namespace std::chrono_literals;

namespace {

// A file that goes away with the test.
class Scratch {
public:
    explicit Scratch(const std::string& name)
        : path_((std::filesystem::temp_directory_path() /
                 ("probant-" + std::to_string(getpid()) + "-" + name))
                    .string()) {}

    Scratch(const Scratch&) = delete;
    Scratch(Scratch&&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    Scratch& operator=(Scratch&&) = delete;

    ~Scratch() { std::filesystem::remove(path_); }

    [[nodiscard]] const std::string& path() const { return path_; }

    void write(const std::vector<unsigned char>& bytes, std::size_t count) const {
        std::ofstream file(path_, std::ios::binary);
        for (std::size_t place = 0; place < count; ++place)
            file.put(static_cast<char>(bytes.at(place)));
    }

private:
    std::string path_;
};

std::vector<unsigned char> encoded(const char* as, const cv::Mat& picture) {
    std::vector<unsigned char> bytes;
    cv::imencode(as, picture, bytes);
    return bytes;
}

void write_film(const std::string& path, double rate, int frames) {
    cv::VideoWriter film(path, cv::VideoWriter::fourcc('M', 'J', 'P', 'G'), rate, {160, 120});
    REQUIRE(film.isOpened());
    for (int frame = 0; frame < frames; ++frame)
        film.write(cv::Mat(120, 160, CV_8UC3, cv::Scalar::all(frame)));
}

}  // namespace

TEST_CASE("Grey, sixteen bits and a fourth channel are all read as three colours of eight bits") {
    cv::Mat deep;
    tests::draw({}).convertTo(deep, CV_16UC3, 257);
    cv::Mat with_alpha;
    cv::cvtColor(tests::draw({}), with_alpha, cv::COLOR_BGR2BGRA);
    cv::Mat grey;
    cv::cvtColor(tests::draw({}), grey, cv::COLOR_BGR2GRAY);
    for (const cv::Mat& picture : {deep, with_alpha, grey}) {
        const Scratch file("shape.png");
        const auto bytes = encoded(".png", picture);
        file.write(bytes, bytes.size());

        const auto read = candidate::read_picture(file.path());

        REQUIRE(read);
        CHECK(read->type() == CV_8UC3);
        CHECK(read->size() == picture.size());
    }
}

TEST_CASE("A picture of one pixel is a picture") {
    const Scratch file("one.png");
    const auto bytes = encoded(".png", cv::Mat(1, 1, CV_8UC3, cv::Scalar(1, 2, 3)));
    file.write(bytes, bytes.size());

    CHECK(candidate::read_picture(file.path())->size() == cv::Size(1, 1));
}

TEST_CASE("A file cut short or of another kind is no reason to fall over") {
    const auto jpeg = encoded(".jpg", tests::draw({}));
    for (const std::size_t part : {0U, 1U, 100U, 1000U}) {
        const Scratch file("cut.jpg");
        file.write(jpeg, std::min(jpeg.size(), std::size_t{part}));

        const auto read = candidate::read_picture(file.path());

        CHECK((!read || read->size() == cv::Size(640, 480)));
    }
    CHECK_FALSE(candidate::read_picture("/dev/null"));
    CHECK_FALSE(candidate::read_picture("/"));
    CHECK_FALSE(candidate::read_picture("no such file"));
}

TEST_CASE("What is no film gives no frame, an address on the network included") {
    const Scratch file("text.avi");
    file.write({'h', 'e', 'l', 'l', 'o'}, 5);

    for (const std::string& name : {file.path(),
                                    std::string("no such film"),
                                    std::string("/"),
                                    std::string("http://127.0.0.1:1/film.avi")}) {
        auto film = candidate::Film::open(name);
        CHECK_FALSE((film && film->next(0ms)));
    }
}

TEST_CASE("The frames of a film come with its time and are counted from one") {
    const Scratch file("counted.avi");
    write_film(file.path(), 10, 25);
    auto film = candidate::Film::open(file.path());
    REQUIRE(film);

    std::vector<engine::Duration> times;
    std::vector<std::uint64_t> numbers;
    for (int sample = 0; const auto frame = film->next(sample * 500ms); ++sample) {
        times.push_back(frame->at);
        numbers.push_back(frame->sequence);
    }

    CHECK(times == std::vector<engine::Duration>{0ms, 500ms, 1000ms, 1500ms, 2000ms});
    CHECK(numbers == std::vector<std::uint64_t>{1, 6, 11, 16, 21});
}

TEST_CASE("Asked for nothing in particular, a film gives each of its frames once") {
    const Scratch file("each.avi");
    write_film(file.path(), 25, 12);
    auto film = candidate::Film::open(file.path());
    REQUIRE(film);

    int frames = 0;
    engine::Duration last{-1};
    while (const auto frame = film->next(0ms)) {
        CHECK(frame->at > last);
        last = frame->at;
        ++frames;
    }

    CHECK(frames == 12);
}
