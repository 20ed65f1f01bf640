// SPDX-License-Identifier: EUPL-1.2
#include "candidate/station/lines.h"

#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

#include "engine/bank/language.h"
#include "engine/proctoring/alert_words.h"

namespace probant::candidate::station {
namespace {

using Json = nlohmann::ordered_json;

double thousandths(int value) {
    return value / 1000.0;
}

double hundredths_of(double value) {
    return std::round(value * 100) / 100;
}

// A file's name may be any bytes; a line of JSON is text.
std::string dumped(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json face_of(const engine::SeenFace& face) {
    Json json{{"x", face.x},
              {"y", face.y},
              {"w", face.width},
              {"h", face.height},
              {"score", thousandths(face.score)},
              {"yaw", nullptr},
              {"pitch", nullptr}};
    if (face.pose) {
        json["yaw"] = face.pose->yaw / 10.0;
        json["pitch"] = face.pose->pitch / 10.0;
    }
    return json;
}

Json identity_of(const engine::SeenIdentity& identity) {
    Json json{{"state", engine::name_of(identity.state)}, {"distance", nullptr}};
    if (identity.distance) json["distance"] = thousandths(*identity.distance);
    return json;
}

}  // namespace

std::string sample_line(const Sample& sample) {
    const engine::Observation& seen = sample.observation;
    Json json{{"file", sample.file}, {"t_ms", seen.at.count()}};
    json["faces"] = Json::array();
    for (const engine::SeenFace& face : seen.faces)
        json["faces"].push_back(face_of(face));
    json["identity"] = identity_of(seen.identity);
    json["objects"] = Json::array();
    for (const engine::SeenObject& object : seen.objects) {
        json["objects"].push_back(
            {{"label", engine::name_of(object.label)}, {"score", thousandths(object.score)}});
    }
    json["light"] = seen.picture.light;
    json["sharpness"] = seen.picture.sharpness;
    json["states"] = Json::array();
    for (const engine::SampleState state : sample.states)
        json["states"].push_back(engine::name_of(state));
    json["cpu_ms"] = hundredths_of(sample.cpu_ms);
    return dumped(json);
}

std::string alert_line(const engine::ProctoringAlert& alert,
                       const std::optional<std::string>& still) {
    Json evidence = Json::object();
    for (const engine::Evidence& figure : alert.evidence)
        evidence[figure.name] = figure.value;
    Json told{{"rule", engine::name_of(alert.rule)},
              {"state", engine::name_of(alert.state)},
              {"start_ms", alert.start.count()},
              {"end_ms", alert.end.count()},
              {"evidence", evidence},
              {"still", alert.still.at.count()},
              {"reason_fr", engine::reason_of(alert, engine::Language::French)},
              {"reason_en", engine::reason_of(alert, engine::Language::English)}};
    if (still) told["still"] = *still;
    return dumped(Json{{"alert", told}});
}

std::string summary_line(std::vector<double> costs_ms) {
    double median = 0;
    if (!costs_ms.empty()) {
        const auto middle = costs_ms.begin() + static_cast<std::ptrdiff_t>(costs_ms.size() / 2);
        std::ranges::nth_element(costs_ms, middle);
        median = *middle;
    }
    return dumped(
        Json{{"summary", {{"frames", costs_ms.size()}, {"cpu_ms_median", hundredths_of(median)}}}});
}

}  // namespace probant::candidate::station
