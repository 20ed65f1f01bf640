// tests/load/control_journal.h: the journal of the Beast control, one thread and one SQLite file.
//
// Role        Keeps answers as the centre's room loop does: takes all that waits, appends it in one
//             transaction (WAL, synchronous=FULL), and only then tells those who wait.
// Invariants  One commit for each batch, so one for each answer when they come one at a time:
//             as many fsyncs as the centre makes under the same load.
// Threads     keep() from any thread; `kept` runs on the journal's own and must not block.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "server/sql/database.h"
#include "server/sql/statement.h"

namespace probant::load {

class ControlJournal {
public:
    /// Throws server::sql::SqlError.
    explicit ControlJournal(const std::filesystem::path& file);
    ControlJournal(const ControlJournal&) = delete;
    ControlJournal& operator=(const ControlJournal&) = delete;
    ControlJournal(ControlJournal&&) = delete;
    ControlJournal& operator=(ControlJournal&&) = delete;
    ~ControlJournal();

    /// `kept` is told the entry's number once it is on the disk.
    void keep(std::string bytes, std::function<void(std::int64_t)> kept);

private:
    struct Waiting {
        std::string bytes{};
        std::function<void(std::int64_t)> kept{};
    };

    /// Makes the table before the statement that writes into it is prepared.
    static server::sql::Database opened(const std::filesystem::path& file);
    void run();
    void append(const std::vector<Waiting>& batch);

    server::sql::Database database_;
    server::sql::Statement insert_;
    std::int64_t next_ = 0;

    std::mutex mutex_;  // guards waiting_ and stopping_
    std::condition_variable come_;
    std::vector<Waiting> waiting_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace probant::load
