// engine/proctoring/alert.h: what a person is asked to look at.
//
// Role        A rule, an interval, the figures that raised it and the frame that shows it best. No
//             score of suspicion: an alert says what was measured, a person says what it was.
// Invariants  start <= end. Alerts of one rule in one opening of the camera are in order, further
//             apart than the cooldown, and so never overlap.
// Threads     Values.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/proctoring/rule.h"
#include "engine/time/instant.h"

namespace probant::engine {

/// Three states everywhere. An alert is ToCheck, or CouldNotTell where all it says is that nothing
/// could be seen; Ok is what a rule is (Watch::state_of) when nothing is to be looked at.
enum class ProctoringState : std::uint8_t { Ok, ToCheck, CouldNotTell };

[[nodiscard]] std::string_view name_of(ProctoringState state);  ///< "ok", "to_check" …

struct FrameRef {
    std::uint64_t sequence{};
    Duration at{};

    friend bool operator==(const FrameRef&, const FrameRef&) = default;
};

/// One figure, in the unit that docs/PROCTORING.md gives its name.
struct Evidence {
    std::string name{};
    std::int64_t value{};

    friend bool operator==(const Evidence&, const Evidence&) = default;
};

struct ProctoringAlert {
    std::uint32_t number{};   ///< from 1, in the order they were raised
    std::uint32_t opening{};  ///< of the camera: each has its own clock
    ProctoringRule rule{};
    ProctoringState state{ProctoringState::ToCheck};
    Duration start{};
    Duration end{};  ///< of an alert that is still open: so far
    std::vector<Evidence> evidence{};
    FrameRef still{};  ///< fixed when the alert is raised, at most kStillReach old then

    friend bool operator==(const ProctoringAlert&, const ProctoringAlert&) = default;
};

/// A station that keeps its frames for so long has the still of every alert.
constexpr Duration kStillReach = std::chrono::seconds{30};

/// The figure of this name; nothing where there is none.
[[nodiscard]] std::optional<std::int64_t> figure(const ProctoringAlert& alert,
                                                 std::string_view name);

constexpr std::uint32_t kOpeningsMost = 10'000;  // of one camera in one sitting
constexpr std::size_t kEvidenceMost = 8;         // figures of one alert
constexpr std::size_t kEvidenceNameMost = 24;    // characters

/// Could a watch have raised it? What a station sends is held to it.
[[nodiscard]] bool is_plain(const ProctoringAlert& alert);

enum class AlertStep : std::uint8_t {
    Opened,    ///< a new one
    Extended,  ///< it came again within the cooldown: the same alert is open again
    Closed     ///< over, for now
};

struct AlertChange {
    AlertStep step{};
    ProctoringAlert alert{};

    friend bool operator==(const AlertChange&, const AlertChange&) = default;
};

/// Puts a change among the alerts that came before it.
void apply(std::vector<ProctoringAlert>& alerts, const AlertChange& change);

}  // namespace probant::engine
