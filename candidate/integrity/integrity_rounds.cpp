// SPDX-License-Identifier: EUPL-1.2
#include "candidate/integrity/integrity_rounds.h"

#include <array>
#include <exception>
#include <utility>

namespace probant::candidate::integrity {
namespace {

// A machine of which nothing could be read.
std::vector<Judgement> nothing_told() {
    std::vector<Judgement> judgements = judge({}, {});
    for (Judgement& judgement : judgements)
        judgement.state = engine::SignState::CouldNotTell;
    return judgements;
}

}  // namespace

IntegrityRounds::IntegrityRounds(RoundsOrder order)
    : order_(std::move(order)), looks_([this](const std::stop_token& stop) { run(stop); }) {}

void IntegrityRounds::run(const std::stop_token& stop) {
    for (int looks = 0; !stop.stop_requested(); ++looks) {
        auto found = look(looks % order_.looks_for_one_elsewhere == 0);
        std::unique_lock lock(mutex_);
        found_ = std::move(found);
        bell_.wait_for(lock, stop, order_.every, [] { return false; });
    }
}

std::vector<Judgement> IntegrityRounds::look(bool elsewhere_too) {
    try {
        if (elsewhere_too && !order_.usual.elsewhere.empty())
            elsewhere_ = reach_elsewhere(order_.usual.elsewhere);
        Readings readings = read_machine(order_.root, order_.usual);
        readings.elsewhere = elsewhere_;
        return judge(readings, order_.usual);
    } catch (const std::exception&) {
        return nothing_told();
    }
}

std::vector<engine::IntegritySign> IntegrityRounds::signs(Moment now,
                                                          const std::optional<TimeAnswer>& heard) {
    std::vector<Judgement> found;
    {
        const std::lock_guard lock(mutex_);
        found.swap(found_);
    }
    if (!found.empty() || !found_boot_ms_) found_boot_ms_ = now.boot_ms;
    if (now.boot_ms - *found_boot_ms_ > kLookMost.count()) found = nothing_told();
    if (heard) clock_.heard(*heard);
    found.push_back(clock_.judge(now.boot_ms));
    watch_.see(found, now);
    return watch_.signs();
}

}  // namespace probant::candidate::integrity
