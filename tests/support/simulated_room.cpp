// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/simulated_room.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "engine/journal/shape_codec.h"
#include "tests/support/violation.h"

namespace probant::support {

using engine::AnsweredBefore;
using engine::Duration;
using engine::NewEntry;
using engine::Order;
using engine::Refusal;
using engine::SessionPhase;
using namespace std::chrono_literals;

namespace {

constexpr std::uint32_t kBatchMost = 6;

std::string kind_of(const engine::Event& event) {
    return std::visit(
        [](const auto& one) {
            return std::string(engine::Shape<std::remove_cvref_t<decltype(one)>>::kName);
        },
        event);
}

}  // namespace

void DayCounts::add(const DayCounts& other) {
    accepted += other.accepted;
    refused += other.refused;
    answered_before += other.answered_before;
    unknown += other.unknown;
    restarts += other.restarts;
    for (const auto& [kind, count] : other.events)
        events[kind] += count;
    for (const auto& [refusal, count] : other.refusals)
        refusals[refusal] += count;
}

SimulatedRoom::SimulatedRoom(const engine::Content& content, std::uint64_t seed, DayShape shape)
    : dice_(seed),
      loop_(content, dice_.next()),
      crowd_(content, dice_.next(), shape.candidates),
      watch_(content),
      shape_(std::move(shape)) {}

void SimulatedRoom::live() {
    open();
    for (std::size_t batch = 0; batch < shape_.batches; ++batch)
        step();
    close();
    ask_everything_again();
}

void SimulatedRoom::open() {
    for (const auto& order : crowd_.opening(shape_.opener))
        run({order}, DiskFate::Kept);
}

void SimulatedRoom::step() {
    pass_time();
    const auto news = 1 + dice_.below(kBatchMost);
    for (std::uint32_t one = 0; one < news; ++one)
        wire_.push_back(crowd_.next(loop_.session().room));
    run(from_the_wire(), fate());
}

void SimulatedRoom::pass_time() {
    const auto end = loop_.next_end();
    // To the millisecond before an end, to the end itself, to just after it.
    if (end && dice_.once_in(60)) {
        const auto left = *end - loop_.now() + Duration{dice_.between(-4, 1)};
        loop_.pass(std::max(left, Duration::zero()));
        return;
    }
    const Duration most = dice_.once_in(25) ? Duration{15min} : Duration{90s};
    loop_.pass(Duration{dice_.between(0, most.count())});
}

DiskFate SimulatedRoom::fate() {
    switch (dice_.below(90)) {
        case 0:
            return DiskFate::Failed;
        case 1:
            return DiskFate::CutBefore;
        case 2:
            return DiskFate::CutAfter;
        case 3:
            return DiskFate::KilledWithout;
        default:
            return DiskFate::Kept;
    }
}

/// What arrives now: some of what was sent, in any order, some of it twice, some of it long done.
std::vector<Order> SimulatedRoom::from_the_wire() {
    std::vector<Order> batch;
    for (auto left = 1 + dice_.below(kBatchMost); left > 0 && !wire_.empty(); --left) {
        const auto place = dice_.once_in(4) ? dice_.below(static_cast<std::uint32_t>(wire_.size()))
                                            : static_cast<std::uint32_t>(wire_.size()) - 1;
        batch.push_back(wire_[place]);
        // A repeated frame stays on the wire; a lost one was never there.
        if (!dice_.once_in(12)) wire_.erase(wire_.begin() + place);
    }
    while (!unknown_.empty() && dice_.once_in(2)) {
        batch.push_back(unknown_.back());
        unknown_.pop_back();
    }
    if (!past_.empty() && dice_.once_in(4)) batch.push_back(dice_.one_of(past_));
    if (!past_.empty() && dice_.once_in(20)) batch.push_back(crowd_.tampered(dice_.one_of(past_)));
    return batch;
}

void SimulatedRoom::run(const std::vector<Order>& batch, DiskFate fate) {
    if (fate != DiskFate::Kept) ++counts_.restarts;
    const auto replies = loop_.run(batch, fate);
    follow_disk();
    for (const auto& reply : replies)
        receive(reply);
    watch_.compare(loop_.session().room);
}

void SimulatedRoom::follow_disk() {
    for (auto n = watch_.entries(); n < loop_.disk().size(); ++n) {
        const auto entry = engine::replay_entry(shadow_, loop_.disk()[n], loop_.content());
        demand(entry.has_value(), "each durable entry replays, to the byte");
        watch_.saw(entry.value());
        for (const auto& event : entry.value().events)
            ++counts_.events[kind_of(event)];
    }
    const auto& live = loop_.session();
    demand(
        shadow_.head == live.head && shadow_.entries == live.entries && shadow_.room == live.room,
        "the replay of the durable bytes is the live room");
}

void SimulatedRoom::receive(const Reply& reply) {
    if (!reply.said) {
        ++counts_.unknown;
        unknown_.push_back(reply.order);
        return;
    }
    check_known(reply.order, *reply.said);
    if (!*reply.said) {
        ++counts_.refused;
        ++counts_.refusals[reply.said->error()];
        return;
    }
    const auto& conducted = reply.said->value();
    const auto* fresh = std::get_if<NewEntry>(&conducted);
    const auto n = fresh != nullptr ? fresh->entry.n : std::get<AnsweredBefore>(conducted).n;
    fresh != nullptr ? ++counts_.accepted : ++counts_.answered_before;
    watch_.told(reply.order, n);
    done_.emplace(reply.order.id, n);
    past_.push_back(reply.order);
}

/// What was told as done is answered the same for ever, and to nothing but the same.
void SimulatedRoom::check_known(const Order& order, const Said& said) {
    const auto done = done_.find(order.id);
    if (done == done_.end()) return;
    const auto same = std::ranges::find(past_, order.id, &Order::id);
    if (same->by != order.by ||
        engine::digest_of(same->command) != engine::digest_of(order.command)) {
        demand(!said && said.error() == Refusal::IdReused, "an id means one thing for ever");
        return;
    }
    demand(said.has_value(), "what was told as done is told again");
    const auto* again = std::get_if<AnsweredBefore>(&said.value());
    demand(again != nullptr && again->n == done->second, "what was done is not done twice");
}

void SimulatedRoom::close() {
    while (loop_.session().room.phase == SessionPhase::Open) {
        run(crowd_.decisions(loop_.session().room), DiskFate::Kept);
        run({crowd_.closing()}, fate());
    }
    for (const auto& candidate : loop_.session().room.candidates) {
        const auto* sitting = sitting_of(candidate);
        demand(sitting == nullptr ? std::holds_alternative<engine::Absent>(candidate.phase)
                                  : sitting->result.has_value(),
               "at closing everyone is absent or has a result");
    }
}

/// After the closing, across one more restart: nothing new, and the same answers to the same asks.
void SimulatedRoom::ask_everything_again() {
    const auto entries = loop_.disk().size();
    loop_.restart();
    demand(loop_.disk().size() == entries, "a closed session gets no entry");
    const auto past = past_;
    run(past, DiskFate::Kept);
    for (std::uint32_t late = 0; late < kBatchMost; ++late)
        run({crowd_.next(loop_.session().room)}, DiskFate::Kept);
    demand(loop_.disk().size() == entries, "nothing is recorded after the closing");
}

}  // namespace probant::support
