// center/app/reasons.h: why a secret, a key or a trust is refused, in the words of who starts a
// centre.
//
// Role     The parts below say it in one language, or by a name for programs. Here each reason has
//          both, and what to do; a part of a sentence that names the file.
// Threads  Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "crypto/key_file.h"
#include "crypto/private_file.h"
#include "crypto/trust/trust.h"
#include "server/base/sentence.h"

namespace probant::center {

[[nodiscard]] server::Sentence reason_of(crypto::FileFault fault);
[[nodiscard]] server::Sentence reason_of(crypto::KeyFileFault fault);
[[nodiscard]] server::Sentence reason_of(crypto::TrustFault fault);

/// Why trust does not answer for this centre's own key.
[[nodiscard]] server::Sentence reason_of(crypto::Standing standing);

}  // namespace probant::center
