// engine/proctoring/watch.h: watches one candidate's camera, from observations to alerts.
//
// Role        Takes the observations of a sitting in order and says which alerts begin, come again
//             and end. It waits until something lasts, holds a person's pose against their own
//             baseline, and makes one alert of what comes again within the cooldown.
// Invariants  The same observations give the same alerts on any machine. What was not measured
//             (camera closed, frames lost, picture unclear, time that does not go on) ends what
//             lasted, and accuses nobody. Memory is bounded whatever the length of the sitting.
// Threads     A value: copy it, keep it, compare what two give.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/proctoring/alert.h"
#include "engine/proctoring/baseline.h"
#include "engine/proctoring/identity_median.h"
#include "engine/proctoring/loop_finder.h"
#include "engine/proctoring/object_hints.h"
#include "engine/proctoring/observation.h"
#include "engine/proctoring/persistent.h"
#include "engine/proctoring/rule.h"
#include "engine/proctoring/rules.h"
#include "engine/proctoring/sample_states.h"

namespace probant::engine {

class Watch {
public:
    /// ENSUREs that the rules have no fault: fault_of() judges a package's.
    Watch(const ProctoringRules& rules, RuleSet on, std::uint32_t opening = 0);

    /// One sample. One that does not go on in time and in sequence changes nothing.
    [[nodiscard]] std::vector<AlertChange> see(const Observation& observation);

    /// The sitting is paused, or over, or the camera has gone: what lasted ends at its last sample.
    [[nodiscard]] std::vector<AlertChange> pause();

    /// The camera is open again, with a clock of its own: the baseline is measured anew. After
    /// pause(). ENSUREs a later opening.
    void resume(std::uint32_t opening);

    /// What a rule says now: ToCheck while an alert is open, CouldNotTell while it measures
    /// nothing.
    [[nodiscard]] ProctoringState state_of(ProctoringRule rule) const;

    /// Of the last sample, frozen and looped included; CouldNotTell alone where there is none.
    [[nodiscard]] std::vector<SampleState> states() const;

    [[nodiscard]] std::vector<ProctoringAlert> open_alerts() const;

    [[nodiscard]] const std::optional<HeadPose>& baseline() const {
        return session_.baseline.pose();
    }

    [[nodiscard]] std::uint32_t opening() const { return opening_; }

private:
    /// The alert of a rule, open or within its cooldown.
    struct Track {
        ProctoringAlert alert{};  ///< number 0: none yet
        bool open{};
        Duration lasted{};        ///< of the episodes that are over
        std::int64_t samples{};   ///< of them too
        std::int64_t episodes{};  ///< the one that runs included
    };

    /// All that begins anew when the camera is opened.
    struct Opening {
        explicit Opening(const ProctoringRules& rules);

        Baseline baseline;
        std::array<Persistent, 7> lasting;  ///< FaceAbsent … Frozen, by place_of
        LoopFinder loop;
        IdentityMedian identity;
        ObjectHints objects;
        std::array<Track, kProctoringRules.size()> tracks{};
        std::optional<Observation> last{};
        std::optional<Duration> last_look{};
        std::optional<Duration> last_telling{};
    };

    using Changes = std::vector<AlertChange>;

    void lapse(Duration now, Changes& changes);
    void see_lasting(const Observation& observation, const Signs& signs, Changes& changes);
    void see_rest(const Observation& observation, const Signs& signs, Changes& changes);
    void follow(ProctoringRule rule, EpisodeStep step, const Episode& episode, Changes& changes);
    void open(ProctoringRule rule, const Episode& episode, Changes& changes);
    void close(ProctoringRule rule, const Episode& episode, Changes& changes);
    static void refresh(Track& track, const Episode& episode);
    [[nodiscard]] ProctoringAlert new_alert(ProctoringRule rule, const Episode& episode);
    [[nodiscard]] const Episode& episode_of(ProctoringRule rule) const;
    [[nodiscard]] bool measured_lately(ProctoringRule rule) const;

    ProctoringRules rules_;
    RuleSet on_;
    std::uint32_t opening_;
    bool paused_{};
    std::uint32_t raised_{};
    Opening session_;
};

}  // namespace probant::engine
