// SPDX-License-Identifier: EUPL-1.2
#include "crypto/attestation.h"

#include "crypto/base/ensure.h"
#include "crypto/note.h"

namespace probant::crypto {

namespace {

constexpr std::string_view kPossession = "probant/key-possession/v1";
constexpr std::string_view kSessionKey = "probant/session-key/v1";

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

std::string endorsement_lines(std::string_view session, const PublicKey& session_key) {
    return line("session", session) + line("key", session_key.text());
}

bool says(std::string_view note,
          std::string_view origin,
          const std::string& lines,
          const PublicKey& key) {
    const auto text = note::open(note, {.name = std::string(origin), .key = key});
    return text && text.value() == std::string(origin) + "\n" + lines;
}

}  // namespace

std::string prove_possession(const KeyLabel& label, const KeyPair& pair) {
    ENSURE(is_coherent(label));
    return note::sign(kPossession, possession_lines(label, pair.public_key()), pair);
}

bool proves_possession(std::string_view proof, const KeyLabel& label, const PublicKey& key) {
    if (!is_coherent(label)) return false;
    return says(proof, kPossession, possession_lines(label, key), key);
}

std::string endorse_session_key(std::string_view session,
                                const PublicKey& session_key,
                                const KeyPair& centre) {
    ENSURE(note::is_name(session));
    return note::sign(kSessionKey, endorsement_lines(session, session_key), centre);
}

bool endorses_session_key(std::string_view endorsement,
                          std::string_view session,
                          const PublicKey& session_key,
                          const PublicKey& centre) {
    if (!note::is_name(session)) return false;
    return says(endorsement, kSessionKey, endorsement_lines(session, session_key), centre);
}

}  // namespace probant::crypto
