// engine/bank/rules.h: the blueprint, the time, the scale and what may be published.
//
// Role        The content of rules.json, read strictly: every figure a sitting obeys that is not a
//             question is here, in integers.
// Invariants  Rules made by read_rules(): a certification has length = 16 x per_competence and no
//             rule that stops it before; a training has competences and no per_competence. Cuts
//             strictly rise, every figure is inside the limits named in rules_reader.cpp.
// Threads     Values; immutable once read.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "crypto/digest.h"
#include "engine/bank/competence.h"
#include "engine/exposure/exposure.h"
#include "engine/proctoring/proctoring_order.h"

namespace probant::engine {

constexpr std::size_t kCuts = 8;  // they open the levels 1 to 8

/// What a whole test must contain.
struct Blueprint {
    std::uint32_t length{32};
    std::optional<std::uint32_t> per_competence{};  ///< none: as they come (simulation, training)
    bool tubes_apart{};  ///< at most one question of a tube; always with per_competence
    bool enemies_apart{};
    friend bool operator==(const Blueprint&, const Blueprint&) = default;
};

/// Questions almost as informative as the best share the draw: the test cannot be foreseen.
struct NearTie {
    std::uint32_t permille{980};
    std::uint32_t most{5};
    friend bool operator==(const NearTie&, const NearTie&) = default;
};

/// What chooses the next question.
struct SelectionRules {
    Blueprint blueprint{};
    NearTie near_tie{};
    std::uint32_t prior_sd_milli{1000};
    friend bool operator==(const SelectionRules&, const SelectionRules&) = default;
};

struct Scale {
    bool provisional{true};  ///< no standard setting has been recorded yet
    std::int32_t centre{};
    std::int32_t per_theta{};
    std::array<std::int32_t, kCuts> cuts{};
    friend bool operator==(const Scale&, const Scale&) = default;
};

/// The second-order model of domains and competences, and what of it may be told.
struct Publication {
    std::uint32_t domain_sd_milli{};      ///< of a domain's deviation from the whole
    std::uint32_t competence_sd_milli{};  ///< of a competence's deviation from its domain
    std::uint32_t interval_permille{};    ///< 800, 900 or 950: how sure a comparison must be
    std::uint32_t alike_within_milli{};   ///< a whole interval within this is "like the rest"
    std::uint32_t sd_most_milli{};        ///< a competence's level needs an SD at most this
    std::uint32_t reliability_least_permille{};  ///< … and a deviation at least this reliable
    friend bool operator==(const Publication&, const Publication&) = default;
};

/// How often an item may be given over the sittings of a centre.
struct UseRules {
    ExposureRules caps{};
    std::optional<crypto::Digest> prices{};  ///< of exposure.json; none: prices start at nothing
    friend bool operator==(const UseRules&, const UseRules&) = default;
};

/// Questions on trial in each sitting, beyond its length and its duration.
struct PretestRules {
    std::uint32_t count{};
    std::uint32_t time_s{};  ///< allowed for each
    friend bool operator==(const PretestRules&, const PretestRules&) = default;
};

/// What a test is for: a certificate, or to measure a few competences. A training certifies
/// nothing.
enum class Purpose { Certification, Training };

enum class StopKind { Length, Precision, Interval, Sprt, Time };

/// When a training may end before its last question (engine/adaptive/stop.h).
struct Stopping {
    StopKind kind{StopKind::Length};
    std::uint32_t se_milli{};          ///< Precision
    std::vector<std::int32_t> cuts{};  ///< Interval, Sprt: points of the scale, ascending
    std::uint32_t delta_milli{};       ///< Sprt
    std::uint32_t seconds{};           ///< Time
    std::uint32_t answers_least{};
    friend bool operator==(const Stopping&, const Stopping&) = default;
};

/// What a whole certification may ask of people besides its length: limits that tie its questions
/// together.
struct Limits {
    std::optional<std::uint32_t> seconds{};            ///< expected, of all that counts
    std::optional<std::uint32_t> words{};              ///< to read, of all that counts
    std::map<std::string, std::uint32_t> type_most{};  ///< by name of an interaction
    friend bool operator==(const Limits&, const Limits&) = default;
};

struct Rules {
    std::string id{};
    Purpose purpose{Purpose::Certification};
    std::vector<Competence> competences{};  ///< Training: those it asks about, ascending
    Stopping stopping{};                    ///< Training
    SelectionRules selection{};
    std::uint32_t score_prior_sd_milli{};
    std::uint32_t duration_s{};     ///< of the test, without accommodations
    std::uint32_t late_grace_ms{};  ///< an answer this late is kept, never scored
    std::uint32_t answers_min{};    ///< fewer: the sitting is not scored
    std::uint32_t reports_max{};    ///< in one sitting
    Scale scale{};
    Publication publication{};
    std::optional<Limits> limits{};
    std::optional<PretestRules> pretest{};
    std::optional<ProctoringOrder> proctoring{};  ///< none: no camera, ever
    std::optional<UseRules> exposure{};           ///< none: no cap from one session to the next
    friend bool operator==(const Rules&, const Rules&) = default;
};

}  // namespace probant::engine
