// SPDX-License-Identifier: EUPL-1.2
#include "candidate/doctor/examination.h"

#include <iterator>
#include <utility>

#include "candidate/doctor/camera_checks.h"
#include "candidate/doctor/certificate_check.h"
#include "candidate/doctor/machine_checks.h"
#include "candidate/doctor/model_checks.h"

namespace probant::candidate::doctor {
namespace {

void append(Checks& checks, Checks more) {
    checks.insert(
        checks.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

Checks examine_camera(const Examination& examination) {
    const CameraLook look = look_at_camera(examination.camera);
    return {check_camera(look),
            check_light(figures_of(look.frames)),
            check_cost(cost_of(look.frames, examination.models))};
}

Checks examine_centre(const Examination& examination) {
    std::optional<CentreLook> look;
    if (examination.centre) look = look_at_centre(*examination.centre);
    return {check_centre(look), check_clock(look)};
}

Checks examine_machine(const Examination& examination) {
    auto readings = integrity::read_machine("/", examination.usual);
    readings.elsewhere = integrity::reach_elsewhere(examination.usual.elsewhere);
    return check_machine(readings, examination.usual);
}

}  // namespace

Checks examine(const Examination& examination, std::int64_t wall_ms) {
    Checks checks = examine_camera(examination);
    append(checks, check_models(examination.models));
    append(checks, examine_centre(examination));
    checks.push_back(check_disk(free_bytes(examination.state)));
    checks.push_back(check_certificate(look_at_certificate(examination.state), wall_ms));
    append(checks, examine_machine(examination));
    return checks;
}

}  // namespace probant::candidate::doctor
