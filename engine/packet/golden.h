// engine/packet/golden.h: what this engine means, as one digest: its behaviour.
//
// Role        Golden sittings, certifications and trainings, are played on a golden bank made here;
//             the digest of all they wrote names what the engine does: drawing, judging, stopping,
//             scoring, imputing, spelling. A centre
//             puts it in its packets, and the registry replays only packets of its own behaviour.
// Invariants  The same on any machine, compiler and optimisation. It changes when, and only when,
//             some session would be decided otherwise: a test holds its value.
// Threads     Free functions; behaviour() is computed once, on first use, by any thread.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "crypto/digest.h"
#include "engine/bank/content.h"

namespace probant::engine {

/// The version of the engine as people say it; the behaviour is what is compared.
constexpr std::string_view kEngineVersion = "0.1.0";

/// 192 questions of every interaction, some with partial credit, 12 a competence in 6 tubes; no
/// text worth reading.
[[nodiscard]] Content golden_content();

/// The entries of the golden session: every use case, every way a sitting can end.
[[nodiscard]] std::vector<std::string> golden_entries(const Content& content);

/// SHA-256 over the golden entries, those of a golden training, and the results of both.
[[nodiscard]] const crypto::Digest& behaviour();

}  // namespace probant::engine
