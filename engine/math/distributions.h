// engine/math/distributions.h: the normal, the gamma and the chi-square distributions.
//
// Role        Tail probabilities for tests of hypotheses. Each tail has its own function: 1 - P is
//             never formed where it would lose what matters.
// Sources     ln Gamma: Stirling's series (Abramowitz and Stegun 6.1.41) after 6.1.15. Incomplete
//             gamma: the series 6.5.29 below a + 1, the continued fraction 6.5.31 above. The normal
//             tail is an incomplete gamma (26.2.30 and 6.5.16), so is the chi-square (26.4.19).
// Error       Relative, below 1e-12 for tails above 1e-300, over the arguments that tests use
//             (shapes up to 5,000).
// Threads     Free functions; the same bits on every machine, like elementary.h.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

namespace probant::engine::math {

/// ln Gamma(x). ENSUREs x > 0.
[[nodiscard]] double log_gamma(double x);

/// The regularised incomplete gamma functions P(a, x) and Q(a, x) = 1 - P. ENSURE a > 0, x >= 0.
[[nodiscard]] double gamma_lower(double shape, double x);
[[nodiscard]] double gamma_upper(double shape, double x);

/// P(Z <= z) and P(Z > z) of a standard normal.
[[nodiscard]] double normal_lower(double z);
[[nodiscard]] double normal_upper(double z);

/// P(X > x) of a chi-square with `freedom` degrees of freedom; 1 for x <= 0.
[[nodiscard]] double chi_square_upper(double x, double freedom);

}  // namespace probant::engine::math
