// SPDX-License-Identifier: EUPL-1.2
#include "crypto/trust/public_file.h"

#include <utility>

#include "crypto/attestation.h"
#include "crypto/canonical_json.h"
#include "crypto/internal/fields.h"

namespace probant::crypto {

namespace {

constexpr int kPublicFileVersion = 1;

json::Object members_of(const KeyLabel& label, const AnyPublicKey& key) {
    ENSURE(is_coherent(label));
    return {{"v", kPublicFileVersion},
            {"use", name_of(label.use)},
            {"centre", label.centre},
            {"demo", label.demo},
            {"keyid", keyid_of(key)},
            {"public", text_of(key)}};
}

}  // namespace

std::string write_public_file(const KeyLabel& label, const KeyPair& pair) {
    ENSURE(!receives(label.use));
    json::Object members = members_of(label, pair.public_key());
    members["possession"] = prove_possession(label, pair);
    return json::write(members) + "\n";
}

std::string write_public_file(const KeyLabel& label, const age::Recipient& recipient) {
    ENSURE(receives(label.use));
    return json::write(members_of(label, recipient)) + "\n";
}

std::optional<PublicFile> read_public_file(std::string_view text) {
    if (text.size() > kPublicFileBytesMax) return std::nullopt;
    if (text.ends_with('\n')) text.remove_suffix(1);
    const auto document = json::read_canonical(text);
    if (!document) return std::nullopt;
    internal::Fields fields(document.value());
    const std::int64_t version = fields.integer("v");
    const auto use = role_named(fields.text("use"));
    KeyLabel label{.use = use.value_or(Role::Root),
                   .centre = fields.text("centre"),
                   .demo = fields.boolean("demo")};
    const std::string keyid = fields.text("keyid");
    const std::string public_text = fields.text("public");
    const std::string possession =
        use && !receives(*use) ? fields.text("possession") : std::string();
    if (!fields.complete() || !use || version != kPublicFileVersion) return std::nullopt;

    const auto key = parse_public(*use, public_text);
    if (!key || keyid_of(*key) != keyid || !is_coherent(label)) return std::nullopt;
    const auto* const signing = std::get_if<PublicKey>(&*key);
    if (signing != nullptr && !proves_possession(possession, label, *signing)) return std::nullopt;
    return PublicFile{.label = std::move(label), .key = *key};
}

}  // namespace probant::crypto
