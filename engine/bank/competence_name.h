// engine/bank/competence_name.h: what the competences are called, for the people who read it.
//
// Role     One name in each language, on every page and on the certificate.
// Threads  Constants.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>

#include "engine/bank/competence.h"
#include "engine/bank/language.h"

namespace probant::engine {

/// Without its code: "Gérer des données".
[[nodiscard]] std::string_view name_of(Competence competence, Language language);

}  // namespace probant::engine
