// center/storage/centre_schema.h: the tables of centre.db, as numbered migrations.
//
// Role     Steps are only ever added: a released one is never edited.
// Threads  Constants.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>

#include "server/sql/migrations.h"

namespace probant::center {

inline constexpr std::array kCentreMigrations{
    server::sql::Migration{"0001-accounts-sessions-outbox", R"sql(
CREATE TABLE accounts (
    id            BLOB PRIMARY KEY CHECK (length(id) = 16),
    name          TEXT NOT NULL UNIQUE,
    role          TEXT NOT NULL CHECK (role IN ('manager', 'invigilator')),
    password_hash TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
    id         BLOB PRIMARY KEY CHECK (length(id) = 16),
    number     TEXT NOT NULL UNIQUE,
    code       BLOB NOT NULL CHECK (length(code) = 32),
    created_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox (
    seq         INTEGER PRIMARY KEY,
    session     BLOB NOT NULL UNIQUE REFERENCES sessions (id),
    packet      BLOB NOT NULL CHECK (length(packet) = 32),
    digest      BLOB NOT NULL CHECK (length(digest) = 32),
    archive     BLOB NOT NULL,
    state       TEXT NOT NULL DEFAULT 'waiting'
                CHECK (state IN ('waiting', 'accepted', 'refused')),
    tries       INTEGER NOT NULL DEFAULT 0,
    next_try_ms INTEGER NOT NULL DEFAULT 0,
    result      TEXT NOT NULL DEFAULT '',
    receipt     TEXT NOT NULL DEFAULT '',
    settled_ms  INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TRIGGER packets_are_never_made_again
BEFORE UPDATE OF seq, session, packet, digest, archive ON outbox
BEGIN
    SELECT RAISE(ABORT, 'a packet is made once');
END;

CREATE TRIGGER packets_wait_for_their_receipt
BEFORE DELETE ON outbox
WHEN OLD.state <> 'accepted'
BEGIN
    SELECT RAISE(ABORT, 'a packet leaves only after its receipt');
END;
)sql"},
    server::sql::Migration{"0002-outbox-errors", R"sql(
ALTER TABLE outbox ADD COLUMN error TEXT NOT NULL DEFAULT '';
ALTER TABLE outbox ADD COLUMN error_status INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN error_ms INTEGER NOT NULL DEFAULT 0;
)sql"},
    server::sql::Migration{"0003-stations", R"sql(
CREATE TABLE stations (
    id          BLOB PRIMARY KEY CHECK (length(id) = 16),
    certificate BLOB NOT NULL UNIQUE CHECK (length(certificate) = 32),
    session_key BLOB NOT NULL CHECK (length(session_key) = 32),
    enrolled_ms INTEGER NOT NULL,
    expires_ms  INTEGER NOT NULL,
    revoked_ms  INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE deletions (
    session BLOB NOT NULL CHECK (length(session) = 16),
    what    TEXT NOT NULL CHECK (what IN ('stills')),
    digest  BLOB NOT NULL CHECK (length(digest) = 32),
    count   INTEGER NOT NULL,
    at_ms   INTEGER NOT NULL
) STRICT;

CREATE TRIGGER deletions_are_never_changed
BEFORE UPDATE ON deletions
BEGIN
    SELECT RAISE(ABORT, 'what was deleted stays written');
END;

CREATE TRIGGER deletions_are_never_deleted
BEFORE DELETE ON deletions
BEGIN
    SELECT RAISE(ABORT, 'what was deleted stays written');
END;
)sql"}};

}  // namespace probant::center
