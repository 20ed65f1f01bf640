// candidate/link/outgoing.h: what the station has to tell its centre, in the order it is told.
//
// Role        Changes of alerts first, each with the still it opened with; then minutes of
//             observations, each signed by the session key. What waits while the centre is away
//             lies in the engine's backlog: twenty minutes, twenty stills, and gaps that say what
//             went.
// Invariants  Bounded. A letter keeps its id and its bytes until it is settled, however often it
//             is sent. A minute becomes a letter once nothing more can come into it.
// Threads     A value with one owner.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "candidate/link/heartbeat.h"
#include "crypto/base/bytes.h"
#include "crypto/base/uuid.h"
#include "crypto/signature.h"
#include "engine/proctoring/alert.h"
#include "engine/proctoring/backlog.h"
#include "engine/proctoring/observation_batch.h"
#include "engine/session/ids.h"

namespace probant::candidate {

/// Of alerts without their stills: more in one outage are no longer looked at one by one.
constexpr std::size_t kAlertsWaitingMost = 400;

/// Openings whose losses are remembered: a camera that fails more often has another problem.
constexpr std::size_t kGapsMost = 64;

/// One request: sent again with the same bytes until it is settled.
struct Letter {
    enum class Kind : std::uint8_t { Alert, Minute };

    Kind kind{};
    Uuid id{};
    std::string body{};

    [[nodiscard]] std::string_view target() const;
};

class Outgoing {
public:
    /// `new_id` gives an identifier that was never used.
    Outgoing(const crypto::KeyPair& session_key, std::function<Uuid()> new_id)
        : session_key_(session_key), new_id_(std::move(new_id)) {}

    /// Of one candidate, openings and what is in them come in order.
    void add(engine::Duration since_start,
             const engine::CandidateId& candidate,
             engine::ObservationBatch batch);

    /// `still`: empty where none was kept.
    void add(const engine::CandidateId& candidate,
             const engine::AlertChange& change,
             const Bytes& still);

    /// The camera has closed: its last minute is whole.
    void close() { closed_ = true; }

    /// What is to be sent now, the same until settle(); null where nothing waits.
    [[nodiscard]] const Letter* next();

    /// Delivered, or refused for good.
    void settle();

    [[nodiscard]] Waiting waiting() const;

    /// Changes of alerts that were let go.
    [[nodiscard]] std::uint64_t alerts_lost() const { return alerts_lost_; }

private:
    struct WaitingAlert {
        std::uint32_t ticket{};  ///< names its still in the backlog
        engine::CandidateId candidate{};
        engine::AlertChange change{};
    };

    /// An opening as the centre knows it. Two candidates may have openings of one number: here each
    /// has a place of its own, which stands in the batches that wait.
    struct OpeningName {
        engine::CandidateId candidate{};
        std::uint32_t opening{};

        friend bool operator==(const OpeningName&, const OpeningName&) = default;
    };

    struct MinuteName {
        std::uint32_t place{};  ///< of its opening
        std::uint32_t minute{};

        friend auto operator<=>(const MinuteName&, const MinuteName&) = default;
    };

    [[nodiscard]] static MinuteName name_of(const engine::ObservationBatch& batch);
    [[nodiscard]] bool is_whole(const MinuteName& minute) const;
    [[nodiscard]] std::uint32_t place_of(const OpeningName& opening);
    void forget_lost();
    void forget_openings_before(std::uint32_t place);
    void prepare_alert();
    void prepare_minute();
    [[nodiscard]] Bytes take_still(std::uint32_t ticket);
    [[nodiscard]] std::vector<engine::ObservationGap> take_gaps(const engine::CandidateId& of);

    const crypto::KeyPair& session_key_;
    std::function<Uuid()> new_id_;
    engine::Backlog backlog_{};
    std::deque<WaitingAlert> alerts_{};
    std::deque<MinuteName> minutes_{};                 ///< in the backlog, in order
    std::map<std::uint32_t, OpeningName> openings_{};  ///< by place
    std::uint32_t last_place_{};
    std::vector<engine::ObservationGap> gaps_{};  ///< to be told; of a place
    std::size_t stills_waiting_{};
    std::uint32_t last_ticket_{};
    std::uint64_t alerts_lost_{};
    bool closed_{};
    std::optional<Letter> alert_{};   ///< in hand
    std::optional<Letter> minute_{};  ///< in hand
};

}  // namespace probant::candidate
