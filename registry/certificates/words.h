// registry/certificates/words.h: what a certificate calls things, for the people who read it.
//
// Role     The names of domains and competences and of a domain's standing, in French: the language
//          of the certificate.
// Threads  Constants.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace probant::registry::words {

/// Domain 0 … 4.
[[nodiscard]] std::string_view domain(std::size_t domain);

/// Competence 0 … 15, with its code: "1.1 Mener une recherche et une veille d'information".
[[nodiscard]] std::string_view competence(std::uint32_t index);

/// "plus à l'aise que dans l'ensemble"; empty for a word that is not a standing.
[[nodiscard]] std::string_view standing(std::string_view name);

}  // namespace probant::registry::words
