// crypto_probe: our formats on files, for programs we did not write to read.
//
// Role     Signs, seals and opens with the library itself. Its key is fixed and worthless.
// Usage    crypto_probe key FOLDER | dsse PAYLOAD | checkpoint | certificate DOCUMENT |
//          verify-dsse ENVELOPE | seal RECIPIENT CLEAR SEALED | open IDENTITY-FILE SEALED
//
// SPDX-License-Identifier: EUPL-1.2
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "crypto/age.h"
#include "crypto/canonical_json.h"
#include "crypto/checkpoint.h"
#include "crypto/data_integrity.h"
#include "crypto/dsse.h"
#include "crypto/note.h"

namespace {

using namespace probant;          // NOLINT(google-build-using-namespace): its own main
using namespace probant::crypto;  // NOLINT(google-build-using-namespace)
using Arguments = std::vector<std::string>;

constexpr int kDone = 0;
constexpr int kRefused = 1;
constexpr int kMisused = 2;
constexpr std::string_view kOrigin = "probant.example/probe";

KeyPair probe_key() {
    return KeyPair::from_seed(SecretBytes::from(Bytes(kSeedBytes, 0x50)));
}

std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void write_file(const std::string& path, ByteView content) {
    std::ofstream(path, std::ios::binary) << as_text(content);
}

/// The public key and the bytes a DSSE signature covers, raw.
int show_key(const Arguments& arguments) {
    const KeyPair key = probe_key();
    write_file(arguments.at(0) + "/public", key.public_key().bytes());
    write_file(arguments.at(0) + "/keyid", as_bytes(key.keyid()));
    write_file(arguments.at(0) + "/vkey",
               as_bytes(note::verifier_text({std::string(kOrigin), key.public_key()})));
    return kDone;
}

int sign_dsse(const Arguments& arguments) {
    const KeyPair key = probe_key();
    std::cout << dsse::sign(dsse::PayloadType::Packet, read_file(arguments.at(0)), {key});
    return kDone;
}

int verify_dsse(const Arguments& arguments) {
    const std::vector<PublicKey> keys{probe_key().public_key()};
    const auto envelope = dsse::Envelope::read(read_file(arguments.at(0)));
    if (!envelope) return kRefused;
    return envelope.value().verify(dsse::PayloadType::Packet, keys) ? kDone : kRefused;
}

int sign_probe_checkpoint(const Arguments& /*arguments*/) {
    merkle::Tree tree;
    for (const std::string_view entry : {"one", "two", "three"}) {
        tree.append(merkle::leaf_hash(as_bytes(entry)));
    }
    std::cout << sign_checkpoint({std::string(kOrigin), {tree.size(), tree.root()}}, probe_key());
    return kDone;
}

int sign_certificate(const Arguments& arguments) {
    const auto document = json::read(read_file(arguments.at(0)));
    if (!document) return kRefused;
    const KeyPair key = probe_key();
    const std::string multikey = data_integrity::to_multikey(key.public_key());
    const data_integrity::ProofOptions options{
        UtcTime{1795255200}, "did:key:" + multikey + "#" + multikey, "assertionMethod"};
    std::cout << json::write(data_integrity::sign_jcs(document.value(), options, key));
    return kDone;
}

int seal_file(const Arguments& arguments) {
    const auto recipient = age::Recipient::parse(arguments.at(0));
    if (!recipient) return kRefused;
    const std::vector<age::Recipient> recipients{*recipient};
    write_file(arguments.at(2), age::seal(as_bytes(read_file(arguments.at(1))), recipients));
    return kDone;
}

int open_file(const Arguments& arguments) {
    // age-keygen writes comments before the identity.
    const std::string text = read_file(arguments.at(0));
    const std::string line = text.substr(text.find("AGE-SECRET-KEY-1"));
    auto identity = age::Identity::parse(SecretBytes::from(line.substr(0, line.find('\n'))));
    if (!identity) return kRefused;
    std::vector<age::Identity> identities;
    identities.push_back(std::move(*identity));
    const auto clear = age::open(as_bytes(read_file(arguments.at(1))), identities);
    if (!clear) return kRefused;
    std::cout << as_text(clear.value());
    return kDone;
}

int run(const std::string& command, const Arguments& arguments) {
    if (command == "key") return show_key(arguments);
    if (command == "dsse") return sign_dsse(arguments);
    if (command == "verify-dsse") return verify_dsse(arguments);
    if (command == "checkpoint") return sign_probe_checkpoint(arguments);
    if (command == "certificate") return sign_certificate(arguments);
    if (command == "seal") return seal_file(arguments);
    if (command == "open") return open_file(arguments);
    return kMisused;
}

}  // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> words(argv, std::next(argv, argc));
    if (words.size() < 2) return kMisused;
    try {
        return run(words[1], {words.begin() + 2, words.end()});
    } catch (const std::exception& error) {
        std::cerr << "crypto_probe: " << error.what() << '\n';
        return kMisused;
    }
}
