// SPDX-License-Identifier: EUPL-1.2
#include "candidate/station/doctor_config.h"

#include <utility>

#include "candidate/station/command.h"
#include "candidate/station/config.h"

namespace probant::candidate::station {

DoctorConfig read_doctor_config(const std::filesystem::path& file) {
    auto config = load_station_config(file);
    if (!config) throw Misuse(server::describe(config.error(), server::Language::English));
    auto station = std::move(config).value();
    return {.centre = station.centre.url(),
            .authority = station.authority.string(),
            .camera = std::move(station.camera),
            .models = station.models.string(),
            .usual = std::move(station.usual)};
}

}  // namespace probant::candidate::station
