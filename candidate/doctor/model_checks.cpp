// SPDX-License-Identifier: EUPL-1.2
#include "candidate/doctor/model_checks.h"

#include <array>

namespace probant::candidate::doctor {
namespace {

using engine::SignState;
using engine::Text;

constexpr std::array kModels{
    Model::FaceDetector, Model::FaceLandmarks, Model::Identity, Model::Objects};

struct ModelWords {
    std::string name{};
    Text title{};
    Text without{};  ///< what the station does where it cannot be had
};

ModelWords model_words_of(Model model) {
    switch (model) {
        case Model::FaceDetector:
            return {.name = "model.faces",
                    .title = {"Modèle des visages", "Model of faces"},
                    .without = {"les visages sont cherchés par dlib, qui en manque davantage",
                                "faces are looked for by dlib, which misses more of them"}};
        case Model::FaceLandmarks:
            return {.name = "model.pose",
                    .title = {"Modèle de l'orientation de la tête", "Model of the head's pose"},
                    .without = {"la tête tournée et l'identité sont indisponibles",
                                "a turned head and identity are unavailable"}};
        case Model::Identity:
            return {.name = "model.identity",
                    .title = {"Modèle de l'identité", "Model of identity"},
                    .without = {"l'identité est indisponible", "identity is unavailable"}};
        case Model::Objects:
            return {.name = "model.objects",
                    .title = {"Modèle des objets", "Model of objects"},
                    .without = {"les objets sont indisponibles", "objects are unavailable"}};
    }
    return {};
}

Text fault_words(Model model, ModelFault fault) {
    const std::string file(file_of(model));
    switch (fault) {
        case ModelFault::Absent:
            return told("{} est absent", "{} is absent", file);
        case ModelFault::Unreadable:
            return told("{} ne peut pas être lu", "{} cannot be read", file);
        case ModelFault::OtherDigest:
            return told("{} est refusé : son empreinte SHA-256 n'est pas celle attendue",
                        "{} is refused: its SHA-256 is not the one pinned",
                        file);
        case ModelFault::OtherOpenCv:
            return told("{} ne peut pas être lu par cette version d'OpenCV",
                        "{} cannot be read by this OpenCV",
                        file);
    }
    return {};
}

Text remedy_of(ModelFault fault) {
    if (fault == ModelFault::OtherOpenCv) {
        return {"Installer OpenCV 4.6, celui de Debian 12.", "Install OpenCV 4.6, Debian 12's."};
    }
    return {"Le refaire par deploy/models, puis le copier dans le dossier des modèles.",
            "Make it again by deploy/models, then copy it into the folder of the models."};
}

}  // namespace

Check check_model(Model model, std::optional<ModelFault> fault) {
    constexpr std::size_t kDigestShown = 16;
    const ModelWords words = model_words_of(model);
    Check check{.name = words.name, .title = words.title};
    if (!fault) {
        check.seen = told(
            "Présent, SHA-256 {}…", "There, SHA-256 {}…", sha256_of(model).substr(0, kDigestShown));
        return check;
    }
    const Text why = fault_words(model, *fault);
    check.seen = {.fr = fmt::format("{} : {}.", why.fr, words.without.fr),
                  .en = fmt::format("{}: {}.", why.en, words.without.en)};
    // It is fetched only where an authority decided so: elsewhere it is right that it is absent.
    if (model == Model::Identity && *fault == ModelFault::Absent) return check;
    check.state = SignState::ToCheck;
    check.remedy = remedy_of(*fault);
    return check;
}

Checks check_models(const std::filesystem::path& folder) {
    Checks checks;
    for (const Model model : kModels)
        checks.push_back(check_model(model, open_model(folder, model).fault));
    return checks;
}

}  // namespace probant::candidate::doctor
