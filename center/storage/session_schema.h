// center/storage/session_schema.h: the tables of a session's file, as numbered migrations.
//
// Role     Steps are only ever added: a released one is never edited.
// Threads  Constants.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>

#include "server/sql/migrations.h"

namespace probant::center {

inline constexpr std::array kSessionMigrations{server::sql::Migration{"0001-journal", R"sql(
CREATE TABLE entries (
    n     INTEGER PRIMARY KEY CHECK (n >= 0),
    bytes TEXT NOT NULL
) STRICT;

CREATE TRIGGER entries_are_never_changed
BEFORE UPDATE ON entries
BEGIN
    SELECT RAISE(ABORT, 'the journal is append-only');
END;

CREATE TRIGGER entries_are_never_deleted
BEFORE DELETE ON entries
BEGIN
    SELECT RAISE(ABORT, 'the journal is append-only');
END;

CREATE TABLE facts (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE people (
    candidate     BLOB PRIMARY KEY CHECK (length(candidate) = 16),
    seat          INTEGER NOT NULL UNIQUE,
    last_name     TEXT NOT NULL,
    first_name    TEXT NOT NULL,
    birth_date    TEXT NOT NULL,
    external_id   TEXT NOT NULL,
    extra_percent INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE codes (
    candidate BLOB PRIMARY KEY REFERENCES people (candidate),
    hash      BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT, WITHOUT ROWID;

CREATE TABLE sign_ins (
    token   BLOB PRIMARY KEY CHECK (length(token) = 32),
    role    TEXT NOT NULL,
    who     BLOB NOT NULL CHECK (length(who) = 16),
    made_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX sign_ins_by_person ON sign_ins (who);

CREATE TABLE texts (
    digest BLOB PRIMARY KEY CHECK (length(digest) = 32),
    salt   BLOB NOT NULL CHECK (length(salt) = 32),
    text   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE checkpoints (
    size       INTEGER PRIMARY KEY,
    text       TEXT NOT NULL,
    short_code TEXT NOT NULL
) STRICT;
)sql"},
                                               server::sql::Migration{"0002-camera", R"sql(
ALTER TABLE sign_ins ADD COLUMN station BLOB CHECK (station IS NULL OR length(station) = 16);

CREATE TABLE minutes (
    candidate BLOB NOT NULL REFERENCES people (candidate),
    opening   INTEGER NOT NULL,
    minute    INTEGER NOT NULL,
    batches   BLOB NOT NULL,
    signature BLOB NOT NULL CHECK (length(signature) = 64),
    station   BLOB NOT NULL CHECK (length(station) = 16),
    PRIMARY KEY (candidate, opening, minute)
) STRICT, WITHOUT ROWID;

CREATE TABLE stills (
    digest    BLOB PRIMARY KEY CHECK (length(digest) = 32),
    candidate BLOB NOT NULL REFERENCES people (candidate),
    taken_ms  INTEGER NOT NULL,
    jpeg      BLOB NOT NULL CHECK (length(jpeg) <= 102400)
) STRICT;
)sql"}};

}  // namespace probant::center
