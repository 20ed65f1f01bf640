// candidate/agent/watching.h: what becomes of each frame of the camera.
//
// Role        From a frame to an observation, from observations to alerts and to batches that are
//             handed to the link; a still only beside an alert that was raised. Looks as often as
//             the budget allows, and says so when that changes.
// Invariants  A frame is in memory for half a minute at most and on no disk. What no rule of this
//             candidate needs is not looked at.
// Threads     One thread at a time.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "candidate/camera/recent_stills.h"
#include "candidate/link/heartbeat.h"
#include "candidate/link/link.h"
#include "candidate/vision/governor.h"
#include "candidate/vision/pipeline.h"
#include "engine/proctoring/observation_batch.h"
#include "engine/proctoring/watch.h"

namespace probant::candidate {

class Watching {
public:
    /// Reads the networks: what cannot be had is said in the log and in unavailable().
    Watching(std::filesystem::path models,
             std::function<void(FromEyes)> post,
             const Budget& budget = {});

    /// After close(). ENSUREs an order that wants the camera, and for the same watch a later
    /// number.
    void open(const StandingOrder& order, std::uint32_t opening);

    /// What the centre says now of the picture of reference: take it, keep it, forget it.
    void heed(const StandingOrder& order);

    void see(const Frame& frame, engine::Instant now);

    void close();

    [[nodiscard]] bool is_open() const { return open_; }

    /// Is this the same watch, so that the opening goes on?
    [[nodiscard]] bool serves(const StandingOrder& order) const;

    [[nodiscard]] LookRates rates() const;

    [[nodiscard]] std::vector<std::string> unavailable() const;

    /// Whose picture of reference is held; it outlives a pause, and not the sitting.
    [[nodiscard]] std::optional<engine::CandidateId> reference() const;

private:
    void take_networks(bool with_identity);
    [[nodiscard]] LookFor narrowed(const LookFor& due) const;
    void take_reference();
    void tell(const std::vector<engine::AlertChange>& changes);
    void tell(std::optional<engine::ObservationBatch> batch);

    std::filesystem::path models_;
    std::function<void(FromEyes)> post_;
    bool with_identity_{};
    std::unique_ptr<Pipeline> pipeline_{};  ///< always there
    Governor governor_;
    RecentStills stills_{};
    StandingOrder order_{};
    std::unique_ptr<engine::Watch> watch_{};  ///< from the first opening on
    engine::BatchPacker packer_{};
    bool open_{};
    bool reference_wanted_{};
    engine::CandidateId reference_of_{};  ///< of what the pipeline takes or holds
};

}  // namespace probant::candidate
