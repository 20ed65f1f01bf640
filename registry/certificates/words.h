// registry/certificates/words.h: what a certificate calls things, for the people who read it.
//
// Role     The names of domains and competences and of a domain's standing, and days, in French:
//          the language of the certificate.
// Threads  Constants.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "crypto/base/utc_time.h"

namespace probant::registry::words {

/// Domain 0 … 4.
[[nodiscard]] std::string_view domain(std::size_t domain);

/// Competence 0 … 15, with its code: "1.1 Mener une recherche et une veille d'information".
[[nodiscard]] std::string competence(std::uint32_t index);

/// "plus à l'aise que dans l'ensemble"; empty for a word that is not a standing.
[[nodiscard]] std::string_view standing(std::string_view name);

/// "21/11/2026": the day that it was in Paris, by the rule of the European Union since 1996. Who
/// sat a test in the evening must not read the day before or after.
[[nodiscard]] std::string day_in_paris(UtcTime at);

}  // namespace probant::registry::words
