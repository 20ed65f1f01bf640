// candidate/agent/eyes.h: the thread that holds the camera, while the centre orders it and no
// longer.
//
// Role        Opens the camera while the sitting runs and a rule watches, closes it otherwise; a
//             camera that goes away or gives no picture is tried again with patience, under the
//             next opening's number.
// Invariants  No order, no frame: the device is not opened, nor looked at. The number of an opening
//             is not used twice for one candidate, over restarts of the program too.
// Threads     The camera, the vision and the watch belong to the thread of this object. obey() and
//             report() from any.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "candidate/agent/watching.h"
#include "candidate/camera/camera.h"
#include "candidate/link/back_off.h"
#include "candidate/link/heartbeat.h"
#include "candidate/link/standing_order.h"
#include "candidate/link/station_identity.h"

namespace probant::candidate {

/// So many frames in a row, five seconds of them, make a camera that works.
constexpr std::uint32_t kSteadyFrames = 25;

struct EyesParts {
    CameraAddress camera{};
    std::filesystem::path models{};
    std::filesystem::path state{};
    std::function<void(FromEyes)> post;
    std::function<void(const EyesReport&)> tell;
};

class Eyes {
public:
    explicit Eyes(EyesParts parts);
    Eyes(const Eyes&) = delete;
    Eyes& operator=(const Eyes&) = delete;
    Eyes(Eyes&&) = delete;
    Eyes& operator=(Eyes&&) = delete;
    ~Eyes();

    void start();
    void stop();

    void obey(const StandingOrder& order);

    /// Goes up while the thread lives.
    [[nodiscard]] std::uint64_t pulse() const { return pulse_.load(); }

    [[nodiscard]] EyesReport report() const;

private:
    void run();
    void turn(const StandingOrder& order);
    void try_to_open(const StandingOrder& order);
    void look();
    void lose(CameraFault fault);
    void close(CameraState state);
    [[nodiscard]] std::uint32_t next_opening(const StandingOrder& order);
    void publish(CameraState state);
    void wait_for_order(engine::Duration most);

    EyesParts parts_;
    Watching watching_;
    std::unique_ptr<Camera> camera_{};
    std::optional<LastOpening> last_opening_{};
    std::uint32_t failures_{};  ///< in a row
    std::uint32_t frames_{};    ///< of this opening
    engine::Instant not_before_{};
    std::atomic<std::uint64_t> pulse_{};

    mutable std::mutex mutex_;  // guards order_, changed_, report_ and stopping_
    std::condition_variable woken_;
    StandingOrder order_{};
    bool changed_{};
    EyesReport report_{};
    bool stopping_{};
    std::thread thread_{};
};

}  // namespace probant::candidate
