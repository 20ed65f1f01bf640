// SPDX-License-Identifier: EUPL-1.2
#include "engine/cli/rules_file.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <sstream>
#include <string_view>

#include <toml++/toml.h>

#include "crypto/digest.h"
#include "engine/cli/command.h"
#include "engine/cli/files.h"

namespace probant::engine::cli {
namespace {

constexpr std::uintmax_t kRulesBytesMax = std::uintmax_t{1} << 20U;
constexpr std::uint32_t kLengthMost = 200;

/// One table of the file: each key is taken once, what is left over is refused.
class Section {
public:
    Section(const toml::table& table, std::string name, std::string path)
        : table_(table), name_(std::move(name)), path_(std::move(path)) {}

    [[noreturn]] void refuse(std::string_view key, std::string_view what) const {
        throw Misuse(path_ + ": the key \"" + name_ + std::string(key) + "\" " + std::string(what));
    }

    std::optional<double> number(std::string_view key, double least, double most) {
        const auto* node = take(key);
        if (node == nullptr) return std::nullopt;
        const auto value = node->value<double>();
        if (!value || !std::isfinite(*value) || *value < least || *value > most)
            refuse(key, "is not a number from " + shown(least) + " to " + shown(most));
        return value;
    }

    std::optional<std::uint32_t> count(std::string_view key, std::uint32_t most) {
        const auto* node = take(key);
        if (node == nullptr) return std::nullopt;
        const auto value = node->value_exact<std::int64_t>();
        if (!value || *value < 0 || *value > most)
            refuse(key, "is not a whole number from 0 to " + std::to_string(most));
        return static_cast<std::uint32_t>(*value);
    }

    std::optional<bool> boolean(std::string_view key) {
        const auto* node = take(key);
        if (node == nullptr) return std::nullopt;
        const auto value = node->value_exact<bool>();
        if (!value) refuse(key, "is neither true nor false");
        return value;
    }

    std::optional<std::string> text(std::string_view key) {
        const auto* node = take(key);
        if (node == nullptr) return std::nullopt;
        const auto value = node->value_exact<std::string>();
        if (!value) refuse(key, "is not a text between quotes");
        return value;
    }

    template <class Value>
    std::vector<Value> list(std::string_view key) {
        std::vector<Value> values;
        const auto* node = take(key);
        if (node == nullptr) return values;
        const auto* array = node->as_array();
        if (array == nullptr) refuse(key, "is not a list between brackets");
        for (const auto& element : *array) {
            const auto value = element.template value<Value>();
            if (!value) refuse(key, "holds something of another kind");
            values.push_back(*value);
        }
        return values;
    }

    /// A table inside; nothing when it is not there.
    std::optional<Section> section(std::string_view key) {
        const auto* node = take(key);
        if (node == nullptr) return std::nullopt;
        const auto* table = node->as_table();
        if (table == nullptr) refuse(key, "is not a section");
        return Section(*table, name_ + std::string(key) + ".", path_);
    }

    [[nodiscard]] std::vector<std::string> keys() const {
        std::vector<std::string> keys;
        for (const auto& [key, node] : table_)
            keys.emplace_back(key.str());
        return keys;
    }

    void refuse_unknown() const {
        for (const auto& key : keys())
            if (!taken_.contains(key)) refuse(key, "is unknown");
    }

private:
    static std::string shown(double value) {
        std::ostringstream text;
        text << value;
        return text.str();
    }

    const toml::node* take(std::string_view key) {
        taken_.emplace(key);
        return table_.get(key);
    }

    const toml::table& table_;
    std::string name_;
    std::string path_;
    std::set<std::string, std::less<>> taken_{};
};

CountRange read_range(Section section) {
    CountRange range;
    range.least = section.count("min", kLengthMost).value_or(0);
    range.most = section.count("max", kLengthMost).value_or(kNoMost);
    if (range.most < range.least) section.refuse("max", "is below min");
    section.refuse_unknown();
    return range;
}

void read_domains(Constraints& constraints, Section section) {
    for (std::uint32_t domain = 1; domain <= kDomains; ++domain) {
        if (const auto inside = section.section(std::to_string(domain)))
            constraints.domains.at(domain - 1) = read_range(*inside);
    }
    section.refuse_unknown();
}

void read_budget(Constraints& constraints, Section section) {
    constexpr double kSecondsMost = 100'000;
    constexpr double kWordsMost = 1'000'000;
    constraints.seconds = section.number("seconds", 1, kSecondsMost);
    constraints.words = section.number("words", 1, kWordsMost);
    section.refuse_unknown();
}

void read_types(Constraints& constraints, Section section) {
    for (const auto& type : section.keys()) {
        auto inside = section.section(type);
        if (!inside) continue;
        if (const auto most = inside->count("max", kLengthMost))
            constraints.type_most.emplace(type, *most);
        inside->refuse_unknown();
    }
    section.refuse_unknown();
}

ExposureRules read_exposure(Section section) {
    const auto share = [&](std::string_view key) -> std::optional<std::uint32_t> {
        const auto value = section.number(key, 1e-6, 1);
        if (!value) return std::nullopt;
        return static_cast<std::uint32_t>(std::lround(*value * kMillionth));
    };
    ExposureRules rules;
    rules.cap_ppm = share("cap").value_or(kMillionth);
    rules.level_cap_ppm = share("level_cap");
    rules.alike_ppm = share("alike");
    rules.window = std::max(1U, section.count("window", 1'000'000).value_or(rules.window));
    rules.level_window = std::max(1U, rules.window / std::uint32_t{kLevels});
    section.refuse_unknown();
    return rules;
}

StopKind stop_kind(const Section& section, const std::string& name) {
    if (name == "length") return StopKind::Length;
    if (name == "precision") return StopKind::Precision;
    if (name == "interval") return StopKind::Interval;
    if (name == "sprt") return StopKind::Sprt;
    if (name == "time") return StopKind::Time;
    section.refuse("rule", "is not length, precision, interval, sprt or time");
}

StopRules read_stop(Section section, const Constraints& constraints) {
    StopRules stop;
    stop.kind = stop_kind(section, section.text("rule").value_or("length"));
    stop.se = section.number("se", 0.01, 10).value_or(stop.se);
    stop.cuts = section.list<double>("cuts");
    stop.delta = section.number("delta", 0.001, 4).value_or(stop.delta);
    stop.alpha = section.number("alpha", 1e-6, 0.5).value_or(stop.alpha);
    stop.beta = section.number("beta", 1e-6, 0.5).value_or(stop.beta);
    stop.least = section.count("min", kLengthMost).value_or(stop.least);
    stop.most = section.count("max", kLengthMost).value_or(constraints.length);
    stop.seconds = constraints.seconds;
    if (std::ranges::adjacent_find(stop.cuts, std::greater_equal<>()) != stop.cuts.end())
        section.refuse("cuts", "does not rise from each cut to the next");
    const bool classifies = stop.kind == StopKind::Interval || stop.kind == StopKind::Sprt;
    if (classifies && stop.cuts.empty()) section.refuse("cuts", "is missing: this rule needs them");
    if (stop.kind == StopKind::Time && !stop.seconds)
        section.refuse("rule", "needs the key \"budget.seconds\"");
    if (stop.most > constraints.length) section.refuse("max", "is above the length");
    if (stop.least > stop.most) section.refuse("min", "is above the most");
    section.refuse_unknown();
    return stop;
}

Scale read_scale(Section section) {
    constexpr std::uint32_t kPoints = 1024;
    Scale scale;
    scale.provisional = section.boolean("provisional").value_or(true);
    scale.centre = static_cast<std::int32_t>(section.count("centre", kPoints).value_or(512));
    scale.per_theta = static_cast<std::int32_t>(section.count("per_theta", kPoints).value_or(160));
    const auto cuts = section.list<std::int64_t>("cuts");
    if (cuts.size() != kCuts) section.refuse("cuts", "does not hold 8 cuts");
    std::int64_t before = 0;
    for (std::size_t n = 0; n < kCuts; ++n) {
        if (cuts[n] <= before || cuts[n] > kPoints)
            section.refuse("cuts", "does not rise from each cut to the next, from 1 to 1024");
        before = cuts[n];
        scale.cuts.at(n) = static_cast<std::int32_t>(cuts[n]);
    }
    section.refuse_unknown();
    return scale;
}

RulesFile read_all(Section& file) {
    RulesFile rules;
    Constraints& constraints = rules.constraints;
    constraints.length = file.count("length", kLengthMost).value_or(constraints.length);
    if (constraints.length == 0) file.refuse("length", "is 0");
    if (const auto inside = file.section("competence"))
        constraints.competence = read_range(*inside);
    if (const auto inside = file.section("domain")) read_domains(constraints, *inside);
    constraints.tube_most = file.count("tube_max", kLengthMost).value_or(kNoMost);
    if (constraints.tube_most == 0) file.refuse("tube_max", "is 0: nothing could be asked");
    constraints.enemies_apart = file.boolean("enemies").value_or(true);
    if (const auto inside = file.section("budget")) read_budget(constraints, *inside);
    if (const auto inside = file.section("type")) read_types(constraints, *inside);
    if (auto inside = file.section("language")) {
        rules.audience.languages = inside->list<std::string>("one_of");
        inside->refuse_unknown();
    }
    if (auto inside = file.section("access")) {
        rules.audience.needs = inside->list<std::string>("needs");
        inside->refuse_unknown();
    }
    rules.sets_apart = file.boolean("sets_apart").value_or(false);
    if (const auto inside = file.section("exposure")) rules.exposure = read_exposure(*inside);
    rules.stop.most = constraints.length;
    if (const auto inside = file.section("stop")) rules.stop = read_stop(*inside, constraints);
    if (const auto inside = file.section("scale")) rules.scale = read_scale(*inside);
    file.refuse_unknown();
    return rules;
}

}  // namespace

RulesFile read_rules_file(const std::string& path) {
    const auto bytes = read_file(path, kRulesBytesMax);
    toml::table table;
    try {
        table = toml::parse(to_string(bytes), path);
    } catch (const toml::parse_error& error) {
        throw Misuse(path + ": line " + std::to_string(error.source().begin.line) + ": " +
                     std::string(error.description()));
    }
    Section file(table, "", path);
    auto rules = read_all(file);
    rules.digest = crypto::sha256(bytes).hex();
    return rules;
}

}  // namespace probant::engine::cli
