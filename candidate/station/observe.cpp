// SPDX-License-Identifier: EUPL-1.2
#include <cmath>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "candidate/station/command.h"
#include "candidate/station/cpu_clock.h"
#include "candidate/station/lines.h"
#include "candidate/station/model_folder.h"
#include "candidate/station/stills.h"
#include "candidate/vision/pipeline.h"
#include "engine/proctoring/alert.h"
#include "engine/proctoring/watch.h"

namespace probant::candidate::station {
namespace {

constexpr double kFpsLeast = 0.1;
constexpr double kFpsMost = 30;

struct ObserveOptions {
    std::string models = model_folder().string();
    std::vector<std::string> enrolled;
    std::string stills;
    double fps = 2;
    bool json = false;
    std::vector<std::string> files;
};

// What every file is observed with.
struct Observer {
    Pipeline pipeline;
    LookFor wanted;
    engine::ProctoringRules rules{};
};

void complain(const std::string& sentence) {
    std::cerr << "probant-station: " << sentence << '\n';
}

void print(const std::string& line) {
    std::cout << line << '\n' << std::flush;
}

std::vector<cv::Mat> read_enrolled(const std::vector<std::string>& files) {
    std::vector<cv::Mat> pictures;
    for (const std::string& file : files) {
        auto picture = read_picture(file);
        if (!picture)
            throw Misuse(file + " is no picture: give --enrol a JPEG or a PNG of one face");
        pictures.push_back(std::move(*picture));
    }
    return pictures;
}

Observer observer_for(const ObserveOptions& options) {
    const bool with_identity = !options.enrolled.empty();
    Observer observer{
        .pipeline = Pipeline(open_networks(options.models, with_identity)),
        .wanted = {.faces = true, .pose = true, .identity = with_identity, .objects = true}};
    for (const std::string& why : observer.pipeline.unavailable())
        complain(why);
    const auto pictures = read_enrolled(options.enrolled);
    const auto used = observer.pipeline.enrol(pictures);
    if (with_identity && observer.pipeline.can_compare() && used < pictures.size()) {
        complain(std::to_string(pictures.size() - used) +
                 " of the pictures given to --enrol show no face that can be compared (too dark, "
                 "blurred or small): take them again in better light");
    }
    return observer;
}

void observe_picture(Observer& observer, const std::string& file, const cv::Mat& picture) {
    observer.pipeline.forget_last();
    const CpuClock clock;
    const auto seen =
        observer.pipeline.observe({.picture = picture, .at = {}, .sequence = 0}, observer.wanted);
    print(sample_line({.file = file,
                       .observation = seen,
                       .states = engine::states_of(seen, observer.rules),
                       .cpu_ms = clock.elapsed_ms()}));
}

// Alerts are told once the film is over: one that comes again is still the same. False where the
// film has no frame.
bool observe_film(Observer& observer,
                  const ObserveOptions& options,
                  const std::string& file,
                  Film& film) {
    observer.pipeline.forget_last();
    engine::Watch watch(observer.rules, engine::RuleSet::all());
    std::vector<engine::ProctoringAlert> alerts;
    Stills stills(options.stills, file);
    std::vector<double> costs;
    const auto follow = [&](const std::vector<engine::AlertChange>& changes) {
        for (const engine::AlertChange& change : changes) {
            engine::apply(alerts, change);
            if (change.step == engine::AlertStep::Opened) stills.save(change.alert);
        }
    };
    const double period_ms = 1000 / options.fps;
    for (;;) {
        const engine::Duration due(std::llround(static_cast<double>(costs.size()) * period_ms));
        const auto frame = film.next(due);
        if (!frame) break;
        const CpuClock clock;
        const auto seen = observer.pipeline.observe(*frame, observer.wanted);
        costs.push_back(clock.elapsed_ms());
        stills.keep(*frame);
        follow(watch.see(seen));
        print(sample_line(
            {.file = file, .observation = seen, .states = watch.states(), .cpu_ms = costs.back()}));
    }
    if (costs.empty()) return false;
    follow(watch.pause());
    for (const engine::ProctoringAlert& alert : alerts)
        print(alert_line(alert, stills.name_of(alert)));
    print(summary_line(costs));
    return true;
}

// False where the file is neither.
bool observe_file(Observer& observer, const ObserveOptions& options, const std::string& file) {
    if (const auto picture = read_picture(file)) {
        observe_picture(observer, file, *picture);
        return true;
    }
    // A picture that is broken is no film of one frame.
    if (looks_like_picture(file)) return false;
    auto film = Film::open(file);
    return film && observe_film(observer, options, file, *film);
}

int observe(const ObserveOptions& options) {
    Observer observer = observer_for(options);
    int status = kDone;
    for (const std::string& file : options.files) {
        if (observe_file(observer, options, file)) continue;
        complain(file + " is no picture and no film: give a JPEG, a PNG or a film");
        status = kMisused;
    }
    return status;
}

}  // namespace

Run register_observe(CLI::App& command) {
    auto options = std::make_shared<ObserveOptions>();
    command.add_option("--models", options->models, "Folder that deploy/models filled")
        ->capture_default_str();
    command
        .add_option("--enrol",
                    options->enrolled,
                    "Picture of the person enrolled, may be repeated: switches identity on")
        ->allow_extra_args(false);
    command.add_option("--fps", options->fps, "Samples of a film in a second")
        ->capture_default_str()
        ->check(CLI::Range(kFpsLeast, kFpsMost));
    command
        .add_option("--stills", options->stills, "Folder where the still of each alert is written")
        ->check(CLI::ExistingDirectory);
    command.add_flag(
        "--json", options->json, "One JSON line for each sample, which is so in any case");
    command.add_option("FILE", options->files, "Pictures and films")->required();
    return [options] { return observe(*options); };
}

}  // namespace probant::candidate::station
