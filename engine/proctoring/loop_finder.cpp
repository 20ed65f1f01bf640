// SPDX-License-Identifier: EUPL-1.2
#include "engine/proctoring/loop_finder.h"

#include <algorithm>
#include <bit>
#include <cstdlib>

namespace probant::engine {

namespace {

// A camera and a film that is played seldom keep step: one sample in ten may be unlike, three in a
// row at most.
constexpr int kMissCosts = 10;
constexpr int kCreditMost = 30;

// Of the change from one sample to the next, in thousandths of a grey: one that differs from the
// last by more than a tenth says something, one that differs by less than a thirtieth is the same.
constexpr int kChangeLeast = 60;
constexpr int kChangePart = 10;
constexpr int kEchoLeast = 20;
constexpr int kEchoPart = 30;

bool differs(int change, int other) {
    return std::abs(change - other) > std::max(kChangeLeast, other / kChangePart);
}

int bits_between(std::uint64_t one, std::uint64_t other) {
    return std::popcount(one ^ other);
}

}  // namespace

EpisodeStep LoopFinder::add(const Observation& observation, bool telling) {
    const auto found = telling ? find(observation) : std::nullopt;
    if (!telling) forget_alike();
    if (!running_) return found ? begin(observation, *found) : EpisodeStep::Nothing;
    if (found) {
        episode_.end = observation.at;
        ++episode_.samples;
        return EpisodeStep::Nothing;
    }
    if (observation.at - episode_.end < rules_.let_go) return EpisodeStep::Nothing;
    running_ = false;
    exact_repeats_.clear();
    return EpisodeStep::Ended;
}

EpisodeStep LoopFinder::begin(const Observation& observation, const Found& found) {
    episode_ = {.start = std::max(found.since, episode_.end),
                .end = observation.at,
                .samples = 1,
                .still = {.sequence = observation.sequence, .at = observation.at},
                .figures = {found.lag.count(), found.exact}};
    running_ = true;
    return EpisodeStep::Began;
}

// Both look at every sample: each remembers it.
std::optional<LoopFinder::Found> LoopFinder::find(const Observation& observation) {
    const auto exact = find_exact(observation);
    const auto alike = find_alike(observation);
    return exact ? exact : alike;
}

EpisodeStep LoopFinder::stop() {
    forget_alike();
    exact_repeats_.clear();
    if (!running_) return EpisodeStep::Nothing;
    running_ = false;
    return EpisodeStep::Ended;
}

std::optional<LoopFinder::Found> LoopFinder::find_exact(const Observation& observation) {
    while (!exact_repeats_.empty() &&
           observation.at - exact_repeats_.front().at > rules_.exact_within)
        exact_repeats_.pop_front();
    // A picture that stands still was shown a moment ago: it is no repeat.
    const auto shown = last_shown_.find(observation.picture.exact);
    const bool repeat =
        shown != last_shown_.end() && observation.at - shown->second >= rules_.lag_least;
    if (repeat) exact_repeats_.push_back({observation.at, observation.at - shown->second});
    remember(observation);
    if (!repeat || std::ssize(exact_repeats_) < rules_.exact_repeats) return std::nullopt;
    return Found{.since = exact_repeats_.front().at,
                 .lag = exact_repeats_.back().lag,
                 .exact = std::ssize(exact_repeats_)};
}

void LoopFinder::remember(const Observation& observation) {
    last_shown_[observation.picture.exact] = observation.at;
    shown_.push_back({observation.picture.exact, observation.at});
    if (shown_.size() <= kExactRemembered) return;
    const auto oldest = last_shown_.find(shown_.front().exact);
    if (oldest != last_shown_.end() && oldest->second == shown_.front().at)
        last_shown_.erase(oldest);
    shown_.pop_front();
}

std::optional<LoopFinder::Found> LoopFinder::find_alike(const Observation& observation) {
    compare(push(observation));
    Shortest shortest;
    for (std::size_t lag = 1; lag < lags(); ++lag) {
        if (!lasts(lag)) continue;
        if (moves(lag, shortest) || echoes(lag, shortest))
            return Found{.since = runs_[lag].since, .lag = observation.at - past(lag).at};
    }
    return std::nullopt;
}

// A movement: the picture has gone far from where the last one was counted. A change that says
// something: it is not that of the sample before.
LoopFinder::News LoopFinder::push(const Observation& observation) {
    const auto& picture = observation.picture;
    if (past_.empty()) {
        past_.reserve(2 * kLoopSamples);
        movement_hash_ = picture.hash;
        runs_.assign(kLoopSamples, {});
        likeness_.assign(kLoopSamples, Likeness::Unlike);
    }
    if (past_.size() == 2 * kLoopSamples) past_.erase(past_.begin(), past_.begin() + kLoopSamples);
    const int change_before = past_.empty() ? picture.change : past(0).change;
    past_.push_back({.hash = picture.hash,
                     .light = picture.light,
                     .deviation = picture.deviation,
                     .change = picture.change,
                     .at = observation.at});
    const bool movement = bits_between(picture.hash, movement_hash_) > rules_.variation_bits;
    if (movement) movement_hash_ = picture.hash;
    return {.movement = movement, .change = differs(picture.change, change_before)};
}

LoopFinder::Likeness LoopFinder::likeness_to(const Past& then) const {
    const auto& now = past(0);
    const bool alike = bits_between(now.hash, then.hash) <= rules_.alike_bits &&
                       std::abs(now.light - then.light) <= rules_.alike_light &&
                       std::abs(now.deviation - then.deviation) <= rules_.alike_deviation;
    if (!alike) return Likeness::Unlike;
    const bool echo =
        std::abs(now.change - then.change) <= std::max(kEchoLeast, now.change / kEchoPart);
    return echo ? Likeness::Echo : Likeness::Alike;
}

// A film's period is seldom a whole number of samples: a neighbour may be the one alike.
void LoopFinder::compare(const News& news) {
    const std::size_t end = lags();
    for (std::size_t lag = 1; lag < end; ++lag)
        likeness_[lag] = likeness_to(past(lag));
    for (std::size_t lag = 1; lag < end; ++lag) {
        const auto later = likeness_[lag > 1 ? lag - 1 : lag];
        const auto earlier = likeness_[lag + 1 < end ? lag + 1 : lag];
        go_on(runs_[lag], std::max({later, likeness_[lag], earlier}), news);
    }
}

void LoopFinder::go_on(Run& run, Likeness likeness, const News& news) const {
    if (likeness == Likeness::Unlike) {
        run.credit = std::max(0, run.credit - kMissCosts);
        return;
    }
    if (run.credit == 0) run = {.since = past(0).at, .credit = kMissCosts};
    run.credit = std::min(run.credit + 1, kCreditMost);
    if (news.movement) ++run.movements;
    if (!news.change) return;
    ++run.changes;
    if (likeness == Likeness::Echo) ++run.echoes;
}

std::size_t LoopFinder::lags() const {
    return std::min(past_.size(), kLoopSamples);
}

const LoopFinder::Past& LoopFinder::past(std::size_t lag) const {
    return past_[past_.size() - 1 - lag];
}

bool LoopFinder::lasts(std::size_t lag) const {
    const auto& run = runs_[lag];
    if (run.credit == 0) return false;
    const auto now = past(0).at;
    const auto period = now - past(lag).at;
    if (period < rules_.lag_least || period > rules_.lag_most) return false;
    return now - run.since >= std::max(period, rules_.alike_least);
}

bool LoopFinder::moves(std::size_t lag, Shortest& shortest) const {
    if (runs_[lag].movements < rules_.movements) return false;
    if (!shortest.with_pictures) shortest.with_pictures = shortest_with_pictures();
    return lag >= *shortest.with_pictures;
}

bool LoopFinder::echoes(std::size_t lag, Shortest& shortest) const {
    const auto& run = runs_[lag];
    if (run.movements == 0 || run.changes < rules_.echo_samples) return false;
    if (run.echoes * 1000 < run.changes * rules_.echo_share) return false;
    if (!shortest.with_changes) shortest.with_changes = shortest_with_changes();
    return lag >= *shortest.with_changes;
}

std::size_t LoopFinder::shortest_with_pictures() const {
    std::vector<std::uint64_t> pictures;
    for (std::size_t back = 0; back < lags(); ++back) {
        const auto hash = past(back).hash;
        const bool known = std::ranges::any_of(pictures, [&](std::uint64_t other) {
            return bits_between(hash, other) <= rules_.alike_bits;
        });
        if (!known) pictures.push_back(hash);
        if (std::ssize(pictures) >= rules_.pictures) return back + 1;
    }
    return kLoopSamples;
}

std::size_t LoopFinder::shortest_with_changes() const {
    std::vector<int> changes;
    for (std::size_t back = 0; back < lags(); ++back) {
        const int change = past(back).change;
        const bool known =
            std::ranges::any_of(changes, [&](int other) { return !differs(change, other); });
        if (!known) changes.push_back(change);
        if (std::ssize(changes) >= rules_.echo_changes) return back + 1;
    }
    return kLoopSamples;
}

void LoopFinder::forget_alike() {
    past_.clear();
    runs_.clear();
}

}  // namespace probant::engine
