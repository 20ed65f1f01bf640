// candidate/integrity/integrity_rounds.h: the machine, looked at again and again during an exam.
//
// Role        Looks at the machine on a thread of its own, so that a display that hangs or an
//             address that is silent holds up nobody; gives the signs that last whenever asked.
// Invariants  signs() never waits for a look. A look that failed, or that has not ended for
//             kLookMost, could not tell anything: what it last said is not what is.
// Threads     signs() from one thread; the looks are on another, which ends with this object, once
//             the look in hand is over.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <vector>

#include "candidate/integrity/clock_watch.h"
#include "candidate/integrity/integrity_watch.h"
#include "candidate/integrity/machine.h"

namespace probant::candidate::integrity {

/// Five looks at the usual five seconds, and the tries of an address.
constexpr engine::Duration kLookMost{30'000};

struct RoundsOrder {
    IntegrityConfig usual{};
    std::filesystem::path root{"/"};
    std::chrono::milliseconds every{5'000};
    int looks_for_one_elsewhere{12};  ///< once a minute
};

class IntegrityRounds {
public:
    explicit IntegrityRounds(RoundsOrder order);

    /// `heard`: what the centre's last answer said of the time, each answer once.
    [[nodiscard]] std::vector<engine::IntegritySign> signs(Moment now,
                                                           const std::optional<TimeAnswer>& heard);

private:
    void run(const std::stop_token& stop);
    [[nodiscard]] std::vector<Judgement> look(bool elsewhere_too);

    RoundsOrder order_;
    std::optional<Elsewhere> elsewhere_{};  // of the thread of the looks

    std::mutex mutex_;                    // guards found_
    std::vector<Judgement> found_{};      // of the last look, until it is taken
    std::condition_variable_any bell_{};  // only to wait for the next look

    IntegrityWatch watch_{};  // of whoever calls signs()
    ClockWatch clock_{};
    std::optional<std::int64_t> found_boot_ms_{};  // when a look was last taken

    std::jthread looks_;  // last: it begins when all else is there, and ends before it goes
};

}  // namespace probant::candidate::integrity
