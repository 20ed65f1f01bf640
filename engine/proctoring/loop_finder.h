// engine/proctoring/loop_finder.h: is what the camera shows something that it has shown before?
//
// Role        Two signs of a film played in a circle. Exact: pictures equal in every pixel to older
//             ones that were not their neighbours: the noise of a living camera forbids it. Alike:
//             at one lag the pictures of a whole period are near those a lag ago, while enough
//             moves, and moves at the same times.
// Invariants  Memory is bounded by kExactRemembered and kLoopSamples, work by kLoopSamples a
//             sample. A picture that stands still is no repeat (that is `frozen`), nor is one black
//             or even (that is `covered`).
// Threads     A value.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <unordered_map>
#include <vector>

#include "engine/proctoring/observation.h"
#include "engine/proctoring/persistent.h"
#include "engine/proctoring/rules.h"

namespace probant::engine {

constexpr std::size_t kExactRemembered = 18'000;  // an hour at 5 a second
constexpr std::size_t kLoopSamples = 1500;        // the longest lag, 300 s, at 5 a second

class LoopFinder {
public:
    explicit LoopFinder(const LoopRules& rules) : rules_(rules) {}

    /// `telling`: the picture is neither black nor even.
    EpisodeStep add(const Observation& observation, bool telling);

    /// Nothing is measured from here on; what was seen stays remembered for its exact repeats.
    EpisodeStep stop();

    [[nodiscard]] bool running() const { return running_; }

    /// Its figures: the lag in milliseconds, and how many exact repeats told it (0: alike ones).
    [[nodiscard]] const Episode& episode() const { return episode_; }

private:
    struct Remembered {
        std::uint64_t exact{};
        Duration at{};
    };

    struct Repeat {
        Duration at{};
        Duration lag{};
    };

    struct Past {
        std::uint64_t hash{};
        int light{};
        int deviation{};
        int change{};
        Duration at{};
    };

    /// What the newest sample can show that a still scene cannot.
    struct News {
        bool movement{};
        bool change{};
    };

    /// The shortest lags that show enough; found once a sample, if anyone asks.
    struct Shortest {
        std::optional<std::size_t> with_pictures{};
        std::optional<std::size_t> with_changes{};
    };

    enum class Likeness : std::uint8_t { Unlike, Alike, Echo };

    /// Alike at one lag since …, but for a few samples.
    struct Run {
        Duration since{};
        int credit{};     ///< what it may still miss; 0: it is over
        int movements{};  ///< that came again
        int changes{};    ///< that say something
        int echoes{};     ///< of them, that came again
    };

    struct Found {
        Duration since{};
        Duration lag{};
        std::int64_t exact{};
    };

    EpisodeStep begin(const Observation& observation, const Found& found);
    [[nodiscard]] std::optional<Found> find(const Observation& observation);
    [[nodiscard]] std::optional<Found> find_exact(const Observation& observation);
    [[nodiscard]] std::optional<Found> find_alike(const Observation& observation);
    void remember(const Observation& observation);
    [[nodiscard]] News push(const Observation& observation);
    [[nodiscard]] Likeness likeness_to(const Past& then) const;
    void compare(const News& news);
    void go_on(Run& run, Likeness likeness, const News& news) const;
    [[nodiscard]] std::size_t lags() const;
    [[nodiscard]] const Past& past(std::size_t lag) const;
    [[nodiscard]] bool lasts(std::size_t lag) const;
    [[nodiscard]] bool moves(std::size_t lag, Shortest& shortest) const;
    [[nodiscard]] bool echoes(std::size_t lag, Shortest& shortest) const;
    [[nodiscard]] std::size_t shortest_with_pictures() const;
    [[nodiscard]] std::size_t shortest_with_changes() const;
    void forget_alike();

    LoopRules rules_;

    std::unordered_map<std::uint64_t, Duration> last_shown_{};
    std::deque<Remembered> shown_{};
    std::deque<Repeat> exact_repeats_{};

    std::vector<Past> past_{};  ///< oldest first, at most twice what is looked at
    std::uint64_t movement_hash_{};
    std::vector<Run> runs_{};           ///< by lag in samples, from 1
    std::vector<Likeness> likeness_{};  ///< by lag: of the newest to that one

    bool running_{};
    Episode episode_{};
};

}  // namespace probant::engine
