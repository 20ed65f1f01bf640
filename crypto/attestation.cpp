// SPDX-License-Identifier: EUPL-1.2
#include "crypto/attestation.h"

#include "crypto/base/ensure.h"
#include "crypto/note.h"

namespace probant::crypto {

namespace {

constexpr std::string_view kPossession = "probant/key-possession/v1";

std::string line(std::string_view name, std::string_view value) {
    std::string text(name);
    text += ' ';
    text += value;
    text += '\n';
    return text;
}

std::string possession_lines(const KeyLabel& label, const PublicKey& key) {
    return line("use", name_of(label.use)) + line("centre", label.centre) +
           line("demo", label.demo ? "yes" : "no") + line("key", key.keyid());
}

}  // namespace

std::string prove_possession(const KeyLabel& label, const KeyPair& pair) {
    ENSURE(is_coherent(label));
    return note::sign(kPossession, possession_lines(label, pair.public_key()), pair);
}

bool proves_possession(std::string_view proof, const KeyLabel& label, const PublicKey& key) {
    if (!is_coherent(label)) return false;
    const auto text = note::open(proof, {.name = std::string(kPossession), .key = key});
    return text && text.value() == std::string(kPossession) + "\n" + possession_lines(label, key);
}

}  // namespace probant::crypto
