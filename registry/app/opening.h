// registry/app/opening.h: what the registry needs before it serves, or a sentence saying what to
// mend.
//
// Role        Trust and keys, read and held against each other: a key that trust does not list for
//             its use, at this time and in this mode, keeps the registry from starting.
// Threads     main's only.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <stdexcept>

#include "crypto/key_file.h"
#include "crypto/trust/trust.h"
#include "registry/api/config.h"
#include "server/base/sentence.h"

namespace probant::registry {

/// Why the registry did not start, for the person who starts it.
class CannotStart : public std::runtime_error {
public:
    explicit CannotStart(server::Sentence because)
        : std::runtime_error(because.en), because_(std::move(because)) {}

    [[nodiscard]] const server::Sentence& because() const { return because_; }

private:
    server::Sentence because_;
};

/// Remembers the version in the data folder: an older trust is refused from then on.
[[nodiscard]] crypto::Trust open_trust(const RegistryConfig& config);

[[nodiscard]] crypto::Lock open_lock(const RegistryConfig& config);

/// The key of `file`, which trust must list for `role`, valid now.
[[nodiscard]] crypto::KeyPair open_signing_key_of(const RegistryConfig& config,
                                                  const std::filesystem::path& file,
                                                  crypto::Role role,
                                                  const crypto::Trust& trust);

[[nodiscard]] crypto::age::Identity open_age_key(const RegistryConfig& config,
                                                 const crypto::Trust& trust);

}  // namespace probant::registry
