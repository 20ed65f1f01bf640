// engine/proctoring/persistent.h: something that must last before anyone is told.
//
// Role        Holds the samples of the last `lasting` of one rule. An episode begins when they span
//             it, the first and the last show the thing, and so do enough of them; it is over when
//             it was not seen for `let_go`, or not measured for the gap.
// Invariants  What was not measured is not given here: it neither begins nor prolongs anything. An
//             episode starts and ends at a sample that showed it.
// Threads     A value.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <optional>

#include "engine/proctoring/alert.h"
#include "engine/proctoring/rules.h"

namespace probant::engine {

constexpr std::size_t kFigures = 2;  // of a sample, beside the time it was seen
using Figures = std::array<std::int64_t, kFigures>;

struct Sighting {
    FrameRef frame{};
    bool seen{};
    std::int64_t strength{};  ///< the strongest is the still: of equals, the one that began it
    Figures figures{};        ///< of the still: the evidence
};

/// Something that lasts: from its first sample to its last.
struct Episode {
    Duration start{};
    Duration end{};
    std::int64_t samples{};  ///< that showed it
    FrameRef still{};
    Figures figures{};
};

enum class EpisodeStep : std::uint8_t { Nothing, Began, Ended };

class Persistent {
public:
    Persistent(const Persistence& rule, Duration gap) : rule_(rule), gap_(gap) {}

    /// A measured sample, later than the one before.
    EpisodeStep add(const Sighting& sighting);

    /// The time of a sample that may not have been measured here: too long after the last that was?
    EpisodeStep lapse(Duration now);

    /// Nothing is measured from here on.
    EpisodeStep stop();

    [[nodiscard]] bool running() const { return running_; }

    /// The one that runs, or has just ended.
    [[nodiscard]] const Episode& episode() const { return episode_; }

    /// When it was last measured.
    [[nodiscard]] std::optional<Duration> last_measured() const { return last_; }

private:
    void push(const Sighting& sighting);
    [[nodiscard]] bool lasts(const Sighting& now) const;
    void begin(const Sighting& now);

    Persistence rule_;
    Duration gap_;
    std::deque<Sighting> window_{};
    std::int64_t seen_in_window_{};
    std::optional<Duration> last_{};
    bool running_{};
    Episode episode_{};
};

}  // namespace probant::engine
