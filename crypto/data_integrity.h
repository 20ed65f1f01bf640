// crypto/data_integrity.h: W3C Data Integrity proofs with Ed25519 (vc-di-eddsa, 2025).
//
// Role       Certificates as files. `eddsa-jcs-2022` is whole here; for `eddsa-rdfc-2022` the
//            caller brings the canonical N-Quads and gets the proofValue.
// Invariants What is signed is SHA-256(canonical proof configuration) ‖ SHA-256(canonical
//            document). Documents hold only our JSON values: no fraction.
// Threads    Free functions and values.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "crypto/base/result.h"
#include "crypto/base/utc_time.h"
#include "crypto/canonical_json.h"
#include "crypto/signature.h"

namespace probant::crypto::data_integrity {

/// What the proof says besides its signature.
struct ProofOptions {
    UtcTime created{};
    std::string verification_method{};  ///< "did:…#…", names the key
    std::string proof_purpose{"assertionMethod"};
};

enum class Fault {
    NoProof,
    NotOneJcsProof,  ///< several proofs of this suite: which one is meant?
    MalformedProof,  ///< a member missing, of another kind, or a proofValue that is no signature
    UnknownSuite,    ///< the only proof is of another type or cryptosuite
    OtherPurpose,    ///< not the purpose expected
    ContextsDiffer,  ///< the proof was made for another @context
    BadSignature,
};

[[nodiscard]] std::string_view name_of(Fault fault);

/// `document` with its `proof`. ENSUREs an object that has none.
[[nodiscard]] json::Value sign_jcs(const json::Value& document,
                                   const ProofOptions& options,
                                   const KeyPair& key);

/// The options of the one `eddsa-jcs-2022` proof of `secured`, if `key` made it for `purpose`.
/// In a set of proofs the others are neither checked nor trusted.
[[nodiscard]] Result<ProofOptions, Fault> verify_jcs(const json::Value& secured,
                                                     const PublicKey& key,
                                                     std::string_view purpose = "assertionMethod");

/// The proofValue of a suite whose canonical forms the caller made (eddsa-rdfc-2022).
[[nodiscard]] std::string proof_value(std::string_view canonical_proof,
                                      std::string_view canonical_document,
                                      const KeyPair& key);

[[nodiscard]] bool verify_proof_value(std::string_view canonical_proof,
                                      std::string_view canonical_document,
                                      std::string_view value,
                                      const PublicKey& key);

/// Multikey (W3C Controlled Identifiers): "z6Mk…", as in did:key.
[[nodiscard]] std::string to_multikey(const PublicKey& key);
[[nodiscard]] std::optional<PublicKey> from_multikey(std::string_view text);

}  // namespace probant::crypto::data_integrity
