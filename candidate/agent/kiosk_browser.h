// candidate/agent/kiosk_browser.h: the kiosk of the candidate, started and started again.
//
// Role        Runs the configured command as a child in a group of its own, and starts it again,
//             with patience, whenever it ends: an exam goes on. Says so, gives up never.
// Invariants  One child at a time; none outlives stop(), nor this program.
// Threads     The child belongs to the thread of this object. state() and facts() from any.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <sys/types.h>

#include "candidate/link/heartbeat.h"
#include "engine/time/instant.h"

namespace probant::candidate {

/// A browser that ran for so long had started well: the next end is the first of its kind.
constexpr engine::Duration kStartedWell{30'000};

/// What a browser may take to end when it is asked to.
constexpr engine::Duration kKioskPatience{5'000};

struct KioskCommand {
    std::vector<std::string> words{};  ///< the program's path, then its arguments
    std::filesystem::path home{};
};

struct KioskFacts {
    BrowserState state{BrowserState::Off};
    std::uint32_t restarts{};
    std::int64_t last_end_ms{};  ///< wall time; 0: it never ended
};

class KioskBrowser {
public:
    /// ENSUREs at least one word.
    explicit KioskBrowser(KioskCommand command);
    KioskBrowser(const KioskBrowser&) = delete;
    KioskBrowser& operator=(const KioskBrowser&) = delete;
    KioskBrowser(KioskBrowser&&) = delete;
    KioskBrowser& operator=(KioskBrowser&&) = delete;
    ~KioskBrowser();

    void start();
    void stop();

    [[nodiscard]] KioskFacts facts() const;

private:
    void run();
    [[nodiscard]] bool start_child();
    void follow_child();
    [[nodiscard]] std::optional<int> child_ended() const;
    void end_child();
    void note_end(int status);
    [[nodiscard]] bool wait(engine::Duration most);

    KioskCommand command_;
    pid_t child_{-1};
    engine::Instant started_{};
    std::uint32_t failures_{};  ///< in a row

    mutable std::mutex mutex_;  // guards facts_ and stopping_
    std::condition_variable woken_;
    KioskFacts facts_{};
    bool stopping_{};
    std::thread thread_{};
};

}  // namespace probant::candidate
