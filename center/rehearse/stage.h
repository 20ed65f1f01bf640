// center/rehearse/stage.h: what the actors of a rehearsal share.
//
// Role     The plan, the way to the centre, the count of who has done what. Stations never learn
//          from it anything that a page would not: it holds their cues, not the room's state.
// Threads  That of the Loop.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "center/rehearse/knower.h"
#include "center/rehearse/line.h"
#include "center/rehearse/plan.h"
#include "center/rehearse/tally.h"

namespace probant::center::rehearse {

struct Stage {
    Stage(Loop& its_loop, const Plan& its_plan, Dialler& its_dialler, Tally& its_tally)
        : loop(its_loop),
          plan(its_plan),
          dialler(its_dialler),
          tally(its_tally),
          changed(its_loop) {}

    Loop& loop;
    const Plan& plan;
    Dialler& dialler;
    Tally& tally;
    Knower knower{};
    Bell changed;                       ///< for the console: somebody has done something
    std::optional<Time> start_at{};     ///< nobody starts before
    std::size_t ended{};                ///< stations that do nothing more
    bool over{};                        ///< no further answer
    bool closed{};                      ///< the session: whoever is still there is told its end
    std::size_t seen_off{};             ///< stations that nobody need wait for any more
    std::vector<std::uint32_t> acks{};  ///< by seat: answers acknowledged
    /// When (seat, answers held after it) was clicked, until the console has shown it.
    std::map<std::pair<std::uint32_t, std::int64_t>, Time> clicked{};

    void say(const std::string& line) const {
        if (plan.progress) plan.progress(line);
    }

    [[nodiscard]] Time patience_from_now() const { return Loop::now() + plan.patience; }

    /// People's time, at the plan's scale.
    [[nodiscard]] std::chrono::milliseconds scaled(std::chrono::milliseconds time) const {
        const auto count = static_cast<double>(time.count()) / plan.scale;
        return std::chrono::milliseconds{static_cast<std::int64_t>(count)};
    }
};

/// Milliseconds since a moment.
[[nodiscard]] inline double ms_since(Time moment) {
    return std::chrono::duration<double, std::milli>(Loop::now() - moment).count();
}

}  // namespace probant::center::rehearse
