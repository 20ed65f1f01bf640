// SPDX-License-Identifier: EUPL-1.2
#include "tests/vision/long_watch.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <ctime>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <string_view>
#include <vector>

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "candidate/vision/governor.h"
#include "candidate/vision/pipeline.h"
#include "engine/proctoring/watch.h"
#include "tests/vision/filmed_room.h"

namespace probant::tests {
namespace {

constexpr int kRate = 5;           // pictures a second, as a station's camera
constexpr int kPictures = 60 * 5;  // a minute of them, which is gone through again and again
constexpr std::array<std::string_view, 4> kParts{
    "decoding", "figures", "figures, presence, pose", "with objects or identity"};

using Jpeg = std::vector<unsigned char>;

std::vector<Jpeg> filmed_minute() {
    const bool portraits = portrait_of(Sitter::Astronaut) && portrait_of(Sitter::Admiral);
    const FilmedRoom room(portraits ? Sitter::Astronaut : Sitter::Drawn, 5);
    std::vector<Jpeg> minute(kPictures);
    for (int frame = 0; frame < kPictures; ++frame) {
        cv::Mat large;
        cv::resize(room.at_work(static_cast<double>(frame) / kRate), large, {640, 480});
        const auto number = static_cast<std::uint64_t>(frame);
        cv::imencode(".jpg", with_grain(large, number), minute.at(number));
    }
    return minute;
}

// What a camera sends is never the same again: a corner is drawn anew.
void make_unlike(cv::Mat& picture, std::uint64_t number) {
    cv::RNG dice(number + 1);
    cv::Mat corner = picture(cv::Rect(0, 0, 32, 32));
    dice.fill(corner, cv::RNG::UNIFORM, 0, 255);
}

struct Spent {
    std::array<double, 4> ms{};
    std::array<long, 4> times{};

    void add(std::size_t part, double cost) {
        ms.at(part) += cost;
        ++times.at(part);
    }
};

std::size_t part_of(const candidate::LookFor& due) {
    if (due.objects || due.identity) return 3;
    return due.faces ? 2 : 1;
}

void print_spent(const Spent& spent, double seconds) {
    double all = 0;
    for (std::size_t part = 0; part < kParts.size(); ++part) {
        all += spent.ms.at(part);
        const auto times = static_cast<double>(std::max(1L, spent.times.at(part)));
        std::cout << "part " << kParts.at(part) << ": " << spent.times.at(part) << " times, "
                  << spent.ms.at(part) / times << " ms each\n";
    }
    std::cout << "share of a core at the default rates: " << all / seconds / 10 << " %\n";
}

}  // namespace

double processor_ms() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1000 + static_cast<double>(now.tv_nsec) / 1e6;
}

long resident_kib() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmRSS:")) return std::stol(line.substr(6));
    return 0;
}

void print_long_watch(const std::string& models, double hours) {
    const auto minute = filmed_minute();
    candidate::Pipeline pipeline(candidate::open_networks(models, /*with_identity=*/true));
    (void)pipeline.enrol({cv::imdecode(minute.front(), cv::IMREAD_COLOR)});
    candidate::Governor governor;
    engine::Watch watch({}, engine::RuleSet::all());
    Spent spent;
    const auto frames = static_cast<std::uint64_t>(hours * 3600 * kRate);
    std::cout << std::fixed << std::setprecision(2);
    for (std::uint64_t frame = 0; frame < frames; ++frame) {
        if (frame % (1800 * kRate) == static_cast<std::uint64_t>(60 * kRate))
            std::cout << "memory after " << static_cast<double>(frame) / kRate / 3600
                      << " h: " << resident_kib() << " KiB\n"
                      << std::flush;
        const engine::Duration at(static_cast<std::int64_t>(frame) * 1000 / kRate);
        const double started = processor_ms();
        cv::Mat picture = cv::imdecode(minute.at(frame % minute.size()), cv::IMREAD_COLOR);
        const double decoded = processor_ms();
        make_unlike(picture, frame);
        const auto due = governor.due(engine::Instant{} + at);
        const double made = processor_ms();
        (void)watch.see(pipeline.observe({.picture = picture, .at = at, .sequence = frame}, due));
        spent.add(0, decoded - started);
        spent.add(part_of(due), processor_ms() - made);
    }
    std::cout << "memory after " << hours << " h: " << resident_kib() << " KiB\n";
    print_spent(spent, hours * 3600);
}

}  // namespace probant::tests
