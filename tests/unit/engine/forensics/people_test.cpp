// SPDX-License-Identifier: EUPL-1.2
#include "engine/forensics/people.h"

#include <cmath>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/unit/engine/forensics/crowd.h"

namespace probant::engine::forensics {

TEST_CASE("True abilities are used as they are given") {
    const Crowd crowd({.persons = 100});

    const People people(crowd.session());

    CHECK(people.abilities_from() == AbilityFrom::Elsewhere);
    CHECK(std::abs(people.theta(7) - crowd.session().thetas[7]) < 1e-12);
}

TEST_CASE(
    "Abilities estimated from the answers themselves are recognised, whatever they are called") {
    Crowd crowd({.persons = 100});
    crowd.session().abilities = Abilities::None;
    const People estimated(crowd.session());
    for (std::size_t person = 0; person < 100; ++person)
        crowd.session().thetas[person] = 0.85 * estimated.theta(person);  // as a prior would
    crowd.session().abilities = Abilities::Given;

    const People people(crowd.session());

    CHECK(people.abilities_from() == AbilityFrom::Answers);
    CHECK(people.theta(7) == estimated.theta(7));
}

TEST_CASE("Abilities of another scale are not believed") {
    Crowd crowd({.persons = 100});
    for (double& theta : crowd.session().thetas)
        theta = 3 * theta + 2;

    CHECK(People(crowd.session()).abilities_from() == AbilityFrom::Answers);
}

TEST_CASE("Many who know items beforehand do not make true abilities look wrong") {
    Crowd crowd({.persons = 200});
    for (std::size_t person = 0; person < 80; ++person)
        crowd.knows(person, numbers(0, 16), 0.7);

    CHECK(People(crowd.session()).abilities_from() == AbilityFrom::Elsewhere);
}

TEST_CASE("An item that is only tried out counts for nobody") {
    Crowd crowd({.persons = 10});
    crowd.session().counted[3] = false;

    const People people(crowd.session());

    CHECK(people.set(0).size() == 31);
    CHECK(people.set(0).items()[3] == 4);
}

}  // namespace probant::engine::forensics
