// SPDX-License-Identifier: EUPL-1.2
#include <utility>

#include "crypto/cli/commands.h"
#include "crypto/cli/files.h"
#include "crypto/trust/public_file.h"

namespace probant::crypto::cli {

namespace {

struct MadeKey {
    std::string key_file{};
    std::string public_file{};
    std::string keyid{};
};

MadeKey made(const KeyLabel& label, const Lock& lock) {
    if (receives(label.use)) {
        const auto identity = age::Identity::generate();
        return {.key_file = seal_key(label, identity, lock),
                .public_file = write_public_file(label, identity.recipient()),
                .keyid = identity.recipient().keyid()};
    }
    const KeyPair pair = KeyPair::generate();
    return {.key_file = seal_key(label, pair, lock),
            .public_file = write_public_file(label, pair),
            .keyid = pair.keyid()};
}

Result<KeyLabel, std::string> label_of(const MakeOptions& options) {
    const auto role = role_named(options.role);
    if (!role || *role == Role::Session || *role == Role::Station) {
        return Refused{options.role + ": no role to make a key for: see --help"};
    }
    KeyLabel label{.use = *role, .centre = options.centre, .demo = options.demo};
    if (is_coherent(label)) return label;
    if (belongs_to_centre(*role)) {
        return Refused{std::string("this role belongs to a centre: give --centre, as FR-0042")};
    }
    return Refused{std::string("this role belongs to no centre: leave --centre out")};
}

}  // namespace

Outcome make_key(const MakeOptions& options) {
    auto label = label_of(options);
    if (!label) return Refused{label.error()};
    const auto lock = take_lock(options.lock, /*fresh=*/true);
    if (!lock) return Refused{lock.error()};

    const MadeKey key = made(label.value(), lock.value());
    if (auto kept = write_new_private(options.out, key.key_file); !kept) return kept;
    if (auto shown = write_new(public_path(options.out), key.public_file); !shown) return shown;
    return "key " + key.keyid + "\nkept in " + options.out.string() +
           ", to give away: " + public_path(options.out).string() + "\n";
}

}  // namespace probant::crypto::cli
