// SPDX-License-Identifier: EUPL-1.2
#include <utility>

#include "crypto/canonical_json.h"
#include "crypto/cli/commands.h"
#include "crypto/cli/files.h"
#include "crypto/dsse.h"
#include "crypto/trust/public_file.h"
#include "crypto/trust/trust.h"

namespace probant::crypto::cli {

namespace {

json::Object label_members(const KeyLabel& label, const AnyPublicKey& key) {
    return {{"use", name_of(label.use)},
            {"centre", label.centre},
            {"demo", label.demo},
            {"keyid", keyid_of(key)},
            {"public", text_of(key)}};
}

json::Object of_key_file(const KeyFileHead& head) {
    json::Object members = label_members(head.label, head.public_key);
    members["what"] = "key file";
    members["lock"] = head.lock == LockKind::Passphrase ? "passphrase" : "machine";
    members["checked"] = "nothing: it opens with its lock only";
    return members;
}

json::Object of_public_file(const PublicFile& file) {
    json::Object members = label_members(file.label, file.key);
    members["what"] = "public file";
    members["checked"] =
        receives(file.label.use) ? "the key's name" : "the key's name and proof of possession";
    return members;
}

json::Object of_trusted_key(const TrustedKey& key) {
    json::Object members = label_members(key.label, key.key);
    members["from"] = to_text(key.from);
    members["to"] = to_text(key.to);
    if (!key.revoked) return members;
    members["revokedAt"] = to_text(key.revoked->at);
    if (key.revoked->last_packet) members["lastPacket"] = *key.revoked->last_packet;
    return members;
}

json::Object of_trust(const Trust& trust) {
    json::Array keys;
    for (const TrustedKey& key : trust.keys()) {
        keys.emplace_back(of_trusted_key(key));
    }
    return {{"what", "trust"},
            {"version", trust.version()},
            {"expires", to_text(trust.expires())},
            {"expired", trust.expired_at(now())},
            {"demo", trust.is_demo()},
            {"keys", std::move(keys)},
            {"checked", "signed by the root.pub beside it"}};
}

json::Object of_envelope(const dsse::Envelope& envelope) {
    json::Array keyids;
    for (const std::string& keyid : envelope.claimed_keyids()) {
        keyids.emplace_back(keyid);
    }
    return {{"what", "envelope"},
            {"payloadType", dsse::media_type(envelope.type())},
            {"claimedKeyids", std::move(keyids)},
            {"checked", "the form only, no signature"}};
}

std::optional<json::Object> trust_beside_root(const std::filesystem::path& path,
                                              const std::string& text) {
    const auto root = read_public_text(path.parent_path() / kRootPub);
    if (!root) return std::nullopt;
    const auto trust = load_trust({.root_pub = root.value(), .trust_dsse = text}, 0);
    if (!trust) return std::nullopt;
    return of_trust(trust.value());
}

std::optional<json::Object> understood(const std::filesystem::path& path, const std::string& text) {
    const auto head = read_key_file_head(text);
    if (head) return of_key_file(head.value());
    if (const auto file = read_public_file(text); file) return of_public_file(*file);
    const auto envelope = dsse::Envelope::read(text);
    if (!envelope) return std::nullopt;
    if (envelope.value().type() == dsse::PayloadType::Trust) {
        if (auto trust = trust_beside_root(path, text); trust) return trust;
    }
    return of_envelope(envelope.value());
}

std::string plain(const json::Value& value) {
    return value.text() != nullptr ? *value.text() : json::write(value);
}

std::string lines_of(const json::Object& members) {
    std::string text;
    for (const auto& [name, value] : members) {
        if (value.array() == nullptr) text += name + ": " + plain(value) + "\n";
    }
    for (const auto& [name, value] : members) {
        if (value.array() == nullptr) continue;
        for (const json::Value& entry : *value.array()) {
            text += name + ": " + plain(entry) + "\n";
        }
    }
    return text;
}

}  // namespace

Outcome inspect(const InspectOptions& options) {
    const auto text = read_public_text(options.file);
    if (!text) return Refused{text.error()};
    const auto members = understood(options.file, text.value());
    if (!members) {
        return Refused{about(options.file, "neither a key file, a public file nor an envelope")};
    }
    if (options.json) return json::write(*members) + "\n";
    return lines_of(*members);
}

}  // namespace probant::crypto::cli
