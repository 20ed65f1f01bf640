// tests/unit/engine/proctoring/film.h: invented observations of a candidate before a camera.
//
// Role        "A film of 60 s with nobody from 10 to 17 s": starts from somebody who sits and works
//             before a living camera, with noise in every figure, and changes what is said. The
//             same film each time.
// Threads     Values.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "engine/proctoring/alert.h"
#include "engine/proctoring/observation.h"
#include "engine/proctoring/rule.h"
#include "engine/proctoring/rules.h"

namespace probant::engine::film {

/// In milliseconds from seconds, as films are told.
[[nodiscard]] constexpr Duration seconds(double value) {
    return Duration{static_cast<std::int64_t>(value * 1000)};
}

struct Span {
    double from{};
    double to{};  ///< seconds, not included
};

/// How good the detector and the camera are.
struct Noise {
    int missed_permille{20};  ///< of the faces that are there
    int false_permille{5};    ///< another face that is none, of a score up to 700
    int hash_bits{2};         ///< of a living picture's hash flip at most so many
    int pose{30};             ///< tenths of a degree, both ways
    int jitter_ms{15};        ///< of the time of a sample, both ways
};

class Film {
public:
    /// So long, so many samples a second; presence is looked at in each that is half a second after
    /// the last look.
    explicit Film(double length, double rate = 5, std::uint64_t seed = 1, const Noise& noise = {});

    Film& nobody(Span span);
    Film& somebody_else(Span span, int score = 900, int side = 120);
    Film& turned(Span span, int yaw, int pitch = 0);  ///< tenths of a degree, off the usual pose
    Film& covered(Span span);                         ///< black
    Film& against_a_wall(Span span);                  ///< even, not black
    Film& dark(Span span);                            ///< with the face still found
    Film& blurred(Span span);
    Film& still(Span span);                  ///< one picture, encoded again and again
    Film& looped(Span span, double period);  ///< what the first period of the span shows, again
    Film& looped_encoded(Span span, double period);  ///< the same, never equal in every pixel
    Film& unlike_enrolled(Span span);
    Film& object(Span span, ObjectLabel label, int score);
    Film& closed(Span span);     ///< no samples
    Film& moving();              ///< the head and the light move as in an hour of work
    Film& habits(int postures);  ///< the head returns to so many postures, exactly
    Film& motionless();          ///< somebody who sits very still: only the camera's noise
    Film& change(Span span, const std::function<void(Observation&)>& act);

    [[nodiscard]] const std::vector<Observation>& observations() const { return observations_; }

    [[nodiscard]] std::vector<ProctoringAlert> alerts(const ProctoringRules& rules = {},
                                                      RuleSet on = RuleSet::all()) const;

    /// Those of one rule.
    [[nodiscard]] std::vector<ProctoringAlert> alerts_of(ProctoringRule rule,
                                                         const ProctoringRules& rules = {}) const;

private:
    void loop(Span span, double period, bool exactly);

    std::uint64_t seed_;
    std::vector<Observation> observations_{};
};

}  // namespace probant::engine::film
