// SPDX-License-Identifier: EUPL-1.2
#include <array>
#include <cstdint>
#include <exception>
#include <iostream>
#include <span>
#include <string>

#include "tests/vision/labelled_films.h"
#include "tests/vision/labelled_pictures.h"

namespace probant::tests {
namespace {

constexpr std::array kSitters{Sitter::Drawn, Sitter::Astronaut, Sitter::Admiral};

Sitter sitter_of(std::uint64_t seed) {
    return kSitters.at(seed % kSitters.size());
}

// An hour of a head that we draw, which does more, and ten minutes of each photograph.
double seconds_of(const std::string& kind, std::uint64_t seed) {
    if (kind == "minutes") return 300;
    return sitter_of(seed - 1) == Sitter::Drawn ? 3600 : 600;
}

void print(const std::string& line) {
    std::cout << line << '\n' << std::flush;
}

// So many films of one kind. Of events two in three are of a drawn head, which alone can turn.
bool run(const std::string& kind, const std::string& folder, std::uint64_t count) {
    if (kind == "pictures") {
        for (const std::string& line : make_pictures(folder))
            print(line);
        return true;
    }
    for (std::uint64_t seed = 1; seed <= count; ++seed) {
        if (kind == "events")
            print(make(film_of_events(
                           seed % 3 == 0 ? sitter_of(1 + seed / 3 % 2) : Sitter::Drawn, seed, 14),
                       folder));
        else if (kind == "hours" || kind == "minutes")
            print(make(film_of_work(sitter_of(seed - 1), seed, seconds_of(kind, seed)), folder));
        else if (kind == "loops")
            print(make_loop(Loop::FedIn, sitter_of(seed), seed, folder));
        else if (kind == "loops-anew")
            print(make_loop(Loop::EncodedAnew, sitter_of(seed), seed, folder));
        else if (kind == "loops-odd")
            print(make_loop(Loop::EncodedAnewOddPeriod, sitter_of(seed), seed, folder));
        else
            return false;
    }
    return true;
}

}  // namespace
}  // namespace probant::tests

int main(int argc, char** argv) {
    const std::span<char*> given(argv, static_cast<std::size_t>(argc));
    try {
        if (given.size() == 4 && probant::tests::run(given[1], given[2], std::stoull(given[3])))
            return 0;
    } catch (const std::exception& error) {
        std::cerr << "labelled_set: " << error.what() << '\n';
        return 1;
    }
    std::cerr
        << "Usage: labelled_set KIND FOLDER COUNT\n"
           "Makes pictures, or so many films, and says in a line of JSON each what is in it.\n"
           "KIND: pictures, events, hours (without an event), minutes (five of the same), loops, "
           "loops-anew, loops-odd\n";
    return 2;
}
