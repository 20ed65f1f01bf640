// SPDX-License-Identifier: EUPL-1.2
#include "crypto/cli/commands.h"
#include "crypto/cli/files.h"
#include "crypto/random.h"

namespace probant::crypto::cli {

Outcome make_machine_secret(const std::filesystem::path& out) {
    const SecretBytes secret = random_secret(kMachineSecretBytes);
    if (auto kept = write_new_private(out, as_text(secret.expose())); !kept) return kept;
    return "machine secret kept in " + out.string() + ": it belongs to this machine alone\n";
}

}  // namespace probant::crypto::cli
