// SPDX-License-Identifier: EUPL-1.2
#include "engine/proctoring/replay_watch.h"

#include <optional>

#include "engine/proctoring/watch.h"

namespace probant::engine {
namespace {

/// A watch, and all that it has told.
class Replay {
public:
    Replay(const ProctoringRules& rules, const RuleSet& on) : rules_(rules), on_(on) {}

    /// False when the batch is of an opening that is over, or does not follow the last.
    bool see(const ObservationBatch& batch) {
        if (!watch_) {
            watch_.emplace(rules_, on_, batch.opening);
        } else if (batch.opening != watch_->opening()) {
            if (batch.opening < watch_->opening()) return false;
            tell(watch_->pause());
            watch_->resume(batch.opening);
            last_.reset();
        }
        const auto& first = batch.observations.front();
        if (last_ && (first.at <= last_->at || first.sequence <= last_->sequence)) return false;
        for (const auto& observation : batch.observations)
            tell(watch_->see(observation));
        last_ = batch.observations.back();
        return true;
    }

    std::vector<ProctoringAlert> finish() {
        if (watch_) tell(watch_->pause());
        return std::move(alerts_);
    }

private:
    void tell(const std::vector<AlertChange>& changes) {
        for (const auto& change : changes)
            apply(alerts_, change);
    }

    const ProctoringRules& rules_;
    const RuleSet& on_;
    std::optional<Watch> watch_{};
    std::optional<Observation> last_{};
    std::vector<ProctoringAlert> alerts_{};
};

}  // namespace

Result<std::vector<ProctoringAlert>, WatchReplayFault> replay_watch(
    const ProctoringRules& rules, const RuleSet& on, std::span<const Bytes> batches) {
    Replay replay(rules, on);
    for (std::size_t place = 0; place < batches.size(); ++place) {
        const auto batch = read_batch(batches[place]);
        if (!batch) return Refused{WatchReplayFault{.batch = place, .fault = batch.error()}};
        if (!replay.see(batch.value()))
            return Refused{WatchReplayFault{.batch = place, .fault = BatchFault::OutOfOrder}};
    }
    return replay.finish();
}

}  // namespace probant::engine
