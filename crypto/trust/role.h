// crypto/trust/role.h: what a key is for. One key, one use.
//
// Role       The word in key files, in public files and in trust.
// Invariants An Ed25519 key signs, an X25519 key receives: the role says which it is. A centre's
//            keys name their centre, the registry's name none.
// Threads    Values.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "crypto/age.h"
#include "crypto/signature.h"

namespace probant::crypto {

enum class Role {
    Root,
    RegistryCertificate,
    RegistryLog,
    RegistryReceipt,
    Centre,
    Invigilator,
    AgeRegistry,
    AgeEscrow,
    Session,  ///< endorsed by the centre key for one session, never listed in trust
    Station,  ///< likewise
};

/// "registry_certificate"
[[nodiscard]] std::string_view name_of(Role role);
[[nodiscard]] std::optional<Role> role_named(std::string_view name);

/// X25519 rather than Ed25519.
[[nodiscard]] bool receives(Role role);

/// Its key names the centre it belongs to.
[[nodiscard]] bool belongs_to_centre(Role role);

/// May stand in a trust statement: all but the root, which signs it, and the keys of a session.
[[nodiscard]] bool is_listed(Role role);

/// 1 to 32 letters, digits and hyphens, "FR-0042".
[[nodiscard]] bool is_centre_id(std::string_view text);

/// What a key is for, whose it is, and whether it is for demonstrations only.
struct KeyLabel {
    Role use{Role::Centre};
    std::string centre{};  ///< empty unless belongs_to_centre(use)
    bool demo{false};
    friend bool operator==(const KeyLabel&, const KeyLabel&) = default;
};

/// A centre where there must be one, none where there must be none.
[[nodiscard]] bool is_coherent(const KeyLabel& label);

/// The public half of a key of any role.
using AnyPublicKey = std::variant<PublicKey, age::Recipient>;

[[nodiscard]] std::string keyid_of(const AnyPublicKey& key);
[[nodiscard]] std::string text_of(const AnyPublicKey& key);

/// As text_of() wrote it, of the kind that `role` calls for.
[[nodiscard]] std::optional<AnyPublicKey> parse_public(Role role, std::string_view text);

}  // namespace probant::crypto
