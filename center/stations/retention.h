// center/stations/retention.h: pictures go when their time is over, and what went is written down.
//
// Role        At the start, every hour and when a registry has accepted a packet, looks at the
//             sessions whose results are final; those whose time of keeping is over lose their
//             pictures. A session's own file says how many days (the fact kRetentionFact) and
//             whether a dispute holds them (kHoldFact).
// Invariants  A deletion is written in centre.db before it is done, and done again at the next
//             look if a cut came between; the line names how many, and which by one digest. Nothing
//             is deleted of a session that is not accepted, or held.
// Threads     Its own; wake() from any, start() and stop() from one.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string_view>
#include <thread>

#include "center/app/room_loop.h"
#include "center/storage/centre_store.h"

namespace probant::center {

/// The days of keeping, as the package of the session ordered them.
inline constexpr std::string_view kRetentionFact = "stillRetentionDays";

/// "1" while a dispute keeps the pictures of a session.
inline constexpr std::string_view kHoldFact = "stillsHeld";

constexpr std::chrono::hours kRetentionLook{1};

/// The pictures of one session as its file has them now.
struct KeptStills {
    std::size_t count{};
    bool held{};  ///< by a dispute
};

/// Nothing of a session without a camera, or whose file cannot be read at the moment.
[[nodiscard]] std::optional<KeptStills> kept_stills(const std::filesystem::path& session_folder);

struct RetentionParts {
    RoomLoop* rooms{};
    CentreStore* centre{};
    const Clock* clock{};
    std::filesystem::path sessions{};
};

class Retention {
public:
    explicit Retention(RetentionParts parts);
    Retention(const Retention&) = delete;
    Retention& operator=(const Retention&) = delete;
    Retention(Retention&&) = delete;
    Retention& operator=(Retention&&) = delete;
    ~Retention();

    void start();
    void stop();
    void wake();

private:
    void run();
    void look();
    void look_at(engine::SessionId session);
    [[nodiscard]] bool is_over(engine::SessionId session, SessionStore& store) const;

    RetentionParts parts_;
    std::mutex mutex_;  // guards what follows, but the thread
    std::condition_variable wake_;
    bool woken_ = false;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace probant::center
