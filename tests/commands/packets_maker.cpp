// Seals one packet of each kind that is accepted, held or refused, for the tests of probant-verify.
// Usage: probant_packets_maker FOLDER PACKAGE
// Leaves, in FOLDER: packets/VERDICT.what.tar, opened/VERDICT.what.tar (judged with identity and
// banks), sequence/N.VERDICT.tar (judged in that order with --state), trust/, trusts/VERDICT.what/,
// identity, certificates/VERDICT.what.json, journal.ndjson.
//
// SPDX-License-Identifier: EUPL-1.2
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <span>

#include "crypto/checkpoint.h"
#include "crypto/dsse.h"
#include "crypto/sodium.h"
#include "crypto/trust/public_file.h"
#include "engine/packet/archive.h"
#include "registry/certificates/credential.h"
#include "server/files/read_folder.h"
#include "tests/support/certified_result.h"
#include "tests/support/packets.h"

namespace {

using namespace probant;
namespace fs = std::filesystem;
using support::TestCentre;

constexpr int kFailed = 1;
constexpr int kMisused = 2;
constexpr std::uintmax_t kPackageBytesMax = std::uintmax_t{128} << 20U;

void put(const fs::path& file, ByteView bytes) {
    fs::create_directories(file.parent_path());
    std::ofstream stream(file, std::ios::binary);
    stream << as_text(bytes);
    if (!stream.flush()) throw std::runtime_error("cannot write " + file.string());
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
}

class Maker {
public:
    Maker(fs::path folder, engine::Content content)
        : folder_(std::move(folder)), content_(std::move(content)) {
        centre_.content = &content_;
        first_ = centre_.seal();
    }

    void make_all() {
        make_trusts();
        make_shallow();
        make_deep();
        make_sequence();
        make_certificates();
        put(folder_ / "identity", centre_.registry.front().text().expose());
        put(folder_ / "stranger", crypto::age::Identity::generate().text().expose());
        std::string journal;
        for (const auto& entry : centre_.order().entries)
            journal += entry + "\n";
        put(folder_ / "journal.ndjson", as_bytes(journal));
    }

private:
    void write_trust(const std::string& name, const std::vector<crypto::TrustedKey>& keys) const {
        const crypto::TrustStatement statement{.version = 1,
                                               .issued = *parse_utc("2026-01-01T00:00:00Z"),
                                               .expires = *parse_utc("2027-01-01T00:00:00Z"),
                                               .keys = keys};
        put(folder_ / name / "root.pub",
            as_bytes(crypto::write_public_file({.use = crypto::Role::Root}, centre_.root)));
        put(folder_ / name / "trust.dsse.json",
            as_bytes(crypto::sign_trust(statement, centre_.root)));
    }

    void make_trusts() const {
        write_trust("trust", centre_.keys);
        const auto changed = [&](const std::string& name, auto change) {
            auto keys = centre_.keys;
            for (auto& key : keys)
                change(key);
            write_trust("trusts/" + name, keys);
        };
        const auto sealed = support::sealing_time();
        changed("demo_key.keys_of_a_demonstration", [](auto& key) { key.label.demo = true; });
        changed("expired_key.keys_out_of_date", [&](auto& key) { key.to = sealed; });
        changed("revoked_key.keys_revoked",
                [&](auto& key) { key.revoked = crypto::Revocation{sealed}; });
        changed("unknown_key.keys_of_another_centre", [](auto& key) {
            if (!key.label.centre.empty()) key.label.centre = "FR-0001";
        });
    }

    void write(const std::string& name, const center::PacketFiles& packet) const {
        put(folder_ / (name + ".tar"), engine::write_ustar(packet.files));
    }

    [[nodiscard]] center::PacketFiles signed_by(const crypto::Signers& signers) const {
        auto packet = first_;
        packet.files.at("packet.dsse.json") = to_bytes(crypto::dsse::sign(
            crypto::dsse::PayloadType::Packet, TestCentre::payload_of(first_), signers));
        return packet;
    }

    /// The statement with one piece of its text replaced, signed again.
    [[nodiscard]] center::PacketFiles restated(std::string_view from, std::string_view to) const {
        auto payload = TestCentre::payload_of(first_);
        const auto at = payload.find(from);
        ENSURE(at != std::string::npos);
        payload.replace(at, from.size(), to);
        return centre_.sign_again(first_, payload);
    }

    /// What is found without opening the sealed part.
    void make_shallow() const {
        write("packets/accepted.as_sealed", first_);
        auto flipped = first_;
        auto& envelope = flipped.files.at("packet.dsse.json");
        const auto sig = to_string(envelope).find(R"("sig":")") + 10;
        envelope[sig] = envelope[sig] == 'A' ? 'B' : 'A';
        write("packets/bad_signature.a_byte_of_a_signature", flipped);
        write("packets/malformed.signatures_in_the_other_order",
              signed_by({centre_.invigilator, centre_.centre}));
        for (const auto name : engine::kSealedFiles) {
            auto changed = first_;
            changed.files.at(std::string(name)).back() ^= 1;
            write("packets/digest_mismatch.a_byte_of_" + std::string(name), changed);
        }
        auto swapped = first_;
        std::swap(swapped.files.at("people.json.age"), swapped.files.at("texts.json.age"));
        write("packets/digest_mismatch.sealed_files_swapped", swapped);
        const auto stranger = crypto::KeyPair::generate();
        write("packets/unknown_key.signed_by_a_stranger", signed_by({centre_.centre, stranger}));
        write("packets/missing_signature.no_invigilator", signed_by({centre_.centre}));
        auto more = first_;
        more.files.emplace("readme", to_bytes("x"));
        write("packets/malformed.a_file_that_no_packet_has", more);
        write("packets/demo_key.of_a_demonstration",
              restated(R"("mode":"production")", R"("mode":"demo")"));
        write("packets/unknown_version.of_a_later_version", restated("\"v\":1}", "\"v\":2}"));
        make_bad_checkpoint();
        put(folder_ / "packets/malformed.no_archive.tar", as_bytes("hello"));
    }

    void make_bad_checkpoint() const {
        auto statement = engine::read_statement(TestCentre::payload_of(first_)).value();
        const auto& journal = statement.predicate.journal;
        const crypto::Checkpoint stated{
            .origin = journal.origin,
            .head = {.size = static_cast<std::uint64_t>(journal.size), .root = journal.root}};
        const auto note = crypto::sign_checkpoint(stated, centre_.centre);
        statement.predicate.checkpoint = crypto::sha256(note);
        auto packet = first_;
        packet.files.at("checkpoint") = to_bytes(note);
        write("packets/bad_checkpoint.signed_by_the_centre_key",
              centre_.sign_again(packet, engine::write_statement(statement)));
    }

    /// What only opening and replaying finds.
    void make_deep() {
        write("opened/accepted.as_sealed", first_);
        auto order = centre_.order();
        order.recipients = {crypto::age::Identity::generate().recipient()};
        write("opened/cannot_open.sealed_to_another", centre_.seal(order));
        auto statement = engine::read_statement(TestCentre::payload_of(first_)).value();
        ++statement.predicate.counts.answers;
        write("opened/counts_mismatch.one_more_answer",
              centre_.sign_again(first_, engine::write_statement(statement)));
        --statement.predicate.counts.answers;
        statement.predicate.engine.behaviour = crypto::sha256("another");
        write("opened/engine_mismatch.another_engine",
              centre_.sign_again(first_, engine::write_statement(statement)));
        make_better_result();
    }

    /// The centre states one more point than its journal gives.
    void make_better_result() {
        const auto clear = crypto::age::open(first_.files.at("results.json.age"), centre_.registry);
        ENSURE(clear.has_value());
        auto text = to_string(clear.value());
        const auto at = text.find("\"points\":") + 9;
        ENSURE(at > 9);
        text[at] = text[at] == '1' ? '2' : '1';
        auto packet = first_;
        const std::vector<crypto::age::Recipient> to{centre_.registry.front().recipient()};
        packet.files.at("results.json.age") = crypto::age::seal(as_bytes(text), to);
        auto statement = engine::read_statement(TestCentre::payload_of(packet)).value();
        statement.subjects.at("results.json.age") =
            crypto::sha256(packet.files.at("results.json.age"));
        write("opened/replay_mismatch.a_better_result",
              centre_.sign_again(packet, engine::write_statement(statement)));
    }

    void make_sequence() {
        write("sequence/1.accepted", first_);
        write("sequence/2.duplicate", first_);
        write("sequence/3.fork", centre_.seal());
        auto second = centre_.order(/*seq=*/2, /*seed=*/5);
        second.previous = first_.digest;
        const auto later = centre_.seal(second);
        auto third = centre_.order(/*seq=*/3, /*seed=*/6);
        third.previous = later.digest;
        write("sequence/4.held_gap", centre_.seal(third));
        auto again = second;
        again.nonce =
            engine::read_statement(TestCentre::payload_of(first_)).value().predicate.nonce;
        write("sequence/5.nonce_reused", centre_.seal(again));
        write("sequence/6.accepted", later);
        const auto last = centre_.seal(third);
        write("sequence/7.accepted", last);
        auto sealed_twice = third;
        sealed_twice.seq = 4;
        sealed_twice.previous = last.digest;
        sealed_twice.nonce = centre_.order(/*seq=*/4).nonce;
        write("sequence/8.fork", centre_.seal(sealed_twice));
    }

    void make_certificates() const {
        const auto result = support::a_certified_result();
        const auto issue = [&](const crypto::KeyPair& key) {
            const registry::Issuer issuer{
                .did = "did:web:registry.example", .name = "Registre d’essai", .key = key};
            return registry::issue_credential(result, issuer, support::sealing_time());
        };
        const auto good = issue(centre_.certificate);
        put(folder_ / "certificates/valid.as_issued.json", as_bytes(good));
        auto better = good;
        better.replace(better.find("571"), 3, "971");
        put(folder_ / "certificates/bad_signature.more_points.json", as_bytes(better));
        put(folder_ / "certificates/unknown_key.of_a_stranger.json",
            as_bytes(issue(crypto::KeyPair::generate())));
        put(folder_ / "certificates/malformed.no_json.json", as_bytes("hello"));
    }

    fs::path folder_;
    engine::Content content_;
    TestCentre centre_{};
    center::PacketFiles first_{};
};

engine::Content read_content(const fs::path& package) {
    const auto files = server::read_folder(package, kPackageBytesMax);
    if (!files) throw std::runtime_error(package.string() + " is too large for a package");
    auto content = engine::read_package(*files);
    if (!content) throw std::runtime_error(package.string() + " is not a package");
    return std::move(content).value();
}

}  // namespace

int main(int argc, char** argv) {
    const std::span arguments(argv, static_cast<std::size_t>(argc));
    if (arguments.size() != 3) {
        std::cerr << "usage: probant_packets_maker FOLDER PACKAGE\n";
        return kMisused;
    }
    try {
        crypto::start_sodium();
        Maker(arguments[1], read_content(arguments[2])).make_all();
        return 0;
    } catch (const std::exception& error) {
        std::cerr << "probant_packets_maker: " << error.what() << '\n';
        return kFailed;
    }
}
