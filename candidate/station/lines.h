// candidate/station/lines.h: what `probant-station observe` prints, one JSON line a sample.
//
// Role        The keys and their order are fixed: other programs read them.
// Invariants  Whole numbers of an observation are told as the fractions that people read: a score
//             of 734 per mille is 0.734. What was not measured is null.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/proctoring/alert.h"
#include "engine/proctoring/observation.h"
#include "engine/proctoring/sample_states.h"

namespace probant::candidate::station {

struct Sample {
    std::string file;
    engine::Observation observation;
    std::vector<engine::SampleState> states;
    double cpu_ms{};
};

[[nodiscard]] std::string sample_line(const Sample& sample);

/// `still` is the file that was written; without one, the time of the frame is told.
[[nodiscard]] std::string alert_line(const engine::ProctoringAlert& alert,
                                     const std::optional<std::string>& still);

[[nodiscard]] std::string summary_line(std::vector<double> costs_ms);

}  // namespace probant::candidate::station
