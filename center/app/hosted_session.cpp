// SPDX-License-Identifier: EUPL-1.2
#include "center/app/hosted_session.h"

#include <algorithm>
#include <limits>

#include "crypto/random.h"
#include "server/observe/log.h"
#include "server/sql/error.h"

namespace probant::center {
namespace {

using engine::Entry;
using engine::Instant;

/// The candidate an event is about; null for the events of a room. What becomes of an alert is on
/// the page of who raised it.
template <class Event>
const engine::CandidateId* candidate_of(const Event& event, const engine::Room& room) {
    if constexpr (requires { event.candidate; }) {
        return &event.candidate;
    } else if constexpr (requires { event.alert; }) {
        return &room.alerts.at(event.alert.value - 1).candidate;
    } else {
        return nullptr;
    }
}

engine::Order centre_order(engine::Command command) {
    return engine::Order{.by = engine::the_centre(),
                         .id = engine::CommandId{crypto::random_uuid_v4()},
                         .command = std::move(command)};
}

}  // namespace

HostedSession::HostedSession(std::filesystem::path folder,
                             const SessionFacts& facts,
                             const RoomLoopParts& parts)
    : folder_(std::move(folder)), parts_(parts), facts_(facts) {
    store_.emplace(SessionStore::create(folder_, facts));
    people_ = std::make_shared<const std::map<engine::CandidateId, Person>>();
    clock_ = {.base = {}, .boot_at_base = parts_.clock->boot_ms()};
    view_ = make_view();
}

HostedSession::HostedSession(std::filesystem::path folder, const RoomLoopParts& parts)
    : folder_(std::move(folder)), parts_(parts) {
    replay();
    record_restart();
    if (is_dirty()) commit();
    view_ = make_view();
}

void HostedSession::replay() {
    recorded_ = {};
    tree_ = {};
    ended_entries_.clear();
    pictures_.clear();
    places_.reset();
    store_.reset();
    store_.emplace(SessionStore::open(folder_));
    facts_ = store_->facts();
    store_->for_each_entry([&](std::string_view bytes) {
        const auto entry = engine::replay_entry(recorded_, bytes, *parts_.content);
        if (!entry) {
            const auto& refusal = entry.error();
            throw BrokenSession(
                "session " + facts_.number + ", entry " + std::to_string(refusal.n) + ": " +
                std::string(engine::name_of(refusal.fault)) + " (" + refusal.what + ")");
        }
        tree_.append(crypto::merkle::leaf_hash(as_bytes(bytes)));
        note(entry.value());
    });
    std::map<engine::CandidateId, Person> people;
    for (auto& person : store_->people())
        people.emplace(person.candidate, person);
    people_ = std::make_shared<const std::map<engine::CandidateId, Person>>(std::move(people));
    if (const auto checkpoint = store_->last_checkpoint()) {
        last_checkpoint_size_ = checkpoint->size;
        short_code_ = checkpoint->short_code;
    }
    changed_.clear();
    // Exam time goes on from the last durable instant: what the centre was down costs nobody.
    clock_ = {.base = recorded_.room.now, .boot_at_base = parts_.clock->boot_ms()};
    last_entry_boot_ms_ = clock_.boot_at_base;
    due_ = engine::next_due_end(recorded_.room, parts_.content->rules);
}

void HostedSession::record_restart() {
    if (recorded_.room.phase != engine::SessionPhase::Open) return;
    const auto gap = std::max<std::int64_t>(0, parts_.clock->wall_ms() - recorded_.last_wall_ms);
    conduct(centre_order(engine::RestartCentre{.wall_gap = engine::Duration{gap}}), exam_now());
}

Instant HostedSession::exam_now() const {
    return std::max(recorded_.room.now, clock_.at(parts_.clock->boot_ms()));
}

void HostedSession::note(const Entry& entry) {
    for (const auto& event : entry.events) {
        std::visit(
            [&](const auto& one) {
                if (const auto* candidate = candidate_of(one, recorded_.room))
                    changed_.insert(*candidate);
            },
            event);
        if (const auto* ended = std::get_if<engine::SittingEnded>(&event))
            ended_entries_[ended->candidate] = entry.n;
        checkpoint_wanted_ |= std::holds_alternative<engine::SittingEnded>(event) ||
                              std::holds_alternative<engine::SessionOpened>(event) ||
                              std::holds_alternative<engine::SessionClosed>(event);
    }
}

OrderEnd HostedSession::conduct(const engine::Order& order, Instant at) {
    auto conducted = engine::conduct(
        recorded_, order, {.at = at, .wall_ms = parts_.clock->wall_ms()}, *parts_.content);
    if (!conducted) return conducted.error();
    if (const auto* before = std::get_if<engine::AnsweredBefore>(&conducted.value()))
        return Done{.n = before->n, .before = true};
    const auto& made = std::get<engine::NewEntry>(conducted.value());
    tree_.append(crypto::merkle::leaf_hash(as_bytes(made.bytes)));
    note(made.entry);
    entries_.push_back({.n = made.entry.n, .bytes = made.bytes});
    due_ = engine::next_due_end(recorded_.room, parts_.content->rules);
    last_entry_boot_ms_ = parts_.clock->boot_ms();
    return Done{.n = made.entry.n, .before = false};
}

OrderEnd HostedSession::judge(const Submission& submission) {
    keep_time();
    const auto end = conduct(submission.order, exam_now());
    const auto* done = std::get_if<Done>(&end);
    if (done != nullptr && (!done->before || submission.sides_when_repeated))
        sides_.insert(sides_.end(), submission.sides.begin(), submission.sides.end());
    return end;
}

OrderEnd HostedSession::keep(const std::vector<SideRecord>& sides) {
    sides_.insert(sides_.end(), sides.begin(), sides.end());
    return Done{.n = recorded_.entries, .before = false};
}

void HostedSession::keep_time() {
    const auto now = exam_now();
    while (due_ && due_->at <= now) {
        const auto due = *due_;
        const auto end = conduct(centre_order(engine::EndByTime{due.candidate}),
                                 std::max(due.at, recorded_.room.now));
        ENSURE(std::holds_alternative<Done>(end));
    }
    const auto since_entry = parts_.clock->boot_ms() - last_entry_boot_ms_;
    if (since_entry >= kTickEvery.count() && engine::someone_runs(recorded_.room))
        conduct(centre_order(engine::Tick{}), now);
}

void HostedSession::sign_checkpoint_if_due() {
    if (parts_.signer == nullptr || tree_.size() == 0) return;
    const auto boot = parts_.clock->boot_ms();
    const bool old = boot - last_checkpoint_boot_ms_ >= parts_.checkpoint_every.count();
    if (!checkpoint_wanted_ && !old) return;
    if (last_checkpoint_size_ == tree_.size() && !short_code_.empty()) return;
    const auto made = parts_.signer->sign(facts_.id, tree_.size(), tree_.root());
    if (!made) return;
    sides_.emplace_back(
        CheckpointRow{.size = tree_.size(), .text = made->text, .short_code = made->short_code});
    short_code_ = made->short_code;
    last_checkpoint_boot_ms_ = boot;
    last_checkpoint_size_ = tree_.size();
    checkpoint_wanted_ = false;
}

Published HostedSession::commit() {
    ENSURE(store_.has_value());
    sign_checkpoint_if_due();
    store_->append(entries_, sides_);

    // From here on it is true.
    for (const auto& side : sides_) {
        if (std::holds_alternative<Person>(side)) {
            auto people = *people_;
            for (const auto& one : sides_) {
                if (const auto* person = std::get_if<Person>(&one))
                    people.emplace(person->candidate, *person);
            }
            people_ =
                std::make_shared<const std::map<engine::CandidateId, Person>>(std::move(people));
            break;
        }
    }
    Published published{.view = make_view(),
                        .changed = {changed_.begin(), changed_.end()},
                        .sides = std::move(sides_)};
    view_ = published.view;
    entries_.clear();
    sides_.clear();
    changed_.clear();
    return published;
}

Published HostedSession::fail(bool disk_full) {
    read_only_ = ReadOnly{.since_ms = parts_.clock->wall_ms(), .disk_full = disk_full};
    reopen_at_ms_ = parts_.clock->boot_ms() + kReopenAfter.count();
    // The working state is ahead of a disk that nobody knows: it is not looked at any more.
    store_.reset();
    entries_.clear();
    sides_.clear();
    changed_.clear();
    auto stopped = *view_;
    stopped.read_only = read_only_;
    view_ = std::make_shared<const SessionView>(std::move(stopped));
    return Published{.view = view_};
}

bool HostedSession::reopen() {
    ENSURE(is_read_only());
    if (parts_.clock->boot_ms() < reopen_at_ms_) return false;
    reopen_at_ms_ = parts_.clock->boot_ms() + kReopenAfter.count();
    try {
        replay();
        record_restart();
        ENSURE(store_.has_value());  // by the replay
        if (is_dirty()) store_->append(entries_, sides_);
    } catch (const server::sql::SqlError& error) {
        server::log().warning("session.still_read_only",
                              {{"session", facts_.id}, {"code", error.code()}});
        store_.reset();
        entries_.clear();
        sides_.clear();
        return false;
    } catch (const BrokenSession& broken) {
        server::log().error("session.broken",
                            {{"session", facts_.id}, {"why", server::MachineText(broken.what())}});
        store_.reset();
        return false;
    }
    entries_.clear();
    sides_.clear();
    read_only_.reset();
    changed_.clear();
    view_ = make_view();
    return true;
}

std::int64_t HostedSession::next_wake_ms() const {
    if (is_read_only()) return reopen_at_ms_;
    auto wake = std::numeric_limits<std::int64_t>::max();
    if (due_) wake = clock_.boot_at_base + (due_->at - clock_.base).count();
    if (engine::someone_runs(recorded_.room))
        wake = std::min(wake, last_entry_boot_ms_ + kTickEvery.count());
    return wake;
}

std::shared_ptr<const SessionView> HostedSession::make_view() {
    const auto& room = recorded_.room;
    const auto& rules = parts_.content->rules;
    if (!places_ || places_->size() != room.places.size()) {
        places_ = std::make_shared<const std::unordered_map<engine::CandidateId, std::size_t>>(
            room.places);
        pictures_.assign(room.candidates.size(), nullptr);
    }
    for (std::size_t place = 0; place < room.candidates.size(); ++place) {
        const auto& candidate = room.candidates[place];
        if (pictures_[place] && !changed_.contains(candidate.id)) continue;
        auto picture = picture_of(candidate, rules);
        if (const auto ended = ended_entries_.find(candidate.id); ended != ended_entries_.end())
            picture.ended_entry = ended->second;
        pictures_[place] = std::make_shared<const CandidateView>(std::move(picture));
    }
    return std::make_shared<const SessionView>(SessionView{.facts = facts_,
                                                           .people = people_,
                                                           .content = parts_.content,
                                                           .version = recorded_.entries,
                                                           .phase = room.phase,
                                                           .paused = room.paused,
                                                           .clock = clock_,
                                                           .candidates = pictures_,
                                                           .places = places_,
                                                           .alerts = room.alerts,
                                                           .read_only = read_only_,
                                                           .short_code = short_code_,
                                                           .last_wall_ms = recorded_.last_wall_ms});
}

}  // namespace probant::center
