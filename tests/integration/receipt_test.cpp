// Receipts of a session on real files: each verifies, and a journal that was read is not read
// again.
//
// SPDX-License-Identifier: EUPL-1.2
#include "center/api/receipt.h"

#include <catch2/catch.hpp>

#include "center/sealing/session_keys.h"
#include "crypto/base/ensure.h"
#include "crypto/checkpoint.h"
#include "crypto/random.h"
#include "engine/packet/statement.h"
#include "server/sql/database.h"
#include "tests/support/builders.h"
#include "tests/support/loop_room.h"

namespace {

using namespace probant;

/// A running session of three candidates whose checkpoints are signed.
struct SignedRoom {
    SignedRoom() {
        rooms.start();
        REQUIRE(support::is_done(room.try_create()));
        public_key = keys.make(room.id()).public_key;
        REQUIRE(support::is_done(
            room.ask(engine::OpenSession{.session_key = public_key, .endorsement = "aval"})));
        REQUIRE(room.try_start_everybody());
    }

    void end(std::size_t place) const {
        REQUIRE(support::is_done(
            room.ask(engine::EndSitting{.candidate = support::candidate_id(place),
                                        .reason = engine::UnfinishedReason::Technical})));
    }

    server::Reply receipt(std::size_t place) {
        const auto view = room.view();
        return receipts.reply(*view, room.candidate(*view, place));
    }

    /// The entry of which it is the proof; it verifies as anyone verifies it.
    [[nodiscard]] std::uint64_t entry_proved(const server::Reply& reply,
                                             const crypto::Digest& leaf) const {
        REQUIRE(reply.status == 200);
        const auto body = json::read(std::get<std::string>(reply.body));
        REQUIRE(body);
        const auto key = crypto::PublicKey::parse(public_key);
        REQUIRE(key);
        const auto opened = crypto::open_receipt(*body.value().member("proof")->text(),
                                                 leaf,
                                                 engine::journal_origin("FR-0042", room.id()),
                                                 *key);
        REQUIRE(opened);
        return opened.value().index;
    }

    [[nodiscard]] std::filesystem::path session() const { return folder.path() / room.id().text(); }

    [[nodiscard]] crypto::Digest leaf_of(std::size_t place) const {
        std::vector<crypto::Digest> leaves;
        auto store = center::SessionStore::open_read_only(session());
        store.for_each_entry([&](std::string_view bytes) {
            leaves.push_back(crypto::merkle::leaf_hash(as_bytes(bytes)));
        });
        return leaves.at(entry_of(place));
    }

    [[nodiscard]] std::uint64_t entry_of(std::size_t place) const {
        const auto view = room.view();
        return room.candidate(*view, place).ended_entry.value();
    }

    support::TemporaryFolder folder{};
    support::MovedClock clock{};
    crypto::SigningKey centre{.label = {.use = crypto::Role::Centre, .centre = "FR-0042"},
                              .pair = crypto::KeyPair::generate()};
    crypto::Lock lock{*crypto::MachineSecret::take(crypto::random_secret(32))};
    center::SessionKeys keys{folder.path(), centre, lock};
    center::RoomLoop rooms{{.sessions = folder.path(),
                            .content = support::room_content(),
                            .clock = &clock,
                            .signer = &keys}};
    support::LoopRoom room{rooms, 1, 3};
    center::Receipts receipts{folder.path()};
    std::string public_key{};
};

}  // namespace

TEST_CASE("The receipt of whoever has ended proves the entry of that end, and others have none") {
    SignedRoom signed_room;
    signed_room.end(0);

    const auto receipt = signed_room.receipt(0);

    CHECK(signed_room.entry_proved(receipt, signed_room.leaf_of(0)) == signed_room.entry_of(0));
    CHECK(signed_room.receipt(1).status == 409);
}

TEST_CASE("Receipts asked for later read only what was added to the journal since") {
    SignedRoom signed_room;
    signed_room.end(0);
    REQUIRE(signed_room.receipt(0).status == 200);
    const auto first_leaf = signed_room.leaf_of(0);
    const auto seen = signed_room.room.view()->version;
    signed_room.end(1);
    signed_room.end(2);
    const std::array leaves{first_leaf, signed_room.leaf_of(1), signed_room.leaf_of(2)};
    {
        // Whoever read the old entries again would not find them.
        server::sql::Database database(signed_room.session() / "session.db",
                                       server::sql::Opening::Existing);
        database.execute("DROP TRIGGER entries_are_never_deleted");
        database.execute("DELETE FROM entries WHERE n < " + std::to_string(seen));
    }

    for (const std::size_t place : {2U, 1U, 0U}) {
        CAPTURE(place);
        CHECK(signed_room.entry_proved(signed_room.receipt(place), leaves.at(place)) ==
              signed_room.entry_of(place));
    }
}
