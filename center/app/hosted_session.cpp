// SPDX-License-Identifier: EUPL-1.2
#include "center/app/hosted_session.h"

#include <algorithm>
#include <limits>

#include "center/app/closed_picture.h"
#include "center/storage/reserve.h"
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

/// Enough of a digest for a person to compare.
std::string short_name(const crypto::Digest& digest) {
    constexpr std::size_t kDigits = 12;
    return digest.hex().substr(0, kDigits);
}

}  // namespace

HostedSession::HostedSession(std::filesystem::path folder,
                             const SessionFacts& facts,
                             const RoomLoopParts& parts)
    : folder_(std::move(folder)), parts_(parts), facts_(facts), content_(parts.content) {
    store_.emplace(SessionStore::create(folder_, facts));
    people_ = std::make_shared<const std::map<engine::CandidateId, Person>>();
    clock_ = {.base = {}, .boot_at_base = parts_.clock->boot_ms()};
    view_ = make_view();
}

HostedSession::HostedSession(std::filesystem::path folder, const RoomLoopParts& parts)
    : folder_(std::move(folder)), parts_(parts) {
    read_file();
}

void HostedSession::take_up() {
    catch_up();
    try {
        if (is_dirty()) commit();
    } catch (const server::sql::SqlError& error) {
        // The centre stopped because the disk was full, or it filled up since.
        if (!error.is_disk_full() || !release_reserve(folder_)) throw;
        server::log().error("session.reserve_released", {{"session", facts_.id}});
        read_file();
        catch_up();
        if (is_dirty()) commit();
    }
    if (recorded_.room.phase == engine::SessionPhase::Open) make_reserve(folder_);
    view_ = make_view();
}

SessionStore& HostedSession::store() {
    ENSURE(store_.has_value());
    return *store_;
}

void HostedSession::read_file() {
    recorded_ = {};
    tree_ = {};
    ended_entries_.clear();
    started_ms_.clear();
    last_orders_.clear();
    pictures_.clear();
    places_.reset();
    closed_.reset();
    entries_.clear();
    sides_.clear();
    opens_ = closes_ = checkpoint_wanted_ = false;
    store_.reset();
    store_.emplace(SessionStore::open(folder_));
    facts_ = store().facts();
    content_ = parts_.content;
    if (shelve()) {
        closed_.emplace(facts_.id);
    } else {
        replay();
    }

    std::map<engine::CandidateId, Person> people;
    for (auto& person : store().people())
        people.emplace(person.candidate, person);
    people_ = std::make_shared<const std::map<engine::CandidateId, Person>>(std::move(people));
    const auto checkpoint = store().last_checkpoint().value_or(CheckpointRow{});
    last_checkpoint_size_ = checkpoint.size;
    short_code_ = checkpoint.short_code;
    last_checkpoint_boot_ms_ = 0;
    opens_ = false;
    changed_.clear();
}

void HostedSession::replay() {
    store().for_each_entry([&](std::string_view bytes) {
        if (is_of_another_time_) return;
        const auto entry = engine::replay_entry(recorded_, bytes, *content_);
        if (!entry) {
            const auto& refusal = entry.error();
            const auto where = facts_.number + ", n = " + std::to_string(refusal.n) + ": " +
                               std::string(engine::name_of(refusal.fault)) + " (" + refusal.what +
                               ")";
            throw BrokenSession({"Le journal d’une session ne se relit pas à l’identique : " +
                                     where + ". Ne changez rien, appelez le support.",
                                 "A session’s journal does not replay: " + where +
                                     ". Change nothing, call support."});
        }
        if (recorded_.entries == 1) refuse_another_package();
        tree_.append(crypto::merkle::leaf_hash(as_bytes(bytes)));
        note(entry.value());
    });
}

/// A closed session is taken from the picture that its closing left.
bool HostedSession::shelve() {
    const auto picture = read_picture(store().fact(kClosedPictureFact));
    if (!picture || picture->entries != static_cast<std::int64_t>(store().entries())) return false;
    recorded_.room.phase = engine::SessionPhase::Closed;
    recorded_.room.paused = picture->paused;
    recorded_.room.now = picture->at;
    recorded_.room.caps_exceeded = static_cast<std::uint32_t>(picture->caps_exceeded);
    recorded_.entries = store().entries();
    recorded_.last_wall_ms = picture->wall_ms;
    std::unordered_map<engine::CandidateId, std::size_t> places;
    for (const auto& candidate : picture->candidates) {
        places.emplace(candidate.candidate, pictures_.size());
        pictures_.push_back(std::make_shared<const CandidateView>(view_of(candidate)));
    }
    places_ = std::make_shared<const std::unordered_map<engine::CandidateId, std::size_t>>(
        std::move(places));
    if (content_->bank_digest != picture->bank || content_->rules_digest != picture->rules)
        content_ = std::make_shared<const engine::Content>(content_of(*picture));
    return true;
}

/// The journal names the package that the session was made with.
void HostedSession::refuse_another_package() {
    const auto& created = recorded_.room.created;
    if (created.bank == content_->bank_digest && created.rules == content_->rules_digest) return;
    if (ends_with_its_closing(store())) {
        is_of_another_time_ = true;
        return;
    }
    const auto its = short_name(created.bank) + " / " + short_name(created.rules);
    const auto ours =
        short_name(content_->bank_digest) + " / " + short_name(content_->rules_digest);
    throw BrokenSession(
        {"La session " + facts_.number +
             " n’est pas close et a été faite avec un autre paquet "
             "d’examen (banque / règles " +
             its + ") que celui qui est installé (" + ours +
             "). Remettez l’ancien paquet jusqu’à sa clôture, puis installez le nouveau.",
         "Session " + facts_.number +
             " is not closed and was made with another exam package (bank "
             "/ rules " +
             its + ") than the one installed (" + ours +
             "). Put the old package back until it is closed, then install the new one."});
}

/// Exam time goes on from the last durable instant: what the centre was down costs nobody.
void HostedSession::start_clock() {
    clock_ = {.base = recorded_.room.now, .boot_at_base = parts_.clock->boot_ms()};
    last_entry_boot_ms_ = clock_.boot_at_base;
    due_ = engine::next_due_end(recorded_.room, content_->rules);
}

void HostedSession::catch_up() {
    start_clock();
    record_restart();
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
    if (entry.order.by.role == engine::Role::Candidate) last_orders_[entry.order.by.id] = entry.n;
    for (const auto& event : entry.events) {
        std::visit(
            [&](const auto& one) {
                if (const auto* candidate = candidate_of(one, recorded_.room))
                    changed_.insert(*candidate);
            },
            event);
        if (const auto* started = std::get_if<engine::SittingStarted>(&event))
            started_ms_[started->candidate] = entry.wall_ms;
        if (const auto* ended = std::get_if<engine::SittingEnded>(&event))
            ended_entries_[ended->candidate] = entry.n;
        opens_ |= std::holds_alternative<engine::SessionOpened>(event);
        closes_ |= std::holds_alternative<engine::SessionClosed>(event);
        checkpoint_wanted_ |=
            opens_ || closes_ || std::holds_alternative<engine::SittingEnded>(event);
    }
}

OrderEnd HostedSession::conduct(const engine::Order& order, Instant at) {
    if (closed_) return closed_->answer(store(), order, at, recorded_.room, *content_);
    auto conducted = engine::conduct(
        recorded_, order, {.at = at, .wall_ms = parts_.clock->wall_ms()}, *content_);
    if (!conducted) return conducted.error();
    if (const auto* before = std::get_if<engine::AnsweredBefore>(&conducted.value()))
        return Done{.n = before->n, .before = true};
    const auto& made = std::get<engine::NewEntry>(conducted.value());
    tree_.append(crypto::merkle::leaf_hash(as_bytes(made.bytes)));
    note(made.entry);
    entries_.push_back({.n = made.entry.n, .bytes = made.bytes});
    due_ = engine::next_due_end(recorded_.room, content_->rules);
    last_entry_boot_ms_ = parts_.clock->boot_ms();
    return Done{.n = made.entry.n, .before = false};
}

OrderEnd HostedSession::judge(const Submission& submission) {
    keep_time();
    const auto end = conduct(submission.order, exam_now());
    const auto* done = std::get_if<Done>(&end);
    if (done == nullptr || (done->before && !submission.sides_when_repeated)) return end;
    // A sign-in may be asked for again while its reply can have been lost. Once that candidate has
    // done anything since, here or elsewhere, its id and its code are no credential any more.
    const auto last = last_orders_.find(submission.order.by.id);
    if (done->before && (last == last_orders_.end() || last->second != done->n))
        return engine::Refusal::CodeUsed;
    sides_.insert(sides_.end(), submission.sides.begin(), submission.sides.end());
    return end;
}

OrderEnd HostedSession::keep(const std::vector<SideRecord>& sides) {
    sides_.insert(sides_.end(), sides.begin(), sides.end());
    return Done{.n = recorded_.entries, .before = false};
}

void HostedSession::keep_time() {
    const auto now = exam_now();
    // The last instant at which an answer counts is the answer's: the end comes after it.
    while (due_ && due_->at < now) {
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
    sign_checkpoint_if_due();
    if (closes_) keep_picture();
    if (!entries_.empty() || !sides_.empty()) store().append(entries_, sides_);

    // From here on it is true.
    if (opens_) make_reserve(folder_);
    if (closes_) release_reserve(folder_);
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
                        .sides = std::move(sides_),
                        .recording_changed = has_come_back_};
    view_ = published.view;
    entries_.clear();
    sides_.clear();
    changed_.clear();
    opens_ = closes_ = has_come_back_ = false;
    return published;
}

void HostedSession::keep_picture() {
    sides_.emplace_back(
        FactRow{.name = std::string(kClosedPictureFact),
                .value = write_picture(picture_of(*make_view(), recorded_.room.now))});
}

Published HostedSession::fail(bool disk_full) {
    if (disk_full && release_reserve(folder_))
        server::log().error("session.reserve_released", {{"session", facts_.id}});
    read_only_ = ReadOnly{.since_ms = parts_.clock->wall_ms(), .disk_full = disk_full};
    reopen_at_ms_ = parts_.clock->boot_ms() + kReopenAfter.count();
    // The working state is ahead of a disk that nobody knows: it is not looked at any more.
    store_.reset();
    entries_.clear();
    sides_.clear();
    changed_.clear();
    opens_ = closes_ = has_come_back_ = false;
    auto stopped = *view_;
    stopped.read_only = read_only_;
    view_ = std::make_shared<const SessionView>(std::move(stopped));
    return Published{.view = view_, .recording_changed = true};
}

bool HostedSession::reopen() {
    ENSURE(is_read_only());
    if (parts_.clock->boot_ms() < reopen_at_ms_) return false;
    reopen_at_ms_ = parts_.clock->boot_ms() + kReopenAfter.count();
    try {
        read_file();
        catch_up();
        if (!entries_.empty()) store().append(entries_, sides_);
    } catch (const std::exception& error) {
        server::log().warning("session.still_read_only",
                              {{"session", facts_.id}, {"why", server::MachineText(error.what())}});
        store_.reset();
        entries_.clear();
        sides_.clear();
        return false;
    }
    entries_.clear();
    sides_.clear();
    read_only_.reset();
    changed_.clear();
    has_come_back_ = true;
    view_ = make_view();
    return true;
}

std::int64_t HostedSession::next_wake_ms() const {
    if (is_read_only()) return reopen_at_ms_;
    auto wake = std::numeric_limits<std::int64_t>::max();
    if (due_) wake = clock_.boot_at_base + (due_->at - clock_.base).count() + 1;
    if (engine::someone_runs(recorded_.room))
        wake = std::min(wake, last_entry_boot_ms_ + kTickEvery.count());
    return wake;
}

void HostedSession::refresh_pictures() {
    const auto& room = recorded_.room;
    if (!places_ || places_->size() != room.places.size()) {
        places_ = std::make_shared<const std::unordered_map<engine::CandidateId, std::size_t>>(
            room.places);
        pictures_.assign(room.candidates.size(), nullptr);
    }
    for (std::size_t place = 0; place < room.candidates.size(); ++place) {
        const auto& candidate = room.candidates[place];
        if (pictures_[place] && !changed_.contains(candidate.id)) continue;
        auto picture = picture_of(room, candidate, *content_);
        if (const auto ended = ended_entries_.find(candidate.id); ended != ended_entries_.end())
            picture.ended_entry = ended->second;
        if (const auto started = started_ms_.find(candidate.id); started != started_ms_.end())
            picture.started_ms = started->second;
        pictures_[place] = std::make_shared<const CandidateView>(std::move(picture));
    }
}

std::shared_ptr<const SessionView> HostedSession::make_view() {
    if (!closed_) refresh_pictures();
    const auto& room = recorded_.room;
    return std::make_shared<const SessionView>(SessionView{.facts = facts_,
                                                           .people = people_,
                                                           .content = content_,
                                                           .version = recorded_.entries,
                                                           .phase = room.phase,
                                                           .paused = room.paused,
                                                           .clock = clock_,
                                                           .candidates = pictures_,
                                                           .places = places_,
                                                           .alerts = room.alerts,
                                                           .mutes = room.mutes,
                                                           .read_only = read_only_,
                                                           .short_code = short_code_,
                                                           .last_wall_ms = recorded_.last_wall_ms,
                                                           .caps_exceeded = room.caps_exceeded});
}

}  // namespace probant::center
