// engine/forensics/calibration.h: p-values set right by what they are among people who did nothing.
//
// Role        A raw p that is not spread evenly is taken as a statistic (Beran 1988): its share
//             among simulated people or pairs is the p that is told.
// Far tail    Below the hundredth smallest of the simulated ones the raw p is scaled as that one
// is:
//             no simulation reaches the p-values that survive a hundred thousand tests.
// Threads     Immutable once made.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

namespace probant::engine::forensics {

class Calibration {
public:
    /// `raw`: of simulated people or pairs; without any, a raw p stands as it is.
    explicit Calibration(std::vector<double> raw);

    [[nodiscard]] double p(double raw) const;

private:
    std::vector<double> raw_{};  ///< sorted
};

}  // namespace probant::engine::forensics
