// SPDX-License-Identifier: EUPL-1.2
#include "candidate/link/heartbeat.h"

#include <algorithm>

#include "crypto/base/utf8.h"
#include "crypto/canonical_json.h"

namespace probant::candidate {
namespace {

json::Object rates_of(const LookRates& rates) {
    return {{"presence", rates.presence},
            {"pose", rates.pose},
            {"identity", rates.identity},
            {"objects", rates.objects}};
}

json::Array texts_of(const std::vector<std::string>& texts) {
    json::Array array;
    for (const auto& text : texts)
        array.emplace_back(text);
    return array;
}

// The evidence may hold what the machine calls its parts: what is no text is left out, what is long
// is cut between two characters.
std::string plain_evidence(const std::string& evidence) {
    if (!is_utf8(evidence)) return {};
    auto size = std::min(evidence.size(), engine::kSignEvidenceBytesMax);
    while (size > 0 && !is_utf8(std::string_view(evidence).substr(0, size)))
        --size;
    return evidence.substr(0, size);
}

json::Array signs_of(const std::vector<engine::IntegritySign>& signs) {
    json::Array array;
    for (const auto& sign : signs) {
        if (array.size() == kSignsMost) break;
        if (sign.state == engine::SignState::Ok) continue;
        array.emplace_back(json::Object{{"sign", engine::name_of(sign.sign)},
                                        {"state", engine::name_of(sign.state)},
                                        {"sinceMs", sign.since_ms},
                                        {"evidence", plain_evidence(sign.evidence)}});
    }
    return array;
}

}  // namespace

std::string_view name_of(CameraState state) {
    switch (state) {
        case CameraState::Closed:
            return "closed";
        case CameraState::Open:
            return "open";
        case CameraState::Missing:
            return "missing";
        case CameraState::Unreadable:
            return "unreadable";
    }
    return {};
}

std::string_view name_of(BrowserState state) {
    switch (state) {
        case BrowserState::Running:
            return "running";
        case BrowserState::Restarting:
            return "restarting";
        case BrowserState::Off:
            return "off";
    }
    return {};
}

std::string body_of(const Heartbeat& heartbeat) {
    const auto& eyes = heartbeat.eyes;
    json::Object body{{"sequence", heartbeat.sequence},
                      {"bootMs", heartbeat.boot_ms},
                      {"wallMs", heartbeat.wall_ms},
                      {"camera", name_of(eyes.camera)},
                      {"watching", eyes.watching},
                      {"rates", rates_of(eyes.rates)},
                      {"unavailable", texts_of(eyes.unavailable)},
                      {"waiting",
                       json::Object{{"minutes", heartbeat.waiting.minutes},
                                    {"stills", heartbeat.waiting.stills}}},
                      {"browser", name_of(heartbeat.browser)},
                      {"signs", signs_of(heartbeat.signs)}};
    if (eyes.reference) body.emplace("reference", eyes.reference->text());
    return json::write(body);
}

}  // namespace probant::candidate
