// engine/quality/report.h: everything the quality report says about a run.
//
// Role        Computes all figures at once from a run and what is known besides; what was not given
//             leaves its part empty, and the page says what to give.
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/adaptive/pool.h"
#include "engine/quality/answers.h"
#include "engine/quality/dif.h"
#include "engine/quality/drift.h"
#include "engine/quality/exposure.h"
#include "engine/quality/overlap.h"
#include "engine/quality/precision.h"
#include "engine/quality/run.h"
#include "engine/quality/violations.h"

namespace probant::engine::quality {

/// What the figures are held against, and what they are called.
struct Frame {
    std::string run_name{};
    std::string bank_name{};
    std::string bank_digest{};
    std::vector<std::int64_t> sitting_names{};  ///< one a sitting
    ExposureLimits limits{};
    JudgedRules rules{};
    double cpu_ms{};  ///< of all sittings together; 0: not measured
};

/// The group of each sitting, by place among the names.
struct Groups {
    std::vector<std::string> names{};  ///< as they first come
    std::vector<std::optional<std::size_t>> of_sittings{};
};

/// What may be known besides.
struct Knowledge {
    std::optional<Groups> groups{};
    std::optional<std::vector<ReferenceItem>> reference{};
};

struct GroupPeople {
    std::string name{};
    std::size_t sittings{};
    std::optional<Population> population{};  ///< of kGroupLeast sittings or more
};

struct FocalDif {
    std::size_t group{};
    Dif dif{};
};

struct GroupsReport {
    std::vector<GroupPeople> groups{};
    std::size_t reference{};      ///< the largest group, the first named of equals
    std::size_t without_group{};  ///< sittings
    std::vector<FocalDif> focal{};
};

struct Report {
    Frame frame{};
    std::size_t sittings{};
    double length{};
    Lengths lengths{};
    bool with_answers{};
    Exposure exposure{};
    Overlap overlap{};
    PrecisionReport precision{};
    Violations violations{};
    AnswersReport answers{};
    std::optional<Population> population{};
    bool with_groups{};
    std::optional<GroupsReport> groups{};  ///< with groups and answers
    std::optional<ReferenceDrift> reference{};
    std::optional<std::vector<FitDrift>> fit{};  ///< with answers
};

[[nodiscard]] Report report_of(const Pool& pool,
                               const Run& run,
                               const Frame& frame,
                               const Knowledge& knowledge);

}  // namespace probant::engine::quality
