// SPDX-License-Identifier: EUPL-1.2
#include "candidate/agent/eyes.h"

#include <algorithm>
#include <exception>
#include <utility>

#include "candidate/link/station_clock.h"
#include "server/observe/log.h"

namespace probant::candidate {
namespace {

/// Without an order there is nothing to do but to say that we live.
constexpr engine::Duration kIdle{1'000};

CameraState state_after(CameraFault fault) {
    switch (fault) {
        case CameraFault::Missing:
            return CameraState::Missing;
        case CameraFault::Unreadable:
            return CameraState::Unreadable;
    }
    return CameraState::Missing;
}

}  // namespace

Eyes::Eyes(EyesParts parts)
    : parts_(std::move(parts)),
      watching_(parts_.models, parts_.post),
      last_opening_(read_last_opening(parts_.state)) {
    publish(CameraState::Closed);
}

Eyes::~Eyes() {
    stop();
}

void Eyes::start() {
    thread_ = std::thread([this] { run(); });
}

void Eyes::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    woken_.notify_all();
    if (thread_.joinable()) thread_.join();
}

void Eyes::obey(const StandingOrder& order) {
    {
        const std::lock_guard lock(mutex_);
        if (order_ == order) return;
        order_ = order;
        changed_ = true;
    }
    woken_.notify_all();
}

EyesReport Eyes::report() const {
    const std::lock_guard lock(mutex_);
    return report_;
}

void Eyes::run() {
    while (true) {
        StandingOrder order;
        {
            const std::lock_guard lock(mutex_);
            if (stopping_) break;
            order = order_;
            changed_ = false;
        }
        try {
            turn(order);
        } catch (const std::exception& failed) {
            server::log().error("camera.failed", {{"why", server::MachineText(failed.what())}});
            lose(CameraFault::Unreadable);
        }
        ++pulse_;
    }
    close(CameraState::Closed);
}

void Eyes::turn(const StandingOrder& order) {
    watching_.heed(order);
    if (!order.wants_camera()) {
        failures_ = 0;
        close(CameraState::Closed);
        return wait_for_order(kIdle);
    }
    if (watching_.is_open() && !watching_.serves(order)) close(CameraState::Closed);
    if (camera_ != nullptr) return look();
    const auto now = steady_now();
    if (failures_ > 0 && now < not_before_) return wait_for_order(not_before_ - now);
    try_to_open(order);
}

void Eyes::try_to_open(const StandingOrder& order) {
    auto camera = open_camera(parts_.camera);
    if (!camera) return lose(camera.error());
    const auto opening = next_opening(order);
    watching_.open(order, opening);
    camera_ = std::move(camera).value();
    frames_ = 0;
    server::log().info("camera.opened", {{"opening", opening}, {"candidate", order.candidate}});
}

// Written before it is used: a number that was lost with the power is only skipped.
std::uint32_t Eyes::next_opening(const StandingOrder& order) {
    auto number = order.opening;
    if (last_opening_ && last_opening_->candidate == order.candidate)
        number = std::max(number, last_opening_->number + 1);
    last_opening_ = LastOpening{.candidate = order.candidate, .number = number};
    if (!keep_last_opening(parts_.state, *last_opening_))
        server::log().error("camera.opening_not_kept", {{"opening", number}});
    return number;
}

void Eyes::look() {
    const auto frame = camera_->next();
    if (!frame) return lose(frame.error());
    if (++frames_ == kSteadyFrames) failures_ = 0;
    watching_.see(frame.value(), steady_now());
    publish(CameraState::Open);
}

void Eyes::lose(CameraFault fault) {
    const auto state = state_after(fault);
    if (report().camera != state) {
        if (fault == CameraFault::Missing) {
            server::log().warning("camera.missing", {{"frames", frames_}});
        } else {
            server::log().warning("camera.unreadable", {{"frames", frames_}});
        }
    }
    close(state);
    ++failures_;
    not_before_ = steady_now() + wait_after(failures_, draw_chance());
}

void Eyes::close(CameraState state) {
    if (camera_ != nullptr) server::log().info("camera.closed", {{"frames", frames_}});
    camera_.reset();
    watching_.close();
    publish(state);
}

void Eyes::publish(CameraState state) {
    const bool lost = state == CameraState::Missing || state == CameraState::Unreadable;
    EyesReport report{.camera = state,
                      .watching = state == CameraState::Open,
                      .rates = watching_.is_open() ? watching_.rates() : LookRates{},
                      .unavailable = watching_.unavailable(),
                      .lost_since_ms = lost ? wall_ms() : 0,
                      .reference = watching_.reference()};
    {
        const std::lock_guard lock(mutex_);
        if (lost && report_.lost_since_ms != 0) report.lost_since_ms = report_.lost_since_ms;
        if (report_ == report) return;
        report_ = report;
    }
    parts_.tell(report);
}

void Eyes::wait_for_order(engine::Duration most) {
    std::unique_lock lock(mutex_);
    woken_.wait_for(lock, most, [this] { return stopping_ || changed_; });
}

}  // namespace probant::candidate
