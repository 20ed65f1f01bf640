// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <utility>

#include "crypto/cli/commands.h"
#include "crypto/cli/files.h"
#include "crypto/trust/public_file.h"

namespace probant::crypto::cli {

namespace {

constexpr std::int64_t kYearSeconds = std::int64_t{365} * 24 * 3600;

Result<PublicFile, std::string> newcomer(const TrustAddOptions& options) {
    const auto text = read_public_text(options.key);
    if (!text) return Refused{text.error()};
    auto file = read_public_file(text.value());
    if (!file) {
        return Refused{
            about(options.key, "not a public file, or its proof of possession is false")};
    }
    if (!is_listed(file->label.use)) {
        return Refused{about(options.key, "a key of this role is not listed in trust")};
    }
    const auto root_text = read_public_text(options.dir / kRootPub);
    if (!root_text) return Refused{root_text.error()};
    const auto root = read_public_file(root_text.value());
    if (!root) return Refused{about(options.dir / kRootPub, "not a public file: restore it")};
    if (file->label.demo && !root->label.demo) {
        return Refused{about(options.key, "a demonstration key: make one without --demo")};
    }
    return std::move(*file);
}

}  // namespace

Outcome trust_add(const TrustAddOptions& options) {
    const auto file = newcomer(options);
    if (!file) return Refused{file.error()};
    auto draft = read_draft(options.dir);
    if (!draft) return Refused{draft.error()};
    TrustStatement statement = std::move(draft).value();

    const std::string keyid = keyid_of(file.value().key);
    const bool known =
        std::ranges::any_of(statement.keys,

                            [&keyid](const auto& key) { return key.keyid() == keyid; });
    if (known) return Refused{about(options.key, "the key is listed already")};
    if (statement.keys.size() == kTrustedKeysMax) {
        return Refused{std::string("trust is full: remove keys that expired")};
    }

    const auto from = time_or(options.from, now());
    if (!from) return Refused{from.error()};
    const auto to = time_or(options.to, UtcTime{from.value().unix_seconds + kYearSeconds});
    if (!to) return Refused{to.error()};
    if (to.value() <= from.value()) {
        return Refused{std::string("the key would never be valid: give a later --to")};
    }
    statement.keys.push_back({file.value().key, file.value().label, from.value(), to.value(), {}});
    if (auto drafted = write_draft(options.dir, statement); !drafted) return drafted;
    return "added " + keyid + ": it counts once trust sign is done\n";
}

}  // namespace probant::crypto::cli
