// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <exception>
#include <filesystem>
#include <iomanip>
#include <iostream>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <opencv2/imgproc.hpp>

#include "candidate/vision/face_search.h"
#include "candidate/vision/pipeline.h"
#include "engine/proctoring/sample_states.h"
#include "tests/support/cleared_pictures.h"
#include "tests/support/degraded.h"
#include "tests/support/drawn_head.h"
#include "tests/vision/long_watch.h"

namespace probant::tests {
namespace {

using candidate::LookFor;
using candidate::Pipeline;

struct BenchOptions {
    std::string models = PROBANT_TEST_MODELS;
    std::vector<std::string> one;
    std::vector<std::string> nobody;
    int frames = 200;
    double hours = 0;
};

void add_files(std::vector<std::string>& files, const std::string& path) {
    if (!std::filesystem::is_directory(path)) {
        files.push_back(path);
        return;
    }
    for (const auto& entry : std::filesystem::recursive_directory_iterator(path)) {
        if (entry.is_regular_file()) files.push_back(entry.path().string());
    }
}

std::optional<BenchOptions> read_arguments(const std::vector<std::string>& arguments) {
    BenchOptions options;
    if (arguments.size() % 2 != 0) return std::nullopt;
    for (std::size_t place = 0; place < arguments.size(); place += 2) {
        const std::string& value = arguments.at(place + 1);
        const std::string& name = arguments.at(place);
        if (name == "--models") {
            options.models = value;
        } else if (name == "--one") {
            add_files(options.one, value);
        } else if (name == "--nobody") {
            add_files(options.nobody, value);
        } else if (name == "--frames") {
            options.frames = std::stoi(value);
        } else if (name == "--hours") {
            options.hours = std::stod(value);
        } else {
            return std::nullopt;
        }
    }
    return options;
}

engine::Observation observed(Pipeline& pipeline,
                             const cv::Mat& picture,
                             const LookFor& wanted = {}) {
    pipeline.forget_last();
    return pipeline.observe({.picture = picture, .at = {}, .sequence = 0}, wanted);
}

struct Count {
    int pictures = 0;
    int present = 0;
    int posed = 0;
    int extra = 0;

    void add(const engine::Observation& seen) {
        const engine::FaceRules rules;
        ++pictures;
        const auto* face = engine::main_face(seen, rules);
        if (face != nullptr) ++present;
        if (face != nullptr && face->pose) ++posed;
        if (engine::extra_face(seen, rules) != nullptr) ++extra;
    }
};

double share(int part, int whole) {
    return whole == 0 ? 0 : static_cast<double>(part) / whole;
}

double recall_goal(Degradation how) {
    switch (how) {
        case Degradation::Clean:
        case Degradation::Recoded:
            return 0.98;
        case Degradation::Dark:
        case Degradation::VeryDark:
        case Degradation::RolledLeft:
        case Degradation::RolledRight:
        case Degradation::Small:
        case Degradation::SmallInLarge:
            return 0.95;
        case Degradation::Blurred:
        case Degradation::Masked:
        case Degradation::HalfCovered:
            return 0;
    }
    return 0;
}

void print_row(std::string_view name, const Count& count, double goal) {
    const double recall = share(count.present, count.pictures);
    std::cout << std::left << std::setw(16) << name << std::right << std::setw(9) << count.pictures
              << std::setw(9) << recall << std::setw(7) << share(count.posed, count.pictures)
              << std::setw(7) << count.extra << "   ";
    if (goal > 0) {
        std::cout << (recall >= goal ? "met" : "MISSED") << " (" << goal << ")";
    } else {
        std::cout << "no goal";
    }
    std::cout << '\n';
}

// Where the face of a picture is, so that it can be covered or made small; the middle when unknown.
cv::Rect face_in(const engine::Observation& seen, const cv::Mat& picture) {
    if (const auto* face = engine::main_face(seen, {}))
        return {face->x, face->y, face->width, face->height};
    return {picture.cols / 4, picture.rows / 4, picture.cols / 2, picture.rows / 2};
}

// Pictures of one person: is somebody there, and nobody else?
int count_faces(Pipeline& pipeline, const std::vector<std::string>& files, int& of) {
    std::map<Degradation, Count> counts;
    for (const std::string& file : files) {
        const auto picture = candidate::read_picture(file);
        if (!picture) continue;
        const cv::Rect face = face_in(observed(pipeline, *picture), *picture);
        for (const Degradation how : kDegradations)
            counts[how].add(observed(pipeline, degraded(*picture, face, how)));
    }
    int extra = 0;
    for (const Degradation how : kDegradations) {
        print_row(name_of(how), counts[how], recall_goal(how));
        extra += counts[how].extra;
        of += counts[how].pictures;
    }
    return extra;
}

int count_nobody(Pipeline& pipeline, const std::vector<std::string>& files, int& of) {
    Count count;
    for (const std::string& file : files) {
        const auto picture = candidate::read_picture(file);
        if (picture) count.add(observed(pipeline, *picture));
    }
    std::cout << "nobody: a face is seen in " << count.present << " of " << count.pictures
              << ", two in " << count.extra << '\n';
    of += count.pictures;
    return count.extra;
}

double median_ms(Pipeline& pipeline, const cv::Mat& picture, const LookFor& wanted, int frames) {
    std::vector<double> costs;
    for (int frame = 0; frame < frames; ++frame) {
        const double before = processor_ms();
        (void)pipeline.observe({.picture = picture, .at = {}, .sequence = 0}, wanted);
        costs.push_back(processor_ms() - before);
    }
    std::ranges::sort(costs);
    return costs.at(costs.size() / 2);
}

void print_cost(std::string_view what, double ms, double goal) {
    std::cout << std::left << std::setw(34) << what << std::right << std::setw(8) << ms << " ms   ";
    if (goal > 0) std::cout << (ms <= goal ? "met" : "MISSED") << " (" << goal << ")";
    std::cout << '\n';
}

// Of one thread, on a picture of 640 x 480 with one face.
void measure_cost(Pipeline& pipeline, int frames) {
    const cv::Mat somebody = draw({.angles = {}});
    const cv::Mat nobody(480, 640, CV_8UC3, cv::Scalar(120, 130, 140));
    const LookFor figures{.faces = false, .pose = false};
    const LookFor all{.faces = true, .pose = true, .identity = true, .objects = true};
    // Nobody is compared with nobody: without this, "all" would leave identity's network out.
    if (pipeline.enrol({somebody}) == 0) std::cout << "\nidentity cannot be compared here";
    (void)median_ms(pipeline, somebody, all, 5);
    std::cout << "\nprocessor time of a frame, median of " << frames << '\n';
    print_cost("figures", median_ms(pipeline, somebody, figures, frames), 0);
    print_cost("figures, presence, pose", median_ms(pipeline, somebody, {}, frames), 15);
    print_cost("all", median_ms(pipeline, somebody, all, frames), 85);
    print_cost("figures, presence: nobody there", median_ms(pipeline, nobody, {}, frames / 4), 0);
    const long before = resident_kib();
    (void)median_ms(pipeline, somebody, all, frames);
    std::cout << "memory: " << before << " KiB, after " << frames << " frames more "
              << resident_kib() << " KiB\n";
}

int run(BenchOptions options) {
    if (options.hours > 0) {
        print_long_watch(options.models, options.hours);
        return 0;
    }
    const auto add_cleared = [](std::vector<std::string>& files, const auto& names) {
        if (!files.empty()) return;
        for (const std::string_view name : names)
            if (const auto file = cleared_file(name)) files.push_back(*file);
    };
    add_cleared(options.one, kOnePerson);
    add_cleared(options.nobody, kNobody);
    Pipeline pipeline(candidate::open_networks(options.models, /*with_identity=*/true));
    for (const std::string& why : pipeline.unavailable())
        std::cout << why << '\n';
    std::cout << std::fixed << std::setprecision(3);
    std::cout << "one person       pictures   recall  posed  extra   goal\n";
    int of = 0;
    const int extra =
        count_faces(pipeline, options.one, of) + count_nobody(pipeline, options.nobody, of);
    std::cout << "a face too many in " << extra << " of " << of << ": "
              << (share(extra, of) <= 0.02 ? "met" : "MISSED") << " (2 %)\n";
    std::cout << std::setprecision(1);
    measure_cost(pipeline, options.frames);
    return 0;
}

}  // namespace
}  // namespace probant::tests

int main(int argc, char** argv) {
    const std::span<char*> given(argv, static_cast<std::size_t>(argc));
    try {
        const auto options = probant::tests::read_arguments({given.begin() + 1, given.end()});
        if (options) return probant::tests::run(*options);
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
    }
    std::cerr
        << "Usage: vision_bench [--models DIR] [--one PATH]... [--nobody PATH]... [--frames N]\n"
           "       vision_bench [--models DIR] --hours N\n"
           "Counts faces in pictures of one person, spoilt in eleven ways, and of nobody; or "
           "watches\n"
           "so many hours at the rates of a station, and tells the memory and the processor "
           "time.\n";
    return 2;
}
