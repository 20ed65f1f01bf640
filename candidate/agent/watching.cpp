// SPDX-License-Identifier: EUPL-1.2
#include "candidate/agent/watching.h"

#include <ctime>
#include <utility>

#include "crypto/base/ensure.h"
#include "server/observe/log.h"

namespace probant::candidate {
namespace {

/// What this thread has cost the processor; the vision works on one thread.
std::chrono::microseconds thread_cost() {
    timespec time{};
    ENSURE(::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time) == 0);
    return std::chrono::seconds{time.tv_sec} +
           std::chrono::duration_cast<std::chrono::microseconds>(
               std::chrono::nanoseconds{time.tv_nsec});
}

void tell_change(const RateChange& change) {
    const server::LogFields fields{{"presence", change.rates.presence},
                                   {"pose", change.rates.pose},
                                   {"identity", change.rates.identity},
                                   {"objects", change.rates.objects},
                                   {"spent_per_mille", change.spent_per_mille}};
    if (change.step == Step::Lowered) {
        server::log().warning("vision.lowered", fields);
    } else {
        server::log().info("vision.raised", fields);
    }
}

}  // namespace

Watching::Watching(std::filesystem::path models,
                   std::function<void(FromEyes)> post,
                   const Budget& budget)
    : models_(std::move(models)), post_(std::move(post)), governor_(budget) {
    take_networks(/*with_identity=*/false);
}

void Watching::take_networks(bool with_identity) {
    if (pipeline_ != nullptr && with_identity == with_identity_) return;
    with_identity_ = with_identity;
    pipeline_ = std::make_unique<Pipeline>(open_networks(models_, with_identity));
    for (const auto& why : pipeline_->unavailable())
        server::log().warning("vision.unavailable", {{"why", server::MachineText(why)}});
}

bool Watching::serves(const StandingOrder& order) const {
    return watch_ != nullptr && order.candidate == order_.candidate &&
           order.watch == order_.watch && order.thresholds == order_.thresholds;
}

void Watching::open(const StandingOrder& order, std::uint32_t opening) {
    ENSURE(!open_ && order.wants_camera());
    take_networks(order.watch.has(engine::ProctoringRule::Identity));
    pipeline_->forget_last();
    stills_.forget();
    if (serves(order)) {
        watch_->resume(opening);
    } else {
        watch_ = std::make_unique<engine::Watch>(order.thresholds, order.watch, opening);
    }
    order_ = order;
    packer_ = engine::BatchPacker(opening);
    open_ = true;
}

// A rule that is off for this candidate is not looked for at all.
LookFor Watching::narrowed(const LookFor& due) const {
    using engine::ProctoringRule;
    return {.faces = due.faces,
            .pose = due.pose && order_.watch.has(ProctoringRule::LookingAway),
            .identity = due.identity && order_.watch.has(ProctoringRule::Identity),
            .objects = due.objects && order_.watch.has(ProctoringRule::Object)};
}

void Watching::see(const Frame& frame, engine::Instant now) {
    ENSURE(open_);
    take_reference();
    const auto begun = thread_cost();
    const auto seen = pipeline_->observe(frame, narrowed(governor_.due(now)));
    stills_.keep(frame);
    tell(watch_->see(seen));
    tell(packer_.add(seen));
    if (const auto change = governor_.spend(now, thread_cost() - begun)) tell_change(*change);
}

void Watching::close() {
    if (!std::exchange(open_, false)) return;
    tell(watch_->pause());
    tell(packer_.finish());
    post_(CameraClosed{});
    stills_.forget();
    auto& reference = pipeline_->reference();
    if (reference.is_being_taken()) reference.forget();  // whoever comes back may be another
}

// A centre that is away says nothing of anybody: what is held stays.
void Watching::heed(const StandingOrder& order) {
    reference_wanted_ = order.take_reference;
    if (order.candidate == engine::CandidateId{}) return;
    if (order.ended || order.candidate != reference_of_) pipeline_->reference().forget();
    reference_of_ = order.candidate;
}

void Watching::take_reference() {
    auto& reference = pipeline_->reference();
    if (reference.taken() || reference.is_being_taken() == reference_wanted_) return;
    if (reference_wanted_) {
        reference.begin();
    } else {
        reference.forget();
    }
}

std::optional<engine::CandidateId> Watching::reference() const {
    return pipeline_->reference().taken() ? std::optional(reference_of_) : std::nullopt;
}

void Watching::tell(const std::vector<engine::AlertChange>& changes) {
    for (const auto& change : changes) {
        RaisedAlert raised{.candidate = order_.candidate, .change = change, .still = {}};
        if (change.step == engine::AlertStep::Opened) {
            if (const auto* jpeg = stills_.find(change.alert.still)) raised.still = *jpeg;
        }
        server::log().info("alert.changed",
                           {{"candidate", order_.candidate},
                            {"opening", change.alert.opening},
                            {"number", change.alert.number}});
        post_(std::move(raised));
    }
}

void Watching::tell(std::optional<engine::ObservationBatch> batch) {
    if (batch) post_(SeenBatch{.candidate = order_.candidate, .batch = std::move(*batch)});
}

LookRates Watching::rates() const {
    const auto rates = governor_.rates();
    const auto asked = narrowed({.faces = true, .pose = true, .identity = true, .objects = true});
    return {.presence = rates.presence,
            .pose = asked.pose ? rates.pose : 0,
            .identity = asked.identity ? rates.identity : 0,
            .objects = asked.objects ? rates.objects : 0};
}

std::vector<std::string> Watching::unavailable() const {
    std::vector<std::string> names;
    if (!pipeline_->can_tell_pose()) names.emplace_back("pose");
    if (with_identity_ && !pipeline_->can_compare()) names.emplace_back("identity");
    if (!pipeline_->can_hint_at_objects()) names.emplace_back("objects");
    return names;
}

}  // namespace probant::candidate
