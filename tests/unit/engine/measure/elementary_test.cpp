// SPDX-License-Identifier: EUPL-1.2
#include "engine/math/elementary.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include <catch2/catch.hpp>

#include "engine/math/counter_rng.h"

namespace probant::engine::math {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr int kArguments = 200000;

/// How far `ours` is from `truth`, in units in the last place of a double near it.
double error_in_ulps(double ours, long double truth) {
    const auto rounded = static_cast<double>(truth);
    const double ulp = std::nextafter(std::abs(rounded), kInfinity) - std::abs(rounded);
    return static_cast<double>(std::abs(static_cast<long double>(ours) - truth) /
                               static_cast<long double>(ulp));
}

struct Span {
    double low;
    double high;
};

/// The worst error over arguments spread evenly by chance.
double worst_error(Span span,
                   const std::function<double(double)>& ours,
                   const std::function<long double(long double)>& truth) {
    CounterRng rng(20261121, 1, Purpose::NearTie);
    double worst = 0;
    for (int n = 0; n < kArguments; ++n) {
        const double unit = static_cast<double>(rng.next() >> 11U) * 0x1p-53;
        const double x = span.low + (span.high - span.low) * unit;
        worst = std::max(worst, error_in_ulps(ours(x), truth(static_cast<long double>(x))));
    }
    return worst;
}

long double true_exp(long double x) {
    return std::exp(x);
}

long double true_log(long double x) {
    return std::log(x);
}

long double true_log1p(long double x) {
    return std::log1p(x);
}

}  // namespace

TEST_CASE("exp is within 2 ulp wherever its result is a normal number") {
    CHECK(worst_error({-708, 709.7}, exp, true_exp) <= 2.0);
    CHECK(worst_error({-40, 40}, exp, true_exp) <= 2.0);
    CHECK(worst_error({-1, 1}, exp, true_exp) <= 2.0);
    CHECK(worst_error({-1e-9, 1e-9}, exp, true_exp) <= 2.0);
}

TEST_CASE("exp goes to infinity and to zero at the ends, and through subnormal numbers between") {
    CHECK(exp(0.0) == 1.0);
    CHECK(exp(710.0) == kInfinity);
    CHECK(exp(-746.0) == 0.0);
    CHECK(exp(-kInfinity) == 0.0);
    CHECK(exp(kInfinity) == kInfinity);
    CHECK(std::isnan(exp(std::numeric_limits<double>::quiet_NaN())));
    CHECK(exp(-740.0) == Approx(static_cast<double>(std::exp(-740.0L))).epsilon(1e-2));
    CHECK(std::isfinite(exp(709.78)));
}

TEST_CASE("log is within 2 ulp, near 1 and far from it") {
    CHECK(worst_error({1e-300, 1e-290}, log, true_log) <= 2.0);
    CHECK(worst_error({1e-3, 0.5}, log, true_log) <= 2.0);
    CHECK(worst_error({0.5, 2.0}, log, true_log) <= 2.0);
    CHECK(worst_error({0.999, 1.001}, log, true_log) <= 2.0);
    CHECK(worst_error({2.0, 1e300}, log, true_log) <= 2.0);
}

TEST_CASE("log of zero, one, a subnormal and a negative number are what they should be") {
    CHECK(log(1.0) == 0.0);
    CHECK(log(0.0) == -kInfinity);
    CHECK(log(kInfinity) == kInfinity);
    CHECK(std::isnan(log(-1.0)));
    CHECK(error_in_ulps(log(5e-324), std::log(static_cast<long double>(5e-324))) <= 2.0);
}

TEST_CASE("log1p is within 2 ulp, however small its argument") {
    CHECK(worst_error({-0.999999, -0.28}, log1p, true_log1p) <= 2.0);
    CHECK(worst_error({-0.3, 0.45}, log1p, true_log1p) <= 2.0);
    CHECK(worst_error({0.4, 5.0}, log1p, true_log1p) <= 2.0);
    CHECK(worst_error({5.0, 1e17}, log1p, true_log1p) <= 2.0);
    CHECK(worst_error({-1e-12, 1e-12}, log1p, true_log1p) <= 2.0);
    CHECK(log1p(0.0) == 0.0);
    CHECK(log1p(-1.0) == -kInfinity);
    CHECK(std::isnan(log1p(-1.5)));
}

TEST_CASE("The log of a probability stays finite where one minus the other would round to zero") {
    CHECK(log_sigmoid(-745.0) == -745.0);
    CHECK(log_sigmoid(800.0) == 0.0);
    CHECK(log_sigmoid(40.0) < 0.0);
    CHECK(log_sigmoid(0.0) == Approx(-0.6931471805599453).epsilon(1e-15));
    CHECK(softplus(1000.0) == 1000.0);
    CHECK(softplus(-1000.0) == 0.0);
}

}  // namespace probant::engine::math
