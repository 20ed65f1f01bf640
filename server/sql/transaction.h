// server/sql/transaction.h: all or nothing.
//
// Role        BEGIN IMMEDIATE when made; rolled back when it goes, unless commit() returned.
// Invariants  After commit() returns, the rows are on the disk. If it throws, nobody may be told
//             anything: what was written is unknown until the file is reopened.
// Threads     As its Database.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "server/sql/database.h"

namespace probant::server::sql {

class Transaction {
public:
    explicit Transaction(Database& database);
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    Transaction(Transaction&&) = delete;
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();

    void commit();

private:
    Database& database_;
    bool open_ = true;
};

}  // namespace probant::server::sql
