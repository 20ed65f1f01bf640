// candidate/link/link.h: the one thread of a station that speaks to its centre.
//
// Role        Sends heartbeats, alerts and minutes; hands the centre's order to whoever holds the
//             camera. While the centre is away it keeps what waits, tries again with patience, and
//             says so in the log; the order it had stands for kOrderStands.
// Invariants  The client, the pace and what waits belong to the link's thread. What others hand in
//             goes through a bounded box. A centre that no longer knows this station, or that
//             cannot be understood, orders nothing.
// Threads     start() and stop() from one thread; the rest from any.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include "candidate/link/heartbeat.h"
#include "candidate/link/link_pace.h"
#include "candidate/link/outgoing.h"
#include "candidate/link/standing_order.h"
#include "server/http/client.h"

namespace probant::candidate {

/// A camera does not go on for ever on the word of a centre that has gone: an outage that lasts
/// longer ends the exam.
constexpr engine::Duration kOrderStands{std::chrono::hours{1}};

/// A heartbeat must not wait behind a letter for as long as the centre takes for a death.
constexpr std::chrono::milliseconds kConnectWithin{1'500};
constexpr std::chrono::milliseconds kAnswerWithin{4'000};

/// What the camera hands in while one request is under way.
constexpr std::size_t kBoxMost = 1'000;

struct SeenBatch {
    engine::CandidateId candidate{};
    engine::ObservationBatch batch{};
};

struct RaisedAlert {
    engine::CandidateId candidate{};
    engine::AlertChange change{};
    Bytes still{};  ///< JPEG; empty where none was kept
};

/// The last minute of the opening is whole.
struct CameraClosed {};

using FromEyes = std::variant<SeenBatch, RaisedAlert, CameraClosed>;

/// What the centre's clock said, and ours when it was heard.
struct CentreTime {
    std::int64_t boot_ms{};
    std::int64_t wall_ms{};
    std::int64_t server_ms{};
    engine::Duration round_trip{};
};

/// What an observer of the machine's integrity is told before each heartbeat.
struct IntegrityMoment {
    std::int64_t wall_ms{};
    std::int64_t boot_ms{};
    std::optional<CentreTime> heard{};  ///< each answer once
};

struct LinkParts {
    server::Peer centre{};
    const crypto::KeyPair& session_key;
    // Called on the link's thread.
    std::function<void(const StandingOrder&)> obey;
    std::function<BrowserState()> browser;
    std::function<std::vector<engine::IntegritySign>(const IntegrityMoment&)> signs;
};

class Link {
public:
    explicit Link(LinkParts parts);
    Link(const Link&) = delete;
    Link& operator=(const Link&) = delete;
    Link(Link&&) = delete;
    Link& operator=(Link&&) = delete;
    ~Link();

    void start();

    /// What waits is still sent, if the centre answers, for a few seconds.
    void stop();

    void post(FromEyes message);
    void tell(const EyesReport& report);

    /// Goes up while the thread lives.
    [[nodiscard]] std::uint64_t pulse() const { return pulse_.load(); }

    [[nodiscard]] bool is_away() const { return away_.load(); }

private:
    enum class Standing : std::uint8_t { Unknown, Known, NotKnown, NotUnderstood };

    void run();
    void turn();
    void say_farewell();
    void empty_box();
    void take(SeenBatch& seen);
    void take(RaisedAlert& raised);
    void take(CameraClosed closed);
    void beat(engine::Instant now);
    void hear(const server::ClientReply& reply, engine::Duration round_trip);
    void stand(Standing standing, int status);
    void order(const StandingOrder& order);
    bool deliver(const Letter& letter);
    [[nodiscard]] Heartbeat heartbeat();
    [[nodiscard]] std::optional<server::ClientReply> post_to_centre(std::string_view target,
                                                                    const std::string& body);
    void notice_absence();
    void wait();
    [[nodiscard]] EyesReport eyes();

    LinkParts parts_;
    server::HttpClient client_;
    LinkPace pace_;
    Outgoing outgoing_;
    engine::Instant started_;
    engine::Instant last_word_;  ///< of the centre about what to do
    StandingOrder order_{};
    Standing standing_{Standing::Unknown};
    std::optional<CentreTime> heard_{};
    std::uint64_t sequence_{};
    std::string last_failure_{};  ///< in a library's words, for the log
    std::atomic<std::uint64_t> pulse_{};
    std::atomic<bool> away_{true};
    bool absence_told_{};

    std::mutex mutex_;  // guards box_, report_ and stopping_
    std::condition_variable woken_;
    std::deque<FromEyes> box_{};
    EyesReport report_{};
    bool stopping_{};
    std::thread thread_{};
};

}  // namespace probant::candidate
