// registry/storage/store.h: what the registry remembers, in one SQLite file and one folder.
//
// Role        Packets with their checks, comparisons, receipts and sittings; certificates. The
//             bytes of a packet lie under packets/<sha256>, written and synced before the row that
//             names them.
// Invariants  record() is one durable transaction. A packet's files are never changed; a receipt
//             and a check never either.
// Threads     One Store for each thread: it belongs to the thread that made it.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/digest.h"
#include "engine/packet/archive.h"
#include "registry/intake/history.h"
#include "registry/intake/verify_packet.h"

namespace probant::registry {

/// One sitting of an accepted packet.
struct SittingRow {
    engine::CandidateId candidate{};
    std::string outcome{};
    std::string result{};  ///< JSON, as in the results document
    engine::Person person{};
    std::optional<std::int64_t> started_ms{};  ///< by the centre's clock; none for who was absent
};

/// One judgement, whole, on its way to the disk.
struct Judgement {
    const Verification& verification;
    std::string receipt{};  ///< the signed envelope
    std::int64_t at_ms{};
    std::int64_t bytes{};
    std::vector<SittingRow> sittings{};  ///< only when accepted
};

/// What a packet asks of the staff.
enum class PacketState {
    ToDecide,   ///< refused, or one of a fork: the jury must look
    Waiting,    ///< held: for an earlier packet, or for a bank
    ToPublish,  ///< accepted
    Training,   ///< accepted, and nothing to certify
    Published,
};

/// "to_decide", "waiting", "to_publish", "training", "published".
[[nodiscard]] std::string_view name_of(PacketState state);
[[nodiscard]] std::optional<PacketState> packet_state_named(std::string_view name);

struct PacketRow {
    crypto::Digest digest{};
    std::string centre{};
    std::int64_t seq{};
    engine::SessionId session{};
    std::string sealed_at{};
    std::int64_t candidates{};
    std::int64_t answers{};
    std::int64_t bytes{};
    std::int64_t received_ms{};
    std::string verdict{};
    std::string detail{};
    std::int64_t judged_ms{};
    std::optional<std::int64_t> published_ms{};
    std::optional<std::string> published_by{};
    PacketState state{};
    std::int64_t validated{};      ///< scored sittings: each gets a certificate, but in a training
    std::int64_t certificates{};   ///< made so far
    std::int64_t caps_exceeded{};  ///< questions given more often than the rules plan
};

struct CheckRow {
    std::string name{};
    bool held{};
    std::string detail{};
};

struct CertificateRow {
    std::string code{};
    crypto::Digest packet{};
    engine::CandidateId candidate{};
    std::int64_t issued_ms{};
    std::string document{};
};

/// A page of packets is what a person reads at once.
constexpr std::int64_t kPacketsShownMax = 50;

/// Which packets; without a member, all.
struct PacketsAsked {
    std::optional<PacketState> state{};
    std::optional<crypto::Digest> before{};  ///< only what was received before this one
};

struct PacketsFound {
    std::vector<PacketRow> packets{};  ///< newest first, at most kPacketsShownMax
    bool more{};                       ///< there are older ones
};

class Store : public History {
public:
    /// Makes or migrates `folder`/registry.db. Throws server::sql::SqlError, MigrationRefused.
    explicit Store(const std::filesystem::path& folder);
    ~Store() override;
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;
    Store(Store&&) = delete;
    Store& operator=(Store&&) = delete;

    // What a packet is judged against.
    std::optional<KnownPacket> packet_of(std::string_view centre, std::int64_t seq) override;
    std::optional<crypto::Digest> packet_with(engine::PacketNonce nonce) override;
    std::optional<KnownSession> session_of(std::string_view centre,
                                           engine::SessionId session) override;

    /// The bytes of a packet, durable when it returns, before record() names them. Again is
    /// harmless.
    void keep_files(const crypto::Digest& packet, ByteView archive);
    [[nodiscard]] std::optional<Bytes> files_of(const crypto::Digest& packet);

    /// Durable once it returns. ENSUREs a verification with a statement.
    void record(const Judgement& judgement);

    [[nodiscard]] std::optional<PacketRow> packet(const crypto::Digest& digest);
    [[nodiscard]] PacketsFound packets(const PacketsAsked& asked = {});
    [[nodiscard]] std::vector<CheckRow> checks_of(const crypto::Digest& packet);
    /// Of the last judgement, if it came as far as the replay.
    [[nodiscard]] std::vector<ComparedSitting> comparison_of(const crypto::Digest& packet);
    [[nodiscard]] std::optional<std::string> receipt_of(const crypto::Digest& packet);
    [[nodiscard]] std::vector<SittingRow> sittings_of(const crypto::Digest& packet);
    /// Held, by centre and number: to be judged again.
    [[nodiscard]] std::vector<crypto::Digest> held_packets();

    /// Those, and the ones refused for what this registry is: engine::is_of_this_registry().
    [[nodiscard]] std::vector<crypto::Digest> packets_not_final();

    /// Accepted and not published yet, oldest first.
    [[nodiscard]] std::vector<crypto::Digest> unpublished_packets();

    /// All of them and the publication, or nothing.
    void publish(const crypto::Digest& packet,
                 std::string_view by,
                 std::int64_t at_ms,
                 const std::vector<CertificateRow>& certificates);
    [[nodiscard]] std::optional<CertificateRow> certificate(std::string_view code);
    [[nodiscard]] std::vector<CertificateRow> certificates_of(const crypto::Digest& packet);

    struct Account {
        std::string name{};
        std::string roles{};     ///< "jury publisher"
        std::string password{};  ///< Argon2id, as libsodium spells it
    };

    /// False when the name is taken.
    bool add_account(const Account& account, std::int64_t at_ms);
    [[nodiscard]] std::optional<Account> account(std::string_view name);

    void sign_in(const crypto::Digest& token, std::string_view account, std::int64_t expires_ms);
    void sign_out(const crypto::Digest& token);
    [[nodiscard]] std::optional<Account> signed_in(const crypto::Digest& token,
                                                   std::int64_t now_ms);

private:
    class Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace probant::registry
