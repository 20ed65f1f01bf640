// SPDX-License-Identifier: EUPL-1.2
#include "tests/load/person.h"

#include <stdexcept>

namespace probant::load {
namespace {

constexpr int kTriesMax = 5;
constexpr std::chrono::milliseconds kAgainAfter{100};

}  // namespace

Task<Said> Person::ask(Ask ask) {
    for (int tries = 1;; ++tries) {
        auto said = co_await caller_.ask(ask, Loop::now() + kPatience);
        if (said.is_done()) co_return said;
        if (!said.is_unknown() || tries == kTriesMax) {
            throw std::runtime_error(ask.target + ": " + std::to_string(said.status) + " " +
                                     said.code());
        }
        co_await way_.loop().sleep_until(Loop::now() + kAgainAfter);
    }
}

}  // namespace probant::load
