// SPDX-License-Identifier: EUPL-1.2
#include "registry/intake/comparison.h"

#include <algorithm>
#include <array>

#include "crypto/base/ensure.h"

namespace probant::registry {
namespace {

constexpr std::array<std::string_view, 4> kOutcomes{"validated", "rejected", "cancelled", "absent"};

const json::Value* member_of(const json::Value* value, std::string_view name) {
    return value == nullptr ? nullptr : value->member(name);
}

json::Value figure(const json::Value* value) {
    const auto* number = value == nullptr ? nullptr : value->integer();
    return number == nullptr ? json::Value{} : json::Value{*number};
}

json::Value outcome_of(const json::Value& sitting) {
    const auto* member = sitting.member("outcome");
    const auto* text = member == nullptr ? nullptr : member->text();
    if (text == nullptr || std::ranges::count(kOutcomes, *text) == 0) return {};
    return *text;
}

json::Value summary_of(const json::Value& sitting) {
    const auto* score = sitting.member("score");
    return json::Object{{"outcome", outcome_of(sitting)},
                        {"answers", figure(sitting.member("answers"))},
                        {"points", figure(member_of(score, "points"))},
                        {"level", figure(member_of(score, "level"))},
                        {"seat", figure(sitting.member("seat"))}};
}

std::optional<engine::CandidateId> candidate_of(const json::Value& sitting) {
    const auto* member = sitting.member("candidate");
    const auto* text = member == nullptr ? nullptr : member->text();
    return text == nullptr ? std::nullopt : engine::CandidateId::parse(*text);
}

/// Named by our own members: what only the centre's document has is "other", never its words.
void list_members(const std::string& path,
                  const json::Value& stated,
                  const json::Object& replayed,
                  std::vector<std::string>& differs) {
    for (const auto& [name, value] : replayed) {
        const auto* other = stated.member(name);
        if (other == nullptr || *other != value) differs.push_back(path + name);
    }
    const auto* members = stated.object();
    const bool more = members == nullptr || std::ranges::any_of(*members, [&](const auto& one) {
                          return !replayed.contains(one.first);
                      });
    if (more) differs.push_back(path + "other");
}

/// A score that differs is told member by member, where there are two to compare.
std::vector<std::string> differences_of(const json::Value& stated, const json::Value& replayed) {
    std::vector<std::string> differs;
    list_members("", stated, *replayed.object(), differs);
    const auto* theirs = stated.member("score");
    const auto* ours = replayed.member("score");
    const bool two = theirs != nullptr && theirs->object() != nullptr && ours != nullptr &&
                     ours->object() != nullptr;
    if (two && std::erase(differs, "score") > 0)
        list_members("score.", *theirs, *ours->object(), differs);
    return differs;
}

const json::Array& sittings_of(const json::Value& document) {
    static const json::Array none;
    const auto* member = document.member("results");
    const auto* array = member == nullptr ? nullptr : member->array();
    return array == nullptr ? none : *array;
}

/// The first of that candidate; a second one is a stranger.
json::Array::const_iterator find_sitting(const json::Array& sittings,
                                         const std::optional<engine::CandidateId>& candidate) {
    return std::ranges::find_if(
        sittings, [&](const json::Value& one) { return candidate_of(one) == candidate; });
}

ComparedSitting compare(const json::Array& stated, const json::Value& replayed) {
    ComparedSitting compared{.candidate = candidate_of(replayed), .replayed = summary_of(replayed)};
    ENSURE(compared.candidate.has_value() && replayed.object() != nullptr);
    const auto found = find_sitting(stated, compared.candidate);
    if (found == stated.end()) return compared;
    compared.stated = summary_of(*found);
    compared.differs = differences_of(*found, replayed);
    return compared;
}

}  // namespace

std::vector<ComparedSitting> compare_sittings(const json::Value& stated,
                                              const json::Value& replayed) {
    const auto& theirs = sittings_of(stated);
    const auto& ours = sittings_of(replayed);
    std::vector<ComparedSitting> compared;
    for (const auto& sitting : ours)
        compared.push_back(compare(theirs, sitting));
    std::size_t strangers = 0;
    for (auto one = theirs.begin(); one != theirs.end() && strangers < kStrangersShown; ++one) {
        const auto candidate = candidate_of(*one);
        const bool known = candidate && find_sitting(ours, candidate) != ours.end() &&
                           find_sitting(theirs, candidate) == one;
        if (known) continue;
        ++strangers;
        compared.push_back({.candidate = candidate, .stated = summary_of(*one)});
    }
    return compared;
}

}  // namespace probant::registry
