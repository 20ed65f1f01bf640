// SPDX-License-Identifier: EUPL-1.2
#include "engine/page/chart.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <system_error>

#include "crypto/base/ensure.h"

namespace probant::engine::page {
namespace {

// In the picture's own units; the page stretches it to its column.
constexpr double kWidth = 480;
constexpr double kHeight = 270;
constexpr double kLeft = 70;
constexpr double kRight = 450;
constexpr double kTop = 14;
constexpr double kBottom = 232;
constexpr double kTicksWanted = 5;
constexpr int kPlacesMost = 9;
constexpr double kDotRadius = 3.5;

std::string coordinate(double value) {
    std::array<char, 64> buffer{};
    const auto [end, error] = std::to_chars(
        buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed, 1);
    ENSURE(error == std::errc{});
    return {buffer.data(), end};
}

/// Where the axes put a point.
class Frame {
public:
    Frame(const Axis& across, const Axis& up) : across_(across), up_(up) {
        ENSURE(across.low < across.high);
        ENSURE(up.low < up.high);
    }

    [[nodiscard]] double x(double value) const {
        return kLeft + (kRight - kLeft) * (value - across_.low) / (across_.high - across_.low);
    }

    [[nodiscard]] double y(double value) const {
        return kBottom - (kBottom - kTop) * (value - up_.low) / (up_.high - up_.low);
    }

    [[nodiscard]] bool holds(const Point& point) const {
        return point.across >= across_.low && point.across <= across_.high && point.up >= up_.low &&
               point.up <= up_.high;
    }

private:
    const Axis& across_;
    const Axis& up_;
};

struct Ticks {
    double step{};
    int places{};
};

/// The step of 1, 2 or 5 times a power of ten that is nearest above what makes kTicksWanted of
/// them, or a little below.
Ticks ticks_of(const Axis& axis) {
    constexpr double kTolerance = 0.75;
    const double scale = axis.unit == AxisUnit::Percent ? 100 : 1;
    const double least = kTolerance * scale * (axis.high - axis.low) / kTicksWanted;
    double power = 1;
    int places = 0;
    while (power * 10 <= least)
        power *= 10;
    while (power > least && places < kPlacesMost) {
        power /= 10;
        ++places;
    }
    double step = power;
    if (step < least) step = 2 * power;
    if (step < least) step = 5 * power;
    if (step < least) step = 10 * power;
    if (step > 9 * power && places > 0) --places;
    return {.step = step / scale, .places = places};
}

Words tick_label(const Axis& axis, double value, int places) {
    return axis.unit == AxisUnit::Percent ? percent(value, places) : decimal(value, places);
}

std::vector<double> tick_values(const Axis& axis, const Ticks& ticks) {
    // A tick that a rounding puts outside is inside.
    constexpr double kSlack = 1e-6;
    const auto first = static_cast<std::int64_t>(std::ceil(axis.low / ticks.step - kSlack));
    const auto last = static_cast<std::int64_t>(std::floor(axis.high / ticks.step + kSlack));
    std::vector<double> values;
    for (auto n = first; n <= last; ++n)
        values.push_back(static_cast<double>(n) * ticks.step);
    return values;
}

void write_line(Markup& markup, const std::string& kind, const Point& from, const Point& to) {
    markup.empty("line",
                 {{"class", kind},
                  {"x1", coordinate(from.across)},
                  {"y1", coordinate(from.up)},
                  {"x2", coordinate(to.across)},
                  {"y2", coordinate(to.up)}});
}

void write_label(Markup& markup,
                 const std::string& anchor,
                 const Point& at,
                 std::string_view text) {
    markup.element(
        "text",
        {{"x", coordinate(at.across)}, {"y", coordinate(at.up)}, {"text-anchor", anchor}},
        text);
}

void write_axes(Markup& markup, Language language, const Chart& chart, const Frame& frame) {
    const auto up = ticks_of(chart.up);
    for (const double value : tick_values(chart.up, up)) {
        const double y = frame.y(value);
        const bool zero = std::abs(value) < 1e-6 * up.step;
        write_line(markup, zero ? "axis" : "grid", {kLeft, y}, {kRight, y});
        write_label(markup,
                    "end",
                    {kLeft - 8, y + 5},
                    in(language, tick_label(chart.up, value, up.places)));
    }
    const auto across = ticks_of(chart.across);
    for (const double value : tick_values(chart.across, across)) {
        const double x = frame.x(value);
        write_line(markup, "axis", {x, kBottom}, {x, kBottom + 5});
        write_label(markup,
                    "middle",
                    {x, kBottom + 24},
                    in(language, tick_label(chart.across, value, across.places)));
    }
    write_line(markup, "axis", {kLeft, kBottom}, {kRight, kBottom});
}

std::string look_class(Look look) {
    switch (look) {
        case Look::First:
            return "first";
        case Look::Second:
            return "second";
        case Look::Third:
            return "third";
    }
    ENSURE(false && "every look has a class");
    return {};
}

void write_path(Markup& markup, const Series& series, const Frame& frame) {
    std::string path;
    bool down = false;
    for (const Point& point : series.points) {
        const bool drawn = frame.holds(point);
        if (drawn) {
            path += down ? "L" : "M";
            path += coordinate(frame.x(point.across)) + " " + coordinate(frame.y(point.up));
        }
        down = drawn;
    }
    if (!path.empty()) markup.empty("path", {{"class", look_class(series.look)}, {"d", path}});
}

/// A disc, a diamond or a triangle: told apart without colours.
void write_dot(Markup& markup, Look look, const Point& at) {
    const std::string kind = "dot " + look_class(look);
    if (look == Look::First) {
        markup.empty("circle",
                     {{"class", kind},
                      {"cx", coordinate(at.across)},
                      {"cy", coordinate(at.up)},
                      {"r", coordinate(kDotRadius)}});
        return;
    }
    const auto corner = [&](double right, double below) {
        return coordinate(at.across + right) + " " + coordinate(at.up + below);
    };
    const double r = kDotRadius + 1.5;
    const auto outline =
        look == Look::Second
            ? "M" + corner(0, -r) + "L" + corner(r, 0) + "L" + corner(0, r) + "L" + corner(-r, 0)
            : "M" + corner(0, -r) + "L" + corner(r, r) + "L" + corner(-r, r);
    markup.empty("path", {{"class", kind}, {"d", outline + "Z"}});
}

void write_bars(Markup& markup, const Series& series, const Axis& up, const Frame& frame) {
    constexpr double kFilled = 0.6;  // of the room of a bar
    const double room =
        (kRight - kLeft) / static_cast<double>(std::max<std::size_t>(series.points.size(), 1));
    for (const Point& point : series.points) {
        if (!frame.holds(point)) continue;
        const double top = frame.y(point.up);
        const double foot = frame.y(std::max(0.0, up.low));
        markup.empty("rect",
                     {{"class", "bar " + look_class(series.look)},
                      {"x", coordinate(frame.x(point.across) - kFilled * room / 2)},
                      {"y", coordinate(top)},
                      {"width", coordinate(kFilled * room)},
                      {"height", coordinate(std::max(foot - top, 0.0))}});
    }
}

void write_series(Markup& markup, const Series& series, const Chart& chart, const Frame& frame) {
    switch (series.shape) {
        case Shape::Line:
            write_path(markup, series, frame);
            return;
        case Shape::Bars:
            write_bars(markup, series, chart.up, frame);
            return;
        case Shape::Dots:
            for (const Point& point : series.points) {
                if (frame.holds(point))
                    write_dot(markup, series.look, {frame.x(point.across), frame.y(point.up)});
            }
            return;
    }
}

void write_sample(Markup& markup, const Series& series) {
    markup.open("svg", {{"viewBox", "0 0 36 14"}, {"aria-hidden", "true"}});
    if (series.shape == Shape::Dots) write_dot(markup, series.look, {18, 7});
    if (series.shape == Shape::Line)
        markup.empty("path", {{"class", look_class(series.look)}, {"d", "M1 7L35 7"}});
    if (series.shape == Shape::Bars) {
        markup.empty("rect",
                     {{"class", "bar " + look_class(series.look)},
                      {"x", "8"},
                      {"y", "1"},
                      {"width", "20"},
                      {"height", "12"}});
    }
    markup.close();
}

void write_legend(Markup& markup, Language language, const Chart& chart) {
    markup.open("ul", {{"class", "legend"}});
    for (const Series& series : chart.series) {
        markup.open("li");
        write_sample(markup, series);
        markup.text(in(language, series.name));
        markup.close();
    }
    for (const Level& level : chart.levels) {
        markup.open("li");
        markup.open("svg", {{"viewBox", "0 0 36 14"}, {"aria-hidden", "true"}});
        write_line(markup, "level", {1, 7}, {35, 7});
        markup.close();
        markup.text(in(language, level.name));
        markup.close();
    }
    markup.close();
}

void write_picture(Markup& markup, Language language, const Chart& chart, const std::string& id) {
    const Frame frame(chart.across, chart.up);
    markup.open("svg",
                {{"class", "chart"},
                 {"role", "img"},
                 {"viewBox", "0 0 " + coordinate(kWidth) + " " + coordinate(kHeight)},
                 {"aria-labelledby", id + "-title"},
                 {"aria-describedby", id + "-shows"}});
    markup.element("title", {{"id", id + "-title"}}, in(language, chart.title));
    write_axes(markup, language, chart, frame);
    for (const Series& series : chart.series)
        write_series(markup, series, chart, frame);
    for (const Level& level : chart.levels) {
        if (level.at < chart.up.low || level.at > chart.up.high) continue;
        const double y = frame.y(level.at);
        write_line(markup, "level", {kLeft, y}, {kRight, y});
    }
    markup.close();
}

}  // namespace

void write_chart(Markup& markup, Language language, const Chart& chart, const std::string& id) {
    markup.open("figure");
    markup.element("figcaption", {}, in(language, chart.title));
    markup.element("p", {{"class", "axis-title"}}, in(language, chart.up.title));
    write_picture(markup, language, chart, id);
    markup.element("p", {{"class", "axis-title across"}}, in(language, chart.across.title));
    write_legend(markup, language, chart);
    markup.element("p", {{"class", "shows"}, {"id", id + "-shows"}}, in(language, chart.shows));
    markup.close();
}

}  // namespace probant::engine::page
