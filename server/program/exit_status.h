// server/program/exit_status.h: what a program of ours says with its last breath.
//
// Role     Three words that a script may test, the same for every program, and the sentence that
//          goes with a bad one: on standard error, French first.
// Threads  Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <iostream>

#include "server/base/sentence.h"

namespace probant::server {

constexpr int kDone = 0;
constexpr int kRefused = 1;  ///< the world is not as it must be: nothing was begun
constexpr int kMisused = 2;  ///< what was typed or configured cannot be understood

inline int refuse(const Sentence& because) {
    std::cerr << because.fr << '\n' << because.en << '\n';
    return kRefused;
}

inline int misuse(const Sentence& because) {
    std::cerr << because.fr << '\n' << because.en << '\n';
    return kMisused;
}

}  // namespace probant::server
