// registry/intake/verify_packet.h: what a packet is worth, check by check, in the order of the
// format.
//
// Role        The registry and the offline verifier judge by this one function. It gives a verdict,
//             the checks that led to it and, when the sealed part was opened and replayed, what the
//             replay found: results are taken from there, never from what the centre states.
// Invariants  A check is made only when those before it held. The payload is parsed only after its
//             signatures verified. Details name places and figures, never a person or an answer.
// Threads     A free function; the ports are used from the calling thread.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/age.h"
#include "crypto/trust/trust.h"
#include "engine/packet/archive.h"
#include "engine/packet/people.h"
#include "engine/packet/statement.h"
#include "engine/packet/verdict.h"
#include "registry/intake/comparison.h"
#include "registry/intake/history.h"

namespace probant::registry {

/// Against what a packet is judged. A null port leaves its checks out, which the caller must say.
struct PacketWorld {
    const crypto::Trust& trust;
    crypto::TrustMode mode{crypto::TrustMode::Production};
    History* history{};                                   ///< sequence and nonce
    std::span<const crypto::age::Identity> identities{};  ///< empty: the sealed part stays sealed
    Contents* contents{};                                 ///< needed with identities
};

/// One line for the jury.
struct Check {
    std::string_view name{};
    bool held{};
    std::string detail{};  ///< why not; empty when it held
};

/// What was inside, as this engine replayed it.
struct OpenedPacket {
    std::vector<engine::Person> people{};
    /// When each sitting started, by the centre's wall clock, in Unix milliseconds.
    std::map<engine::CandidateId, std::int64_t> started{};
    json::Value results{};  ///< engine::results_of() our own replay
    engine::Rules rules{};
};

struct Verification {
    engine::PacketFault end{};
    std::vector<Check> checks{};
    crypto::Digest digest{};  ///< of packet.dsse.json: the packet's name
    /// There once the signatures and the keys held: until then nobody answers for what it says.
    std::optional<engine::PacketStatement> statement{};
    bool whole{};  ///< the subjects' digests held: these bytes are the ones that were signed
    std::optional<OpenedPacket> opened{};
    /// Once the journal was replayed, whether or not the results agree.
    std::optional<std::vector<ComparedSitting>> compared{};
};

/// Names of the checks, in their order.
namespace check {
constexpr std::string_view kFiles = "files";
constexpr std::string_view kEnvelope = "envelope";
constexpr std::string_view kSignatures = "signatures";
constexpr std::string_view kStatement = "statement";
constexpr std::string_view kKeys = "keys";
constexpr std::string_view kSubjects = "subjects";
constexpr std::string_view kCheckpoint = "checkpoint";
constexpr std::string_view kSequence = "sequence";
constexpr std::string_view kNonce = "nonce";
constexpr std::string_view kOpening = "opening";
constexpr std::string_view kCounts = "counts";
constexpr std::string_view kEngine = "engine";
constexpr std::string_view kBank = "bank";
constexpr std::string_view kReplay = "replay";
constexpr std::string_view kResults = "results";
}  // namespace check

[[nodiscard]] Verification verify_packet(const engine::ArchiveFiles& files,
                                         const PacketWorld& world);

}  // namespace probant::registry
