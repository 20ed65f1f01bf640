// SPDX-License-Identifier: EUPL-1.2
#include "engine/math/distributions.h"

#include <cmath>
#include <vector>

#include <catch2/catch.hpp>

namespace probant::engine::math {
namespace {

bool close(double ours, double truth, double relative) {
    return std::abs(ours - truth) <= relative * std::abs(truth);
}

}  // namespace

TEST_CASE("The normal tail is the one that tables print, near and far") {
    // Abramowitz and Stegun, tables 26.1 and 26.2: 1 - P(x), and -log10 of it from 5 on.
    CHECK(normal_lower(0.0) == 0.5);
    CHECK(close(normal_lower(1.0), 0.841344746068543, 1e-14));
    CHECK(close(normal_lower(1.96), 0.975002104851780, 1e-14));
    CHECK(close(normal_upper(3.0), 1.349898031630e-3, 1e-12));
    CHECK(std::abs(-std::log10(normal_upper(5.0)) - 6.54265) < 5e-6);
    CHECK(std::abs(-std::log10(normal_upper(10.0)) - 23.11805) < 5e-6);
    CHECK(std::abs(-std::log10(normal_upper(30.0)) - 197.30921) < 5e-6);
}

TEST_CASE("Both normal tails agree with the C library's erfc to twelve figures") {
    for (int step = -21; step <= 81; ++step) {
        const double z = 0.37 * step;
        INFO(z);
        CHECK(close(normal_upper(z), 0.5 * std::erfc(z / std::sqrt(2.0)), 1e-12));
        CHECK(normal_lower(-z) == normal_upper(z));
    }
}

TEST_CASE("Chi-square passes its published critical values at their level") {
    // Abramowitz and Stegun, table 26.8: chi-square for Q = .05, .01, .001.
    struct Row {
        double freedom;
        double five;
        double one;
        double tenth;
    };

    const std::vector<Row> rows{{1, 3.84146, 6.63490, 10.828},
                                {2, 5.99146, 9.21034, 13.816},
                                {10, 18.3070, 23.2093, 29.588},
                                {31, 44.9853, 52.1914, 61.098},
                                {100, 124.342, 135.807, 149.449}};
    for (const Row& row : rows) {
        INFO(row.freedom);
        CHECK(close(chi_square_upper(row.five, row.freedom), 0.05, 1e-4));
        CHECK(close(chi_square_upper(row.one, row.freedom), 0.01, 1e-4));
        CHECK(close(chi_square_upper(row.tenth, row.freedom), 0.001, 3e-4));
    }
    CHECK(chi_square_upper(0.0, 3) == 1.0);
    CHECK(chi_square_upper(-1.0, 3) == 1.0);
}

TEST_CASE("Chi-square with an even number of degrees is the sum of a Poisson distribution") {
    for (const int half : {1, 3, 8, 20, 400}) {
        for (const double x : {0.01, 1.0, 7.0, 33.0, 90.0, 850.0}) {
            double term = std::exp(-x / 2);
            double sum = 0;
            for (int n = 0; n < half; ++n) {
                sum += term;
                term *= x / 2 / (n + 1);
            }
            INFO(half << " at " << x);
            CHECK(std::abs(chi_square_upper(x, 2.0 * half) - sum) < 1e-12);
        }
    }
}

TEST_CASE("The two incomplete gamma functions are each other's rest, on both sides of their turn") {
    for (const double shape : {0.3, 0.5, 1.0, 7.5, 40.0, 2500.0}) {
        for (const double share : {0.1, 0.7, 0.999, 1.0, 1.01, 1.6, 4.0}) {
            const double x = shape * share;
            INFO(shape << " at " << x);
            CHECK(std::abs(gamma_lower(shape, x) + gamma_upper(shape, x) - 1.0) < 1e-13);
        }
    }
    CHECK(gamma_lower(2.0, 0.0) == 0.0);
    CHECK(gamma_upper(2.0, 0.0) == 1.0);
}

TEST_CASE("The logarithm of gamma is that of factorials and of the square root of pi") {
    double factorial = 1.0;
    for (int n = 1; n <= 20; ++n) {
        CHECK(std::abs(log_gamma(n) - std::log(factorial)) < 1e-13 * (1 + std::log(factorial)));
        factorial *= n;
    }
    CHECK(close(log_gamma(0.5), 0.572364942924700087, 1e-14));
    CHECK(close(log_gamma(1e-5), std::lgamma(1e-5), 1e-13));
    CHECK(close(log_gamma(12345.6), std::lgamma(12345.6), 1e-13));
}

}  // namespace probant::engine::math
