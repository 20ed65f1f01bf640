// tests/load/crowd.h: many people do the same thing on one loop, so many at a time.
//
// Role        What the benches of the wire start, sign in and connect everybody with.
// Invariants  each() ends when the last one has ended; the first failure stops the others from
//             beginning and comes out of the await. One each() at a time.
// Threads     That of the Loop.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <exception>
#include <functional>

#include "center/rehearse/loop.h"

namespace probant::load {

using center::rehearse::Loop;
using center::rehearse::Task;
using PlaceWork = std::function<Task<void>(std::size_t)>;

class Crowd {
public:
    explicit Crowd(Loop& loop) : loop_(loop), ended_one_(loop) {}

    /// `work(0)` to `work(places - 1)`, `at_once` of them at any time.
    Task<void> each(std::size_t places, std::size_t at_once, PlaceWork work);

private:
    Task<void> take_places();

    Loop& loop_;
    center::rehearse::Bell ended_one_;
    PlaceWork work_{};
    std::size_t places_{};
    std::size_t next_{};
    std::size_t ended_{};
    std::exception_ptr failure_{};
};

}  // namespace probant::load
