// engine/page/chart.h: a picture of figures along two axes, as inline SVG.
//
// Role        Lines, dots or bars with a title and a text that says what they show: what a screen
//             reader reads, and what remains for who cannot tell colours apart. Each series has its
//             own dashes or its own shape of dot besides its colour.
// Invariants  A point that is not finite, or outside the axes, is left out and interrupts its line.
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "engine/page/markup.h"
#include "engine/page/words.h"

namespace probant::engine::page {

enum class AxisUnit { Plain, Percent };

struct Axis {
    Words title{};
    double low{};
    double high{};  ///< above low, ENSUREd
    AxisUnit unit{AxisUnit::Plain};
};

struct Point {
    double across{};
    double up{};
};

enum class Shape { Line, Dots, Bars };

/// At most three series look different from one another.
enum class Look { First, Second, Third };

struct Series {
    Words name{};
    std::vector<Point> points{};
    Shape shape{Shape::Line};
    Look look{Look::First};
};

/// A horizontal line to compare with: a ceiling, a promise.
struct Level {
    Words name{};
    double at{};
};

struct Chart {
    Words title{};
    Words shows{};  ///< in full sentences
    Axis across{};
    Axis up{};
    std::vector<Series> series{};
    std::vector<Level> levels{};
};

/// `id` is this chart's alone in the page.
void write_chart(Markup& markup, Language language, const Chart& chart, const std::string& id);

}  // namespace probant::engine::page
