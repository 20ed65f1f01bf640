// registry/certificates/issue.h: publishing a packet: a certificate for each validated sitting.
//
// Role        The one act by which results leave the registry: by a person's publish, or at once
//             where certificates.issue says on_acceptance.
// Invariants  Only a packet whose verdict is `accepted` is published, and once; one of a training
//             never is. A certificate says what the registry's own replay found.
// Threads     As the Store it is given.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "registry/certificates/credential.h"
#include "registry/storage/store.h"

namespace probant::registry {

enum class PublishEnd {
    Published,
    AlreadyPublished,
    NotAccepted,  ///< or not known at all
    Training,
};

struct Publishing {
    crypto::Digest packet{};
    std::string by{};  ///< an account's name, or "on_acceptance"
    std::int64_t at_ms{};
};

[[nodiscard]] PublishEnd publish(Store& store, const Issuer& issuer, const Publishing& publishing);

}  // namespace probant::registry
