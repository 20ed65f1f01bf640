// A picture that was deleted is in no file of its session, though the power was cut just after.
//
// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <catch2/catch.hpp>

#include "center/storage/session_store.h"
#include "crypto/random.h"
#include "server/sql/database.h"
#include "tests/support/builders.h"
#include "tests/support/loop_room.h"

namespace {

namespace fs = std::filesystem;
using namespace probant;
using center::SessionStore;

Bytes read_whole(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

/// Of SQLite, in files the size of a page or more: any 64 bytes of the picture give it away.
bool holds(const fs::path& folder, const Bytes& picture) {
    const auto part = picture.begin() + 300;
    return std::ranges::any_of(fs::directory_iterator(folder), [&](const auto& file) {
        const auto bytes = read_whole(file.path());
        return std::search(bytes.begin(), bytes.end(), part, part + 64) != bytes.end();
    });
}

/// A session in which a picture is kept.
struct KeptPicture {
    KeptPicture() {
        store.append({},
                     {center::Person{.candidate = support::candidate_id(0),
                                     .seat = engine::SeatNumber{1},
                                     .last_name = "Martin"},
                      center::StillRow{.digest = crypto::sha256(picture),
                                       .candidate = support::candidate_id(0),
                                       .taken_ms = 1,
                                       .jpeg = picture}});
    }

    void drop() { store.append({}, {center::DropStill{.digest = crypto::sha256(picture)}}); }

    support::TemporaryFolder folder;
    Bytes picture = crypto::random_bytes(2'000);
    SessionStore store = SessionStore::create(
        folder.path() / "session",
        {.id = engine::SessionId{crypto::random_uuid_v4()}, .number = "100001", .title = "T"});
};

/// What the disk holds at this moment, which is what a power cut leaves.
fs::path as_after_a_cut(const KeptPicture& kept) {
    const auto there = kept.folder.path() / "after";
    fs::create_directory(there);
    for (const auto* file : {"session.db", "session.db-wal"})
        fs::copy_file(kept.folder.path() / "session" / file, there / file);
    return there;
}

}  // namespace

TEST_CASE("A picture that was deleted is gone from the files of its session at once") {
    KeptPicture kept;
    REQUIRE(holds(kept.folder.path() / "session", kept.picture));

    kept.drop();

    CHECK_FALSE(holds(kept.folder.path() / "session", kept.picture));
}

TEST_CASE("A power cut before the log was emptied leaves it, and the next opening takes it away") {
    KeptPicture kept;
    // A reader in the middle of its reading holds the log back, as a cut would.
    server::sql::Database reader(kept.folder.path() / "session/session.db",
                                 server::sql::Opening::ReadOnly);
    reader.execute("BEGIN; SELECT count(*) FROM stills");
    kept.drop();
    const auto after = as_after_a_cut(kept);
    REQUIRE(holds(after, kept.picture));

    const auto opened = SessionStore::open(after);

    CHECK_FALSE(holds(after, kept.picture));
}
