// candidate/doctor/sign_remedy.h: what to do about each sign of a machine, before an exam.
//
// Role     What was looked at, in words that say nothing yet of what was found; one remedy for a
//          sign to check, and one for a sign that could not be told.
// Threads  Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "candidate/integrity/judgement.h"
#include "engine/bank/language.h"

namespace probant::candidate::doctor {

/// "Programmes", where the sign itself is "Programme hors de la liste".
[[nodiscard]] engine::Text subject_of(engine::StationSign sign);

/// Of a judgement that is not Ok.
[[nodiscard]] engine::Text remedy_of(const integrity::Judgement& judgement);

}  // namespace probant::candidate::doctor
