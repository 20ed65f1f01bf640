// SPDX-License-Identifier: EUPL-1.2
#include "engine/cli/forensics_pictures.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <utility>

namespace probant::engine::cli {
namespace {

/// One session's people, and its pairs to check.
struct Room {
    std::string name{};
    std::vector<std::size_t> people{};
    std::vector<const forensics::ComparedPair*> pairs{};
};

std::vector<Room> rooms_of(const ForensicsReport& report) {
    const auto& session = report.named.session;
    std::map<std::string, Room> by_name;
    for (std::size_t person = 0; person < session.persons; ++person) {
        const auto* seat = forensics::seat_of(session, person);
        if (seat == nullptr) continue;
        auto& room = by_name[seat->session];
        room.name = seat->session;
        room.people.push_back(person);
    }
    for (const auto& pair : report.pairs) {
        if (!is_to_check(pair, report.alpha)) continue;
        if (!forensics::distance_of(session, pair.first, pair.second)) continue;
        by_name[forensics::seat_of(session, pair.first)->session].pairs.push_back(&pair);
    }
    std::vector<Room> rooms;
    rooms.reserve(by_name.size());
    for (auto& [name, room] : by_name)
        rooms.push_back(std::move(room));
    std::ranges::stable_sort(rooms, [](const Room& one, const Room& other) {
        return one.pairs.size() > other.pairs.size();
    });
    if (rooms.size() > kSessionsDrawn) rooms.resize(kSessionsDrawn);
    return rooms;
}

/// Where seats lie on the picture. Everybody of the room has one.
class Plan {
public:
    Plan(const forensics::Session& session, const Room& room)
        : session_(session),
          row_least_(row(room.people.front())),
          column_least_(column(room.people.front())) {
        double row_most = row_least_;
        double column_most = column_least_;
        for (const std::size_t person : room.people) {
            row_least_ = std::min(row_least_, row(person));
            column_least_ = std::min(column_least_, column(person));
            row_most = std::max(row_most, row(person));
            column_most = std::max(column_most, column(person));
        }
        // A room as wide as a street would be a picture that no screen shows.
        constexpr double kSideMost = 1200;
        const double side = std::max(row_most - row_least_, column_most - column_least_) + 1;
        step_ = std::min(30.0, kSideMost / side);
        width_ = (column_most - column_least_ + 1) * step_;
        height_ = (row_most - row_least_ + 1) * step_;
    }

    [[nodiscard]] double x(std::size_t person) const {
        return (column(person) - column_least_ + 0.5) * step_;
    }

    [[nodiscard]] double y(std::size_t person) const {
        return (row(person) - row_least_ + 0.5) * step_;
    }

    [[nodiscard]] double seat() const { return step_ * 0.6; }

    [[nodiscard]] double width() const { return width_; }

    [[nodiscard]] double height() const { return height_; }

private:
    [[nodiscard]] double row(std::size_t person) const {
        return forensics::seat_of(session_, person)->row;
    }

    [[nodiscard]] double column(std::size_t person) const {
        return forensics::seat_of(session_, person)->column;
    }

    const forensics::Session& session_;
    double row_least_{};
    double column_least_{};
    double step_{};
    double width_{};
    double height_{};
};

std::string place(double number) {
    return number_text(number, 5);
}

/// ` name="value"`.
std::string attribute(std::string_view name, std::string_view value) {
    std::string out(" ");
    out += name;
    out += R"(=")";
    out += value;
    out += '"';
    return out;
}

std::string attribute(std::string_view name, double value) {
    return attribute(name, place(value));
}

struct Box {
    double x{};
    double y{};
    double width{};
    double height{};
};

std::string rectangle_svg(std::string_view kind, const Box& box, const std::string& title) {
    return "<rect" + attribute("class", kind) + attribute("x", box.x) + attribute("y", box.y) +
           attribute("width", box.width) + attribute("height", box.height) + "><title>" + title +
           "</title></rect>";
}

struct Ends {
    double x1{};
    double y1{};
    double x2{};
    double y2{};
};

std::string line_svg(std::string_view kind, const Ends& ends) {
    return "<line" + attribute("class", kind) + attribute("x1", ends.x1) +
           attribute("y1", ends.y1) + attribute("x2", ends.x2) + attribute("y2", ends.y2) + "/>";
}

std::string text_svg(std::string_view kind, double x, double y, std::string_view text) {
    return "<text" + attribute("class", kind) + attribute("x", x) + attribute("y", y) + ">" +
           std::string(text) + "</text>";
}

std::string opening_svg(double width, double height, const std::string& label) {
    return "<svg" + attribute("role", "img") + attribute("aria-label", label) +
           attribute("width", width) + attribute("height", height) +
           attribute("viewBox", "0 0 " + place(width) + " " + place(height)) + ">";
}

}  // namespace

std::string escaped(std::string_view text) {
    std::string out;
    for (const char letter : text) {
        switch (letter) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            default:
                out += letter;
        }
    }
    return out;
}

std::string number_text(double number, int figures) {
    std::array<char, 40> text{};
    const auto end = std::to_chars(
        text.data(), text.data() + text.size(), number, std::chars_format::general, figures);
    return {text.data(), end.ptr};
}

bool is_to_check(const forensics::ComparedPair& pair, double alpha) {
    return pair.tested() && std::min({pair.omega_q, pair.gbt_q, pair.m4_q}) <= alpha;
}

std::string histogram_svg(const forensics::StatisticSummary& summary) {
    constexpr double kBar = 12;
    constexpr double kHeight = 100;
    constexpr double kBelow = 14;
    const auto bins = static_cast<double>(forensics::kBins);
    const auto most =
        static_cast<double>(std::max<std::size_t>(1, *std::ranges::max_element(summary.histogram)));
    const auto name = std::string(forensics::word(summary.statistic));
    std::string svg = "<figure>" + opening_svg(bins * kBar, kHeight + kBelow, name + ", p");
    for (std::size_t bin = 0; bin < forensics::kBins; ++bin) {
        const double height = kHeight * static_cast<double>(summary.histogram[bin]) / most;
        svg += rectangle_svg("bar",
                             {.x = static_cast<double>(bin) * kBar,
                              .y = kHeight - height,
                              .width = kBar - 1,
                              .height = height},
                             std::to_string(summary.histogram[bin]));
    }
    const double even = kHeight * (1 - static_cast<double>(summary.tested) / bins / most);
    svg += line_svg("even", {.x1 = 0, .y1 = even, .x2 = bins * kBar, .y2 = even});
    svg += text_svg("start", 0, kHeight + kBelow - 2, "0");
    svg += text_svg("end", bins * kBar, kHeight + kBelow - 2, "1") + "</svg>";
    return svg + "<figcaption>" + name + "</figcaption></figure>\n";
}

std::string rooms_svg(const ForensicsReport& report) {
    std::vector<bool> dark(report.named.session.persons, false);
    for (const auto& finding : report.persons) {
        if (finding.state == forensics::State::ToCheck) dark[finding.person] = true;
    }
    std::string svg;
    for (const Room& room : rooms_of(report)) {
        const Plan plan(report.named.session, room);
        svg += "<figure>" + opening_svg(plan.width(), plan.height(), escaped(room.name));
        for (const auto* pair : room.pairs) {
            svg += line_svg("pair",
                            {.x1 = plan.x(pair->first),
                             .y1 = plan.y(pair->first),
                             .x2 = plan.x(pair->second),
                             .y2 = plan.y(pair->second)});
        }
        for (const std::size_t person : room.people) {
            svg += rectangle_svg(dark[person] ? "seat dark" : "seat",
                                 {.x = plan.x(person) - plan.seat() / 2,
                                  .y = plan.y(person) - plan.seat() / 2,
                                  .width = plan.seat(),
                                  .height = plan.seat()},
                                 std::to_string(report.named.names[person]));
        }
        svg += "</svg><figcaption>" + escaped(room.name) + "</figcaption></figure>\n";
    }
    return svg;
}

}  // namespace probant::engine::cli
