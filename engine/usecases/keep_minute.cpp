// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <chrono>

#include "engine/usecases/asked.h"
#include "engine/usecases/camera.h"

namespace probant::engine {
namespace {

constexpr std::uint32_t kBatchesOfMinute = 30;  // six times ten seconds, each in five parts
constexpr std::uint32_t kMinutesMost = 24 * 60;
constexpr std::size_t kGapsMost = 64;
constexpr std::uint64_t kSamplesMost = 10'000'000;

bool is_plain(const ObservationGap& gap) {
    return gap.from >= Duration::zero() && gap.from <= gap.to &&
           gap.to <= std::chrono::minutes{kMinutesMost} && gap.samples >= 1 &&
           gap.samples <= kSamplesMost;
}

}  // namespace

Verdict judge(const KeepMinute& command, const Asked& asked) {
    const auto found = watched_candidate(asked, command.candidate);
    if (!found) return Refused{found.error()};
    const bool fits =
        command.batches >= 1 && command.batches <= kBatchesOfMinute &&
        command.minute < kMinutesMost && command.opening < kOpeningsMost &&
        command.gaps.size() <= kGapsMost &&
        std::ranges::all_of(command.gaps, [](const ObservationGap& gap) { return is_plain(gap); });
    if (!fits) return Refused{Refusal::AlertDoesNotFit};
    const auto& kept = found.value()->camera.kept;
    const CameraUse::Minute minute{.opening = command.opening, .minute = command.minute};
    if (kept && minute <= *kept) return Refused{Refusal::MinuteKnown};
    return Events{MinuteKept{.candidate = command.candidate,
                             .opening = command.opening,
                             .minute = command.minute,
                             .batches = command.batches,
                             .digest = command.digest,
                             .gaps = command.gaps}};
}

}  // namespace probant::engine
