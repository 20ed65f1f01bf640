// SPDX-License-Identifier: EUPL-1.2
#include "tests/load/control_journal.h"

#include <utility>

#include "server/sql/transaction.h"

namespace probant::load {

namespace sql = server::sql;

sql::Database ControlJournal::opened(const std::filesystem::path& file) {
    sql::Database database(file);
    database.execute(
        "CREATE TABLE entries (\n"
        "    n     INTEGER PRIMARY KEY CHECK (n >= 0),\n"
        "    bytes TEXT NOT NULL\n"
        ") STRICT");
    return database;
}

ControlJournal::ControlJournal(const std::filesystem::path& file)
    : database_(opened(file)),
      insert_(database_, "INSERT INTO entries (n, bytes) VALUES (?1, ?2)"),
      thread_([this] { run(); }) {}

ControlJournal::~ControlJournal() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    come_.notify_one();
    thread_.join();
}

void ControlJournal::keep(std::string bytes, std::function<void(std::int64_t)> kept) {
    {
        const std::lock_guard lock(mutex_);
        waiting_.push_back({.bytes = std::move(bytes), .kept = std::move(kept)});
    }
    come_.notify_one();
}

void ControlJournal::run() {
    while (true) {
        std::vector<Waiting> batch;
        {
            std::unique_lock lock(mutex_);
            come_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
            if (stopping_) return;
            batch.swap(waiting_);
        }
        append(batch);
    }
}

void ControlJournal::append(const std::vector<Waiting>& batch) {
    const auto first = next_;
    sql::Transaction transaction(database_);
    for (const auto& one : batch)
        insert_.run({next_++, one.bytes});
    transaction.commit();
    auto number = first;
    for (const auto& one : batch)
        one.kept(number++);
}

}  // namespace probant::load
