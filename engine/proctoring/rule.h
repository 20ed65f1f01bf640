// engine/proctoring/rule.h: the rules by which a camera may ask a person to look.
//
// Role        Names each rule once, for the order of a session, the alerts and the answers to them.
// Invariants  A rule only asks: what an alert means is decided by a person.
// Threads     Values.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>

namespace probant::engine {

enum class ProctoringRule : std::uint8_t {
    FaceAbsent,
    ExtraFace,
    LookingAway,
    Covered,
    TooDark,
    Blurred,
    Frozen,
    Looped,
    Identity,
    Object
};

constexpr std::array kProctoringRules{ProctoringRule::FaceAbsent,
                                      ProctoringRule::ExtraFace,
                                      ProctoringRule::LookingAway,
                                      ProctoringRule::Covered,
                                      ProctoringRule::TooDark,
                                      ProctoringRule::Blurred,
                                      ProctoringRule::Frozen,
                                      ProctoringRule::Looped,
                                      ProctoringRule::Identity,
                                      ProctoringRule::Object};

constexpr std::size_t place_of(ProctoringRule rule) {
    return static_cast<std::size_t>(rule);
}

/// "face_absent" …: the spelling of the lines that a program prints and of what is kept.
[[nodiscard]] std::string_view name_of(ProctoringRule rule);
[[nodiscard]] std::optional<ProctoringRule> rule_named(std::string_view name);

/// Which rules are on.
class RuleSet {
public:
    RuleSet() = default;

    RuleSet(std::initializer_list<ProctoringRule> rules) {
        for (const auto rule : rules)
            set(rule, true);
    }

    [[nodiscard]] static RuleSet all() {
        RuleSet set;
        set.on_.set();
        return set;
    }

    [[nodiscard]] bool has(ProctoringRule rule) const { return on_[place_of(rule)]; }

    [[nodiscard]] bool empty() const { return on_.none(); }

    void set(ProctoringRule rule, bool on) { on_.set(place_of(rule), on); }

    friend bool operator==(const RuleSet&, const RuleSet&) = default;

private:
    std::bitset<kProctoringRules.size()> on_{};
};

}  // namespace probant::engine
