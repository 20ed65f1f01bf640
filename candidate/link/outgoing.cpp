// SPDX-License-Identifier: EUPL-1.2
#include "candidate/link/outgoing.h"

#include <algorithm>
#include <utility>

#include "crypto/base/ensure.h"
#include "crypto/canonical_json.h"
#include "crypto/labelled_signature.h"

namespace probant::candidate {
namespace {

constexpr std::string_view kMinuteLabel = "probant.station.minute.v1";

std::string_view name_of_step(engine::AlertStep step) {
    switch (step) {
        case engine::AlertStep::Opened:
            return "opened";
        case engine::AlertStep::Extended:
            return "extended";
        case engine::AlertStep::Closed:
            return "closed";
    }
    return {};
}

json::Object json_of(const engine::ProctoringAlert& alert) {
    json::Array evidence;
    for (const auto& figure : alert.evidence)
        evidence.emplace_back(json::Object{{"name", figure.name}, {"value", figure.value}});
    return {{"number", alert.number},
            {"opening", alert.opening},
            {"rule", engine::name_of(alert.rule)},
            {"state", engine::name_of(alert.state)},
            {"startMs", alert.start.count()},
            {"endMs", alert.end.count()},
            {"evidence", std::move(evidence)},
            {"still",
             json::Object{{"sequence", alert.still.sequence}, {"atMs", alert.still.at.count()}}}};
}

json::Array json_of(const std::vector<engine::ObservationGap>& gaps) {
    json::Array array;
    for (const auto& gap : gaps) {
        array.emplace_back(json::Object{{"opening", gap.opening},
                                        {"fromMs", gap.from.count()},
                                        {"toMs", gap.to.count()},
                                        {"samples", gap.samples}});
    }
    return array;
}

json::Array base64_of(const std::vector<Bytes>& batches) {
    json::Array array;
    for (const auto& batch : batches)
        array.emplace_back(to_base64(batch));
    return array;
}

}  // namespace

std::string_view Letter::target() const {
    switch (kind) {
        case Kind::Alert:
            return "/api/v1/station/alerts";
        case Kind::Minute:
            return "/api/v1/station/minutes";
    }
    return {};
}

Outgoing::MinuteName Outgoing::name_of(const engine::ObservationBatch& batch) {
    return {.place = batch.opening, .minute = engine::minute_of(batch)};
}

void Outgoing::add(engine::Duration since_start,
                   const engine::CandidateId& candidate,
                   engine::ObservationBatch batch) {
    batch.opening = place_of({.candidate = candidate, .opening = batch.opening});
    const auto name = name_of(batch);
    ENSURE(minutes_.empty() || name >= minutes_.back());
    if (minutes_.empty() || minutes_.back() != name) minutes_.push_back(name);
    closed_ = false;
    backlog_.add(engine::WaitingBatch{.since_start = since_start, .batch = std::move(batch)});
    forget_lost();
}

// The last one's, or a new one.
std::uint32_t Outgoing::place_of(const OpeningName& opening) {
    const auto last = openings_.find(last_place_);
    if (last != openings_.end() && last->second == opening) return last_place_;
    openings_.emplace(++last_place_, opening);
    return last_place_;
}

void Outgoing::add(const engine::CandidateId& candidate,
                   const engine::AlertChange& change,
                   const Bytes& still) {
    ++last_ticket_;
    if (alerts_.size() == kAlertsWaitingMost) {
        static_cast<void>(take_still(alerts_.front().ticket));
        alerts_.pop_front();
        ++alerts_lost_;
    }
    alerts_.push_back({.ticket = last_ticket_, .candidate = candidate, .change = change});
    if (still.empty() || change.step != engine::AlertStep::Opened) return;
    if (backlog_.add(engine::WaitingStill{.alert = last_ticket_, .picture = still}))
        ++stills_waiting_;
    forget_lost();
}

// What the backlog let go is no longer counted, and is told as a gap.
void Outgoing::forget_lost() {
    if (backlog_.losses().empty()) return;
    auto losses = backlog_.take_losses();
    stills_waiting_ -= losses.stills.size();
    for (auto& gap : losses.gaps) {
        if (!gaps_.empty() && gaps_.back().opening == gap.opening) {
            gaps_.back().to = gap.to;
            gaps_.back().samples += gap.samples;
            continue;
        }
        if (gaps_.size() == kGapsMost) gaps_.erase(gaps_.begin());
        gaps_.push_back(gap);
    }
    const auto* oldest = backlog_.oldest_batch();
    while (!minutes_.empty() && (oldest == nullptr || minutes_.front() < name_of(oldest->batch)))
        minutes_.pop_front();
}

bool Outgoing::is_whole(const MinuteName& minute) const {
    return closed_ || minute != minutes_.back();
}

const Letter* Outgoing::next() {
    prepare_alert();
    if (alert_) return &*alert_;
    prepare_minute();
    return minute_ ? &*minute_ : nullptr;
}

void Outgoing::settle() {
    if (alert_) {
        alert_.reset();
        return;
    }
    ENSURE(minute_.has_value());
    minute_.reset();
}

void Outgoing::prepare_alert() {
    if (alert_ || alerts_.empty()) return;
    const auto waiting = std::move(alerts_.front());
    alerts_.pop_front();
    const auto id = new_id_();
    json::Object body{{"id", to_text(id)},
                      {"candidate", waiting.candidate.text()},
                      {"step", name_of_step(waiting.change.step)},
                      {"alert", json_of(waiting.change.alert)}};
    const auto still = take_still(waiting.ticket);
    if (!still.empty()) body.emplace("stillJpeg", to_base64(still));
    alert_ = Letter{.kind = Letter::Kind::Alert, .id = id, .body = json::write(std::move(body))};
}

// Tickets are taken in the order they were given: nothing older can be wanted any more.
Bytes Outgoing::take_still(std::uint32_t ticket) {
    const auto* oldest = backlog_.oldest_still();
    if (oldest == nullptr || oldest->alert != ticket) return {};
    auto picture = oldest->picture;
    backlog_.still_sent();
    --stills_waiting_;
    return picture;
}

void Outgoing::prepare_minute() {
    if (minute_ || minutes_.empty() || !is_whole(minutes_.front())) return;
    const auto name = minutes_.front();
    minutes_.pop_front();
    const auto [candidate, opening] = openings_.at(name.place);
    std::vector<Bytes> batches;
    for (const auto* oldest = backlog_.oldest_batch();
         oldest != nullptr && name_of(oldest->batch) == name;
         oldest = backlog_.oldest_batch()) {
        auto batch = oldest->batch;
        batch.opening = opening;
        batches.push_back(engine::bytes_of(batch));
        backlog_.batch_sent();
    }
    ENSURE(!batches.empty());
    const auto digest = engine::digest_of_minute(candidate, opening, name.minute, batches);
    const auto id = new_id_();
    minute_ =
        Letter{.kind = Letter::Kind::Minute,
               .id = id,
               .body = json::write(json::Object{
                   {"id", to_text(id)},
                   {"candidate", candidate.text()},
                   {"opening", opening},
                   {"minute", name.minute},
                   {"batches", base64_of(batches)},
                   {"signature",
                    to_base64(crypto::sign_labelled(kMinuteLabel, digest.bytes, session_key_))},
                   {"gaps", json_of(take_gaps(candidate))}})};
    forget_openings_before(name.place);
}

// All of theirs is sent, but for gaps that wait for a minute of their candidate.
void Outgoing::forget_openings_before(std::uint32_t place) {
    std::erase_if(openings_, [&](const auto& known) {
        const bool told =
            std::ranges::find(gaps_, known.first, &engine::ObservationGap::opening) == gaps_.end();
        return known.first < place && told;
    });
}

// Those of this candidate, under the numbers that the centre knows.
std::vector<engine::ObservationGap> Outgoing::take_gaps(const engine::CandidateId& of) {
    std::vector<engine::ObservationGap> taken;
    std::vector<engine::ObservationGap> left;
    for (auto gap : gaps_) {
        const auto& known = openings_.at(gap.opening);
        if (known.candidate != of) {
            left.push_back(gap);
            continue;
        }
        gap.opening = known.opening;
        taken.push_back(gap);
    }
    gaps_ = std::move(left);
    return taken;
}

Waiting Outgoing::waiting() const {
    const auto whole = std::ranges::count_if(
        minutes_, [this](const MinuteName& minute) { return is_whole(minute); });
    return {.minutes = static_cast<std::size_t>(whole) + (minute_ ? 1U : 0U),
            .stills = stills_waiting_};
}

}  // namespace probant::candidate
