// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <optional>
#include <utility>

#include "crypto/canonical_json.h"
#include "crypto/cli/commands.h"
#include "crypto/cli/files.h"

namespace probant::crypto::cli {

Outcome trust_revoke(const TrustRevokeOptions& options) {
    auto draft = read_draft(options.dir);
    if (!draft) return Refused{draft.error()};
    const auto at = time_or(options.at, now());
    if (!at) return Refused{at.error()};
    if (options.last_packet.value_or(0) > static_cast<std::uint64_t>(json::kIntegerMax)) {
        return Refused{std::string("no packet has this number: check --last-packet")};
    }
    TrustStatement statement = std::move(draft).value();
    const auto key = std::ranges::find_if(statement.keys, [&options](const TrustedKey& listed) {
        return listed.keyid() == options.keyid;
    });
    if (key == statement.keys.end()) {
        return Refused{options.keyid + ": no such key: list them with inspect"};
    }
    std::optional<Revocation>& revoked = key->revoked;
    // A later date would give back what was taken: it is moved earlier only.
    if (revoked && revoked->at < at.value()) {
        return Refused{options.keyid + ": revoked already, and earlier: nothing to do"};
    }
    const Revocation asked{.at = at.value(), .last_packet = options.last_packet};
    revoked = revoked ? narrowed(*revoked, asked) : asked;
    if (auto drafted = write_draft(options.dir, statement); !drafted) return drafted;
    return "revoked " + options.keyid + ": it counts once trust sign is done\n";
}

}  // namespace probant::crypto::cli
