// engine/bank/bank_fault.h: what is wrong in a bank, said so that its author can mend it.
//
// Role     A closed value: where (file, item, field) and one sentence in each language.
// Threads  Values.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "engine/bank/language.h"

namespace probant::engine {

struct BankFault {
    std::string file{};   ///< relative to the bank, or "rules.json"
    std::string item{};   ///< the question's id, or its place "#3", or empty
    std::string field{};  ///< "key.choice", "options[2].text.en", or empty
    Text what{};          ///< what to do, in one sentence
    friend bool operator==(const BankFault&, const BankFault&) = default;
};

}  // namespace probant::engine
