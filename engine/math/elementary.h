// engine/math/elementary.h: exp, log and log1p that give the same bits on every machine.
//
// Role        The engine's only transcendental functions. Debian's libm picks other code, hence
//             other last bits, on other processors; a replay would then differ.
// How         + - * / on doubles in a fixed order, powers of two by bits, no table, no contraction
//             (-ffp-contract=off). Arguments are reduced by ln 2 in two parts; the kernels are
//             truncated series whose remainder is below 2^-58 of the result.
// Error       At most 1 ulp measured over 10^7 arguments, 2 ulp promised, for results that are
//             normal numbers; a subnormal result of exp is rounded once more.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

namespace probant::engine::math {

/// Infinity above 709.78…, zero below -745.13…; NaN for NaN.
[[nodiscard]] double exp(double x);

/// -infinity for 0, NaN below 0.
[[nodiscard]] double log(double x);

/// log(1 + x) without losing small x; -infinity for -1, NaN below.
[[nodiscard]] double log1p(double x);

/// log(1 + exp(z)), never infinite for a finite z.
[[nodiscard]] double softplus(double z);

/// log(1 / (1 + exp(-z))): the log of a probability that 1 - P would round to 0.
[[nodiscard]] double log_sigmoid(double z);

}  // namespace probant::engine::math
