// center/storage/centre_store.h: `centre.db`: accounts, the sessions' codes, and the outbox.
//
// Role        What outlives a session. What happens to a session after its last entry (sealed,
//             uploaded, accepted) is here.
// Invariants  packetSeq, prevPacket and a packet's finished bytes enter the outbox in one
//             transaction and are never made again. Nothing leaves it before a verified receipt.
// Threads     Any: a mutex guards the one connection; calls are short and never on the room loop.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "crypto/base/bytes.h"
#include "crypto/digest.h"
#include "engine/session/actor.h"
#include "engine/session/ids.h"

namespace probant::center {

struct Account {
    engine::AccountId id{};
    std::string name{};
    engine::Role role{};
    std::string password_hash{};
};

/// A session as the centre knows it from outside its journal.
struct SessionRow {
    engine::SessionId id{};
    std::string number{};
    crypto::Digest code{};  ///< keyed hash of the invigilators' code
    std::int64_t created_ms{};
};

enum class OutboxState { Waiting, Accepted, Refused };

/// What came of the last try instead of a receipt.
struct OutboxError {
    std::string code{};  ///< the registry's, or "unreachable", "no_receipt", "bad_receipt"
    int status{};        ///< of its reply; 0 when there was none
    std::int64_t at_ms{};
    friend bool operator==(const OutboxError&, const OutboxError&) = default;
};

struct OutboxRow {
    std::int64_t seq{};
    engine::SessionId session{};
    crypto::Digest packet{};   ///< SHA-256 of its envelope: the packet's name everywhere
    crypto::Digest archive{};  ///< SHA-256 of its bytes as they travel
    OutboxState state{};
    std::int64_t tries{};
    std::string result{};   ///< the registry's word, once it answered
    std::string receipt{};  ///< its signed receipt
    std::int64_t settled_ms{};
    std::optional<OutboxError> error{};
};

/// What the next packet must say of the ones before.
struct PacketPlace {
    std::int64_t seq{};
    std::optional<crypto::Digest> previous{};
    friend bool operator==(const PacketPlace&, const PacketPlace&) = default;
};

/// What sealing gives: it is kept as it is, for ever.
struct FinishedPacket {
    crypto::Digest digest{};
    Bytes archive{};
};

/// A machine that a candidate sits at, by the certificate that this centre gave it.
struct StationRow {
    Uuid id{};
    crypto::Digest certificate{};                ///< SHA-256 of its DER
    std::array<std::uint8_t, 32> session_key{};  ///< Ed25519, public: signs what it measured
    std::int64_t enrolled_ms{};
    std::int64_t expires_ms{};
    friend bool operator==(const StationRow&, const StationRow&) = default;
};

/// What was deleted of a session, in its time.
struct DeletionRow {
    engine::SessionId session{};
    crypto::Digest digest{};  ///< of the digests of the pictures, one after the other
    std::int64_t count{};
    std::int64_t at_ms{};
    friend bool operator==(const DeletionRow&, const DeletionRow&) = default;
};

class CentreStore {
public:
    explicit CentreStore(const std::filesystem::path& file);
    CentreStore(const CentreStore&) = delete;
    CentreStore& operator=(const CentreStore&) = delete;
    CentreStore(CentreStore&&) = delete;
    CentreStore& operator=(CentreStore&&) = delete;
    ~CentreStore();

    /// False when the name is taken.
    [[nodiscard]] bool add_account(const Account& account);
    [[nodiscard]] std::optional<Account> account_named(const std::string& name);
    [[nodiscard]] std::vector<Account> accounts();

    /// A number of six digits that no session has.
    [[nodiscard]] std::string free_session_number();
    /// The same session again only changes its code.
    void put_session(const SessionRow& row);
    [[nodiscard]] std::vector<SessionRow> sessions();

    /// Where the next packet will stand in the chain.
    [[nodiscard]] PacketPlace next_place();
    /// Keeps a finished packet at the place it was made for, in one transaction. False, and nothing
    /// kept, when that place was taken meanwhile or the session has a packet.
    [[nodiscard]] bool add_packet(engine::SessionId session,
                                  const PacketPlace& place,
                                  const FinishedPacket& packet);
    [[nodiscard]] std::optional<OutboxRow> packet_of(engine::SessionId session);
    /// The packets that the registry has not settled, in the order of their numbers.
    [[nodiscard]] std::vector<OutboxRow> waiting_packets();
    [[nodiscard]] Bytes archive(std::int64_t seq);
    void note_try(std::int64_t seq);
    void note_error(std::int64_t seq, const OutboxError& error);
    /// Forgets the last error.
    void settle(std::int64_t seq,
                OutboxState state,
                const std::string& result,
                const std::string& receipt,
                std::int64_t at_ms);

    void add_station(const StationRow& row);
    [[nodiscard]] std::vector<StationRow> stations();  ///< not revoked
    void revoke_station(const Uuid& id, std::int64_t at_ms);

    void note_deletion(const DeletionRow& row);
    [[nodiscard]] std::vector<DeletionRow> deletions();

private:
    class Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace probant::center
