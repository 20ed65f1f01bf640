// SPDX-License-Identifier: EUPL-1.2
#include "candidate/doctor/camera_checks.h"

#include <algorithm>
#include <cmath>

#include "candidate/station/cpu_clock.h"
#include "candidate/vision/figures.h"
#include "candidate/vision/governor.h"
#include "candidate/vision/pipeline.h"
#include "engine/proctoring/rules.h"

namespace probant::candidate::doctor {
namespace {

using engine::SignState;

// Whoever sits in front of it has a face of sixty pixels then, which is as few as are still found.
constexpr int kWidthLeast = 320;
constexpr int kHeightLeast = 240;
// What an exam takes.
constexpr double kFpsLeast = 5;
// A room that is just light enough now is too dark in the evening.
constexpr int kLightMargin = 2;
constexpr std::size_t kObjectLooks = 3;  // they cost the most and differ the least

Check camera_with(SignState state, engine::Text seen, engine::Text remedy = {}) {
    return {.name = "camera",
            .title = {"Caméra", "Camera"},
            .state = state,
            .seen = std::move(seen),
            .remedy = std::move(remedy)};
}

Check camera_not_open(const CameraLook& look) {
    const std::string& path = look.place.path;
    if (look.opening == CameraOpening::Missing) {
        return camera_with(
            SignState::ToCheck,
            told("Rien à {}.", "Nothing at {}.", path),
            {"Brancher la caméra ; « ls /dev/video* » montre celles que le système voit, et la "
             "configuration dit laquelle prendre.",
             "Plug the camera in; `ls /dev/video*` shows those that the system sees, and the "
             "configuration says which to take."});
    }
    if (look.opening == CameraOpening::Refused) {
        return camera_with(
            SignState::ToCheck,
            told("{} ne peut pas être ouvert.", "{} cannot be opened.", path),
            {"Mettre le compte de la station dans le groupe « video », et vérifier que c'est bien "
             "une caméra (ou un film, pour un essai).",
             "Put the account of the station in the group `video`, and see that it is a camera "
             "(or a film, for a trial)."});
    }
    return camera_with(
        SignState::ToCheck,
        told("{} s'ouvre et ne donne aucune image.", "{} opens and gives no picture.", path),
        {"Un autre programme la tient peut-être : arrêter la station (systemctl stop "
         "probant-station), puis regarder de nouveau.",
         "Another program may hold it: stop the station (systemctl stop probant-station), then "
         "look again."});
}

// The median of an odd count; of an even one, the upper of the two.
template <class Number>
Number median_value(std::vector<Number> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}

int median_figure(const std::vector<engine::PictureFigures>& figures,
                  int engine::PictureFigures::*member) {
    std::vector<int> values;
    values.reserve(figures.size());
    for (const auto& one : figures)
        values.push_back(one.*member);
    return median_value(std::move(values));
}

std::optional<double> median_cost(Pipeline& pipeline,
                                  const LookFor& wanted,
                                  const std::vector<Frame>& frames) {
    std::vector<double> costs;
    for (const Frame& frame : frames) {
        const station::CpuClock clock;
        (void)pipeline.observe(frame, wanted);
        costs.push_back(clock.elapsed_ms());
    }
    // The first look also sets the network up.
    if (costs.size() > 1) costs.erase(costs.begin());
    if (costs.empty()) return std::nullopt;
    return median_value(std::move(costs));
}

}  // namespace

Check check_camera(const CameraLook& look) {
    if (look.opening != CameraOpening::Open) return camera_not_open(look);
    const int width = look.frames.front().picture.cols;
    const int height = look.frames.front().picture.rows;
    const std::string format = look.format.empty() ? "?" : look.format;
    const long rate = std::lround(look.fps);
    auto seen = told("{} × {}, {}, {} images par seconde.",
                     "{} × {}, {}, {} frames a second.",
                     width,
                     height,
                     format,
                     rate);
    if (width < kWidthLeast || height < kHeightLeast) {
        return camera_with(SignState::ToCheck,
                           std::move(seen),
                           told("Prendre une caméra d'au moins {} × {} : un visage y serait trop "
                                "petit pour être trouvé.",
                                "Take a camera of at least {} × {}: a face would be too small in "
                                "it to be found.",
                                kWidthLeast,
                                kHeightLeast));
    }
    if (look.fps < kFpsLeast) {
        return camera_with(
            SignState::ToCheck,
            std::move(seen),
            told("Il en faut {} par seconde : plus de lumière, ou un autre port USB, suffit "
                 "souvent.",
                 "It takes {} a second: more light, or another USB port, is often enough.",
                 kFpsLeast));
    }
    return camera_with(SignState::Ok, std::move(seen));
}

std::vector<engine::PictureFigures> figures_of(const std::vector<Frame>& frames) {
    FigureMeter meter;
    std::vector<engine::PictureFigures> figures;
    figures.reserve(frames.size());
    for (const Frame& frame : frames)
        figures.push_back(meter.measure(frame.picture));
    return figures;
}

Check check_light(const std::vector<engine::PictureFigures>& figures) {
    using engine::PictureFigures;
    Check check{.name = "light", .title = {"Lumière et netteté", "Light and sharpness"}};
    if (figures.empty()) {
        check.state = SignState::CouldNotTell;
        check.seen = {"Aucune image n'a pu être prise.", "No picture could be taken."};
        check.remedy = {"Mettre d'abord la caméra en ordre.", "Put the camera right first."};
        return check;
    }
    const engine::PictureRules rules;
    const int light = median_figure(figures, &PictureFigures::light);
    const int sharpness = median_figure(figures, &PictureFigures::sharpness);
    const int deviation = median_figure(figures, &PictureFigures::deviation);
    check.seen =
        told("Lumière {} sur 255, netteté {}.", "Light {} of 255, sharpness {}.", light, sharpness);
    if (deviation < rules.flat_deviation && sharpness < rules.flat_sharpness) {
        check.remedy = {"L'image est noire ou unie : découvrir l'objectif, éclairer la pièce.",
                        "The picture is black or even: uncover the lens, light the room."};
    } else if (light < kLightMargin * rules.too_dark_light) {
        check.remedy = {"Trop sombre : éclairer le visage de face, éviter une fenêtre derrière.",
                        "Too dark: light the face from the front, have no window behind."};
    } else if (sharpness < rules.blurred_sharpness) {
        check.remedy = {"Trop flou : essuyer l'objectif, en régler la mise au point.",
                        "Too blurred: wipe the lens, set its focus."};
    }
    if (!check.remedy.fr.empty()) check.state = SignState::ToCheck;
    return check;
}

LookCost cost_of(const std::vector<Frame>& frames, const std::filesystem::path& models) {
    Networks networks = open_networks(models, /*with_identity=*/false);
    const bool hints_at_objects = networks.objects.has_value();
    Pipeline pipeline(std::move(networks));
    const auto objects_from = std::min(frames.size(), kObjectLooks);
    const std::vector<Frame> few(frames.begin(),
                                 frames.begin() + static_cast<std::ptrdiff_t>(objects_from));
    LookCost cost{.faces_ms = median_cost(pipeline, {.faces = true, .pose = true}, frames)};
    if (hints_at_objects) {
        cost.objects_ms =
            median_cost(pipeline, {.faces = false, .pose = false, .objects = true}, few);
    }
    return cost;
}

Check check_cost(const LookCost& cost) {
    Check check{.name = "cost", .title = {"Processeur", "Processor"}};
    if (!cost.faces_ms) {
        check.state = SignState::CouldNotTell;
        check.seen = {"Aucune image n'a pu être regardée.", "No picture could be looked at."};
        check.remedy = {"Mettre d'abord la caméra en ordre.", "Put the camera right first."};
        return check;
    }
    // Looks in a thousand seconds, and milliseconds a look: a thousandth of a second is one per
    // mille.
    const double spent =
        (*cost.faces_ms * kFullRates.presence + cost.objects_ms.value_or(0) * kFullRates.objects) /
        1000;
    const long per_mille = std::lround(spent);
    const int budget = Budget{}.per_mille;
    check.seen = told("{} ms pour une image : {} ‰ d'un cœur, sur {} ‰ permis.",
                      "{} ms a picture: {} ‰ of one core, of {} ‰ allowed.",
                      std::lround(*cost.faces_ms),
                      per_mille,
                      budget);
    if (per_mille > budget) {
        check.state = SignState::ToCheck;
        check.remedy = {
            "La station regardera moins souvent, les objets d'abord. Fermer ce qui "
            "tourne sans raison, ou prendre une machine plus rapide.",
            "The station will look less often, at objects first. Close what runs for "
            "no reason, or take a faster machine."};
    }
    return check;
}

}  // namespace probant::candidate::doctor
