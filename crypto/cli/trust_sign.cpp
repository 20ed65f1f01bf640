// SPDX-License-Identifier: EUPL-1.2
#include <utility>

#include "crypto/cli/commands.h"
#include "crypto/cli/files.h"
#include "crypto/private_file.h"
#include "crypto/trust/trust.h"

namespace probant::crypto::cli {

namespace {

/// One more than what is signed there now; 1 when nothing is.
Result<std::uint64_t, std::string> next_version(const std::filesystem::path& dir) {
    if (!std::filesystem::exists(dir / kTrustDsse)) return std::uint64_t{1};
    const auto root = read_public_text(dir / kRootPub);
    const auto signed_text = read_public_text(dir / kTrustDsse);
    if (!root) return Refused{root.error()};
    if (!signed_text) return Refused{signed_text.error()};
    const auto trust = load_trust({.root_pub = root.value(), .trust_dsse = signed_text.value()}, 0);
    if (!trust) {
        return Refused{about(dir / kTrustDsse,
                             std::string(name_of(trust.error())) + ": restore it from a copy")};
    }
    return trust.value().version() + 1;
}

Result<SigningKey, std::string> root_key(const TrustSignOptions& options) {
    const auto text = read_secret(options.root_key);
    if (!text) return Refused{about(options.root_key, sentence_of(text.error()))};
    const auto lock = take_lock(options.lock, /*fresh=*/false);
    if (!lock) return Refused{lock.error()};
    auto key = open_signing_key(as_text(text.value().expose()), lock.value());
    if (!key) return Refused{about(options.root_key, sentence_of(key.error()))};
    if (key.value().label.use != Role::Root) {
        return Refused{about(options.root_key, "not a root's key: give the one of make-root")};
    }
    return std::move(key).value();
}

}  // namespace

Outcome trust_sign(const TrustSignOptions& options) {
    auto draft = read_draft(options.dir);
    if (!draft) return Refused{draft.error()};
    const auto version = next_version(options.dir);
    if (!version) return Refused{version.error()};
    TrustStatement statement = std::move(draft).value();
    statement.version = version.value();
    statement.issued = now();
    const auto expires = time_or(options.expires, statement.expires);
    if (!expires) return Refused{expires.error()};
    statement.expires = expires.value();
    if (statement.expires <= statement.issued) {
        return Refused{std::string("trust would be expired at once: give a later --expires")};
    }
    const auto key = root_key(options);
    if (!key) return Refused{key.error()};

    // What will be read is read here first, by the same loader.
    const std::string envelope = sign_trust(statement, key.value().pair);
    const auto root_pub = read_public_text(options.dir / kRootPub);
    if (!root_pub) return Refused{root_pub.error()};
    const auto loaded =
        load_trust({.root_pub = root_pub.value(), .trust_dsse = envelope}, version.value());
    if (!loaded) {
        return Refused{about(options.root_key, "not the key of this folder's root.pub")};
    }
    if (auto kept = replace(options.dir / kTrustDsse, envelope); !kept) return kept;
    if (auto drafted = write_draft(options.dir, statement); !drafted) return drafted;
    return "trust version " + std::to_string(statement.version) + ", " +
           std::to_string(statement.keys.size()) + " keys, until " + to_text(statement.expires) +
           "\n";
}

}  // namespace probant::crypto::cli
