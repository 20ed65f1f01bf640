// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/simulated_loop.h"

#include <utility>

#include "tests/support/builders.h"
#include "tests/support/violation.h"

namespace probant::support {

using engine::Instant;
using engine::NewEntry;
using engine::Order;

namespace {

/// A refusal must leave no trace: what can change is remembered before.
struct Trace {
    engine::Room room;
    std::uint64_t entries;
    engine::Digest head;
    std::size_t known;

    explicit Trace(const engine::RecordedSession& session)
        : room(session.room),
          entries(session.entries),
          head(session.head),
          known(session.known.size()) {}

    [[nodiscard]] bool is_that_of(const engine::RecordedSession& session) const {
        return entries == session.entries && head == session.head &&
               known == session.known.size() && room == session.room;
    }
};

}  // namespace

SimulatedLoop::SimulatedLoop(const engine::Content& content, std::uint64_t seed)
    : content_(content), dice_(seed), wall_ms_(kWallStart) {}

std::vector<Reply> SimulatedLoop::run(const std::vector<Order>& batch, DiskFate fate) {
    std::vector<Reply> replies;
    for (const auto& order : batch) {
        pass(engine::Duration{dice_.between(0, 3)});
        fire_ends_before(now_);
        replies.push_back({.order = order, .said = conduct_one(order, now_)});
    }
    // As the real loop: at the very end of the grace an answer may still come, in the next batch.
    fire_ends_before(now_);

    const bool durable = fate == DiskFate::Kept || fate == DiskFate::CutAfter;
    if (durable) disk_.insert(disk_.end(), pending_.begin(), pending_.end());
    pending_.clear();
    if (fate == DiskFate::Kept) return replies;

    for (auto& reply : replies)
        reply.said.reset();
    if (fate == DiskFate::Failed) {
        replay_disk();
    } else {
        restart();
    }
    return replies;
}

void SimulatedLoop::pass(engine::Duration elapsed) {
    now_ = now_ + elapsed;
    // The wall clock is set by people and by the network: it is printed, never judged by.
    wall_ms_ += elapsed.count();
    if (dice_.once_in(500)) wall_ms_ += dice_.between(-7'200'000, 7'200'000);
}

void SimulatedLoop::restart() {
    replay_disk();
    now_ = session_.room.now;
    record_restart();
}

void SimulatedLoop::record_restart() {
    const auto gap = engine::Duration{dice_.between(0, 3'600'000)};
    wall_ms_ += gap.count();
    const Order order{
        .by = engine::the_centre(), .id = {dice_.uuid()}, .command = engine::RestartCentre{gap}};
    static_cast<void>(conduct_one(order, now_));
    disk_.insert(disk_.end(), pending_.begin(), pending_.end());
    pending_.clear();
}

std::optional<Instant> SimulatedLoop::next_end() const {
    const auto due = engine::next_due_end(session_.room, content_.rules);
    if (!due) return std::nullopt;
    return due->at;
}

Said SimulatedLoop::conduct_one(const Order& order, Instant at) {
    const Trace before(session_);
    auto said = engine::conduct(session_, order, {.at = at, .wall_ms = wall_ms_}, content_);
    const bool is_new = said && std::holds_alternative<NewEntry>(said.value());
    if (is_new) {
        pending_.push_back(std::get<NewEntry>(said.value()).bytes);
    } else {
        demand(before.is_that_of(session_), "what is refused or known already changes nothing");
    }
    return said;
}

void SimulatedLoop::fire_ends_before(Instant limit) {
    while (const auto due = engine::next_due_end(session_.room, content_.rules)) {
        if (due->at >= limit) return;
        fire_end(*due);
    }
}

void SimulatedLoop::fire_end(const engine::DueEnd& due) {
    const Order order{.by = engine::the_centre(),
                      .id = {dice_.uuid()},
                      .command = engine::EndByTime{due.candidate}};
    const auto said = conduct_one(order, due.at);
    demand(said.has_value(), "a sitting whose time is over ends");
}

void SimulatedLoop::replay_disk() {
    session_ = {};
    pending_.clear();
    for (const auto& bytes : disk_) {
        demand(engine::replay_entry(session_, bytes, content_).has_value(),
               "a durable journal replays");
    }
}

}  // namespace probant::support
