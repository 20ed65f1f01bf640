// SPDX-License-Identifier: EUPL-1.2
#include "engine/quality/mantel_haenszel.h"

#include <algorithm>
#include <cmath>

#include "engine/math/distributions.h"
#include "engine/math/elementary.h"

namespace probant::engine::quality {
namespace {

constexpr double kDeltaPerLog = 2.35;
constexpr double kOneSided95 = 1.6448536269514722;

/// Sums over the strata, by the names of Robins, Breslow and Greenland.
struct Sums {
    double r{};  ///< for
    double s{};  ///< against
    double pr{};
    double ps_qr{};
    double qs{};
    double observed{};
    double expected{};
    double variance{};
};

void add(Sums& sums, const TwoByTwo& one) {
    const double reference = one.reference_right + one.reference_wrong;
    const double focal = one.focal_right + one.focal_wrong;
    const double right = one.reference_right + one.focal_right;
    const double wrong = one.reference_wrong + one.focal_wrong;
    const double n = reference + focal;
    if (n < 2) return;
    const double r = one.reference_right * one.focal_wrong / n;
    const double s = one.reference_wrong * one.focal_right / n;
    const double p = (one.reference_right + one.focal_wrong) / n;
    const double q = (one.reference_wrong + one.focal_right) / n;
    sums.r += r;
    sums.s += s;
    sums.pr += p * r;
    sums.ps_qr += p * s + q * r;
    sums.qs += q * s;
    sums.observed += one.reference_right;
    sums.expected += reference * right / n;
    sums.variance += reference * focal * right * wrong / (n * n * (n - 1));
}

}  // namespace

std::optional<MantelHaenszel> mantel_haenszel(const std::vector<TwoByTwo>& strata) {
    Sums sums;
    for (const TwoByTwo& stratum : strata)
        add(sums, stratum);
    if (sums.r <= 0 || sums.s <= 0 || sums.variance <= 0) return std::nullopt;
    const double apart = std::max(std::abs(sums.observed - sums.expected) - 0.5, 0.0);
    const double log_variance = sums.pr / (2 * sums.r * sums.r) +
                                sums.ps_qr / (2 * sums.r * sums.s) +
                                sums.qs / (2 * sums.s * sums.s);
    MantelHaenszel found;
    found.odds_ratio = sums.r / sums.s;
    found.log_error = std::sqrt(log_variance);
    found.chi_square = apart * apart / sums.variance;
    found.p = math::chi_square_upper(found.chi_square, 1);
    found.delta = -kDeltaPerLog * math::log(found.odds_ratio);
    found.delta_error = kDeltaPerLog * found.log_error;
    return found;
}

EtsClass ets_class(const MantelHaenszel& found, bool significant) {
    const double size = std::abs(found.delta);
    if (size < 1 || !significant) return EtsClass::A;
    const bool above_one = size - 1 > kOneSided95 * found.delta_error;
    return size >= 1.5 && above_one ? EtsClass::C : EtsClass::B;
}

}  // namespace probant::engine::quality
