// engine/proctoring/identity_median.h: is it, over half a minute, the face that was enrolled?
//
// Role        The median distance of the window, of clear pictures with one face. It begins above
//             `mismatch_above` and is over below `match_below`: in between nothing changes.
// Invariants  Fewer than `samples` distances say nothing, whatever they are.
// Threads     A value.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <deque>
#include <optional>

#include "engine/proctoring/persistent.h"
#include "engine/proctoring/rules.h"

namespace probant::engine {

class IdentityMedian {
public:
    IdentityMedian(const IdentityRules& rules, Duration gap) : rules_(rules), gap_(gap) {}

    EpisodeStep add(const FrameRef& frame, int distance);

    /// As Persistent's.
    EpisodeStep lapse(Duration now);
    EpisodeStep stop();

    [[nodiscard]] bool running() const { return running_; }

    /// Its figures: the median distance, and of how many samples.
    [[nodiscard]] const Episode& episode() const { return episode_; }

    /// When enough was last known to say anything.
    [[nodiscard]] std::optional<Duration> last_told() const { return last_told_; }

private:
    struct Measured {
        FrameRef frame{};
        int distance{};
    };

    [[nodiscard]] int median() const;
    EpisodeStep keep_or_end(const std::optional<int>& median);
    void begin(int median);

    IdentityRules rules_;
    Duration gap_;
    std::deque<Measured> window_{};
    std::optional<Duration> last_told_{};
    bool running_{};
    Episode episode_{};
};

}  // namespace probant::engine
