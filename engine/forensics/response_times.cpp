// SPDX-License-Identifier: EUPL-1.2
#include "engine/forensics/response_times.h"

#include "engine/math/distributions.h"

namespace probant::engine::forensics {

double speed_of(std::span<const TimedAnswer> answers) {
    double weights = 0;
    double sum = 0;
    for (const TimedAnswer& answer : answers) {
        weights += answer.weight;
        sum += answer.weight * answer.gain;
    }
    return weights > 0 ? sum / weights : 0.0;
}

std::optional<Tested> test_response_times(std::span<const TimedAnswer> answers) {
    if (answers.size() < 2) return std::nullopt;
    const double speed = speed_of(answers);
    double sum = 0;
    for (const TimedAnswer& answer : answers)
        sum += answer.weight * (answer.gain - speed) * (answer.gain - speed);
    const auto freedom = static_cast<double>(answers.size() - 1);
    return Tested{.value = sum, .p = math::chi_square_upper(sum, freedom)};
}

}  // namespace probant::engine::forensics
