// SPDX-License-Identifier: EUPL-1.2
#include "engine/math/elementary.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>

namespace probant::engine::math {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

// ln 2 in two parts: the high one has 21 zero bits at its end, so that k * kLn2High is exact.
// NOLINTNEXTLINE(modernize-use-std-numbers): a part of ln 2, not ln 2
constexpr double kLn2High = 0x1.62e42fee00000p-1;
constexpr double kLn2Low = 0x1.a39ef35793c76p-33;
constexpr double kOneOverLn2 = std::numbers::log2e;

constexpr double kExpMost = 709.782712893384;     // beyond: above the largest double
constexpr double kExpLeast = -745.1332191019412;  // beyond: below half the least subnormal

// Adding then subtracting 1.5 * 2^52 leaves the nearest integer, ties to even.
constexpr double kToInteger = 0x1.8p52;

constexpr std::uint64_t kMantissaMask = (std::uint64_t{1} << 52) - 1;
constexpr std::int64_t kExponentBias = 1023;

/// 2^k for a normal result: -1022 <= k <= 1023.
double power_of_two(std::int64_t k) {
    return std::bit_cast<double>(static_cast<std::uint64_t>(k + kExponentBias) << 52U);
}

/// exp(r) - 1 - r over r squared, |r| <= ln(2) / 2: the series of 1/n! from n = 2 to 14.
double exp_tail(double r) {
    const double r2 = r * r;
    const double r4 = r2 * r2;
    // Grouped by powers of r^4: short chains of operations, the same on every compiler.
    const double low = (1.0 / 2 + r * (1.0 / 6)) + r2 * (1.0 / 24 + r * (1.0 / 120));
    const double middle = (1.0 / 720 + r * (1.0 / 5040)) + r2 * (1.0 / 40320 + r * (1.0 / 362880));
    const double high =
        (1.0 / 3628800 + r * (1.0 / 39916800)) + r2 * (1.0 / 479001600 + r * (1.0 / 6227020800));
    return low + r4 * (middle + r4 * (high + r4 * (1.0 / 87178291200)));
}

/// A number as 2^exponent * (1 + fraction), with 1 + fraction in [sqrt(1/2), sqrt(2)).
struct Split {
    double fraction{};
    double exponent{};
};

Split split(double x) {
    constexpr double kLeastNormal = std::numeric_limits<double>::min();
    double shift = 0;
    if (x < kLeastNormal) {
        x *= 0x1p54;
        shift = -54;
    }
    constexpr std::uint64_t kSqrtTwoMantissa = 0x6a09e667f3bcd;
    const auto bits = std::bit_cast<std::uint64_t>(x);
    const std::uint64_t mantissa = bits & kMantissaMask;
    const auto biased = static_cast<std::int64_t>(bits >> 52U);
    const std::int64_t carry = mantissa > kSqrtTwoMantissa ? 1 : 0;
    const auto m = std::bit_cast<double>(
        mantissa | (static_cast<std::uint64_t>(kExponentBias - carry) << 52U));
    return {.fraction = m - 1.0,
            .exponent = static_cast<double>(biased - kExponentBias + carry) + shift};
}

/// The series of 2 atanh(s) - 2 s over s, from s^2: 2/(2n+1) * s^(2n), n = 1 to 11, s^2 < .0295.
double log_tail(double s2) {
    const double s4 = s2 * s2;
    const double s8 = s4 * s4;
    const double low = (2.0 / 3 + s2 * (2.0 / 5)) + s4 * (2.0 / 7 + s2 * (2.0 / 9));
    const double middle = (2.0 / 11 + s2 * (2.0 / 13)) + s4 * (2.0 / 15 + s2 * (2.0 / 17));
    const double high = (2.0 / 19 + s2 * (2.0 / 21)) + s4 * (2.0 / 23);
    return s2 * (low + s8 * (middle + s8 * high));
}

/// exponent * ln 2 + log(1 + f) + correction. With s = f/(2+f), log(1+f) = 2 atanh(s), and the
/// leading f is added last, so that its rounding alone remains (the arrangement of fdlibm).
double log_of(double f, double exponent, double correction) {
    const double s = f / (2.0 + f);
    const double half_square = 0.5 * f * f;
    const double tail = s * (half_square + log_tail(s * s));
    if (exponent == 0.0) return f - (half_square - (tail + correction));
    const double low = exponent * kLn2Low + correction;
    return exponent * kLn2High - ((half_square - (tail + low)) - f);
}

}  // namespace

double exp(double x) {
    if (std::isnan(x)) return x;
    if (x > kExpMost) return kInfinity;
    if (x < kExpLeast) return 0.0;
    const double k = (x * kOneOverLn2 + kToInteger) - kToInteger;
    const double high = x - k * kLn2High;
    const double low = k * kLn2Low;
    const double r = high - low;
    const double lost = (high - r) - low;  // what rounding r threw away
    const double result = 1.0 + (r + (r * r * exp_tail(r) + lost));
    const auto exponent = static_cast<std::int64_t>(k);
    // In two steps at the ends of the range, where 2^k itself is not a normal number.
    if (exponent > 1023) return result * 2.0 * power_of_two(exponent - 1);
    if (exponent < -1022) return result * power_of_two(exponent + 64) * 0x1p-64;
    return result * power_of_two(exponent);
}

double log(double x) {
    if (std::isnan(x) || x == kInfinity) return x;
    if (x < 0) return kNan;
    if (x == 0) return -kInfinity;
    const Split parts = split(x);
    return log_of(parts.fraction, parts.exponent, 0.0);
}

double log1p(double x) {
    if (std::isnan(x) || x == kInfinity) return x;
    if (x < -1) return kNan;
    if (x == -1) return -kInfinity;
    if (x > -0.29 && x < 0.41) return log_of(x, 0.0, 0.0);
    const double sum = 1.0 + x;
    const double lost = x > 1.0 ? 1.0 - (sum - x) : x - (sum - 1.0);
    const Split parts = split(sum);
    return log_of(parts.fraction, parts.exponent, lost / sum);
}

double softplus(double z) {
    if (z > 0) return z + log1p(exp(-z));
    return log1p(exp(z));
}

double log_sigmoid(double z) {
    return -softplus(-z);
}

}  // namespace probant::engine::math
