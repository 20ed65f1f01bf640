// SPDX-License-Identifier: EUPL-1.2
#include "crypto/cli/commands.h"
#include "crypto/cli/files.h"
#include "crypto/trust/public_file.h"

namespace probant::crypto::cli {

Outcome trust_init(const TrustInitOptions& options) {
    const auto root_text = read_public_text(options.root_pub);
    if (!root_text) return Refused{root_text.error()};
    const auto root = read_public_file(root_text.value());
    if (!root || root->label.use != Role::Root) {
        return Refused{about(options.root_pub, "not the public file of a root: see make-root")};
    }
    const UtcTime issued = now();
    const auto expires = time_or(options.expires, issued);
    if (!expires) return Refused{expires.error()};
    if (expires.value() <= issued) {
        return Refused{std::string("trust would be expired at once: give a later --expires")};
    }
    std::filesystem::create_directories(options.dir);
    if (auto kept = write_new(options.dir / kRootPub, root_text.value()); !kept) return kept;
    const TrustStatement first{
        .version = 1, .issued = issued, .expires = expires.value(), .keys = {}};
    if (auto drafted = write_draft(options.dir, first); !drafted) return drafted;
    return "trust begun in " + options.dir.string() + ": now trust add, then trust sign\n";
}

}  // namespace probant::crypto::cli
