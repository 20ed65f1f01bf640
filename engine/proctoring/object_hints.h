// engine/proctoring/object_hints.h: perhaps a phone, a book or a laptop.
//
// Role        A label begins with `hits` of its last `of` looks, and is over below `keep`. A hint
//             for a person, never more: the network finds few phones and takes other things for
//             one.
// Invariants  A person is no object: a person found by this network never counts anybody.
// Threads     A value.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <optional>

#include "engine/proctoring/observation.h"
#include "engine/proctoring/persistent.h"
#include "engine/proctoring/rules.h"

namespace probant::engine {

/// What is hinted at; the figure `label` of an alert is its place here.
constexpr std::array kHintedObjects{ObjectLabel::Laptop, ObjectLabel::Phone, ObjectLabel::Book};

class ObjectHints {
public:
    ObjectHints(const ObjectRules& rules, Duration gap) : rules_(rules), gap_(gap) {}

    /// An observation that looked for objects.
    EpisodeStep add(const Observation& observation);

    /// As Persistent's.
    EpisodeStep lapse(Duration now);
    EpisodeStep stop();

    [[nodiscard]] bool running() const { return running_; }

    /// Its figures: the label that began it, by its place in kHintedObjects, and its best score.
    [[nodiscard]] const Episode& episode() const { return episode_; }

    [[nodiscard]] std::optional<Duration> last_measured() const {
        if (looks_.empty()) return std::nullopt;
        return looks_.back().frame.at;
    }

private:
    struct Look {
        FrameRef frame{};
        std::array<int, kHintedObjects.size()> scores{};  ///< 0: below what counts
    };

    [[nodiscard]] int hits(std::size_t label) const;
    [[nodiscard]] EpisodeStep keep_or_end();
    void begin(std::size_t label);

    ObjectRules rules_;
    Duration gap_;
    std::deque<Look> looks_{};
    bool running_{};
    std::size_t label_{};
    Episode episode_{};
};

}  // namespace probant::engine
