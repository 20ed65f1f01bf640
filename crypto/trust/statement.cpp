// SPDX-License-Identifier: EUPL-1.2
#include "crypto/trust/statement.h"

#include <algorithm>
#include <utility>

#include "crypto/canonical_json.h"
#include "crypto/internal/fields.h"

namespace probant::crypto {

namespace {

constexpr int kStatementVersion = 1;

bool is_coherent_key(const TrustedKey& key) {
    return is_listed(key.label.use) && is_coherent(key.label) && key.from < key.to &&
           std::holds_alternative<age::Recipient>(key.key) == receives(key.label.use);
}

bool is_sorted_by_keyid(const std::vector<TrustedKey>& keys) {
    return std::ranges::adjacent_find(keys, [](const auto& one, const auto& next) {
               return one.keyid() >= next.keyid();
           }) == keys.end();
}

bool is_coherent_statement(const TrustStatement& statement) {
    return statement.version >= 1 && statement.issued < statement.expires &&
           statement.keys.size() <= kTrustedKeysMax && is_sorted_by_keyid(statement.keys) &&
           std::ranges::all_of(statement.keys, is_coherent_key);
}

std::string_view public_member(Role role) {
    return receives(role) ? "ageRecipient" : "public";
}

json::Value written(const TrustedKey& key) {
    json::Object members{{"keyid", key.keyid()},
                         {"role", name_of(key.label.use)},
                         {"demo", key.label.demo},
                         {"from", to_text(key.from)},
                         {"to", to_text(key.to)}};
    members[std::string(public_member(key.label.use))] = text_of(key.key);
    if (!key.label.centre.empty()) members["centre"] = key.label.centre;
    if (!key.revoked) return members;
    members["revokedAt"] = to_text(key.revoked->at);
    if (key.revoked->last_packet) members["lastPacket"] = *key.revoked->last_packet;
    return members;
}

std::optional<Revocation> read_revocation(internal::Fields& fields) {
    if (!fields.has("revokedAt")) return std::nullopt;
    Revocation revocation{.at = fields.time("revokedAt"), .last_packet = {}};
    if (fields.has("lastPacket")) {
        revocation.last_packet = static_cast<std::uint64_t>(fields.integer("lastPacket"));
    }
    return revocation;
}

std::optional<TrustedKey> read_key(const json::Value& value) {
    internal::Fields fields(value);
    const std::string keyid = fields.text("keyid");
    const auto role = role_named(fields.text("role"));
    if (!role) return std::nullopt;
    const auto key = parse_public(*role, fields.text(public_member(*role)));
    if (!key || keyid_of(*key) != keyid) return std::nullopt;
    TrustedKey trusted{.key = *key,
                       .label = {.use = *role, .centre = {}, .demo = fields.boolean("demo")},
                       .from = {},
                       .to = {},
                       .revoked = {}};
    if (belongs_to_centre(*role)) trusted.label.centre = fields.text("centre");
    trusted.from = fields.time("from");
    trusted.to = fields.time("to");
    trusted.revoked = read_revocation(fields);
    if (!fields.complete()) return std::nullopt;
    return trusted;
}

}  // namespace

Revocation narrowed(const Revocation& one, const Revocation& other) {
    auto last_packet = one.last_packet;
    if (other.last_packet) {
        last_packet = std::min(last_packet.value_or(*other.last_packet), *other.last_packet);
    }
    return {.at = std::min(one.at, other.at), .last_packet = last_packet};
}

std::string write_statement(const TrustStatement& statement) {
    TrustStatement sorted = statement;
    std::ranges::sort(sorted.keys, [](const auto& one, const auto& other) {
        return one.keyid() < other.keyid();
    });
    ENSURE(is_coherent_statement(sorted));
    json::Array keys;
    for (const TrustedKey& key : sorted.keys) {
        keys.push_back(written(key));
    }
    return json::write(json::Object{{"v", kStatementVersion},
                                    {"version", sorted.version},
                                    {"issued", to_text(sorted.issued)},
                                    {"expires", to_text(sorted.expires)},
                                    {"keys", std::move(keys)}});
}

std::optional<TrustStatement> read_statement(std::string_view text) {
    const auto document = json::read_canonical(text);
    if (!document) return std::nullopt;
    internal::Fields fields(document.value());
    const std::int64_t format = fields.integer("v");
    TrustStatement statement{.version = static_cast<std::uint64_t>(fields.integer("version")),
                             .issued = fields.time("issued"),
                             .expires = fields.time("expires"),
                             .keys = {}};
    const json::Array* keys = fields.value("keys").array();
    if (!fields.complete() || format != kStatementVersion || keys == nullptr) return std::nullopt;
    for (const json::Value& value : *keys) {
        auto key = read_key(value);
        if (!key || statement.keys.size() == kTrustedKeysMax) return std::nullopt;
        statement.keys.push_back(std::move(*key));
    }
    if (!is_coherent_statement(statement)) return std::nullopt;
    return statement;
}

}  // namespace probant::crypto
