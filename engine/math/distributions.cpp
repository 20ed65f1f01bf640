// SPDX-License-Identifier: EUPL-1.2
#include "engine/math/distributions.h"

#include <array>
#include <cmath>

#include "crypto/base/ensure.h"
#include "engine/math/elementary.h"

namespace probant::engine::math {
namespace {

// Far more than any argument needs: about 10 sqrt(shape) terms bring both expansions to a double's
// end.
constexpr int kTermsMost = 100'000;
constexpr double kEnough = 1e-17;

/// x^a exp(-x) / Gamma(a), which both expansions multiply.
double gamma_factor(double shape, double x) {
    return exp(shape * log(x) - x - log_gamma(shape));
}

/// P(a, x) = factor / a (1 + x/(a+1) + x^2/((a+1)(a+2)) + …).
double lower_series(double shape, double x) {
    double term = 1.0 / shape;
    double sum = term;
    for (int n = 1; n < kTermsMost && term > sum * kEnough; ++n) {
        term *= x / (shape + n);
        sum += term;
    }
    return sum * gamma_factor(shape, x);
}

/// Q(a, x) = factor / (x + 1 - a - 1(1-a)/(x + 3 - a - …)), by Lentz's method.
double upper_fraction(double shape, double x) {
    constexpr double kTiny = 1e-300;
    double below = x + 1.0 - shape;
    double ratio = 1.0 / kTiny;
    double inverse = 1.0 / below;
    double value = inverse;
    for (int n = 1; n < kTermsMost; ++n) {
        const double numerator = -n * (n - shape);
        below += 2.0;
        inverse = numerator * inverse + below;
        ratio = below + numerator / ratio;
        if (std::abs(inverse) < kTiny) inverse = kTiny;
        if (std::abs(ratio) < kTiny) ratio = kTiny;
        inverse = 1.0 / inverse;
        const double change = inverse * ratio;
        value *= change;
        if (std::abs(change - 1.0) < 1e-16) break;
    }
    return value * gamma_factor(shape, x);
}

}  // namespace

double log_gamma(double x) {
    ENSURE(x > 0);
    // From here on seven terms of Stirling's series leave less than 1e-17.
    constexpr double kFarEnough = 15.0;
    constexpr double kHalfLogTwoPi = 0.91893853320467274178;
    constexpr std::array kSeries{
        1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360360, 1.0 / 156};
    double product = 1.0;
    while (x < kFarEnough) {
        product *= x;
        x += 1.0;
    }
    double power = 1.0 / x;
    const double inverse_square = power * power;
    double sum = 0.0;
    for (const double term : kSeries) {
        sum += term * power;
        power *= inverse_square;
    }
    return (x - 0.5) * log(x) - x + kHalfLogTwoPi + sum - log(product);
}

double gamma_lower(double shape, double x) {
    ENSURE(shape > 0 && x >= 0);
    if (x == 0) return 0.0;
    if (x < shape + 1.0) return lower_series(shape, x);
    return 1.0 - upper_fraction(shape, x);
}

double gamma_upper(double shape, double x) {
    ENSURE(shape > 0 && x >= 0);
    if (x == 0) return 1.0;
    if (x < shape + 1.0) return 1.0 - lower_series(shape, x);
    return upper_fraction(shape, x);
}

double normal_upper(double z) {
    if (z < 0) return 0.5 + 0.5 * gamma_lower(0.5, z * z / 2);
    return 0.5 * gamma_upper(0.5, z * z / 2);
}

double normal_lower(double z) {
    return normal_upper(-z);
}

double chi_square_upper(double x, double freedom) {
    if (x <= 0) return 1.0;
    return gamma_upper(freedom / 2, x / 2);
}

}  // namespace probant::engine::math
