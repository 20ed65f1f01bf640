// tests/vision/labelled_films.h: films in which it is known what happens when.
//
// Role        Draws by lot what happens before a camera, films it, and says in one line of JSON
//             for each film which rule ought to tell what, from when to when.
// Invariants  The same seed gives the same film. An event lasts longer than its rule asks for; what
//             is brief lasts less long and is no event.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "tests/vision/filmed_room.h"

namespace probant::tests {

enum class Happening {
    Absent,
    ExtraFace,
    LookingAway,
    Covered,
    Frozen,
    TooDark,
    Blurred,
    // What no rule may tell, however long:
    Drink,  // a cup before the mouth
    Lamp,   // the light changes
    Aside   // the head turned by less than the rule asks for
};

struct LabelledEvent {
    Happening what{};
    int how{};  // one of the ways in which it can be
    double from{};
    double to{};
};

struct LabelledFilm {
    std::string name;
    Sitter sitter{};
    std::uint64_t seed{};
    double seconds{};
    int rate = 5;                         // pictures a second, as a station's camera
    std::vector<LabelledEvent> events{};  // those that a rule ought to tell
    std::vector<LabelledEvent> briefs{};  // those that none may tell
};

enum class Loop { FedIn, EncodedAnew, EncodedAnewOddPeriod };

/// A film of so many events of what can happen to this sitter, each a while after the other.
[[nodiscard]] LabelledFilm film_of_events(Sitter sitter, std::uint64_t seed, int events);

/// … without an event, in which a lot is done, all of it too briefly to be told.
[[nodiscard]] LabelledFilm film_of_work(Sitter sitter, std::uint64_t seed, double seconds);

/// Writes the film into the folder; its line of JSON.
[[nodiscard]] std::string make(const LabelledFilm& film, const std::filesystem::path& folder);

/// Somebody works for 25 seconds, and then the last of them are shown again and again.
[[nodiscard]] std::string make_loop(Loop how,
                                    Sitter sitter,
                                    std::uint64_t seed,
                                    const std::filesystem::path& folder);

}  // namespace probant::tests
