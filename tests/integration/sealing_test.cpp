// Sealing: which keys it takes, and what it leaves behind when it does not. A packet that the
// registry would always refuse must never be made: it can neither be changed nor made again.
//
// SPDX-License-Identifier: EUPL-1.2
#include <fstream>

#include <catch2/catch.hpp>

#include "center/api/enrolment.h"
#include "center/sealing/sealer.h"
#include "crypto/random.h"
#include "crypto/trust/public_file.h"
#include "tests/support/loop_room.h"

namespace {

using namespace probant;
using End = center::Sealing::End;

constexpr auto kCentre = "FR-0042";
constexpr auto kAccount = "account";
constexpr auto kPassphrase = "a phrase of several words";

crypto::TrustedKey listed(const crypto::KeyPair& pair,
                          crypto::Role role,
                          const std::string& centre = kCentre) {
    return {.key = pair.public_key(),
            .label = {.use = role, .centre = centre},
            .from = *parse_utc("2026-01-01T00:00:00Z"),
            .to = *parse_utc("2027-01-01T00:00:00Z")};
}

/// A closed session and all that sealing it needs; a test changes one thing.
class ClosedDay {
public:
    ClosedDay() {
        config.id = kCentre;
        config.mode = center::Mode::Production;
        config.data = folder.path() / "data";
        config.invigilator_keys = folder.path() / "keys";
        std::filesystem::create_directories(config.invigilator_keys);
        std::filesystem::create_directories(config.data);
    }

    /// Holds and closes the session; then nothing may be changed but the key file.
    void hold() {
        trust.emplace(signed_trust());
        store.emplace(config.data / "centre.db");
        keys.emplace(config.data / "sessions", centre_key, lock);
        take_up(support::room_content());
        create();
        const auto key = sealer->make_session_key(session);
        REQUIRE(done(
            engine::OpenSession{.session_key = key.public_key, .endorsement = key.endorsement}));
        REQUIRE(done(engine::CloseSession{}));
    }

    /// Starts the room, as a centre does, with this package.
    void take_up(std::shared_ptr<const engine::Content> content) {
        sealer.reset();
        rooms.reset();
        rooms.emplace(center::RoomLoopParts{.sessions = config.data / "sessions",
                                            .content = std::move(content),
                                            .clock = &clock,
                                            .signer = &*keys});
        rooms->start();
        sealer.emplace(center::SealerParts{.config = &config,
                                           .rooms = &*rooms,
                                           .centre = &*store,
                                           .session_keys = &*keys,
                                           .centre_key = &centre_key,
                                           .trust = &*trust,
                                           .clock = &clock});
    }

    void write_key(const crypto::KeyLabel& label) const {
        auto typed = crypto::Passphrase::take(SecretBytes::from(std::string(kPassphrase)));
        REQUIRE(typed);
        write_key_file(crypto::seal_key(label, invigilator, crypto::Lock{std::move(*typed)}));
    }

    void write_key() const { write_key({.use = crypto::Role::Invigilator, .centre = kCentre}); }

    void write_key_file(const std::string& text) const {
        REQUIRE(crypto::write_private(key_file(), as_bytes(text), crypto::Existing::Replace));
    }

    [[nodiscard]] std::filesystem::path key_file() const {
        return config.invigilator_keys / (std::string(kAccount) + ".key");
    }

    [[nodiscard]] End seal(const std::string& passphrase = kPassphrase) {
        return sealer->seal(session, kAccount, SecretBytes::from(std::string(passphrase)));
    }

    [[nodiscard]] bool has_packet() { return store->packet_of(session).has_value(); }

    [[nodiscard]] bool has_session_key() const {
        return std::filesystem::exists(config.data / "sessions" / session.text() / "session.key");
    }

    bool done(engine::Command command) {
        const auto answered = rooms->ask(
            {.session = session,
             .order = {.by = {.role = engine::Role::Invigilator, .id = crypto::random_uuid_v4()},
                       .id = engine::CommandId{crypto::random_uuid_v4()},
                       .command = std::move(command)}});
        return support::is_done(answered);
    }

    support::TemporaryFolder folder{};
    support::MovedClock clock{};
    center::CentreConfig config{};
    engine::SessionId session = support::session_id(1);
    crypto::KeyPair root{crypto::KeyPair::generate()};
    crypto::SigningKey centre_key{.label = {.use = crypto::Role::Centre, .centre = kCentre},
                                  .pair = crypto::KeyPair::generate()};
    crypto::KeyPair invigilator{crypto::KeyPair::generate()};
    crypto::age::Identity registry{crypto::age::Identity::generate()};
    crypto::TrustedKey trusted_centre{listed(centre_key.pair, crypto::Role::Centre)};
    std::optional<crypto::TrustedKey> trusted_invigilator{
        listed(invigilator, crypto::Role::Invigilator)};
    crypto::Lock lock{*crypto::MachineSecret::take(crypto::random_secret(32))};
    std::optional<crypto::Trust> trust{};
    std::optional<center::CentreStore> store{};
    std::optional<center::SessionKeys> keys{};
    std::optional<center::RoomLoop> rooms{};
    std::optional<center::Sealer> sealer{};

private:
    [[nodiscard]] crypto::Trust signed_trust() const {
        crypto::TrustStatement statement{.version = 1,
                                         .issued = *parse_utc("2026-01-01T00:00:00Z"),
                                         .expires = *parse_utc("2027-01-01T00:00:00Z"),
                                         .keys = {trusted_centre}};
        if (trusted_invigilator) statement.keys.push_back(*trusted_invigilator);
        statement.keys.push_back({.key = registry.recipient(),
                                  .label = {.use = crypto::Role::AgeRegistry},
                                  .from = *parse_utc("2026-01-01T00:00:00Z"),
                                  .to = *parse_utc("2027-01-01T00:00:00Z")});
        auto loaded = crypto::load_trust(
            {.root_pub = crypto::write_public_file({.use = crypto::Role::Root}, root),
             .trust_dsse = crypto::sign_trust(statement, root)},
            0);
        ENSURE(loaded.has_value());
        return std::move(loaded).value();
    }

    void create() {
        const auto roster = center::read_roster(
            "seat;last_name;first_name;birth_date\n1;Rousseau;Camille;02/05/1984\n");
        REQUIRE(roster.faults.empty());
        const SecretBytes secret = crypto::random_secret(32);
        auto enrolled = center::enrol(secret,
                                      {.session = session,
                                       .centre = kCentre,
                                       .language = "fr",
                                       .roster = roster,
                                       .content = *support::room_content()});
        const center::SessionFacts facts{
            .id = session, .number = "100001", .language = "fr", .created_ms = 1};
        store->put_session({.id = session,
                            .number = facts.number,
                            .code = crypto::sha256(std::string_view("code")),
                            .created_ms = 1});
        const auto answered = rooms->ask_new_session(
            facts,
            {.session = session,
             .order = {.by = {.role = engine::Role::Manager, .id = crypto::random_uuid_v4()},
                       .id = engine::CommandId{crypto::random_uuid_v4()},
                       .command = std::move(enrolled.command)},
             .sides = std::move(enrolled.sides)},
            std::chrono::seconds{30});
        REQUIRE(support::is_done(answered));
    }
};

/// It is refused for that reason, nothing is made, and it can be sealed once that is mended.
void check_refused(ClosedDay& day, End end) {
    CHECK(day.seal() == end);
    CHECK_FALSE(day.has_packet());
    CHECK(day.has_session_key());
}

}  // namespace

TEST_CASE("A session is sealed by a key that trust names as an invigilator's of this centre") {
    ClosedDay day;
    day.hold();
    day.write_key();

    CHECK(day.seal() == End::Sealed);

    CHECK(day.has_packet());
    CHECK_FALSE(day.has_session_key());
    CHECK(day.seal() == End::Sealed);
}

TEST_CASE("A key file that is not there is no wrong passphrase") {
    ClosedDay day;
    day.hold();

    check_refused(day, End::NoKeyFile);

    day.write_key();
    CHECK(day.seal("another phrase of several words") == End::WrongPassphrase);
    CHECK(day.seal() == End::Sealed);
}

TEST_CASE("A key file that others may read, or that is no key file, is no wrong passphrase") {
    ClosedDay day;
    day.hold();
    day.write_key();
    std::filesystem::permissions(
        day.key_file(), std::filesystem::perms::group_read, std::filesystem::perm_options::add);
    check_refused(day, End::UnreadableKeyFile);

    day.write_key_file("not a key file at all");
    check_refused(day, End::UnreadableKeyFile);

    std::filesystem::remove(day.key_file());
    std::filesystem::create_directory(day.key_file());
    check_refused(day, End::UnreadableKeyFile);
}

TEST_CASE("A key that trust does not list seals nothing") {
    ClosedDay day;
    day.trusted_invigilator.reset();
    day.hold();
    day.write_key();

    check_refused(day, End::UnknownKey);
}

TEST_CASE("A key of another centre seals nothing, whether its file or trust says so") {
    ClosedDay day;
    day.trusted_invigilator = listed(day.invigilator, crypto::Role::Invigilator, "FR-0043");
    day.hold();
    day.write_key();
    check_refused(day, End::UnknownKey);

    day.write_key({.use = crypto::Role::Invigilator, .centre = "FR-0043"});
    check_refused(day, End::UnknownKey);
}

TEST_CASE("A key of another role seals nothing") {
    ClosedDay day;
    day.hold();
    day.write_key({.use = crypto::Role::Centre, .centre = kCentre});

    check_refused(day, End::UnknownKey);
}

TEST_CASE("A key whose time is over, or has not come, seals nothing") {
    const bool is_over = GENERATE(true, false);
    ClosedDay day;
    auto& dates = *day.trusted_invigilator;
    (is_over ? dates.to : dates.from) =
        *parse_utc(is_over ? "2026-02-01T00:00:00Z" : "2026-12-01T00:00:00Z");
    day.hold();
    day.write_key();

    check_refused(day, End::ExpiredKey);
}

TEST_CASE("A key that was revoked seals nothing") {
    ClosedDay day;
    day.trusted_invigilator->revoked = crypto::Revocation{.at = *parse_utc("2026-02-01T00:00:00Z")};
    day.hold();
    day.write_key();

    check_refused(day, End::RevokedKey);
}

TEST_CASE("A demonstration key seals nothing in production") {
    ClosedDay day;
    day.hold();
    day.write_key({.use = crypto::Role::Invigilator, .centre = kCentre, .demo = true});

    check_refused(day, End::DemoKey);
}

TEST_CASE("When the centre's own key is no longer valid nothing is sealed") {
    ClosedDay day;
    day.trusted_centre.to = *parse_utc("2026-02-01T00:00:00Z");
    day.hold();
    day.write_key();

    check_refused(day, End::CentreKeyNotValid);
}

TEST_CASE("A centre's key that was revoked after so many packets seals none beyond them") {
    ClosedDay day;
    day.trusted_centre.revoked =
        crypto::Revocation{.at = *parse_utc("2026-12-01T00:00:00Z"), .last_packet = 0};
    day.hold();
    day.write_key();

    check_refused(day, End::CentreKeyNotValid);
}

TEST_CASE("A session of another package is sealed once its own is installed again") {
    ClosedDay day;
    day.hold();
    day.write_key();
    auto newer = *support::room_content();
    newer.rules_digest = crypto::sha256(std::string_view("the rules of next year"));
    day.take_up(std::make_shared<const engine::Content>(std::move(newer)));
    check_refused(day, End::OtherPackage);

    day.take_up(support::room_content());
    CHECK(day.seal() == End::Sealed);
}

TEST_CASE("A key is made for a draft alone, and a session that was sealed gets none again") {
    ClosedDay day;
    day.hold();
    day.write_key();
    const auto closed = day.sealer->make_session_key(day.session);
    CHECK_FALSE(closed.public_key.empty());
    CHECK(day.sealer->make_session_key(day.session).endorsement == closed.endorsement);
    REQUIRE(day.seal() == End::Sealed);

    const auto after = day.sealer->make_session_key(day.session);
    const auto of_nothing = day.sealer->make_session_key(support::session_id(2));

    CHECK(after.public_key.empty());
    CHECK(of_nothing.public_key.empty());
    CHECK_FALSE(day.has_session_key());
}
