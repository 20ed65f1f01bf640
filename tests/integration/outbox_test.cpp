// The outbox against a registry that answers what a test wants: what settles a packet and what does
// not, when it is sent again, and what is told of it meanwhile.
//
// SPDX-License-Identifier: EUPL-1.2
#include "center/outbox/outbox.h"

#include <chrono>
#include <thread>

#include <catch2/catch.hpp>

#include "crypto/trust/public_file.h"
#include "server/http/server.h"
#include "server/observe/health.h"
#include "server/sql/database.h"
#include "server/sql/error.h"
#include "tests/support/loop_room.h"

namespace {

using namespace probant;
using namespace std::chrono_literals;
using center::CentreStore;
using center::Outbox;
using center::OutboxState;
using engine::PacketVerdict;
using server::Reply;
using support::session_id;

/// For what a real socket brings: seconds on any machine.
constexpr std::chrono::seconds kComesWithin{20};

template <class Holds>
bool eventually(Holds holds) {
    const auto most = std::chrono::steady_clock::now() + kComesWithin;
    while (!holds()) {
        if (std::chrono::steady_clock::now() > most) return false;
        std::this_thread::sleep_for(5ms);
    }
    return true;
}

/// What the registry does with one upload: `target` names the archive.
using Answer = std::function<Reply(const std::string& target)>;

/// Comes and goes on one port; answers as it is told.
class FakeRegistry {
public:
    FakeRegistry() { start(); }

    void start() {
        server::ServerSettings settings{.listeners = {{.address = "127.0.0.1", .port = port_}},
                                        .hosts = {"127.0.0.1"}};
        server_.emplace(
            std::move(settings),
            server::RouteTable({{server::Method::Put,
                                 "/v1/packets/sha256/{hex}",
                                 server::Access{1},
                                 server::ReplyHandler{[this](const server::Request& request) {
                                     return take(request);
                                 }},
                                 server::kBodyBytesLargest}}),
            [](server::Request&, server::Access) { return std::optional<Reply>{}; },
            nullptr);
        server_->start();
        port_ = server_->port();
    }

    void stop() { server_.reset(); }

    void answer(Answer how) {
        const std::lock_guard lock(mutex_);
        how_ = std::move(how);
    }

    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }

    [[nodiscard]] std::vector<std::string> taken() const {
        const std::lock_guard lock(mutex_);
        return taken_;
    }

    [[nodiscard]] std::size_t count() const { return taken().size(); }

private:
    Reply take(const server::Request& request) {
        Answer how;
        {
            const std::lock_guard lock(mutex_);
            taken_.push_back(request.parameters.text("hex"));
            how = how_;
        }
        return how(request.parameters.text("hex"));
    }

    std::uint16_t port_ = 0;
    mutable std::mutex mutex_;  // guards how_ and taken_
    Answer how_;
    std::vector<std::string> taken_;
    std::optional<server::HttpServer> server_;
};

Reply receipt_reply(const std::string& receipt) {
    return server::reply_json(json::Object{{"receipt", receipt}});
}

Answer problem(int status, const std::string& code) {
    return [=](const std::string&) { return server::problem(status, code, {"Non.", "No."}); };
}

/// A centre as far as its outbox knows it.
struct Ground {
    Ground() {
        config.mode = center::Mode::Production;
        config.registry_url = registry.url();
        store.emplace(folder.path() / "centre.db");
    }

    static crypto::Trust trust_of(const crypto::KeyPair& root, const crypto::KeyPair& receipts) {
        const crypto::TrustStatement statement{
            .version = 1,
            .issued = *parse_utc("2026-01-01T00:00:00Z"),
            .expires = *parse_utc("2027-01-01T00:00:00Z"),
            .keys = {{.key = receipts.public_key(),
                      .label = {.use = crypto::Role::RegistryReceipt},
                      .from = *parse_utc("2026-01-01T00:00:00Z"),
                      .to = *parse_utc("2027-01-01T00:00:00Z")}}};
        auto loaded = crypto::load_trust(
            {.root_pub = crypto::write_public_file({.use = crypto::Role::Root}, root),
             .trust_dsse = crypto::sign_trust(statement, root)},
            0);
        ENSURE(loaded.has_value());
        return std::move(loaded).value();
    }

    /// As sealing leaves one: of session `number`, the next in the chain.
    crypto::Digest seal(std::uint32_t number) {
        const auto session = session_id(number);
        store->put_session({.id = session,
                            .number = std::to_string(100'000 + number),
                            .code = crypto::sha256(session.text()),
                            .created_ms = 1});
        const auto digest = crypto::sha256("packet " + session.text());
        ENSURE(store->add_packet(
            session,
            store->next_place(),
            {.digest = digest, .archive = to_bytes("archive " + session.text())}));
        return digest;
    }

    void start() {
        outbox.emplace(center::OutboxParts{.config = &config,
                                           .centre = &*store,
                                           .trust = &trust,
                                           .clock = &clock,
                                           .settled = [this](engine::SessionId) { ++told; },
                                           .health = &health});
        outbox->start();
    }

    /// More than the outbox waits before its next try of a packet that was tried so often.
    void let_pass(std::int64_t tries) {
        clock.pass(2 * center::retry_after(tries));
        outbox->wake();
    }

    [[nodiscard]] std::string receipt(const crypto::Digest& packet,
                                      PacketVerdict verdict = PacketVerdict::Accepted) const {
        return receipt_by(receipts, packet, verdict);
    }

    [[nodiscard]] std::string receipt_by(const crypto::KeyPair& key,
                                         const crypto::Digest& packet,
                                         PacketVerdict verdict = PacketVerdict::Accepted) const {
        const UtcTime now{clock.wall_ms() / 1000};
        return engine::sign_receipt({.packet = packet,
                                     .centre = "FR-0042",
                                     .session = session_id(1),
                                     .seq = 1,
                                     .result = verdict,
                                     .received_at = now,
                                     .judged_at = now},
                                    key);
    }

    [[nodiscard]] center::OutboxRow row(std::uint32_t number) {
        const auto found = store->packet_of(session_id(number));
        ENSURE(found.has_value());
        return *found;
    }

    [[nodiscard]] bool has_error(std::uint32_t number, const std::string& code) {
        const auto found = row(number);
        return found.error && found.error->code == code;
    }

    [[nodiscard]] std::string health_said() const { return json::write(health.report()); }

    support::TemporaryFolder folder{};
    support::MovedClock clock{};
    FakeRegistry registry{};
    center::CentreConfig config{};
    crypto::KeyPair root{crypto::KeyPair::generate()};
    crypto::KeyPair receipts{crypto::KeyPair::generate()};
    crypto::Trust trust{trust_of(root, receipts)};
    server::Health health{};
    std::atomic<int> told{};
    std::optional<CentreStore> store{};
    std::optional<Outbox> outbox{};  // last: its thread ends first
};

std::string archive_name(std::uint32_t number) {
    return crypto::sha256("archive " + session_id(number).text()).hex();
}

}  // namespace

TEST_CASE("The wait doubles from a second to half an hour and stays there") {
    CHECK(center::retry_after(0) == 1s);
    CHECK(center::retry_after(1) == 2s);
    CHECK(center::retry_after(5) == 32s);
    CHECK(center::retry_after(10) == 1'024s);
    CHECK(center::retry_after(11) == 1'800s);
    CHECK(center::retry_after(1'000'000) == 1'800s);
}

TEST_CASE("A packet that the registry accepts is settled, told, and not sent again") {
    Ground ground;
    const auto packet = ground.seal(1);
    ground.registry.answer([&](const auto&) { return receipt_reply(ground.receipt(packet)); });

    ground.start();

    REQUIRE(eventually([&] { return ground.row(1).state == OutboxState::Accepted; }));
    CHECK(ground.row(1).result == "accepted");
    CHECK_FALSE(ground.row(1).receipt.empty());
    CHECK_FALSE(ground.row(1).error);
    REQUIRE(eventually([&] { return ground.told == 1; }));
    ground.let_pass(1);
    ground.outbox->stop();
    CHECK(ground.registry.taken() == std::vector{archive_name(1)});
    CHECK(ground.health_said().find(R"("detail":"ok")") != std::string::npos);
}

TEST_CASE("A packet that the registry refuses with its receipt is refused, and told") {
    Ground ground;
    const auto packet = ground.seal(1);
    ground.registry.answer([&](const auto&) {
        return receipt_reply(ground.receipt(packet, PacketVerdict::ReplayMismatch));
    });

    ground.start();

    REQUIRE(eventually([&] { return ground.row(1).state == OutboxState::Refused; }));
    CHECK(ground.row(1).result == "replay_mismatch");
}

TEST_CASE("A receipt of another key, of another packet or of no form is believed by nobody") {
    Ground ground;
    const auto packet = ground.seal(1);
    const auto stranger = crypto::KeyPair::generate();
    const std::vector<std::string> receipts{
        ground.receipt_by(stranger, packet),
        ground.receipt(crypto::sha256(std::string_view("another packet"))),
        "not even an envelope"};
    std::atomic<std::size_t> which{0};
    ground.registry.answer([&](const auto&) { return receipt_reply(receipts.at(which)); });

    ground.start();

    for (std::size_t tries = 1; tries <= receipts.size(); ++tries) {
        CAPTURE(tries);
        REQUIRE(eventually([&] {
            return ground.row(1).tries == static_cast<std::int64_t>(tries) &&
                   ground.has_error(1, "bad_receipt") && ground.registry.count() == tries;
        }));
        CHECK(ground.row(1).state == OutboxState::Waiting);
        CHECK(ground.row(1).receipt.empty());
        if (tries == receipts.size()) break;
        which = tries;
        ground.let_pass(static_cast<std::int64_t>(tries));
    }
    CHECK(ground.health_said().find(R"("detail":"warning: )") != std::string::npos);
    CHECK(ground.health.is_ready());
}

TEST_CASE("A packet that is held is told, lets the next pass, and is accepted when it is judged") {
    Ground ground;
    const auto first = ground.seal(1);
    const auto second = ground.seal(2);
    std::atomic<bool> has_bank{false};
    ground.registry.answer([&](const std::string& name) {
        if (name == archive_name(2)) return receipt_reply(ground.receipt(second));
        const auto verdict = has_bank ? PacketVerdict::Accepted : PacketVerdict::HeldUnknownBank;
        return receipt_reply(ground.receipt(first, verdict));
    });

    ground.start();

    REQUIRE(eventually([&] { return ground.row(2).state == OutboxState::Accepted; }));
    CHECK(ground.row(1).state == OutboxState::Waiting);
    CHECK(ground.row(1).result == "held_unknown_bank");
    CHECK_FALSE(ground.row(1).error);
    has_bank = true;
    ground.let_pass(1);
    REQUIRE(eventually([&] { return ground.row(1).state == OutboxState::Accepted; }));
}

TEST_CASE("A problem without a receipt is kept and told, and lets the next packets pass") {
    Ground ground;
    const auto first = ground.seal(1);
    const auto second = ground.seal(2);
    std::atomic<bool> is_listed{false};
    ground.registry.answer([&](const std::string& name) {
        if (name == archive_name(2)) return receipt_reply(ground.receipt(second));
        if (is_listed) return receipt_reply(ground.receipt(first));
        return problem(422, "unknown_key")(name);
    });

    ground.start();

    REQUIRE(eventually([&] { return ground.row(2).state == OutboxState::Accepted; }));
    CHECK(ground.row(1).state == OutboxState::Waiting);
    REQUIRE(ground.has_error(1, "unknown_key"));
    CHECK(ground.row(1).error->status == 422);
    CHECK(ground.row(1).error->at_ms == ground.clock.wall_ms());
    REQUIRE(eventually([&] { return ground.told == 2; }));
    REQUIRE(eventually(
        [&] { return ground.health_said().find("without a receipt") != std::string::npos; }));
    CHECK(ground.health.is_ready());

    is_listed = true;
    ground.let_pass(1);
    REQUIRE(eventually([&] { return ground.row(1).state == OutboxState::Accepted; }));
    CHECK_FALSE(ground.row(1).error);
    REQUIRE(eventually([&] { return ground.health_said().find("warning") == std::string::npos; }));
}

TEST_CASE("What a registry says is kept only when it looks like a code") {
    Ground ground;
    ground.seal(1);
    ground.registry.answer([](const auto&) {
        return server::problem(413, "<script>alert(1)</script>", {"Non.", "No."});
    });

    ground.start();

    REQUIRE(eventually([&] { return ground.has_error(1, "no_receipt"); }));
    CHECK(ground.row(1).error->status == 413);
}

TEST_CASE("A registry that is busy is waited for with every packet, in their order") {
    Ground ground;
    const auto first = ground.seal(1);
    const auto second = ground.seal(2);
    ground.registry.answer(problem(503, "busy"));
    ground.start();
    REQUIRE(eventually([&] { return ground.has_error(1, "busy"); }));
    ground.outbox->wake();
    ground.outbox->wake();

    ground.registry.answer([&](const std::string& name) {
        return receipt_reply(ground.receipt(name == archive_name(1) ? first : second));
    });
    ground.let_pass(1);

    REQUIRE(eventually([&] { return ground.row(2).state == OutboxState::Accepted; }));
    CHECK(ground.registry.taken() ==
          std::vector{archive_name(1), archive_name(1), archive_name(2)});
}

TEST_CASE("A registry that is down is said to be, and takes the packet once it is up") {
    Ground ground;
    const auto packet = ground.seal(1);
    ground.registry.stop();
    ground.start();
    REQUIRE(eventually([&] { return ground.has_error(1, "unreachable"); }));
    REQUIRE(eventually(
        [&] { return ground.health_said().find("cannot be reached") != std::string::npos; }));

    ground.registry.answer([&](const auto&) { return receipt_reply(ground.receipt(packet)); });
    ground.registry.start();
    ground.let_pass(1);

    REQUIRE(eventually([&] { return ground.row(1).state == OutboxState::Accepted; }));
    CHECK(ground.registry.count() == 1);
}

TEST_CASE("Setting the wall clock delays no packet") {
    Ground ground;
    const auto packet = ground.seal(1);
    ground.registry.answer(problem(503, "busy"));
    ground.start();
    REQUIRE(eventually([&] { return ground.has_error(1, "busy"); }));

    ground.registry.answer([&](const auto&) { return receipt_reply(ground.receipt(packet)); });
    ground.clock.set_wall(ground.clock.wall_ms() - 30'000'000);
    ground.let_pass(1);

    REQUIRE(eventually([&] { return ground.row(1).state == OutboxState::Accepted; }));
}

TEST_CASE("A centre killed between sealing and upload sends the same bytes when it starts again") {
    Ground ground;
    const auto packet = ground.seal(1);
    ground.store.reset();
    ground.store.emplace(ground.folder.path() / "centre.db");
    ground.registry.answer([&](const auto&) { return receipt_reply(ground.receipt(packet)); });

    ground.start();

    REQUIRE(eventually([&] { return ground.row(1).state == OutboxState::Accepted; }));
    CHECK(ground.registry.taken() == std::vector{archive_name(1)});
    CHECK(to_string(ground.store->archive(1)) == "archive " + session_id(1).text());
}

TEST_CASE("A centre that starts again tries at once, however long it had been waiting") {
    Ground ground;
    const auto packet = ground.seal(1);
    ground.registry.answer(problem(503, "busy"));
    ground.start();
    for (std::int64_t tries = 1; tries < 4; ++tries) {
        REQUIRE(eventually([&] { return ground.row(1).tries == tries; }));
        REQUIRE(eventually([&] { return ground.has_error(1, "busy"); }));
        ground.let_pass(tries);
    }
    ground.outbox.reset();

    ground.registry.answer([&](const auto&) { return receipt_reply(ground.receipt(packet)); });
    ground.start();

    REQUIRE(eventually([&] { return ground.row(1).state == OutboxState::Accepted; }));
}

TEST_CASE("An outbox that stops cuts the upload short, and lays it at nobody's door") {
    Ground ground;
    ground.seal(1);
    std::atomic<bool> has_stopped{false};
    ground.registry.answer([&](const std::string& name) {
        static_cast<void>(eventually([&] { return has_stopped.load(); }));
        return problem(503, "busy")(name);
    });
    ground.start();
    REQUIRE(eventually([&] { return ground.registry.count() == 1; }));

    ground.outbox->stop();
    const auto row = ground.row(1);
    has_stopped = true;

    // A client that had waited for its reply would have called the registry unreachable, or busy.
    CHECK_FALSE(row.error);
    CHECK(row.state == OutboxState::Waiting);
    CHECK(row.tries == 1);
}

TEST_CASE("A packet is made once: neither its bytes nor its place can be changed or taken again") {
    Ground ground;
    ground.seal(1);
    const auto place = ground.store->next_place();
    const center::FinishedPacket other{.digest = crypto::sha256(std::string_view("other")),
                                       .archive = to_bytes("other")};
    CHECK(place.seq == 2);
    CHECK_FALSE(ground.store->add_packet(session_id(1), place, other));
    ground.seal(2);
    CHECK_FALSE(ground.store->add_packet(session_id(3), place, other));

    server::sql::Database database(ground.folder.path() / "centre.db",
                                   server::sql::Opening::Existing);
    for (const auto* column : {"seq = 7",
                               "session = zeroblob(16)",
                               "packet = zeroblob(32)",
                               "digest = zeroblob(32)",
                               "archive = zeroblob(1)"}) {
        CAPTURE(column);
        CHECK_THROWS_AS(
            database.execute("UPDATE outbox SET " + std::string(column) + " WHERE seq = 1"),
            server::sql::SqlError);
    }
}

TEST_CASE("A packet is forgotten only once the registry has accepted it") {
    Ground ground;
    ground.seal(1);
    ground.seal(2);
    ground.seal(3);
    ground.store->settle(2, OutboxState::Refused, "replay_mismatch", "receipt", 1);
    ground.store->settle(3, OutboxState::Accepted, "accepted", "receipt", 1);

    server::sql::Database database(ground.folder.path() / "centre.db",
                                   server::sql::Opening::Existing);
    for (const auto* row : {"1", "2"}) {
        CHECK_THROWS_AS(database.execute("DELETE FROM outbox WHERE seq = " + std::string(row)),
                        server::sql::SqlError);
    }
    CHECK_NOTHROW(database.execute("DELETE FROM outbox WHERE seq = 3"));
}
