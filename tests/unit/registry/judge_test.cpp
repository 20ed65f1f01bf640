// A packet that comes in: kept, receipted, once. SPDX-License-Identifier: EUPL-1.2
#include "registry/intake/judge.h"

#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>

#include "engine/packet/packet_receipt.h"
#include "registry/certificates/issue.h"
#include "registry/intake/worker.h"
#include "tests/support/packets.h"

using namespace probant;
using namespace probant::registry;
using engine::PacketVerdict;
using support::TestCentre;

namespace {

namespace fs = std::filesystem;

/// A registry on a fresh folder, gone with it.
class TestRegistry {
public:
    explicit TestRegistry(TestCentre& centre)
        : folder(fs::temp_directory_path() / ("registry-" + to_text(support::fresh_uuid()))),
          store(folder),
          trust(centre.trust()),
          judge({.store = store,
                 .trust = trust,
                 .identities = centre.registry,
                 .contents = contents,
                 .receipt_key = centre.receipt,
                 .now_ms = [this] { return now_ms; }}) {
        contents.content = support::shared_content();
    }

    TestRegistry(const TestRegistry&) = delete;
    TestRegistry& operator=(const TestRegistry&) = delete;
    TestRegistry(TestRegistry&&) = delete;
    TestRegistry& operator=(TestRegistry&&) = delete;

    ~TestRegistry() { fs::remove_all(folder); }

    IntakeReply receive(const center::PacketFiles& packet) {
        return judge.receive(engine::write_ustar(packet.files));
    }

    [[nodiscard]] std::string verdict_of(const center::PacketFiles& packet) {
        const auto row = store.packet(packet.digest);
        return row ? row->verdict : "unknown";
    }

    /// The same registry as another program opens it: with another trust, or other keys.
    [[nodiscard]] Judge judge_with(const crypto::Trust& other,
                                   std::span<const crypto::age::Identity> identities,
                                   const crypto::KeyPair& receipt) {
        return Judge({.store = store,
                      .trust = other,
                      .identities = identities,
                      .contents = contents,
                      .receipt_key = receipt,
                      .now_ms = [this] { return now_ms; }});
    }

    fs::path folder;
    Store store;
    crypto::Trust trust;
    support::MemoryContents contents{};
    std::int64_t now_ms{1'800'000'000'000};
    Judge judge;
};

/// Packets 1 and 2 of one centre, made once.
struct Pair {
    TestCentre centre{};
    center::PacketFiles first = centre.seal();
    center::PacketFiles second = centre.seal(second_order());

private:
    center::SealOrder second_order() {
        auto order = centre.order(/*seq=*/2, /*seed=*/9);
        order.previous = first.digest;
        return order;
    }
};

Pair& pair() {
    static Pair made;
    return made;
}

/// Valid when the test publishes, after the year of the sealing.
std::vector<crypto::TrustedKey> long_lived_keys() {
    auto keys = pair().centre.keys;
    for (auto& key : keys)
        key.to = *parse_utc("2030-01-01T00:00:00Z");
    return keys;
}

}  // namespace

TEST_CASE("An accepted packet is kept with its checks, its sittings and a receipt that verifies") {
    TestRegistry registry(pair().centre);
    const auto reply = registry.receive(pair().first);

    INFO(reply.end.detail);
    REQUIRE(reply.end.verdict == PacketVerdict::Accepted);
    const std::vector keys{pair().centre.receipt.public_key()};
    const auto receipt = engine::open_receipt(reply.receipt, keys);
    REQUIRE(receipt);
    CHECK(receipt->packet == pair().first.digest);
    CHECK(receipt->result == PacketVerdict::Accepted);
    CHECK(registry.store.checks_of(pair().first.digest).size() == 15);
    CHECK(registry.store.sittings_of(pair().first.digest).size() == 2);
    const auto compared = registry.store.comparison_of(pair().first.digest);
    REQUIRE(compared.size() == 2);
    CHECK(compared.front().differs.empty());
    CHECK(compared.front().stated == compared.front().replayed);
    CHECK(compared.front().candidate ==
          registry.store.sittings_of(pair().first.digest).front().candidate);
    CHECK(registry.store.unpublished_packets() == std::vector{pair().first.digest});
    CHECK(registry.store.files_of(pair().first.digest) == engine::write_ustar(pair().first.files));
}

TEST_CASE("The same packet again is a duplicate, with the same receipt") {
    TestRegistry registry(pair().centre);
    const auto first = registry.receive(pair().first);
    registry.now_ms += 60'000;
    const auto again = registry.receive(pair().first);

    CHECK(again.end.verdict == PacketVerdict::Duplicate);
    CHECK(again.receipt == first.receipt);
    CHECK(registry.store.unpublished_packets().size() == 1);
}

TEST_CASE("A packet whose bytes are not the signed ones leaves nothing behind") {
    TestRegistry registry(pair().centre);
    auto swapped = pair().first;
    swapped.files.at("texts.json.age").back() ^= 1;
    const auto reply = registry.receive(swapped);

    CHECK(reply.end.verdict == PacketVerdict::DigestMismatch);
    CHECK(reply.receipt.empty());
    CHECK(registry.verdict_of(pair().first) == "unknown");
    CHECK(!registry.store.files_of(pair().first.digest));
    CHECK(registry.receive(pair().first).end.verdict == PacketVerdict::Accepted);
}

TEST_CASE("A packet that came too early is judged again when the one before it arrives") {
    TestRegistry registry(pair().centre);
    CHECK(registry.receive(pair().second).end.verdict == PacketVerdict::HeldGap);
    CHECK(registry.receive(pair().second).end.verdict == PacketVerdict::HeldGap);

    CHECK(registry.receive(pair().first).end.verdict == PacketVerdict::Accepted);

    CHECK(registry.verdict_of(pair().second) == "accepted");
    CHECK(registry.store.unpublished_packets() ==
          std::vector{pair().second.digest, pair().first.digest});
}

TEST_CASE("A packet that waits is sent again, and nothing is written again") {
    TestRegistry registry(pair().centre);
    const auto first = registry.receive(pair().second);
    registry.now_ms += 60'000;
    const auto again = registry.receive(pair().second);

    CHECK(again.end == first.end);
    CHECK(again.receipt == first.receipt);
    CHECK(registry.store.packet(pair().second.digest)->judged_ms == registry.now_ms - 60'000);
}

TEST_CASE("A session sealed twice is accepted once, under the number that came first") {
    TestRegistry registry(pair().centre);
    auto& centre = pair().centre;
    auto order = centre.order();
    const auto first = centre.seal(order);
    order.seq = 2;
    order.previous = first.digest;
    order.nonce = centre.order(/*seq=*/2).nonce;
    const auto second = centre.seal(order);

    CHECK(registry.receive(first).end.verdict == PacketVerdict::Accepted);
    const auto again = registry.receive(second);

    CHECK(again.end.verdict == PacketVerdict::Fork);
    CHECK(again.end.detail == "the same session came in number 1");
    CHECK(!again.receipt.empty());
    CHECK(registry.store.sittings_of(second.digest).empty());
}

TEST_CASE("A nonce that another packet had is found in the database") {
    TestRegistry registry(pair().centre);
    auto& centre = pair().centre;
    auto order = centre.order(/*seq=*/2, /*seed=*/9);
    order.previous = pair().first.digest;
    order.nonce =
        engine::read_statement(TestCentre::payload_of(pair().first)).value().predicate.nonce;

    CHECK(registry.receive(pair().first).end.verdict == PacketVerdict::Accepted);
    const auto reused = registry.receive(centre.seal(order));

    CHECK(reused.end.verdict == PacketVerdict::NonceReused);
    CHECK(reused.end.detail == pair().first.digest.hex());
}

TEST_CASE("A packet that an older key could not open is judged again when the program starts") {
    TestRegistry registry(pair().centre);
    const std::vector strangers = [] {
        std::vector<crypto::age::Identity> made;
        made.push_back(crypto::age::Identity::generate());
        return made;
    }();
    auto before = registry.judge_with(registry.trust, strangers, pair().centre.receipt);
    const auto refused = before.receive(engine::write_ustar(pair().first.files));
    CHECK(refused.end.verdict == PacketVerdict::CannotOpen);
    CHECK(before.judge_not_final() == 0);

    CHECK(registry.judge.judge_not_final() == 1);

    CHECK(registry.verdict_of(pair().first) == "accepted");
    const auto again = registry.receive(pair().first);
    CHECK(again.end.verdict == PacketVerdict::Duplicate);
    CHECK(again.receipt != refused.receipt);
}

TEST_CASE("A packet of another engine waits for the engine that can judge it") {
    TestRegistry registry(pair().centre);
    const auto other = pair().centre.reseal(pair().first, {}, [](auto& predicate) {
        predicate.engine.behaviour = crypto::sha256("another");
    });
    CHECK(registry.receive(other).end.verdict == PacketVerdict::EngineMismatch);

    CHECK(registry.store.packets_not_final() == std::vector{other.digest});
    CHECK(registry.judge.judge_not_final() == 0);
    CHECK(registry.verdict_of(other) == "engine_mismatch");
}

TEST_CASE("A stored packet that is damaged, or whose key was revoked, stops no other") {
    TestRegistry registry(pair().centre);
    registry.receive(pair().second);
    auto revoked = pair().centre.keys;
    revoked.front().revoked = crypto::Revocation{support::sealing_time()};
    const auto trust = pair().centre.trust_with(revoked);
    auto after = registry.judge_with(trust, pair().centre.registry, pair().centre.receipt);
    CHECK(after.judge_not_final() == 0);

    const auto file = registry.folder / "packets" / pair().second.digest.hex();
    std::ofstream(file, std::ios::binary) << "cut";
    CHECK(registry.judge.judge_not_final() == 0);
    CHECK(registry.receive(pair().first).end.verdict == PacketVerdict::Accepted);
    fs::remove(file);
    CHECK(registry.judge.judge_held() == 0);
    CHECK(registry.verdict_of(pair().second) == "held_gap");

    CHECK(registry.receive(pair().second).end.verdict == PacketVerdict::Accepted);
    CHECK(registry.store.files_of(pair().second.digest) ==
          engine::write_ustar(pair().second.files));
}

TEST_CASE("A packet that waits for a bank is accepted once the bank is installed") {
    TestRegistry registry(pair().centre);
    registry.contents.content = nullptr;
    CHECK(registry.receive(pair().first).end.verdict == PacketVerdict::HeldUnknownBank);

    registry.contents.content = support::shared_content();
    CHECK(registry.judge.judge_held() == 1);

    CHECK(registry.verdict_of(pair().first) == "accepted");
}

TEST_CASE("Two packets of one number are both kept, the second as a fork, each with its receipt") {
    TestRegistry registry(pair().centre);
    auto& centre = pair().centre;
    const auto other = centre.seal();
    const auto first = registry.receive(pair().first);
    const auto fork = registry.receive(other);

    CHECK(fork.end.verdict == PacketVerdict::Fork);
    CHECK(registry.verdict_of(other) == "fork");
    const auto again = registry.receive(other);
    CHECK(again.end.verdict == PacketVerdict::Duplicate);
    CHECK(again.receipt == fork.receipt);
    CHECK(again.receipt != first.receipt);
}

TEST_CASE("Packets are found by what they ask of the staff, and page after page") {
    TestRegistry registry(pair().centre);
    const auto fork = pair().centre.seal();
    registry.receive(pair().second);
    const auto waiting = registry.store.packets({.state = PacketState::Waiting});
    REQUIRE(waiting.packets.size() == 1);
    CHECK(waiting.packets.front().digest == pair().second.digest);
    CHECK(waiting.packets.front().validated == 0);

    registry.now_ms += 1000;
    registry.receive(pair().first);
    registry.now_ms += 1000;
    registry.receive(fork);

    CHECK(registry.store.packets({.state = PacketState::Waiting}).packets.empty());
    CHECK(registry.store.packets({.state = PacketState::ToPublish}).packets.size() == 2);
    CHECK(registry.store.packets({.state = PacketState::ToDecide}).packets.front().digest ==
          fork.digest);
    const auto all = registry.store.packets();
    REQUIRE(all.packets.size() == 3);
    CHECK_FALSE(all.more);
    CHECK(all.packets.front().digest == fork.digest);
    CHECK(all.packets.back().validated == 2);
    const auto older = registry.store.packets({.before = fork.digest});
    REQUIRE(older.packets.size() == 2);
    CHECK(older.packets.front().digest == pair().first.digest);
}

TEST_CASE("What is no archive is malformed and not kept") {
    TestRegistry registry(pair().centre);
    CHECK(registry.judge.receive(to_bytes("hello")).end.verdict == PacketVerdict::Malformed);
}

TEST_CASE("Publishing makes one certificate a validated sitting, and only once") {
    TestRegistry registry(pair().centre);
    registry.receive(pair().first);
    const Issuer issuer{
        .did = "did:web:registry.example", .name = "Essai", .key = pair().centre.certificate};
    const Publishing publishing{
        .packet = pair().first.digest, .by = "jury", .at_ms = 1'800'000'000'000};

    CHECK(publish(registry.store, issuer, {.packet = pair().second.digest}) ==
          PublishEnd::NotAccepted);
    CHECK(publish(registry.store, issuer, publishing) == PublishEnd::Published);
    CHECK(publish(registry.store, issuer, publishing) == PublishEnd::AlreadyPublished);

    const auto certificates = registry.store.certificates_of(pair().first.digest);
    REQUIRE(certificates.size() == 2);
    CHECK(registry.store.certificate(certificates.front().code)->document ==
          certificates.front().document);
    const auto sitting = registry.store.sittings_of(pair().first.digest).front();
    REQUIRE(sitting.started_ms);
    const auto reading = verify_credential(certificates.front().document,
                                           pair().centre.trust_with(long_lived_keys()),
                                           crypto::TrustMode::Production);
    REQUIRE(reading.result);
    CHECK(reading.result->sat_at == utc_of_ms(*sitting.started_ms));
    CHECK(reading.result->sat_at != support::sealing_time());
    const auto packet = registry.store.packet(pair().first.digest);
    CHECK(packet->published_by == "jury");
    CHECK(packet->state == PacketState::Published);
    CHECK(packet->certificates == 2);
}
