// center/app/opening.h: what a centre reads before it starts: secrets, keys, trust, content.
//
// Role     Each reader gives the value, or throws CannotStart with the sentence that says what to
//          do.
// Threads  Free functions, used once by the main thread.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>

#include "center/app/centre.h"
#include "crypto/key_file.h"
#include "crypto/trust/trust.h"
#include "engine/bank/content.h"

namespace probant::center {

[[nodiscard]] crypto::MachineSecret open_machine_secret(const CentreConfig& config);

[[nodiscard]] crypto::SigningKey open_centre_key(const CentreConfig& config,
                                                 const crypto::Lock& lock);

[[nodiscard]] crypto::Trust load_trust_folder(const CentreConfig& config);

/// Also refuses a centre whose own key trust does not name as this centre's.
[[nodiscard]] crypto::Trust open_trust(const CentreConfig& config,
                                       const crypto::SigningKey& centre_key,
                                       std::int64_t now_ms);

[[nodiscard]] std::shared_ptr<const engine::Content> open_package(const CentreConfig& config);

/// SHA-256 of the program that runs.
[[nodiscard]] crypto::Digest digest_of_program();

}  // namespace probant::center
