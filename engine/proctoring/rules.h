// engine/proctoring/rules.h: every figure that the camera's rules obey, with its unit.
//
// Role        The thresholds of a session, in its signed package: the same for all who sit it, and
//             for the registry that replays. The values below are those to start from
//             (docs/PROCTORING.md says where each comes from and what it cannot see).
// Invariants  Whole numbers only. fault_of() is empty for the values below.
// Threads     Values.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/time/instant.h"

namespace probant::engine {

/// How long, and in how much of that time, something is seen before anyone is told.
struct Persistence {
    Duration lasting{};     ///< from its first sample to the one that tells
    int share{800};         ///< of the samples in between, per mille
    Duration let_go{1000};  ///< not seen for so long: it is over

    friend bool operator==(const Persistence&, const Persistence&) = default;
};

/// What makes a face count.
struct FaceRules {
    int present_score{500};  ///< per mille: somebody is there
    int extra_score{650};    ///< per mille: somebody else is there too
    int extra_side{40};      ///< pixels: both sides of the other face are at least this

    friend bool operator==(const FaceRules&, const FaceRules&) = default;
};

/// Off the baseline, in tenths of a degree.
struct LookingAwayRules {
    int yaw{300};
    int pitch{250};
    int back{50};  ///< hysteresis: an alert is over at this much less

    Duration baseline_least{std::chrono::seconds{10}};
    Duration baseline_most{
        std::chrono::seconds{20}};  ///< older poses are forgotten until it is had
    int baseline_samples{15};
    int baseline_spread{100};  ///< the middle half of the poses lies within this, or it is not had

    friend bool operator==(const LookingAwayRules&, const LookingAwayRules&) = default;
};

/// Of the whole picture, made grey and 320 x 240.
struct PictureRules {
    int covered_light{20};      ///< mean grey below this, 0 to 255
    int too_dark_light{20};     ///< the same, with a face in it
    int flat_deviation{120};    ///< tenths of a grey, below this …
    int flat_sharpness{15};     ///< … and a variance of the Laplacian below this
    int blurred_sharpness{25};  ///< variance of the Laplacian below this
    int frozen_change{300};     ///< thousandths of a grey, below this

    friend bool operator==(const PictureRules&, const PictureRules&) = default;
};

struct LoopRules {
    Duration lag_least{std::chrono::seconds{3}};
    Duration lag_most{std::chrono::seconds{300}};   ///< of alike pictures only
    Duration alike_least{std::chrono::seconds{6}};  ///< for so long, and for a whole period
    int alike_bits{2};        ///< hashes that differ in so few bits may be of one picture …
    int alike_light{2};       ///< … if the mean grey does not differ by more …
    int alike_deviation{20};  ///< … nor its deviation, in tenths of a grey
    int variation_bits{4};    ///< hashes that differ in more than this: something has moved
    int movements{10};        ///< so many of them, each at its time …
    int pictures{4};          ///< … and so many different ones: a lamp that blinks shows two
    int echo_samples{16};     ///< or one, and so many changes from one sample to the next, each
    int echo_share{800};      ///< unlike the last, of which so many, per mille, come again …
    int echo_changes{5};      ///< … and so many are different
    int exact_repeats{3};     ///< so many pictures equal in every pixel to an older one …
    Duration exact_within{std::chrono::seconds{60}};  ///< … within this
    Duration let_go{std::chrono::seconds{10}};

    friend bool operator==(const LoopRules&, const LoopRules&) = default;
};

/// Distances are per mille of the network's unit.
struct IdentityRules {
    int match_below{500};
    int mismatch_above{600};
    Duration window{std::chrono::seconds{30}};  ///< the median of the distances in it
    int samples{5};                             ///< at least so many, or nothing is said

    friend bool operator==(const IdentityRules&, const IdentityRules&) = default;
};

struct ObjectRules {
    int score{400};  ///< per mille
    int hits{3};     ///< so many …
    int of{5};       ///< … of the last so many samples
    int keep{2};     ///< hysteresis: fewer than this and it is over

    friend bool operator==(const ObjectRules&, const ObjectRules&) = default;
};

struct ProctoringRules {
    FaceRules faces{};
    LookingAwayRules away{};
    PictureRules picture{};
    LoopRules loop{};
    IdentityRules identity{};
    ObjectRules objects{};

    Persistence face_absent{.lasting = std::chrono::seconds{5}};
    Persistence extra_face{.lasting = std::chrono::seconds{3}};
    Persistence looking_away{.lasting = std::chrono::seconds{4}};
    Persistence covered{.lasting = std::chrono::seconds{2}};
    Persistence too_dark{.lasting = std::chrono::seconds{20}, .let_go = std::chrono::seconds{5}};
    Persistence blurred{.lasting = std::chrono::seconds{20}, .let_go = std::chrono::seconds{5}};
    Persistence frozen{.lasting = std::chrono::seconds{5}, .share = 900};

    Duration cooldown{std::chrono::seconds{30}};  ///< what comes again so soon is the same alert
    Duration gap{std::chrono::seconds{3}};        ///< not measured for longer: what lasted is over
    Duration slow_gap{std::chrono::seconds{15}};  ///< the same for identity and objects

    friend bool operator==(const ProctoringRules&, const ProctoringRules&) = default;
};

/// The longest that any rule waits: what a rule remembers of its samples is bounded by it.
constexpr Duration kPersistenceMost = std::chrono::minutes{2};

/// A figure of the rules by its name: "away.yaw", "covered.lasting" (milliseconds).
struct Threshold {
    std::string_view name{};
    std::variant<int*, Duration*> figure{};
};

/// Every figure there is, in the order of the rules above.
[[nodiscard]] std::vector<Threshold> thresholds_of(ProctoringRules& rules);

/// The first field that is outside its limits, in one sentence.
[[nodiscard]] std::optional<std::string> fault_of(const ProctoringRules& rules);

}  // namespace probant::engine
