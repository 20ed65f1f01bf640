// tests/load/person.h: somebody who asks a server until it has answered.
//
// Role        A Caller for benches: what is unknown is asked again under the same body, a few
// times. Invariants  What the server refuses is a std::runtime_error that names the refusal: a
// bench of
//             what did not happen measures nothing.
// Threads     That of the Loop; one question at a time.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "center/rehearse/caller.h"

namespace probant::load {

using center::rehearse::Ask;
using center::rehearse::Dialler;
using center::rehearse::Loop;
using center::rehearse::Said;
using center::rehearse::Task;

/// How long a bench waits for one reply.
constexpr std::chrono::seconds kPatience{30};

class Person {
public:
    explicit Person(Dialler& way) : way_(way), caller_(way) {}

    Task<Said> ask(Ask ask);

    [[nodiscard]] const std::string& cookie() const { return caller_.cookie(); }

    void sign_in_as(const Person& other) { caller_.sign_in_as(other.caller_); }

    void hang_up() { caller_.hang_up(); }

private:
    Dialler& way_;
    center::rehearse::Caller caller_;
};

}  // namespace probant::load
