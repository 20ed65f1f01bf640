// SPDX-License-Identifier: EUPL-1.2
#include "server/sql/transaction.h"

#include "crypto/base/ensure.h"

namespace probant::server::sql {

Transaction::Transaction(Database& database) : database_(database) {
    ENSURE(!database_.in_transaction());
    // IMMEDIATE takes the write lock now: a transaction that reads first could fail at its commit.
    database_.execute("BEGIN IMMEDIATE");
}

Transaction::~Transaction() {
    // SQLite rolls back by itself on some failures (disk full, for one).
    if (!open_ || !database_.in_transaction()) return;
    try {
        database_.execute("ROLLBACK");
    } catch (const SqlError&) {
        // The connection is unusable: the next use of it says so, and a reopened file is clean.
        open_ = false;
    }
}

void Transaction::commit() {
    ENSURE(open_);
    database_.execute("COMMIT");
    open_ = false;
}

}  // namespace probant::server::sql
