// center/stations/stations.h: the machines of this centre, and the codes that let one more in.
//
// Role        A console asks for a code; whoever types it on a machine within ten minutes gets a
//             certificate for it. Afterwards the certificate says which station asks.
// Invariants  A code is used once and forgotten after kStationCodeLasts or kStationCodeTries wrong
//             ones; only its keyed hash is held, in memory. A station that is revoked or past its
//             time is no station.
// Threads     Any; a mutex guards the tables.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "center/app/clock.h"
#include "center/storage/centre_store.h"
#include "center/storage/side_record.h"
#include "crypto/base/result.h"
#include "crypto/signature.h"
#include "server/x509/authority.h"

namespace probant::center {

/// A station is enrolled again for the next exam week.
constexpr std::chrono::hours kCertificateLasts{7 * 24};

/// As browsers see it among those they may show a certificate of.
inline constexpr std::string_view kStationAuthorityName = "Probant station authority";

constexpr std::chrono::minutes kStationCodeLasts{10};
constexpr unsigned kStationCodeTries = 5;        // wrong ones, from anywhere, while a code is good
constexpr std::size_t kStationCodesAtOnce = 64;  // a room is enrolled side by side

/// Who asks, where a certificate says so.
// A key has no empty value, so that nobody makes a station without one; the checker asks for it.
// NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init)
struct Station {
    Uuid id{};
    crypto::PublicKey session_key;
};

/// What a machine sends to become a station.
struct EnrolmentRequest {
    std::string code{};     ///< as typed
    std::string request{};  ///< PKCS #10, PEM
    crypto::PublicKey session_key;
    Bytes proof{};  ///< docs/PROTOCOL.md: by the session key, over the code and the request
};

struct EnrolledStation {
    Uuid id{};
    server::IssuedCertificate certificate{};
};

enum class EnrolmentFault : std::uint8_t { UnknownCode, BadRequest, BadProof };

struct StationsParts {
    CentreStore* centre{};
    const server::CertificateAuthority* authority{};
    const Clock* clock{};
    const SecretBytes* secret{};
};

class Stations {
public:
    explicit Stations(const StationsParts& parts);

    /// "K7QM2XWD", good for one station. Nothing when too many wait.
    [[nodiscard]] std::optional<std::string> make_code();

    [[nodiscard]] Result<EnrolledStation, EnrolmentFault> enrol(const EnrolmentRequest& asked);

    [[nodiscard]] std::optional<Station> find(const crypto::Digest& certificate) const;

    void revoke(const Uuid& station);

    /// A session is sealed: stations where nobody sat but in it are stations no more.
    void sealed(engine::SessionId session);

    /// Follows what became durable: who signs in where.
    void follow(engine::SessionId session, const std::vector<SideRecord>& sides);
    void sat(const Uuid& station, engine::SessionId session, engine::CandidateId candidate);

    /// The session of a candidate who signed in at this station, now or before: what a station
    /// measured may arrive late.
    [[nodiscard]] std::optional<engine::SessionId> session_of(const Uuid& station,
                                                              engine::CandidateId candidate) const;

    [[nodiscard]] const server::CertificateAuthority& authority() const {
        return *parts_.authority;
    }

private:
    struct Code {
        crypto::Digest hash{};
        std::int64_t ends_boot_ms{};
        unsigned wrong{};
    };

    struct Known {
        Station station;
        std::int64_t ends_boot_ms{};
    };

    [[nodiscard]] bool knows_code(const crypto::Digest& hash);
    void add(const StationRow& row);

    StationsParts parts_;
    mutable std::mutex mutex_;  // guards the tables below
    std::vector<Code> codes_;
    std::unordered_map<crypto::Digest, Known> known_;
    std::map<std::pair<Uuid, engine::CandidateId>, engine::SessionId> sat_;
};

/// The authority of this centre's stations, in a folder of its own.
[[nodiscard]] server::AuthoritySettings station_authority(const std::filesystem::path& folder,
                                                          const SecretBytes& secret);

/// Four groups of four: what two people compare to know that they see the same authority.
[[nodiscard]] std::string words_of(const crypto::Digest& fingerprint);

}  // namespace probant::center
