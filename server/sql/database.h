// server/sql/database.h: one connection to one SQLite file.
//
// Role        Opens the file the only way Probant opens one: WAL, synchronous=FULL, foreign keys,
//             trusted_schema off, what is deleted overwritten, and reads each setting back.
// Invariants  A setting that SQLite did not take is an SqlError at opening.
// Threads     One connection per thread: a Database and its statements belong to the thread that
//             uses them (opened without SQLite's own mutexes).
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "server/sql/error.h"

struct sqlite3;

namespace probant::server::sql {

enum class Opening : std::uint8_t { Create, Existing, ReadOnly };

/// Another process (backup, inspection) may hold the file a moment; a room does not wait longer.
constexpr std::chrono::milliseconds kBusyWait{2'000};

class Database {
public:
    explicit Database(const std::filesystem::path& file, Opening opening = Opening::Create);

    /// A private database that dies with the object. It has no WAL: for tests and short work.
    static Database in_memory();

    Database(Database&&) noexcept = default;
    Database& operator=(Database&&) noexcept = default;
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    ~Database() = default;

    /// Runs statements that bind and return nothing: pragmas, schema, BEGIN.
    void execute(std::string_view sql);

    [[nodiscard]] std::int64_t last_insert_rowid() const;
    [[nodiscard]] bool in_transaction() const;

    /// Moves the WAL into the file and empties it; false when a reader held it back.
    bool checkpoint();

    /// A consistent copy into a new file, while others read and write.
    void back_up_to(const std::filesystem::path& file);

    /// SQLite's own check of every page and index: "ok", or the first thing that is wrong.
    [[nodiscard]] std::string integrity() const;

    /// The file grows no larger than so many pages: then writes say is_disk_full().
    void limit_pages(std::uint32_t pages);

    /// For statements and tests; nobody else.
    [[nodiscard]] sqlite3* handle() const { return handle_.get(); }

private:
    struct Closer {
        void operator()(sqlite3* handle) const noexcept;
    };

    explicit Database(sqlite3* handle) : handle_(handle) {}

    static std::unique_ptr<sqlite3, Closer> open(const char* name, int flags);
    void set_up(Opening opening);

    std::unique_ptr<sqlite3, Closer> handle_;
};

}  // namespace probant::server::sql
