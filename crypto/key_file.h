// crypto/key_file.h: a private key at rest, always sealed.
//
// Role       Under a passphrase (an invigilator's, a root's) or under a machine secret (a
// service's,
//            which systemd hands over). There is no clear form.
// Format     JCS {v, kind, use, centre, demo, public, kdf?, nonce, box}: XChaCha20-Poly1305 over
//            the 32 secret bytes, every other member authenticated with it.
// Invariants A file that opens gives the key its public half names.
// Threads    Free functions; those with a passphrase take a quarter of a second.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "crypto/age.h"
#include "crypto/base/result.h"
#include "crypto/base/secret.h"
#include "crypto/passphrase.h"
#include "crypto/signature.h"
#include "crypto/trust/role.h"

namespace probant::crypto {

constexpr std::size_t kMachineSecretBytes = 32;

/// A random key of this machine, in a file of mode 0600 or a systemd credential.
class MachineSecret {
public:
    /// Nothing unless exactly kMachineSecretBytes.
    [[nodiscard]] static std::optional<MachineSecret> take(SecretBytes bytes);

    [[nodiscard]] const SecretBytes& bytes() const { return bytes_; }

private:
    explicit MachineSecret(SecretBytes bytes) : bytes_(std::move(bytes)) {}

    SecretBytes bytes_;
};

/// What opens and closes a key file.
using Lock = std::variant<Passphrase, MachineSecret>;

enum class KeyFileFault {
    Malformed,
    UnknownVersion,
    OtherLock,   ///< a passphrase for a machine's file, or the reverse
    OtherUse,    ///< a key that receives where one that signs is wanted, or the reverse
    CannotOpen,  ///< the wrong passphrase or secret, or a changed file: one cannot tell
};

[[nodiscard]] std::string_view sentence_of(KeyFileFault fault);

struct SigningKey {
    KeyLabel label{};
    KeyPair pair;
};

struct ReceivingKey {
    KeyLabel label{};
    age::Identity identity;
};

/// ENSUREs a coherent label of a role that signs.
[[nodiscard]] std::string seal_key(const KeyLabel& label, const KeyPair& pair, const Lock& lock);

/// ENSUREs a coherent label of a role that receives.
[[nodiscard]] std::string seal_key(const KeyLabel& label,
                                   const age::Identity& identity,
                                   const Lock& lock);

[[nodiscard]] Result<SigningKey, KeyFileFault> open_signing_key(std::string_view text,
                                                                const Lock& lock);

[[nodiscard]] Result<ReceivingKey, KeyFileFault> open_receiving_key(std::string_view text,
                                                                    const Lock& lock);

enum class LockKind { Passphrase, Machine };

/// What a key file says to anyone who can read it. Nothing of it is proved.
struct KeyFileHead {
    LockKind lock{LockKind::Passphrase};
    KeyLabel label{};
    AnyPublicKey public_key;
};

[[nodiscard]] Result<KeyFileHead, KeyFileFault> read_key_file_head(std::string_view text);

}  // namespace probant::crypto
