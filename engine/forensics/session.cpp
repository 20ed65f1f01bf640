// SPDX-License-Identifier: EUPL-1.2
#include "engine/forensics/session.h"

#include <cmath>

#include "crypto/base/ensure.h"

namespace probant::engine::forensics {

std::string_view word(Statistic statistic) {
    switch (statistic) {
        case Statistic::LzStar:
            return "lz_star";
        case Statistic::ResponseTimes:
            return "l_t";
        case Statistic::RapidAnswers:
            return "rapid";
        case Statistic::NamedItems:
            return "preknown";
        case Statistic::Omega:
            return "omega";
        case Statistic::Gbt:
            return "gbt";
        case Statistic::M4:
            return "m4";
    }
    ENSURE(false);
}

std::string_view word(State state) {
    switch (state) {
        case State::Ok:
            return "ok";
        case State::ToCheck:
            return "to_check";
        case State::CouldNotTell:
            return "could_not_tell";
    }
    ENSURE(false);
}

const Seat* seat_of(const Session& session, std::size_t person) {
    if (session.seats.empty()) return nullptr;
    const auto& seat = session.seats[person];
    return seat ? &*seat : nullptr;
}

std::optional<double> distance_of(const Session& session, std::size_t first, std::size_t second) {
    const Seat* one = seat_of(session, first);
    const Seat* other = seat_of(session, second);
    if (one == nullptr || other == nullptr || one->session != other->session) return std::nullopt;
    const double rows = one->row - other->row;
    const double columns = one->column - other->column;
    return std::sqrt(rows * rows + columns * columns);
}

}  // namespace probant::engine::forensics
