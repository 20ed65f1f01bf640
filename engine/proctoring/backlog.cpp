// SPDX-License-Identifier: EUPL-1.2
#include "engine/proctoring/backlog.h"

#include <algorithm>
#include <utility>

#include "crypto/base/ensure.h"

namespace probant::engine {

void Backlog::add(WaitingBatch batch) {
    ENSURE(!batch.batch.observations.empty());
    ENSURE(batches_.empty() || batch.since_start >= batches_.back().since_start);
    const auto now = batch.since_start;
    batches_.push_back(std::move(batch));
    while (batches_.size() > kBacklogBatches || now - batches_.front().since_start > kBacklogTime) {
        let_go(batches_.front().batch);
        batches_.pop_front();
    }
}

bool Backlog::add(WaitingStill still) {
    if (still.picture.size() > kStillBytesMost) return false;
    stills_.push_back(std::move(still));
    if (stills_.size() > kBacklogStills) {
        losses_.stills.push_back(stills_.front().alert);
        stills_.pop_front();
    }
    return true;
}

void Backlog::let_go(const ObservationBatch& batch) {
    const ObservationGap gap{.opening = batch.opening,
                             .from = batch.observations.front().at,
                             .to = batch.observations.back().at,
                             .samples = batch.observations.size()};
    const bool same = !losses_.gaps.empty() && losses_.gaps.back().opening == gap.opening;
    if (!same) {
        losses_.gaps.push_back(gap);
        return;
    }
    auto& last = losses_.gaps.back();
    last.to = std::max(last.to, gap.to);
    last.samples += gap.samples;
}

const WaitingBatch* Backlog::oldest_batch() const {
    return batches_.empty() ? nullptr : &batches_.front();
}

const WaitingStill* Backlog::oldest_still() const {
    return stills_.empty() ? nullptr : &stills_.front();
}

void Backlog::batch_sent() {
    ENSURE(!batches_.empty());
    batches_.pop_front();
}

void Backlog::still_sent() {
    ENSURE(!stills_.empty());
    stills_.pop_front();
}

Losses Backlog::take_losses() {
    return std::exchange(losses_, {});
}

}  // namespace probant::engine
