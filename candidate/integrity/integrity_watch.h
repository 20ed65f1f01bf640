// candidate/integrity/integrity_watch.h: the signs that last, for the heartbeat.
//
// Role        Is given judgements and the time, and holds which signs last: each since when, and
//             by what it was last seen.
// Invariants  A sign is told once it was seen for lasting_of() it, at each look in between; it is
//             over at the first look that finds nothing. A look that could not tell ends nothing: a
//             sign told to be checked stays that until could_not_tell has lasted as well. Looks
//             further apart than kLookGap are not "in between".
// Threads     A value; one thread at a time.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "candidate/integrity/judgement.h"
#include "engine/time/instant.h"

namespace probant::candidate::integrity {

/// Boot time counts, the wall clock is told.
struct Moment {
    std::int64_t boot_ms{};
    std::int64_t wall_ms{};
};

/// Three looks at the usual five seconds; a machine that slept is looked at anew.
constexpr engine::Duration kLookGap{16'000};

/// How long a sign to check is seen before it is told.
[[nodiscard]] engine::Duration lasting_of(engine::StationSign sign);

/// How long nothing can be told before that is told: a start, a screen that is being set.
constexpr engine::Duration kUntoldLasting{30'000};

class IntegrityWatch {
public:
    /// A sign that is not among these was not looked at, and stays as it was.
    void see(std::span<const Judgement> judgements, Moment now);

    /// In the order of engine::kStationSigns.
    [[nodiscard]] std::vector<engine::IntegritySign> signs() const;

private:
    struct Followed {
        engine::SignState state{engine::SignState::Ok};  ///< of the last look
        Moment since{};                                  ///< it has been that
        std::int64_t last_boot_ms{};
        std::optional<engine::IntegritySign> told{};
    };

    static void follow(Followed& followed, const Judgement& judgement, Moment now);

    std::array<Followed, engine::kStationSigns.size()> followed_{};
};

}  // namespace probant::candidate::integrity
