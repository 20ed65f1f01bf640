// Every way in which a packet is refused, each by its own verdict.
// SPDX-License-Identifier: EUPL-1.2
#include "registry/intake/verify_packet.h"

#include <functional>

#include <catch2/catch.hpp>

#include "crypto/checkpoint.h"
#include "crypto/dsse.h"
#include "engine/packet/session_key.h"
#include "tests/support/packets.h"

using namespace probant;
using namespace probant::registry;
using probant::engine::PacketVerdict;
using support::TestCentre;

namespace {

/// Made once: generating keys and playing sittings is the slow part.
struct World {
    TestCentre centre{};
    center::PacketFiles packet = centre.seal();
    support::MemoryContents contents{};

    World() { contents.content = support::shared_content(); }
};

World& world() {
    static World made;
    return made;
}

Verification judge(const center::PacketFiles& packet,
                   const crypto::Trust& trust,
                   History* history = nullptr) {
    auto& w = world();
    return verify_packet(packet.files,
                         {.trust = trust,
                          .mode = w.centre.mode,
                          .history = history,
                          .identities = w.centre.registry,
                          .contents = &w.contents});
}

PacketVerdict verdict_of(const center::PacketFiles& packet, History* history = nullptr) {
    const auto verification = judge(packet, world().centre.trust(), history);
    INFO(verification.end.detail);
    return verification.end.verdict;
}

/// The same packet judged with another entry for one of its keys.
PacketVerdict verdict_with(std::size_t key,
                           const std::function<void(crypto::TrustedKey&)>& change) {
    auto keys = world().centre.keys;
    change(keys.at(key));
    const auto trust = world().centre.trust_with(keys);
    return judge(world().packet, trust).end.verdict;
}

center::PacketFiles without(std::string_view name) {
    auto packet = world().packet;
    packet.files.erase(std::string(name));
    return packet;
}

/// The packet with one piece of its statement's text replaced, signed again.
center::PacketFiles restated(std::string_view from, std::string_view to) {
    auto payload = TestCentre::payload_of(world().packet);
    const auto at = payload.find(from);
    REQUIRE(at != std::string::npos);
    payload.replace(at, from.size(), to);
    return world().centre.sign_again(world().packet, payload);
}

/// This packet came before, under that number, and was accepted.
void remember(support::MemoryHistory& history,
              const center::PacketFiles& before,
              std::int64_t seq) {
    history.packets[{"FR-0042", seq}] = {.digest = before.digest, .settled = true};
}

}  // namespace

TEST_CASE("A packet as the centre sealed it is accepted, every check held") {
    const auto verification = judge(world().packet, world().centre.trust());

    INFO(verification.end.detail);
    CHECK(verification.end.verdict == PacketVerdict::Accepted);
    REQUIRE(verification.opened);
    CHECK(verification.opened->people.size() == 2);
    CHECK(verification.checks.size() == 13);
    CHECK(verification.digest == world().packet.digest);
}

TEST_CASE("Offline, without the registry's identity, the sealed part stays sealed") {
    const auto trust = world().centre.trust();
    const auto verification = verify_packet(world().packet.files, {.trust = trust});

    CHECK(verification.end.verdict == PacketVerdict::Accepted);
    CHECK(verification.whole);
    CHECK(!verification.opened);
    CHECK(verification.checks.back().name == check::kCheckpoint);
}

TEST_CASE("Every byte of a packet's envelope flipped, one at a time, is refused") {
    const auto trust = world().centre.trust();
    const auto& original = world().packet.files.at("packet.dsse.json");
    for (std::size_t at = 0; at < original.size(); ++at) {
        auto files = world().packet.files;
        files.at("packet.dsse.json")[at] ^= 0x01;
        const auto verification = verify_packet(files, {.trust = trust});
        if (verification.end.verdict == PacketVerdict::Accepted) FAIL("byte " << at);
        if (verification.statement) FAIL("byte " << at << " came as far as the statement");
    }
}

TEST_CASE("A changed payload, another key or a missing signature are three verdicts") {
    auto flipped = world().packet;
    auto& envelope = flipped.files.at("packet.dsse.json");
    const auto text = to_string(envelope);
    const auto sig = text.find(R"("sig":")") + 7;
    envelope[sig + 3] = envelope[sig + 3] == 'A' ? 'B' : 'A';
    CHECK(verdict_of(flipped) == PacketVerdict::BadSignature);

    const auto statement = TestCentre::payload_of(world().packet);
    const auto stranger = crypto::KeyPair::generate();
    const auto sign = [&](const crypto::Signers& signers) {
        auto packet = world().packet;
        packet.files.at("packet.dsse.json") =
            to_bytes(crypto::dsse::sign(crypto::dsse::PayloadType::Packet, statement, signers));
        return packet;
    };
    const auto& keys = world().centre;
    CHECK(verdict_of(sign({keys.centre, stranger})) == PacketVerdict::UnknownKey);
    CHECK(verdict_of(sign({keys.centre})) == PacketVerdict::MissingSignature);
    CHECK(verdict_of(sign({keys.invigilator})) == PacketVerdict::MissingSignature);
    CHECK(verdict_of(sign({keys.centre, keys.receipt})) == PacketVerdict::UnknownKey);
}

TEST_CASE("The same two signatures in the other order, or one more, are not this packet") {
    const auto statement = TestCentre::payload_of(world().packet);
    const auto& keys = world().centre;
    const auto sign = [&](const crypto::Signers& signers) {
        auto packet = world().packet;
        packet.files.at("packet.dsse.json") =
            to_bytes(crypto::dsse::sign(crypto::dsse::PayloadType::Packet, statement, signers));
        return packet;
    };
    auto listed = keys.keys;
    const auto second = crypto::KeyPair::generate();
    listed.push_back(listed.at(1));
    listed.back().key = second.public_key();
    const auto trust = keys.trust_with(listed);

    CHECK(verdict_of(sign({keys.centre, keys.invigilator})) == PacketVerdict::Accepted);
    CHECK(verdict_of(sign({keys.invigilator, keys.centre})) == PacketVerdict::Malformed);
    const auto by_three = sign({keys.centre, keys.invigilator, second});
    CHECK(judge(by_three, trust).end.verdict == PacketVerdict::Malformed);
}

TEST_CASE("What is no packet is malformed, what is of a later version is said to be") {
    auto garbage = world().packet;
    garbage.files.at("packet.dsse.json") = to_bytes("{}");
    CHECK(verdict_of(garbage) == PacketVerdict::Malformed);
    CHECK(verdict_of(without("packet.dsse.json")) == PacketVerdict::Malformed);

    auto more = world().packet;
    more.files.emplace("readme", to_bytes("x"));
    CHECK(verdict_of(more) == PacketVerdict::Malformed);

    CHECK(verdict_of(restated("\"v\":1}", "\"v\":2}")) == PacketVerdict::UnknownVersion);

    auto other_type = world().packet;
    other_type.files.at("packet.dsse.json") = to_bytes(
        crypto::dsse::sign(crypto::dsse::PayloadType::Receipt, "{}", {world().centre.centre}));
    CHECK(verdict_of(other_type) == PacketVerdict::UnknownVersion);
}

TEST_CASE("A key is judged at the second at which the packet was sealed") {
    const auto sealed = support::sealing_time();
    for (const std::size_t key : {std::size_t{0}, std::size_t{1}}) {
        CHECK(verdict_with(key, [&](auto& one) { one.to = sealed; }) == PacketVerdict::ExpiredKey);
        CHECK(verdict_with(key, [&](auto& one) { one.to = {sealed.unix_seconds + 1}; }) ==
              PacketVerdict::Accepted);
        CHECK(verdict_with(key, [&](auto& one) { one.from = {sealed.unix_seconds + 1}; }) ==
              PacketVerdict::ExpiredKey);
        CHECK(verdict_with(key, [&](auto& one) { one.from = sealed; }) == PacketVerdict::Accepted);
        CHECK(verdict_with(key, [&](auto& one) { one.revoked = crypto::Revocation{sealed}; }) ==
              PacketVerdict::RevokedKey);
        CHECK(verdict_with(key, [](auto& one) { one.label.demo = true; }) ==
              PacketVerdict::DemoKey);
        CHECK(verdict_with(key, [](auto& one) { one.label.centre = "FR-0001"; }) ==
              PacketVerdict::UnknownKey);
    }
}

TEST_CASE("A demonstration's packet is refused in production") {
    CHECK(verdict_of(restated("\"mode\":\"production\"", "\"mode\":\"demo\"")) ==
          PacketVerdict::DemoKey);
}

TEST_CASE("A sealed file changed, swapped or missing is found by its digest") {
    for (const auto name : engine::kSealedFiles) {
        INFO(name);
        auto changed = world().packet;
        changed.files.at(std::string(name)).back() ^= 1;
        CHECK(verdict_of(changed) == PacketVerdict::DigestMismatch);
        CHECK(verdict_of(without(name)) == PacketVerdict::DigestMismatch);
    }
    auto swapped = world().packet;
    std::swap(swapped.files.at("people.json.age"), swapped.files.at("texts.json.age"));
    CHECK(verdict_of(swapped) == PacketVerdict::DigestMismatch);
}

TEST_CASE("A checkpoint must be the session key's, of the same size and root") {
    CHECK(verdict_of(without("checkpoint")) == PacketVerdict::BadCheckpoint);

    const auto statement = engine::read_statement(TestCentre::payload_of(world().packet)).value();
    const auto with_checkpoint = [&](const crypto::Checkpoint& stated, const crypto::KeyPair& key) {
        auto changed = statement;
        const auto note = crypto::sign_checkpoint(stated, key);
        changed.predicate.checkpoint = crypto::sha256(note);
        auto packet = world().packet;
        packet.files.at("checkpoint") = to_bytes(note);
        return world().centre.sign_again(packet, engine::write_statement(changed));
    };
    const auto& journal = statement.predicate.journal;
    const crypto::Checkpoint right{
        .origin = journal.origin,
        .head = {.size = static_cast<std::uint64_t>(journal.size), .root = journal.root}};
    auto shorter = right;
    --shorter.head.size;
    CHECK(verdict_of(with_checkpoint(right, world().centre.session)) == PacketVerdict::Accepted);
    CHECK(verdict_of(with_checkpoint(right, world().centre.centre)) ==
          PacketVerdict::BadCheckpoint);
    CHECK(verdict_of(with_checkpoint(shorter, world().centre.session)) ==
          PacketVerdict::BadCheckpoint);
}

TEST_CASE("A session key that the centre did not endorse signs nothing") {
    const auto other = crypto::KeyPair::generate();
    auto statement = engine::read_statement(TestCentre::payload_of(world().packet)).value();
    auto& claim = statement.predicate.session_key;
    claim.endorsement =
        engine::endorse_session_key({.centre = "FR-0042",
                                     .session = statement.predicate.session,
                                     .key = *crypto::PublicKey::parse(claim.public_key)},
                                    other);
    CHECK(verdict_of(world().centre.sign_again(
              world().packet, engine::write_statement(statement))) == PacketVerdict::BadCheckpoint);
}

TEST_CASE("The same packet again is a duplicate, another of its number a fork") {
    support::MemoryHistory history;
    remember(history, world().packet, 1);
    CHECK(verdict_of(world().packet, &history) == PacketVerdict::Duplicate);

    const auto other = world().centre.seal();
    CHECK(verdict_of(other, &history) == PacketVerdict::Fork);
}

TEST_CASE("A session that came in another packet is a fork, in whatever number") {
    const auto statement = engine::read_statement(TestCentre::payload_of(world().packet)).value();
    const auto session = statement.predicate.session;
    support::MemoryHistory history;
    history.sessions[session] = {.digest = crypto::sha256("another"), .seq = 5};
    support::MemoryHistory own;
    own.sessions[session] = {.digest = world().packet.digest, .seq = 1};

    const auto found = judge(world().packet, world().centre.trust(), &history);

    CHECK(found.end.verdict == PacketVerdict::Fork);
    CHECK(found.end.detail == "the same session came in number 5");
    CHECK(verdict_of(world().packet, &own) == PacketVerdict::Accepted);
}

TEST_CASE("A packet that comes before its time is kept, one that follows another is a fork") {
    auto order = world().centre.order(/*seq=*/2, /*seed=*/5);
    order.previous = world().packet.digest;
    const auto second = world().centre.seal(order);
    support::MemoryHistory empty;
    support::MemoryHistory first_held;
    remember(first_held, world().packet, 1);
    first_held.packets.begin()->second.settled = false;
    support::MemoryHistory other_first;
    remember(other_first, second, 1);
    support::MemoryHistory first;
    remember(first, world().packet, 1);

    CHECK(verdict_of(second, &empty) == PacketVerdict::HeldGap);
    CHECK(verdict_of(second, &first_held) == PacketVerdict::HeldGap);
    CHECK(verdict_of(second, &other_first) == PacketVerdict::Fork);
    CHECK(verdict_of(second, &first) == PacketVerdict::Accepted);
}

TEST_CASE("A nonce serves once") {
    auto order = world().centre.order(/*seq=*/2, /*seed=*/6);
    order.previous = world().packet.digest;
    const auto second = world().centre.seal(order);
    support::MemoryHistory history;
    remember(history, world().packet, 1);
    history.nonces[order.nonce] = world().packet.digest;

    CHECK(verdict_of(second, &history) == PacketVerdict::NonceReused);
    history.nonces[order.nonce] = second.digest;
    CHECK(verdict_of(second, &history) == PacketVerdict::Accepted);
}

TEST_CASE("A packet sealed to someone else cannot be opened") {
    auto order = world().centre.order();
    order.recipients = {crypto::age::Identity::generate().recipient()};

    CHECK(verdict_of(world().centre.seal(order)) == PacketVerdict::CannotOpen);
}

TEST_CASE("Numbers that are not those of the journal are found") {
    auto statement = engine::read_statement(TestCentre::payload_of(world().packet)).value();
    ++statement.predicate.counts.answers;
    CHECK(
        verdict_of(world().centre.sign_again(world().packet, engine::write_statement(statement))) ==
        PacketVerdict::CountsMismatch);

    auto order = world().centre.order();
    order.texts.push_back({.salt = {1}, .text = "a text that no entry names"});
    CHECK(verdict_of(world().centre.seal(order)) == PacketVerdict::CountsMismatch);
}

namespace {

engine::PacketPredicate stated() {
    return engine::read_statement(TestCentre::payload_of(world().packet)).value().predicate;
}

center::PacketFiles restating(const std::function<void(engine::PacketPredicate&)>& change) {
    return world().centre.reseal(world().packet, {}, change);
}

}  // namespace

TEST_CASE("A packet with two faults has the verdict of the first check") {
    auto trust_without = world().centre.keys;
    trust_without.front().to = support::sealing_time();
    const auto expired = world().centre.trust_with(trust_without);
    const auto trust = world().centre.trust();
    const auto end = [&](const center::PacketFiles& packet, History* history = nullptr) {
        return judge(packet, trust, history).end.verdict;
    };
    const auto behaves_otherwise = [](engine::PacketPredicate& predicate) {
        predicate.engine.behaviour = crypto::sha256("another");
    };
    support::MemoryHistory used;
    used.packets[{"FR-0042", 1}] = {.digest = crypto::sha256("first"), .settled = true};
    used.nonces[stated().nonce] = crypto::sha256("second");
    support::MemoryHistory reused;
    reused.nonces[stated().nonce] = crypto::sha256("second");

    auto no_checkpoint = without("checkpoint");
    auto changed_too = no_checkpoint;
    changed_too.files.at("texts.json.age").back() ^= 1;
    auto garbage = world().packet;
    garbage.files.at("packet.dsse.json") = to_bytes("{}");
    garbage.files.emplace("readme", to_bytes("x"));

    CHECK(judge(garbage, trust).checks.size() == 1);
    CHECK(judge(changed_too, expired).end.verdict == PacketVerdict::ExpiredKey);
    CHECK(end(changed_too) == PacketVerdict::DigestMismatch);
    CHECK(end(no_checkpoint, &used) == PacketVerdict::BadCheckpoint);
    CHECK(end(world().packet, &used) == PacketVerdict::Fork);
    CHECK(end(restating(behaves_otherwise), &reused) == PacketVerdict::NonceReused);
    CHECK(end(restating([&](auto& predicate) {
              behaves_otherwise(predicate);
              ++predicate.counts.answers;
          })) == PacketVerdict::CountsMismatch);
    world().contents.content = nullptr;
    CHECK(end(restating(behaves_otherwise)) == PacketVerdict::EngineMismatch);
    world().contents.content = support::shared_content();
}

TEST_CASE("A packet of another engine is not replayed") {
    auto statement = engine::read_statement(TestCentre::payload_of(world().packet)).value();
    statement.predicate.engine.behaviour = crypto::sha256("another");
    CHECK(
        verdict_of(world().centre.sign_again(world().packet, engine::write_statement(statement))) ==
        PacketVerdict::EngineMismatch);
}

TEST_CASE("A packet whose bank is not installed waits for it") {
    world().contents.content = nullptr;
    CHECK(verdict_of(world().packet) == PacketVerdict::HeldUnknownBank);
    world().contents.content = support::shared_content();
    CHECK(verdict_of(world().packet) == PacketVerdict::Accepted);
}

TEST_CASE("A wrong answer counted right is found by the replay, at its entry") {
    // A centre that changed its keys to the questions but states the true bank's digest.
    auto bank = support::small_content().bank;
    for (auto& item : bank.items) {
        if (auto* choice = std::get_if<engine::key::Choice>(&item.key)) {
            choice->option = {(choice->option.value + 1) %
                              static_cast<std::uint32_t>(item.options.size())};
        }
    }
    const auto cheated = engine::make_content(
        bank, support::small_content().rules, support::small_content().rules_digest);
    TestCentre cheat;
    cheat.content = &cheated;
    const auto packet = cheat.seal();

    const auto trust = cheat.trust();
    const auto verification = verify_packet(
        packet.files,
        {.trust = trust, .identities = cheat.registry, .contents = &world().contents});

    CHECK(verification.end.verdict == PacketVerdict::ReplayMismatch);
    CHECK(verification.end.detail.starts_with("entry "));
    CHECK(!verification.opened);
    CHECK(!verification.compared);
}

TEST_CASE("Results that are not those of the journal are found, and where they differ is said") {
    auto clear =
        crypto::age::open(world().packet.files.at("results.json.age"), world().centre.registry);
    REQUIRE(clear);
    auto text = to_string(clear.value());
    const auto at = text.find("\"points\":") + 9;
    text[at] = text[at] == '1' ? '2' : '1';
    auto packet = world().packet;
    const std::vector<crypto::age::Recipient> to{world().centre.registry.front().recipient()};
    packet.files.at("results.json.age") = crypto::age::seal(as_bytes(text), to);
    auto statement = engine::read_statement(TestCentre::payload_of(packet)).value();
    statement.subjects.at("results.json.age") = crypto::sha256(packet.files.at("results.json.age"));
    packet = world().centre.sign_again(packet, engine::write_statement(statement));

    const auto verification = judge(packet, world().centre.trust());

    CHECK(verification.end.verdict == PacketVerdict::ReplayMismatch);
    CHECK(verification.end.detail.find(".score.points: stated ") != std::string::npos);
    REQUIRE(verification.compared);
    REQUIRE(verification.compared->size() == 2);
    CHECK(verification.compared->front().differs == std::vector<std::string>{"score.points"});
    CHECK(verification.compared->back().differs.empty());
}
