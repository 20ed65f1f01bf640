// SPDX-License-Identifier: EUPL-1.2
#include "candidate/station/stills.h"

#include <fstream>
#include <utility>

#include "candidate/station/command.h"

namespace probant::candidate::station {

Stills::Stills(std::filesystem::path folder, const std::string& film)
    : folder_(std::move(folder)), film_(std::filesystem::path(film).stem().string()) {}

void Stills::keep(const Frame& frame) {
    if (!folder_.empty()) kept_.keep(frame);
}

void Stills::save(const engine::ProctoringAlert& alert) {
    const auto* jpeg = kept_.find(alert.still);
    if (jpeg == nullptr) return;
    const std::string name = film_ + '-' + std::to_string(alert.still.at.count()) + '-' +
                             std::string(engine::name_of(alert.rule)) + ".jpg";
    std::ofstream file(folder_ / name, std::ios::binary);
    for (const unsigned char byte : *jpeg)
        file.put(static_cast<char>(byte));
    if (!file.flush()) {
        throw Misuse((folder_ / name).string() +
                     " cannot be written: give --stills a folder with room");
    }
    written_[alert.number] = name;
}

std::optional<std::string> Stills::name_of(const engine::ProctoringAlert& alert) const {
    const auto found = written_.find(alert.number);
    if (found == written_.end()) return std::nullopt;
    return found->second;
}

}  // namespace probant::candidate::station
