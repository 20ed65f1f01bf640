// SPDX-License-Identifier: EUPL-1.2
#include "tests/vision/labelled_films.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <span>
#include <stdexcept>

#include <fmt/format.h>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <opencv2/videoio.hpp>

namespace probant::tests {
namespace {

constexpr double kFirst = 26;  // seconds: by then a person's baseline is had
constexpr double kApart = 42;  // between two events of one rule: its cooldown is 30 s
constexpr double kLoopLive = 25;
constexpr double kLoopSeconds = 95;

struct Kind {
    Happening what;
    std::string_view rule;
    std::array<std::string_view, 3> ways;
    double least;  // seconds
    double most;
    double brief;  // too short to be told
};

constexpr std::array kKinds{
    Kind{Happening::Absent, "face_absent", {"left", "left", "left"}, 7, 25, 3},
    Kind{Happening::ExtraFace, "extra_face", {"beside", "beside", "beside"}, 5, 15, 1.5},
    Kind{Happening::LookingAway, "looking_away", {"yaw +45", "yaw -45", "pitch -35"}, 6, 14, 2.5},
    Kind{Happening::Covered, "covered", {"black", "finger", "paper"}, 3.5, 10, 1},
    Kind{Happening::Frozen, "frozen", {"same", "same", "encoded anew"}, 7, 20, 3},
    Kind{Happening::TooDark, "too_dark", {"tenth", "tenth", "tenth"}, 26, 36, 8},
    Kind{
        Happening::Blurred, "blurred", {"out of focus", "out of focus", "out of focus"}, 26, 36, 8},
    Kind{Happening::Drink, "", {}, 3, 3, 3},
    Kind{Happening::Lamp, "", {}, 30, 30, 30},
    Kind{Happening::Aside, "", {}, 12, 12, 12}};

const Kind& kind_of(Happening what) {
    return *std::ranges::find(kKinds, what, &Kind::what);
}

bool can_happen(Happening what, Sitter sitter) {
    const bool turns = what == Happening::LookingAway || what == Happening::Aside;
    return !turns || sitter == Sitter::Drawn;
}

cv::Mat behind_the_lens(int how, double second) {
    if (how == 0) return {kFilmSize, CV_8UC3, cv::Scalar::all(6)};
    if (how == 2) return {kFilmSize, CV_8UC3, cv::Scalar(190, 196, 200)};
    // Light that comes through a finger: dark red, a little brighter to one side.
    cv::Mat finger(kFilmSize, CV_8UC3);
    for (int column = 0; column < finger.cols; ++column) {
        const double red = 55 + 14.0 * column / finger.cols + 2 * std::sin(second);
        finger.col(column) = cv::Scalar(8, 12, red);
    }
    return finger;
}

cv::Mat recoded(const cv::Mat& picture, int quality) {
    std::vector<unsigned char> jpeg;
    cv::imencode(".jpg", picture, jpeg, {cv::IMWRITE_JPEG_QUALITY, quality});
    return cv::imdecode(jpeg, cv::IMREAD_COLOR);
}

cv::Mat with_cup(cv::Mat picture) {
    cv::rectangle(picture, cv::Rect(138, 128, 42, 60), cv::Scalar(70, 110, 60), cv::FILLED);
    return picture;
}

HeadAngles turn_of(int how) {
    if (how == 2) return {.pitch = -35};
    return {.yaw = how == 0 ? 45.0 : -45.0};
}

// What is before the lens while something happens; the grain of the camera comes after.
cv::Mat shown(const FilmedRoom& room, const LabelledEvent& event, double second) {
    switch (event.what) {
        case Happening::Absent:
            return room.left_empty(second);
        case Happening::ExtraFace:
            return room.accompanied(second);
        case Happening::LookingAway:
            return room.turned(second, turn_of(event.how));
        case Happening::Covered:
            return behind_the_lens(event.how, second);
        case Happening::TooDark:
            return room.at_work(second) * 0.1;
        case Happening::Blurred: {
            cv::Mat soft;
            cv::GaussianBlur(room.at_work(second), soft, {}, 5);
            return soft;
        }
        case Happening::Drink:
            return with_cup(room.at_work(second));
        case Happening::Lamp:
            return room.at_work(second) * 0.6;
        case Happening::Aside:
            return room.turned(second, {.yaw = event.how == 0 ? 15.0 : -15.0});
        case Happening::Frozen:
            return room.at_work(event.from);
    }
    return {};
}

const LabelledEvent* happening_at(const LabelledFilm& film, double second) {
    for (const auto* events : {&film.events, &film.briefs}) {
        const auto found = std::ranges::find_if(*events, [&](const LabelledEvent& event) {
            return second >= event.from && second < event.to;
        });
        if (found != events->end()) return &*found;
    }
    return nullptr;
}

cv::Mat picture_at(const LabelledFilm& film, const FilmedRoom& room, int frame) {
    const double second = static_cast<double>(frame) / film.rate;
    const LabelledEvent* event = happening_at(film, second);
    const auto number = film.seed * 1'000'000 + static_cast<std::uint64_t>(frame);
    if (event == nullptr) return with_grain(room.at_work(second), number);
    if (event->what != Happening::Frozen) return with_grain(shown(room, *event, second), number);
    const auto still = film.seed * 1'000'000 + static_cast<std::uint64_t>(event->from * film.rate);
    const cv::Mat picture = with_grain(shown(room, *event, second), still);
    // An encoder sends a still whole every few seconds, and nothing in between.
    const bool second_key = std::fmod(second - event->from, 10) >= 5;
    return event->how == 2 ? recoded(picture, second_key ? 95 : 93) : picture;
}

class Writer {
public:
    Writer(const std::filesystem::path& file, int rate)
        : film_(file.string(), cv::VideoWriter::fourcc('M', 'J', 'P', 'G'), rate, kFilmSize) {
        if (!film_.isOpened()) throw std::runtime_error(file.string() + " cannot be written");
    }

    void add(const cv::Mat& picture) { film_.write(picture); }

private:
    cv::VideoWriter film_;
};

std::string json_of(const LabelledEvent& event) {
    const Kind& kind = kind_of(event.what);
    return fmt::format(R"({{"rule":"{}","how":"{}","start_ms":{:.0f},"end_ms":{:.0f}}})",
                       kind.rule,
                       kind.ways.at(static_cast<std::size_t>(event.how)),
                       event.from * 1000,
                       event.to * 1000);
}

std::string json_of(const LabelledFilm& film, std::string_view file) {
    std::string events;
    for (const LabelledEvent& event : film.events)
        events += (events.empty() ? "" : ",") + json_of(event);
    return fmt::format(
        R"({{"film":"{}","sitter":"{}","seconds":{:.1f},"briefs":{},"events":[{}]}})",
        file,
        name_of(film.sitter),
        film.seconds,
        film.briefs.size(),
        events);
}

// What may happen at this second: not what no rule tells, nor what happened just before.
std::vector<Happening> possible(const LabelledFilm& film,
                                double second,
                                const std::map<Happening, double>& over) {
    std::vector<Happening> found;
    for (const Kind& kind : kKinds) {
        const auto last = over.find(kind.what);
        const bool too_soon = last != over.end() && second < last->second + kApart;
        if (!kind.rule.empty() && can_happen(kind.what, film.sitter) && !too_soon)
            found.push_back(kind.what);
    }
    return found;
}

}  // namespace

LabelledFilm film_of_events(Sitter sitter, std::uint64_t seed, int events) {
    LabelledFilm film{
        .name = fmt::format("events-{}-{}", name_of(sitter), seed), .sitter = sitter, .seed = seed};
    cv::RNG dice(seed * 7919 + 17);
    std::map<Happening, int> times;
    std::map<Happening, double> over;
    double second = kFirst;
    while (static_cast<int>(film.events.size()) < events) {
        auto choice = possible(film, second, over);
        if (choice.empty()) {
            second += 5;
            continue;
        }
        // What happened least often comes first, so that a few films have them all.
        const auto rarest = *std::ranges::min_element(
            choice, {}, [&](Happening what) { return std::pair(times[what], over[what]); });
        const Kind& kind = kind_of(rarest);
        const double lasting = std::round(dice.uniform(kind.least, kind.most) * 5) / 5;
        film.events.push_back({.what = rarest,
                               .how = (times[rarest]++ + static_cast<int>(seed)) % 3,
                               .from = second,
                               .to = second + lasting});
        over[rarest] = second + lasting;
        second += lasting + std::round(dice.uniform(14.0, 24.0) * 5) / 5;
    }
    film.seconds = second;
    return film;
}

LabelledFilm film_of_work(Sitter sitter, std::uint64_t seed, double seconds) {
    LabelledFilm film{.name = fmt::format("work-{}-{}", name_of(sitter), seed),
                      .sitter = sitter,
                      .seed = seed,
                      .seconds = seconds,
                      .rate = 2};
    cv::RNG dice(seed * 104729 + 3);
    double second = kFirst;
    for (;;) {
        const auto place = dice.uniform(0, static_cast<int>(kKinds.size()));
        const Kind& kind = kKinds.at(static_cast<std::size_t>(place));
        if (second + kind.brief > seconds) break;
        if (can_happen(kind.what, sitter)) {
            film.briefs.push_back({.what = kind.what,
                                   .how = dice.uniform(0, 3),
                                   .from = second,
                                   .to = second + kind.brief});
        }
        second += kind.brief + std::round(dice.uniform(8.0, 34.0) * 2) / 2;
    }
    return film;
}

std::string make(const LabelledFilm& film, const std::filesystem::path& folder) {
    const FilmedRoom room(film.sitter, film.seed);
    const std::string file = film.name + ".avi";
    Writer writer(folder / file, film.rate);
    const int frames = cvRound(film.seconds * film.rate);
    for (int frame = 0; frame < frames; ++frame)
        writer.add(picture_at(film, room, frame));
    return json_of(film, file);
}

std::string make_loop(Loop how,
                      Sitter sitter,
                      std::uint64_t seed,
                      const std::filesystem::path& folder) {
    constexpr int kRate = 5;
    constexpr std::array<std::string_view, 3> kNames{
        "fed in", "encoded anew", "encoded anew, odd period"};
    const std::string_view name = kNames.at(static_cast<std::size_t>(how));
    cv::RNG dice(seed * 31337 + 5);
    // In pictures. A whole number of half seconds, of which a sample is taken each, or not.
    const int seconds = dice.uniform(4, 13);
    const int period = seconds * kRate + (how == Loop::EncodedAnew ? 0 : dice.uniform(1, kRate));
    const FilmedRoom room(sitter, seed);
    const std::string file =
        fmt::format("loop-{}-{}-{}.avi", static_cast<int>(how), name_of(sitter), seed);
    Writer writer(folder / file, kRate);
    const int live = cvRound(kLoopLive * kRate);
    for (int frame = 0; frame < cvRound(kLoopSeconds * kRate); ++frame) {
        const int filmed = frame < live ? frame : live - period + (frame - live) % period;
        const int grain = how == Loop::FedIn ? filmed : frame;
        writer.add(with_grain(room.at_work(static_cast<double>(filmed) / kRate),
                              seed * 1'000'000 + static_cast<std::uint64_t>(grain)));
    }
    return fmt::format(
        R"({{"film":"{}","sitter":"{}","seconds":{:.1f},"briefs":0,"events":[{{"rule":"looped","how":"{}","start_ms":{:.0f},"end_ms":{:.0f},"period_ms":{}}}]}})",
        file,
        name_of(sitter),
        kLoopSeconds,
        name,
        kLoopLive * 1000,
        kLoopSeconds * 1000,
        period * 1000 / kRate);
}

}  // namespace probant::tests
