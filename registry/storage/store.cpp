// SPDX-License-Identifier: EUPL-1.2
#include "registry/storage/store.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <sstream>
#include <utility>

#include "crypto/private_file.h"
#include "registry/storage/schema.h"
#include "server/sql/database.h"
#include "server/sql/statement.h"
#include "server/sql/transaction.h"

namespace probant::registry {

namespace sql = server::sql;

namespace {

constexpr std::string_view kPacketColumns =
    "digest, centre, seq, session, sealed_at, candidates, answers, bytes,\n"
    "       received_ms, verdict, detail, judged_ms, published_ms, published_by,\n"
    "       (SELECT count(*) FROM sittings\n"
    "        WHERE packet = packets.digest AND outcome = 'validated'),\n"
    "       (SELECT count(*) FROM certificates WHERE packet = packets.digest),\n"
    "       caps_exceeded";

constexpr std::array<std::pair<PacketState, std::string_view>, 5> kStates{
    {{PacketState::ToDecide, "to_decide"},
     {PacketState::Waiting, "waiting"},
     {PacketState::ToPublish, "to_publish"},
     {PacketState::Training, "training"},
     {PacketState::Published, "published"}}};

constexpr std::string_view kState =
    "CASE WHEN published_ms IS NOT NULL THEN 'published'\n"
    "            WHEN verdict = 'accepted' AND EXISTS (\n"
    "                SELECT 1 FROM sittings\n"
    "                WHERE packet = packets.digest\n"
    "                  AND json_extract(result, '$.purpose') = 'training') THEN 'training'\n"
    "            WHEN verdict = 'accepted' THEN 'to_publish'\n"
    "            WHEN verdict IN ('held_gap', 'held_unknown_bank') THEN 'waiting'\n"
    "            ELSE 'to_decide'\n"
    "       END";

std::string select_packets(std::string_view rest) {
    return "SELECT " + std::string(kPacketColumns) + ",\n       " + std::string(kState) +
           "\nFROM packets\n" + std::string(rest);
}

bool is_settled(std::string_view verdict) {
    const auto named = engine::packet_verdict_named(verdict);
    ENSURE(named.has_value());
    return !engine::is_held(*named);
}

PacketRow packet_in(const sql::Rows& rows) {
    PacketRow packet{.digest = rows.digest(0),
                     .centre = rows.text(1),
                     .seq = rows.integer(2),
                     .session = rows.id<engine::SessionId>(3),
                     .sealed_at = rows.text(4),
                     .candidates = rows.integer(5),
                     .answers = rows.integer(6),
                     .bytes = rows.integer(7),
                     .received_ms = rows.integer(8),
                     .verdict = rows.text(9),
                     .detail = rows.text(10),
                     .judged_ms = rows.integer(11),
                     .published_ms = rows.optional_integer(12),
                     .published_by = rows.optional_text(13),
                     .validated = rows.integer(14),
                     .certificates = rows.integer(15),
                     .caps_exceeded = rows.integer(16)};
    const auto state = packet_state_named(rows.text(17));
    ENSURE(state.has_value());
    packet.state = *state;
    return packet;
}

CertificateRow certificate_in(const sql::Rows& rows) {
    return {.code = rows.text(0),
            .packet = rows.digest(1),
            .candidate = rows.id<engine::CandidateId>(2),
            .issued_ms = rows.integer(3),
            .document = rows.text(4)};
}

std::vector<crypto::Digest> digests(sql::Database& database, std::string_view select) {
    sql::Statement statement(database, select);
    std::vector<crypto::Digest> found;
    for (auto rows = statement.rows(); rows.next();)
        found.push_back(rows.digest(0));
    return found;
}

std::string joined(const std::vector<std::string>& words) {
    std::string all;
    for (const auto& word : words)
        all += (all.empty() ? "" : " ") + word;
    return all;
}

std::vector<std::string> split(const std::string& words) {
    std::istringstream stream(words);
    return {std::istream_iterator<std::string>(stream), {}};
}

void put_comparison(sql::Database& database,
                    const crypto::Digest& packet,
                    std::int64_t judged_ms,
                    const std::vector<ComparedSitting>& compared) {
    const auto spelled = [](const std::optional<json::Value>& summary) {
        return summary ? std::optional{json::write(*summary)} : std::nullopt;
    };
    sql::Statement put(
        database,
        "INSERT INTO comparisons (packet, judged_ms, place, candidate, stated, replayed, differs)\n"
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
    std::int64_t place = 0;
    for (const auto& one : compared) {
        const auto stated = spelled(one.stated);
        const auto replayed = spelled(one.replayed);
        const auto differs = joined(one.differs);
        put.run({packet, judged_ms, ++place, one.candidate, stated, replayed, differs});
    }
}

std::optional<json::Value> summary_in(const std::optional<std::string>& text) {
    if (!text) return std::nullopt;
    auto read = json::read(*text);
    ENSURE(read.has_value());
    return std::move(read).value();
}

}  // namespace

std::string_view name_of(PacketState state) {
    const auto* const found =
        std::ranges::find(kStates, state, &std::pair<PacketState, std::string_view>::first);
    ENSURE(found != kStates.end());
    return found->second;
}

std::optional<PacketState> packet_state_named(std::string_view name) {
    for (const auto& [state, word] : kStates)
        if (word == name) return state;
    return std::nullopt;
}

class Store::Inside {
public:
    explicit Inside(const std::filesystem::path& folder)
        : folder_(folder), database_(with_folders(folder) / "registry.db") {
        sql::migrate(database_, kMigrations);
    }

    sql::Database& database() { return database_; }

    [[nodiscard]] std::filesystem::path file_of(const crypto::Digest& packet) const {
        return folder_ / "packets" / packet.hex();
    }

private:
    static std::filesystem::path with_folders(const std::filesystem::path& folder) {
        std::filesystem::create_directories(folder / "packets");
        return folder;
    }

    std::filesystem::path folder_;
    sql::Database database_;
};

Store::Store(const std::filesystem::path& folder) : inside_(std::make_unique<Inside>(folder)) {}

Store::~Store() = default;

std::optional<KnownPacket> Store::packet_of(std::string_view centre, std::int64_t seq) {
    sql::Statement select(inside_->database(),
                          "SELECT digest, verdict\n"
                          "FROM packets\n"
                          "WHERE centre = ?1 AND seq = ?2\n"
                          "ORDER BY received_ms, rowid\n"
                          "LIMIT 1");
    auto rows = select.rows({centre, seq});
    if (!rows.next()) return std::nullopt;
    return KnownPacket{.digest = rows.digest(0), .settled = is_settled(rows.text(1))};
}

std::optional<crypto::Digest> Store::packet_with(engine::PacketNonce nonce) {
    sql::Statement select(inside_->database(),
                          "SELECT digest\n"
                          "FROM packets\n"
                          "WHERE nonce = ?1\n"
                          "ORDER BY received_ms, rowid\n"
                          "LIMIT 1");
    auto rows = select.rows({nonce});
    if (!rows.next()) return std::nullopt;
    return rows.digest(0);
}

std::optional<KnownSession> Store::session_of(std::string_view centre, engine::SessionId session) {
    sql::Statement select(inside_->database(),
                          "SELECT digest, seq\n"
                          "FROM packets\n"
                          "WHERE centre = ?1 AND session = ?2\n"
                          "ORDER BY received_ms, rowid\n"
                          "LIMIT 1");
    auto rows = select.rows({centre, session});
    if (!rows.next()) return std::nullopt;
    return KnownSession{.digest = rows.digest(0), .seq = rows.integer(1)};
}

void Store::keep_files(const crypto::Digest& packet, ByteView archive) {
    // Written again although it is there: its name may not have been durable when a disk failed.
    const auto written =
        crypto::write_private(inside_->file_of(packet), archive, crypto::Existing::Replace);
    if (!written) throw std::runtime_error("the folder of the packets cannot be written");
}

std::optional<Bytes> Store::files_of(const crypto::Digest& packet) {
    std::ifstream stream(inside_->file_of(packet), std::ios::binary);
    if (!stream) return std::nullopt;
    return Bytes(std::istreambuf_iterator<char>(stream), {});
}

void Store::record(const Judgement& judgement) {
    const auto& [verification, receipt, at_ms, bytes, sittings] = judgement;
    ENSURE(verification.statement.has_value());
    const auto& stated = verification.statement->predicate;
    const auto verdict = engine::name_of(verification.end.verdict);
    auto& database = inside_->database();

    sql::Transaction transaction(database);
    sql::Statement put_packet(
        database,
        "INSERT INTO packets (digest, centre, seq, session, nonce, sealed_at, candidates,\n"
        "                     answers, bytes, received_ms, verdict, detail, judged_ms,\n"
        "                     caps_exceeded)\n"
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?10, ?13)\n"
        "ON CONFLICT (digest) DO UPDATE\n"
        "SET verdict = excluded.verdict, detail = excluded.detail, judged_ms = excluded.judged_ms");
    put_packet.run({verification.digest,
                    stated.centre,
                    stated.seq,
                    stated.session,
                    stated.nonce,
                    to_text(stated.sealed_at),
                    stated.counts.candidates,
                    stated.counts.answers,
                    bytes,
                    at_ms,
                    verdict,
                    verification.end.detail,
                    stated.counts.caps_exceeded});
    sql::Statement put_check(
        database,
        "INSERT INTO packet_checks (packet, judged_ms, place, name, held, detail)\n"
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
    std::int64_t place = 0;
    for (const auto& [name, held, detail] : verification.checks)
        put_check.run({verification.digest, at_ms, ++place, name, held, detail});
    if (verification.compared)
        put_comparison(database, verification.digest, at_ms, *verification.compared);
    sql::Statement(database,
                   "INSERT INTO receipts (packet, made_ms, envelope)\n"
                   "VALUES (?1, ?2, ?3)")
        .run({verification.digest, at_ms, receipt});
    sql::Statement put_sitting(
        database,
        "INSERT INTO sittings (packet, candidate, outcome, result, last_name, first_name,\n"
        "                      birth_date, external_id, started_ms)\n"
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
    for (const auto& [candidate, outcome, result, person, started_ms] : sittings) {
        put_sitting.run({verification.digest,
                         candidate,
                         outcome,
                         result,
                         person.last_name,
                         person.first_name,
                         person.birth_date,
                         person.external_id,
                         started_ms});
    }
    transaction.commit();
}

std::optional<PacketRow> Store::packet(const crypto::Digest& digest) {
    sql::Statement select(inside_->database(), select_packets("WHERE digest = ?1"));
    auto rows = select.rows({digest});
    if (!rows.next()) return std::nullopt;
    return packet_in(rows);
}

PacketsFound Store::packets(const PacketsAsked& asked) {
    sql::Statement select(
        inside_->database(),
        select_packets("WHERE (?1 IS NULL OR ?1 = " + std::string(kState) +
                       ")\n"
                       "  AND (?2 IS NULL OR (received_ms, rowid) < (SELECT received_ms, rowid\n"
                       "                                             FROM packets\n"
                       "                                             WHERE digest = ?2))\n"
                       "ORDER BY received_ms DESC, rowid DESC\n"
                       "LIMIT ?3"));
    const auto state = asked.state ? std::optional{name_of(*asked.state)} : std::nullopt;
    PacketsFound found;
    for (auto rows = select.rows({state, asked.before, kPacketsShownMax + 1}); rows.next();)
        found.packets.push_back(packet_in(rows));
    found.more = found.packets.size() > kPacketsShownMax;
    if (found.more) found.packets.pop_back();
    return found;
}

std::vector<CheckRow> Store::checks_of(const crypto::Digest& packet) {
    sql::Statement select(inside_->database(),
                          "SELECT name, held, detail\n"
                          "FROM packet_checks\n"
                          "WHERE packet = ?1\n"
                          "  AND judged_ms = (SELECT judged_ms FROM packets WHERE digest = ?1)\n"
                          "ORDER BY place");
    std::vector<CheckRow> checks;
    for (auto rows = select.rows({packet}); rows.next();)
        checks.push_back({.name = rows.text(0), .held = rows.boolean(1), .detail = rows.text(2)});
    return checks;
}

std::vector<ComparedSitting> Store::comparison_of(const crypto::Digest& packet) {
    sql::Statement select(inside_->database(),
                          "SELECT candidate, stated, replayed, differs\n"
                          "FROM comparisons\n"
                          "WHERE packet = ?1\n"
                          "  AND judged_ms = (SELECT judged_ms FROM packets WHERE digest = ?1)\n"
                          "ORDER BY place");
    std::vector<ComparedSitting> compared;
    for (auto rows = select.rows({packet}); rows.next();) {
        ComparedSitting one{.stated = summary_in(rows.optional_text(1)),
                            .replayed = summary_in(rows.optional_text(2)),
                            .differs = split(rows.text(3))};
        if (!rows.is_null(0)) one.candidate = rows.id<engine::CandidateId>(0);
        compared.push_back(std::move(one));
    }
    return compared;
}

std::optional<std::string> Store::receipt_of(const crypto::Digest& packet) {
    sql::Statement select(inside_->database(),
                          "SELECT envelope\n"
                          "FROM receipts\n"
                          "WHERE packet = ?1\n"
                          "ORDER BY made_ms DESC\n"
                          "LIMIT 1");
    auto rows = select.rows({packet});
    if (!rows.next()) return std::nullopt;
    return rows.text(0);
}

std::vector<SittingRow> Store::sittings_of(const crypto::Digest& packet) {
    sql::Statement select(
        inside_->database(),
        "SELECT candidate, outcome, result, last_name, first_name, birth_date, external_id,\n"
        "       started_ms\n"
        "FROM sittings\n"
        "WHERE packet = ?1\n"
        "ORDER BY rowid");
    std::vector<SittingRow> sittings;
    for (auto rows = select.rows({packet}); rows.next();) {
        const auto candidate = rows.id<engine::CandidateId>(0);
        sittings.push_back({.candidate = candidate,
                            .outcome = rows.text(1),
                            .result = rows.text(2),
                            .person = {.candidate = candidate,
                                       .last_name = rows.text(3),
                                       .first_name = rows.text(4),
                                       .birth_date = rows.text(5),
                                       .external_id = rows.text(6)},
                            .started_ms = rows.optional_integer(7)});
    }
    return sittings;
}

std::vector<crypto::Digest> Store::held_packets() {
    return digests(inside_->database(),
                   "SELECT digest\n"
                   "FROM packets\n"
                   "WHERE verdict IN ('held_gap', 'held_unknown_bank')\n"
                   "ORDER BY centre, seq, received_ms");
}

std::vector<crypto::Digest> Store::packets_not_final() {
    return digests(inside_->database(),
                   "SELECT digest\n"
                   "FROM packets\n"
                   "WHERE verdict IN ('held_gap', 'held_unknown_bank', 'cannot_open',\n"
                   "                  'engine_mismatch')\n"
                   "ORDER BY centre, seq, received_ms");
}

std::vector<crypto::Digest> Store::unpublished_packets() {
    return digests(inside_->database(),
                   "SELECT digest\n"
                   "FROM packets\n"
                   "WHERE " +
                       std::string(kState) + " = 'to_publish'\nORDER BY received_ms");
}

void Store::publish(const crypto::Digest& packet,
                    std::string_view by,
                    std::int64_t at_ms,
                    const std::vector<CertificateRow>& certificates) {
    auto& database = inside_->database();
    sql::Transaction transaction(database);
    sql::Statement(database,
                   "UPDATE packets\n"
                   "SET published_ms = ?2, published_by = ?3\n"
                   "WHERE digest = ?1 AND published_ms IS NULL")
        .run({packet, at_ms, by});
    sql::Statement(database,
                   "INSERT INTO acts (at_ms, account, act, subject)\n"
                   "VALUES (?1, ?2, 'publish', ?3)")
        .run({at_ms, by, packet.hex()});
    sql::Statement put(database,
                       "INSERT INTO certificates (code, packet, candidate, issued_ms, document)\n"
                       "VALUES (?1, ?2, ?3, ?4, ?5)");
    for (const auto& [code, of, candidate, issued_ms, document] : certificates)
        put.run({code, of, candidate, issued_ms, document});
    transaction.commit();
}

std::optional<CertificateRow> Store::certificate(std::string_view code) {
    sql::Statement select(inside_->database(),
                          "SELECT code, packet, candidate, issued_ms, document\n"
                          "FROM certificates\n"
                          "WHERE code = ?1");
    auto rows = select.rows({code});
    if (!rows.next()) return std::nullopt;
    return certificate_in(rows);
}

std::vector<CertificateRow> Store::certificates_of(const crypto::Digest& packet) {
    sql::Statement select(inside_->database(),
                          "SELECT code, packet, candidate, issued_ms, document\n"
                          "FROM certificates\n"
                          "WHERE packet = ?1\n"
                          "ORDER BY rowid");
    std::vector<CertificateRow> certificates;
    for (auto rows = select.rows({packet}); rows.next();)
        certificates.push_back(certificate_in(rows));
    return certificates;
}

bool Store::add_account(const Account& account, std::int64_t at_ms) {
    sql::Statement put(inside_->database(),
                       "INSERT INTO accounts (name, roles, password, made_ms)\n"
                       "VALUES (?1, ?2, ?3, ?4)\n"
                       "ON CONFLICT (name) DO NOTHING");
    return put.run({account.name, account.roles, account.password, at_ms}) == 1;
}

std::optional<Store::Account> Store::account(std::string_view name) {
    sql::Statement select(inside_->database(),
                          "SELECT name, roles, password\n"
                          "FROM accounts\n"
                          "WHERE name = ?1");
    auto rows = select.rows({name});
    if (!rows.next()) return std::nullopt;
    return Account{.name = rows.text(0), .roles = rows.text(1), .password = rows.text(2)};
}

void Store::sign_in(const crypto::Digest& token,
                    std::string_view account,
                    std::int64_t expires_ms) {
    sql::Statement(inside_->database(),
                   "INSERT INTO sign_ins (token, account, expires_ms)\n"
                   "VALUES (?1, ?2, ?3)")
        .run({token, account, expires_ms});
}

void Store::sign_out(const crypto::Digest& token) {
    sql::Statement(inside_->database(), "DELETE FROM sign_ins\nWHERE token = ?1").run({token});
}

std::optional<Store::Account> Store::signed_in(const crypto::Digest& token, std::int64_t now_ms) {
    sql::Statement select(inside_->database(),
                          "SELECT accounts.name, accounts.roles, accounts.password\n"
                          "FROM sign_ins\n"
                          "JOIN accounts ON accounts.name = sign_ins.account\n"
                          "WHERE sign_ins.token = ?1 AND sign_ins.expires_ms > ?2");
    auto rows = select.rows({token, now_ms});
    if (!rows.next()) return std::nullopt;
    return Account{.name = rows.text(0), .roles = rows.text(1), .password = rows.text(2)};
}

}  // namespace probant::registry
