// SPDX-License-Identifier: EUPL-1.2
#include "center/storage/centre_store.h"

#include <mutex>

#include "center/storage/centre_schema.h"
#include "crypto/random.h"
#include "engine/journal/shape.h"
#include "server/sql/statement.h"
#include "server/sql/transaction.h"

namespace probant::center {
namespace {

namespace sql = server::sql;

constexpr std::uint64_t kNumbers = 900'000;
constexpr std::uint64_t kFirstNumber = 100'000;

std::string_view text_of(OutboxState state) {
    switch (state) {
        case OutboxState::Waiting:
            return "waiting";
        case OutboxState::Accepted:
            return "accepted";
        case OutboxState::Refused:
            return "refused";
    }
    fail_ensure("an outbox row has a state");
}

OutboxState parse_state(std::string_view text) {
    for (const auto state : {OutboxState::Waiting, OutboxState::Accepted, OutboxState::Refused})
        if (text == text_of(state)) return state;
    throw sql::SqlError(0, "an outbox row has an unknown state");
}

engine::Role parse_role(std::string_view text) {
    const auto role = engine::value_spelt<engine::Role>(text);
    if (!role) throw sql::SqlError(0, "an account has an unknown role");
    return *role;
}

Account account_of(const sql::Rows& rows) {
    return Account{.id = rows.id<engine::AccountId>(0),
                   .name = rows.text(1),
                   .role = parse_role(rows.text(2)),
                   .password_hash = rows.text(3)};
}

constexpr std::string_view kOutboxColumns =
    "SELECT seq, session, packet, digest, state, tries, result, receipt, settled_ms,\n"
    "       error, error_status, error_ms\n"
    "FROM outbox\n";

std::optional<OutboxError> outbox_error_of(const sql::Rows& rows) {
    if (rows.text(9).empty()) return std::nullopt;
    return OutboxError{.code = rows.text(9),
                       .status = static_cast<int>(rows.integer(10)),
                       .at_ms = rows.integer(11)};
}

OutboxRow outbox_row_of(const sql::Rows& rows) {
    return OutboxRow{.seq = rows.integer(0),
                     .session = rows.id<engine::SessionId>(1),
                     .packet = rows.digest(2),
                     .archive = rows.digest(3),
                     .state = parse_state(rows.text(4)),
                     .tries = rows.integer(5),
                     .result = rows.text(6),
                     .receipt = rows.text(7),
                     .settled_ms = rows.integer(8),
                     .error = outbox_error_of(rows)};
}

}  // namespace

class CentreStore::Inside {
public:
    explicit Inside(const std::filesystem::path& file) : database(file, sql::Opening::Create) {
        sql::migrate(database, kCentreMigrations);
    }

    PacketPlace next_place() {
        sql::Statement last(database,
                            "SELECT seq, packet\n"
                            "FROM outbox\n"
                            "ORDER BY seq DESC\n"
                            "LIMIT 1");
        auto rows = last.rows();
        if (!rows.next()) return {.seq = 1};
        return {.seq = rows.integer(0) + 1, .previous = rows.digest(1)};
    }

    std::mutex mutex;  // guards database
    sql::Database database;
};

CentreStore::CentreStore(const std::filesystem::path& file)
    : inside_(std::make_unique<Inside>(file)) {}

CentreStore::~CentreStore() = default;

bool CentreStore::add_account(const Account& account) {
    const std::lock_guard lock(inside_->mutex);
    sql::Statement insert(inside_->database,
                          "INSERT INTO accounts (id, name, role, password_hash)\n"
                          "VALUES (?1, ?2, ?3, ?4)\n"
                          "ON CONFLICT (name) DO NOTHING");
    return insert.run({account.id,
                       account.name,
                       engine::spelling_of(account.role),
                       account.password_hash}) == 1;
}

std::optional<Account> CentreStore::account_named(const std::string& name) {
    const std::lock_guard lock(inside_->mutex);
    sql::Statement select(inside_->database,
                          "SELECT id, name, role, password_hash\n"
                          "FROM accounts\n"
                          "WHERE name = ?1");
    auto rows = select.rows({name});
    if (!rows.next()) return std::nullopt;
    return account_of(rows);
}

std::vector<Account> CentreStore::accounts() {
    const std::lock_guard lock(inside_->mutex);
    sql::Statement select(inside_->database,
                          "SELECT id, name, role, password_hash\n"
                          "FROM accounts\n"
                          "ORDER BY name");
    std::vector<Account> accounts;
    for (auto rows = select.rows(); rows.next();)
        accounts.push_back(account_of(rows));
    return accounts;
}

std::string CentreStore::free_session_number() {
    const std::lock_guard lock(inside_->mutex);
    sql::Statement taken(inside_->database, "SELECT count(*) FROM sessions WHERE number = ?1");
    while (true) {
        auto number = std::to_string(kFirstNumber + crypto::random_u64() % kNumbers);
        if (taken.integer({number}) == 0) return number;
    }
}

void CentreStore::put_session(const SessionRow& row) {
    const std::lock_guard lock(inside_->mutex);
    sql::Statement put(inside_->database,
                       "INSERT INTO sessions (id, number, code, created_ms)\n"
                       "VALUES (?1, ?2, ?3, ?4)\n"
                       "ON CONFLICT (id) DO UPDATE SET code = excluded.code");
    put.run({row.id, row.number, row.code, row.created_ms});
}

std::vector<SessionRow> CentreStore::sessions() {
    const std::lock_guard lock(inside_->mutex);
    sql::Statement select(inside_->database,
                          "SELECT id, number, code, created_ms\n"
                          "FROM sessions\n"
                          "ORDER BY created_ms DESC");
    std::vector<SessionRow> sessions;
    for (auto rows = select.rows(); rows.next();) {
        sessions.push_back({.id = rows.id<engine::SessionId>(0),
                            .number = rows.text(1),
                            .code = rows.digest(2),
                            .created_ms = rows.integer(3)});
    }
    return sessions;
}

PacketPlace CentreStore::next_place() {
    const std::lock_guard lock(inside_->mutex);
    return inside_->next_place();
}

bool CentreStore::add_packet(engine::SessionId session,
                             const PacketPlace& place,
                             const FinishedPacket& packet) {
    const auto archive = crypto::sha256(packet.archive);
    const std::lock_guard lock(inside_->mutex);
    sql::Transaction transaction(inside_->database);
    sql::Statement known(inside_->database, "SELECT count(*) FROM outbox WHERE session = ?1");
    if (known.integer({session}) != 0 || inside_->next_place() != place) return false;
    sql::Statement insert(inside_->database,
                          "INSERT INTO outbox (seq, session, packet, digest, archive)\n"
                          "VALUES (?1, ?2, ?3, ?4, ?5)");
    insert.run({place.seq, session, packet.digest, archive, packet.archive});
    transaction.commit();
    return true;
}

std::optional<OutboxRow> CentreStore::packet_of(engine::SessionId session) {
    const std::lock_guard lock(inside_->mutex);
    sql::Statement select(inside_->database, std::string(kOutboxColumns) + "WHERE session = ?1");
    auto rows = select.rows({session});
    if (!rows.next()) return std::nullopt;
    return outbox_row_of(rows);
}

std::vector<OutboxRow> CentreStore::waiting_packets() {
    const std::lock_guard lock(inside_->mutex);
    sql::Statement select(inside_->database,
                          std::string(kOutboxColumns) +
                              "WHERE state = 'waiting'\n"
                              "ORDER BY seq");
    std::vector<OutboxRow> waiting;
    for (auto rows = select.rows(); rows.next();)
        waiting.push_back(outbox_row_of(rows));
    return waiting;
}

Bytes CentreStore::archive(std::int64_t seq) {
    const std::lock_guard lock(inside_->mutex);
    sql::Statement select(inside_->database, "SELECT archive FROM outbox WHERE seq = ?1");
    auto rows = select.rows({seq});
    ENSURE(rows.next());
    return rows.bytes(0);
}

void CentreStore::note_try(std::int64_t seq) {
    const std::lock_guard lock(inside_->mutex);
    sql::Statement update(inside_->database,
                          "UPDATE outbox\n"
                          "SET tries = tries + 1\n"
                          "WHERE seq = ?1");
    update.run({seq});
}

void CentreStore::note_error(std::int64_t seq, const OutboxError& error) {
    const std::lock_guard lock(inside_->mutex);
    sql::Statement update(inside_->database,
                          "UPDATE outbox\n"
                          "SET error = ?2, error_status = ?3, error_ms = ?4\n"
                          "WHERE seq = ?1");
    update.run({seq, error.code, error.status, error.at_ms});
}

void CentreStore::add_station(const StationRow& row) {
    const std::lock_guard lock(inside_->mutex);
    sql::Statement insert(
        inside_->database,
        "INSERT INTO stations (id, certificate, session_key, enrolled_ms, expires_ms)\n"
        "VALUES (?1, ?2, ?3, ?4, ?5)");
    insert.run(
        {row.id, row.certificate, ByteView(row.session_key), row.enrolled_ms, row.expires_ms});
}

std::vector<StationRow> CentreStore::stations() {
    const std::lock_guard lock(inside_->mutex);
    sql::Statement select(inside_->database,
                          "SELECT id, certificate, session_key, enrolled_ms, expires_ms\n"
                          "FROM stations\n"
                          "WHERE revoked_ms = 0");
    std::vector<StationRow> stations;
    for (auto rows = select.rows(); rows.next();) {
        stations.push_back({.id = rows.uuid(0),
                            .certificate = rows.digest(1),
                            .session_key = rows.digest(2).bytes,
                            .enrolled_ms = rows.integer(3),
                            .expires_ms = rows.integer(4)});
    }
    return stations;
}

void CentreStore::revoke_station(const Uuid& id, std::int64_t at_ms) {
    const std::lock_guard lock(inside_->mutex);
    sql::Statement update(inside_->database,
                          "UPDATE stations\n"
                          "SET revoked_ms = ?2\n"
                          "WHERE id = ?1 AND revoked_ms = 0");
    update.run({id, at_ms});
}

void CentreStore::note_deletion(const DeletionRow& row) {
    const std::lock_guard lock(inside_->mutex);
    sql::Statement insert(inside_->database,
                          "INSERT INTO deletions (session, what, digest, count, at_ms)\n"
                          "VALUES (?1, 'stills', ?2, ?3, ?4)");
    insert.run({row.session, row.digest, row.count, row.at_ms});
}

std::vector<DeletionRow> CentreStore::deletions() {
    const std::lock_guard lock(inside_->mutex);
    sql::Statement select(inside_->database,
                          "SELECT session, digest, count, at_ms\n"
                          "FROM deletions\n"
                          "ORDER BY at_ms");
    std::vector<DeletionRow> deletions;
    for (auto rows = select.rows(); rows.next();) {
        deletions.push_back({.session = rows.id<engine::SessionId>(0),
                             .digest = rows.digest(1),
                             .count = rows.integer(2),
                             .at_ms = rows.integer(3)});
    }
    return deletions;
}

void CentreStore::settle(std::int64_t seq,
                         OutboxState state,
                         const std::string& result,
                         const std::string& receipt,
                         std::int64_t at_ms) {
    const std::lock_guard lock(inside_->mutex);
    sql::Statement update(inside_->database,
                          "UPDATE outbox\n"
                          "SET state = ?2, result = ?3, receipt = ?4, settled_ms = ?5, error = ''\n"
                          "WHERE seq = ?1");
    update.run({seq, text_of(state), result, receipt, at_ms});
}

}  // namespace probant::center
