// engine/quality/logistic.h: does a right answer depend on the group, once ability is known?
//
// Role        Logistic regression of an answer on the ability (model 1), the group besides (2) and
//             their product besides (3). The likelihoods of 1 and 2 compare as uniform DIF, those
//             of 2 and 3 as non-uniform: harder for some of a group and easier for others.
// Sources     Swaminathan and Rogers (1990); size by the growth of Nagelkerke's R2, with the
//             bounds .035 and .070 of Jodoin and Gierl (2001).
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace probant::engine::quality {

struct MatchedAnswer {
    double ability{};
    bool focal{};
    bool right{};
};

/// A likelihood-ratio test of one degree of freedom.
struct RatioTest {
    double chi_square{};
    double p{};
};

struct LogisticDif {
    RatioTest uniform{};
    RatioTest non_uniform{};
    RatioTest both{};       ///< two degrees of freedom
    double group_effect{};  ///< of model 2, in logits: below 0, harder for the focal group
    double size{};          ///< growth of R2 from model 1 to model 3
};

/// Nothing when a model has no maximum: groups or answers that are all alike, or separated.
[[nodiscard]] std::optional<LogisticDif> logistic_dif(const std::vector<MatchedAnswer>& answers);

enum class LogisticSize { Negligible, Moderate, Large };

/// `significant`: once it is taken into account that many items are tested.
[[nodiscard]] LogisticSize logistic_size(const LogisticDif& found, bool significant);

}  // namespace probant::engine::quality
