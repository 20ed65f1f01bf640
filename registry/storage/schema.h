// registry/storage/schema.h: the registry's database, as numbered steps.
//
// Role        The texts of the migrations. Read with registry/storage/store.h, which runs them.
// Invariants  A released step is never edited (server/sql/migrations.h). A receipt, a check and a
//             comparison are never changed: triggers see to it.
// Threads     Constants.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>

#include "server/sql/migrations.h"

namespace probant::registry {

inline constexpr std::array kMigrations{
    server::sql::Migration{.name = "0001-packets", .sql = R"sql(
CREATE TABLE packets (
    digest       BLOB NOT NULL PRIMARY KEY CHECK (length(digest) = 32),
    centre       TEXT NOT NULL,
    seq          INTEGER NOT NULL CHECK (seq >= 1),
    session      BLOB NOT NULL CHECK (length(session) = 16),
    nonce        BLOB NOT NULL CHECK (length(nonce) = 16),
    sealed_at    TEXT NOT NULL,
    candidates   INTEGER NOT NULL,
    answers      INTEGER NOT NULL,
    bytes        INTEGER NOT NULL,
    received_ms  INTEGER NOT NULL,
    verdict      TEXT NOT NULL,
    detail       TEXT NOT NULL,
    judged_ms    INTEGER NOT NULL,
    published_ms INTEGER,
    published_by TEXT
) STRICT;

CREATE INDEX packets_by_number ON packets (centre, seq, received_ms);
CREATE INDEX packets_by_nonce ON packets (nonce, received_ms);
CREATE INDEX packets_by_time ON packets (received_ms);

-- Each judgement of a packet: a packet that was held is judged again.
CREATE TABLE packet_checks (
    packet   BLOB NOT NULL REFERENCES packets (digest),
    judged_ms INTEGER NOT NULL,
    place    INTEGER NOT NULL,
    name     TEXT NOT NULL,
    held     INTEGER NOT NULL CHECK (held IN (0, 1)),
    detail   TEXT NOT NULL,
    PRIMARY KEY (packet, judged_ms, place)
) STRICT;

CREATE TRIGGER packet_checks_stay BEFORE UPDATE ON packet_checks
BEGIN SELECT RAISE(ABORT, 'a check is never changed'); END;

-- The last one counts: a packet that was held gets another when it is settled.
CREATE TABLE receipts (
    packet   BLOB NOT NULL REFERENCES packets (digest),
    made_ms  INTEGER NOT NULL,
    envelope TEXT NOT NULL,
    PRIMARY KEY (packet, made_ms)
) STRICT;

CREATE TRIGGER receipts_stay BEFORE UPDATE ON receipts
BEGIN SELECT RAISE(ABORT, 'a receipt is never changed'); END;

CREATE TABLE sittings (
    packet      BLOB NOT NULL REFERENCES packets (digest),
    candidate   BLOB NOT NULL CHECK (length(candidate) = 16),
    outcome     TEXT NOT NULL,
    result      TEXT NOT NULL,
    last_name   TEXT NOT NULL,
    first_name  TEXT NOT NULL,
    birth_date  TEXT NOT NULL,
    external_id TEXT NOT NULL,
    PRIMARY KEY (packet, candidate)
) STRICT;

CREATE TABLE certificates (
    code      TEXT NOT NULL PRIMARY KEY,
    packet    BLOB NOT NULL,
    candidate BLOB NOT NULL,
    issued_ms INTEGER NOT NULL,
    document  TEXT NOT NULL,
    UNIQUE (packet, candidate),
    FOREIGN KEY (packet, candidate) REFERENCES sittings (packet, candidate)
) STRICT;

CREATE TABLE accounts (
    name     TEXT NOT NULL PRIMARY KEY,
    roles    TEXT NOT NULL,
    password TEXT NOT NULL,
    made_ms  INTEGER NOT NULL
) STRICT;

CREATE TABLE sign_ins (
    token      BLOB NOT NULL PRIMARY KEY CHECK (length(token) = 32),
    account    TEXT NOT NULL REFERENCES accounts (name) ON DELETE CASCADE,
    expires_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE acts (
    n       INTEGER PRIMARY KEY,
    at_ms   INTEGER NOT NULL,
    account TEXT NOT NULL,
    act     TEXT NOT NULL,
    subject TEXT NOT NULL
) STRICT;
)sql"},
    server::sql::Migration{.name = "0002-comparisons", .sql = R"sql(
-- What the centre stated beside what the replay found, for each judgement that came so far.
CREATE TABLE comparisons (
    packet    BLOB NOT NULL REFERENCES packets (digest),
    judged_ms INTEGER NOT NULL,
    place     INTEGER NOT NULL,
    candidate BLOB CHECK (length(candidate) = 16),
    stated    TEXT,
    replayed  TEXT,
    differs   TEXT NOT NULL,
    PRIMARY KEY (packet, judged_ms, place)
) STRICT;

CREATE TRIGGER comparisons_stay BEFORE UPDATE ON comparisons
BEGIN SELECT RAISE(ABORT, 'a comparison is never changed'); END;
)sql"},
    server::sql::Migration{.name = "0003-sessions", .sql = R"sql(
-- A session is sealed once: each packet is looked up by its own.
CREATE INDEX packets_by_session ON packets (centre, session, received_ms);

-- When the sitting started, by the centre's clock; of a packet that came before this column, nothing.
ALTER TABLE sittings ADD COLUMN started_ms INTEGER;
)sql"},
    server::sql::Migration{.name = "0004-caps", .sql = R"sql(
-- Questions that the session gave more often than its rules plan.
ALTER TABLE packets ADD COLUMN caps_exceeded INTEGER NOT NULL DEFAULT 0;
)sql"}};

}  // namespace probant::registry
