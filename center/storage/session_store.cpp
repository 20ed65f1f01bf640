// SPDX-License-Identifier: EUPL-1.2
#include "center/storage/session_store.h"

#include "center/storage/session_schema.h"
#include "engine/journal/shape.h"
#include "server/sql/statement.h"
#include "server/sql/transaction.h"

namespace probant::center {
namespace {

namespace sql = server::sql;

constexpr std::string_view kFileName = "session.db";

std::filesystem::path file_in(const std::filesystem::path& folder) {
    return folder / kFileName;
}

}  // namespace

class SessionStore::Inside {
public:
    explicit Inside(sql::Database database) : database_(std::move(database)) {}

    void append(const std::vector<EntryRow>& entries, const std::vector<SideRecord>& sides) {
        sql::Transaction transaction(database_);
        for (const auto& entry : entries)
            insert_entry_.run({entry.n, entry.bytes});
        for (const auto& side : sides)
            std::visit([this](const auto& one) { write(one); }, side);
        transaction.commit();
        // The write-ahead log still holds what was dropped. A reader may hold it back: then the
        // next append takes it along.
        if (has_dropped_ && database_.checkpoint()) has_dropped_ = false;
    }

    void for_each_entry_from(std::uint64_t first,
                             const std::function<void(std::string_view)>& see) {
        sql::Statement select(database_,
                              "SELECT bytes\n"
                              "FROM entries\n"
                              "WHERE n >= ?1\n"
                              "ORDER BY n");
        for (auto rows = select.rows({first}); rows.next();)
            see(rows.text(0));
    }

    std::string entry(std::uint64_t n) {
        sql::Statement select(database_, "SELECT bytes FROM entries WHERE n = ?1");
        auto rows = select.rows({n});
        return rows.next() ? rows.text(0) : std::string{};
    }

    void write_fact(std::string_view name, std::string_view value) {
        sql::Statement insert(database_, "INSERT INTO facts (name, value) VALUES (?1, ?2)");
        insert.run({name, value});
    }

    std::string fact(std::string_view name) {
        sql::Statement select(database_, "SELECT value FROM facts WHERE name = ?1");
        auto rows = select.rows({name});
        return rows.next() ? rows.text(0) : std::string{};
    }

    /// A power cut between a deletion and the emptying of the log left there what was deleted. A
    /// disk that cannot do it now does not keep a session shut: the next append tries again.
    void empty_log() {
        try {
            has_dropped_ = !database_.checkpoint();
        } catch (const sql::SqlError&) {
            has_dropped_ = true;
        }
    }

    sql::Database& database() { return database_; }

private:
    void write(const Person& person) {
        insert_person_.run({person.candidate,
                            person.seat,
                            person.last_name,
                            person.first_name,
                            person.birth_date,
                            person.external_id,
                            person.extra_percent});
    }

    void write(const CodeHash& code) { put_code_.run({code.candidate, code.hash}); }

    void write(const SignInRow& row) {
        insert_sign_in_.run(
            {row.token, engine::spelling_of(row.role), row.who, row.made_ms, row.station});
    }

    void write(const EndOtherSignIns& end) { end_others_.run({end.who, end.but}); }

    void write(const EndSignIn& end) { end_one_.run({end.token}); }

    void write(const NoteText& note) { put_text_.run({note.digest, note.salt, note.text}); }

    void write(const CheckpointRow& row) {
        put_checkpoint_.run({row.size, row.text, row.short_code});
    }

    void write(const FactRow& row) { put_fact_.run({row.name, row.value}); }

    void write(const MinuteRow& row) {
        put_minute_.run(
            {row.candidate, row.opening, row.minute, row.batches, row.signature, row.station});
    }

    void write(const StillRow& row) {
        put_still_.run({row.digest, row.candidate, row.taken_ms, row.jpeg});
    }

    void write(const DropStill& drop) {
        drop_still_.run({drop.digest});
        has_dropped_ = true;
    }

    sql::Database database_;
    bool has_dropped_ = false;
    sql::Statement insert_entry_{database_, "INSERT INTO entries (n, bytes) VALUES (?1, ?2)"};
    sql::Statement insert_person_{
        database_,
        "INSERT INTO people\n"
        "    (candidate, seat, last_name, first_name, birth_date, external_id, extra_percent)\n"
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"};
    sql::Statement put_code_{database_,
                             "INSERT INTO codes (candidate, hash)\n"
                             "VALUES (?1, ?2)\n"
                             "ON CONFLICT (candidate) DO UPDATE SET hash = excluded.hash"};
    sql::Statement insert_sign_in_{database_,
                                   "INSERT INTO sign_ins (token, role, who, made_ms, station)\n"
                                   "VALUES (?1, ?2, ?3, ?4, ?5)"};
    sql::Statement end_others_{database_,
                               "DELETE FROM sign_ins\n"
                               "WHERE who = ?1 AND token <> ?2"};
    sql::Statement end_one_{database_, "DELETE FROM sign_ins WHERE token = ?1"};
    // The same note under the same command is the same row: asking twice writes it once.
    sql::Statement put_text_{database_,
                             "INSERT INTO texts (digest, salt, text)\n"
                             "VALUES (?1, ?2, ?3)\n"
                             "ON CONFLICT (digest) DO NOTHING"};
    sql::Statement put_checkpoint_{database_,
                                   "INSERT INTO checkpoints (size, text, short_code)\n"
                                   "VALUES (?1, ?2, ?3)\n"
                                   "ON CONFLICT (size) DO NOTHING"};
    // Sent again under the same command, it is the same row.
    sql::Statement put_minute_{database_,
                               "INSERT INTO minutes\n"
                               "    (candidate, opening, minute, batches, signature, station)\n"
                               "VALUES (?1, ?2, ?3, ?4, ?5, ?6)\n"
                               "ON CONFLICT (candidate, opening, minute) DO NOTHING"};
    sql::Statement put_still_{database_,
                              "INSERT INTO stills (digest, candidate, taken_ms, jpeg)\n"
                              "VALUES (?1, ?2, ?3, ?4)\n"
                              "ON CONFLICT (digest) DO NOTHING"};
    sql::Statement drop_still_{database_, "DELETE FROM stills WHERE digest = ?1"};
    sql::Statement put_fact_{database_,
                             "INSERT INTO facts (name, value)\n"
                             "VALUES (?1, ?2)\n"
                             "ON CONFLICT (name) DO UPDATE SET value = excluded.value"};
};

SessionStore::SessionStore(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}

SessionStore::SessionStore(SessionStore&&) noexcept = default;
SessionStore& SessionStore::operator=(SessionStore&&) noexcept = default;
SessionStore::~SessionStore() = default;

SessionStore SessionStore::create(const std::filesystem::path& folder, const SessionFacts& facts) {
    std::filesystem::create_directories(folder);
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all);
    sql::Database database(file_in(folder), sql::Opening::Create);
    sql::migrate(database, kSessionMigrations);
    auto inside = std::make_unique<Inside>(std::move(database));
    {
        sql::Transaction transaction(inside->database());
        inside->write_fact("id", facts.id.text());
        inside->write_fact("number", facts.number);
        inside->write_fact("title", facts.title);
        inside->write_fact("room", facts.room);
        inside->write_fact("centre", facts.centre);
        inside->write_fact("language", facts.language);
        inside->write_fact("createdMs", std::to_string(facts.created_ms));
        transaction.commit();
    }
    return SessionStore(std::move(inside));
}

SessionStore SessionStore::open(const std::filesystem::path& folder) {
    sql::Database database(file_in(folder), sql::Opening::Existing);
    sql::migrate(database, kSessionMigrations);
    auto inside = std::make_unique<Inside>(std::move(database));
    inside->empty_log();
    return SessionStore(std::move(inside));
}

SessionStore SessionStore::open_read_only(const std::filesystem::path& folder) {
    sql::Database database(file_in(folder), sql::Opening::ReadOnly);
    return SessionStore(std::make_unique<Inside>(std::move(database)));
}

void SessionStore::append(const std::vector<EntryRow>& entries,
                          const std::vector<SideRecord>& sides) {
    inside_->append(entries, sides);
}

void SessionStore::for_each_entry(const std::function<void(std::string_view bytes)>& see) {
    for_each_entry_from(0, see);
}

void SessionStore::for_each_entry_from(std::uint64_t first,
                                       const std::function<void(std::string_view bytes)>& see) {
    inside_->for_each_entry_from(first, see);
}

std::string SessionStore::entry(std::uint64_t n) {
    return inside_->entry(n);
}

std::unordered_map<engine::CommandId, std::uint64_t> SessionStore::commands() {
    sql::Statement select(inside_->database(),
                          "SELECT n, json_extract(bytes, '$.id')\n"
                          "FROM entries");
    std::unordered_map<engine::CommandId, std::uint64_t> commands;
    for (auto rows = select.rows(); rows.next();) {
        const auto id = engine::CommandId::parse(rows.text(1));
        if (!id) throw sql::SqlError(0, "an entry does not say which command it is of");
        commands.emplace(*id, static_cast<std::uint64_t>(rows.integer(0)));
    }
    return commands;
}

std::string SessionStore::fact(std::string_view name) {
    return inside_->fact(name);
}

bool SessionStore::is_made() {
    // The facts are the last step of create(), in one transaction; entries come after them.
    return !inside_->fact("id").empty() || entries() > 0;
}

SessionFacts SessionStore::facts() {
    const auto id = engine::SessionId::parse(inside_->fact("id"));
    if (!id) throw sql::SqlError(0, "the session's file does not say which session it is");
    return SessionFacts{.id = *id,
                        .number = inside_->fact("number"),
                        .title = inside_->fact("title"),
                        .room = inside_->fact("room"),
                        .centre = inside_->fact("centre"),
                        .language = inside_->fact("language"),
                        .created_ms = std::stoll(inside_->fact("createdMs"))};
}

std::vector<Person> SessionStore::people() {
    sql::Statement select(inside_->database(),
                          "SELECT candidate, seat, last_name, first_name, birth_date,\n"
                          "       external_id, extra_percent\n"
                          "FROM people\n"
                          "ORDER BY seat");
    std::vector<Person> people;
    for (auto rows = select.rows(); rows.next();) {
        people.push_back(
            Person{.candidate = rows.id<engine::CandidateId>(0),
                   .seat = engine::SeatNumber{static_cast<std::uint32_t>(rows.integer(1))},
                   .last_name = rows.text(2),
                   .first_name = rows.text(3),
                   .birth_date = rows.text(4),
                   .external_id = rows.text(5),
                   .extra_percent = rows.integer(6)});
    }
    return people;
}

std::vector<CodeHash> SessionStore::codes() {
    sql::Statement select(inside_->database(), "SELECT candidate, hash FROM codes");
    std::vector<CodeHash> codes;
    for (auto rows = select.rows(); rows.next();)
        codes.push_back({.candidate = rows.id<engine::CandidateId>(0), .hash = rows.digest(1)});
    return codes;
}

std::vector<SignInRow> SessionStore::sign_ins() {
    sql::Statement select(inside_->database(),
                          "SELECT token, role, who, made_ms, station FROM sign_ins");
    std::vector<SignInRow> sign_ins;
    for (auto rows = select.rows(); rows.next();) {
        const auto role = engine::value_spelt<engine::Role>(rows.text(1));
        if (!role) throw sql::SqlError(0, "a sign-in has an unknown role");
        sign_ins.push_back(
            {.token = rows.digest(0),
             .role = *role,
             .who = rows.uuid(2),
             .made_ms = rows.integer(3),
             .station = rows.is_null(4) ? std::nullopt : std::optional(rows.uuid(4))});
    }
    return sign_ins;
}

std::optional<StillRow> SessionStore::still(const crypto::Digest& digest) {
    sql::Statement select(inside_->database(),
                          "SELECT candidate, taken_ms, jpeg\n"
                          "FROM stills\n"
                          "WHERE digest = ?1");
    auto rows = select.rows({digest});
    if (!rows.next()) return std::nullopt;
    return StillRow{.digest = digest,
                    .candidate = rows.id<engine::CandidateId>(0),
                    .taken_ms = rows.integer(1),
                    .jpeg = rows.bytes(2)};
}

std::vector<crypto::Digest> SessionStore::stills() {
    sql::Statement select(inside_->database(), "SELECT digest FROM stills ORDER BY digest");
    std::vector<crypto::Digest> digests;
    for (auto rows = select.rows(); rows.next();)
        digests.push_back(rows.digest(0));
    return digests;
}

std::vector<MinuteRow> SessionStore::minutes(engine::CandidateId candidate) {
    sql::Statement select(inside_->database(),
                          "SELECT opening, minute, batches, signature, station\n"
                          "FROM minutes\n"
                          "WHERE candidate = ?1\n"
                          "ORDER BY opening, minute");
    std::vector<MinuteRow> minutes;
    for (auto rows = select.rows({candidate}); rows.next();) {
        minutes.push_back({.candidate = candidate,
                           .opening = static_cast<std::uint32_t>(rows.integer(0)),
                           .minute = static_cast<std::uint32_t>(rows.integer(1)),
                           .batches = rows.bytes(2),
                           .signature = rows.bytes(3),
                           .station = rows.uuid(4)});
    }
    return minutes;
}

std::vector<NoteText> SessionStore::texts() {
    sql::Statement select(inside_->database(), "SELECT digest, salt, text FROM texts");
    std::vector<NoteText> texts;
    for (auto rows = select.rows(); rows.next();)
        texts.push_back({.digest = rows.digest(0), .salt = rows.bytes(1), .text = rows.text(2)});
    return texts;
}

std::optional<CheckpointRow> SessionStore::checkpoint_covering(std::uint64_t n) {
    sql::Statement select(inside_->database(),
                          "SELECT size, text, short_code\n"
                          "FROM checkpoints\n"
                          "WHERE size > ?1\n"
                          "ORDER BY size\n"
                          "LIMIT 1");
    auto rows = select.rows({n});
    if (!rows.next()) return std::nullopt;
    return CheckpointRow{.size = static_cast<std::uint64_t>(rows.integer(0)),
                         .text = rows.text(1),
                         .short_code = rows.text(2)};
}

std::optional<CheckpointRow> SessionStore::last_checkpoint() {
    sql::Statement select(inside_->database(),
                          "SELECT size, text, short_code\n"
                          "FROM checkpoints\n"
                          "ORDER BY size DESC\n"
                          "LIMIT 1");
    auto rows = select.rows();
    if (!rows.next()) return std::nullopt;
    return CheckpointRow{.size = static_cast<std::uint64_t>(rows.integer(0)),
                         .text = rows.text(1),
                         .short_code = rows.text(2)};
}

std::uint64_t SessionStore::entries() {
    // Numbers have no holes: the last one counts them, without a walk through all of them.
    sql::Statement count(inside_->database(), "SELECT coalesce(max(n) + 1, 0) FROM entries");
    return static_cast<std::uint64_t>(count.integer().value_or(0));
}

}  // namespace probant::center
