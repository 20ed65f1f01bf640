// SPDX-License-Identifier: EUPL-1.2
#include "engine/packet/results.h"

#include "engine/journal/shape_codec.h"

namespace probant::engine {
namespace {

/// Long enough to see a difference, too short for a document to hide in.
constexpr std::size_t kShownMax = 80;

std::string_view name_of(ItemOutcome outcome) {
    switch (outcome) {
        case ItemOutcome::Open:
            return "open";
        case ItemOutcome::Right:
            return "right";
        case ItemOutcome::Partly:
            return "partly";
        case ItemOutcome::Wrong:
            return "wrong";
        case ItemOutcome::SetAside:
            return "set_aside";
    }
    fail_ensure("an outcome is one of five");
}

/// The draws that are not on trial are the items given to the test, in order.
json::Array items_of(const Sitting& sitting, const Content& content) {
    json::Array items;
    auto given = sitting.test.given.begin();
    for (std::size_t place = 0; place < sitting.draws.size(); ++place) {
        const auto& drawn = sitting.draws[place];
        ENSURE(drawn.pretest || given != sitting.test.given.end());
        const auto outcome = drawn.pretest ? std::string_view{"pretest"} : name_of(given->outcome);
        const auto category = drawn.pretest ? Category{} : given->category;
        if (!drawn.pretest) ++given;
        items.emplace_back(json::Object{{"n", std::uint64_t{place + 1}},
                                        {"rank", drawn.rank.value},
                                        {"item", content.bank.at(drawn.item).id},
                                        {"outcome", outcome},
                                        {"category", category.value}});
    }
    return items;
}

json::Array imputed_of(const Sitting& sitting, const Content& content) {
    json::Array imputed;
    for (const auto item : sitting.imputed)
        imputed.emplace_back(content.bank.at(item).id);
    return imputed;
}

json::Value score_of(const Sitting& sitting, const Content& content) {
    ENSURE(sitting.result.has_value());
    if (sitting.result->outcome != OutcomeState::Validated) return nullptr;
    const auto score = final_score(sitting, content);
    ENSURE(score.points == sitting.result->points && score.level == sitting.result->level);
    return score_to_json(score, content.rules);
}

json::Value result_of(const Candidate& candidate, const Content& content) {
    json::Object result{{"candidate", candidate.id.text()},
                        {"seat", candidate.seat.value},
                        {"purpose", spelling_of(content.rules.purpose)}};
    const auto* sitting = sitting_of(candidate);
    if (sitting == nullptr) {
        result.emplace("outcome", "absent");
        return result;
    }
    ENSURE(sitting->result.has_value());
    result.emplace("outcome", spelling_of(sitting->result->outcome));
    result.emplace("unfinished",
                   sitting->unfinished ? json::Value{spelling_of(*sitting->unfinished)} : nullptr);
    result.emplace("stopped",
                   sitting->stopped_by ? json::Value{spelling_of(*sitting->stopped_by)} : nullptr);
    result.emplace("answers", sitting->answers);
    result.emplace("items", items_of(*sitting, content));
    result.emplace("imputed", imputed_of(*sitting, content));
    result.emplace("score", score_of(*sitting, content));
    return result;
}

std::string shown(const json::Value* value) {
    if (value == nullptr) return "nothing";
    auto text = json::write(*value);
    if (text.size() > kShownMax) return "another value";
    return text;
}

struct Difference {
    std::string path{};
    const json::Value* stated{};
    const json::Value* replayed{};
};

// NOLINTBEGIN(misc-no-recursion): a value is a tree, at most json::kDepthMax deep when it was read.
std::optional<Difference> difference(std::string path,
                                     const json::Value* stated,
                                     const json::Value* replayed);

std::optional<Difference> difference_in_objects(const std::string& path,
                                                const json::Object& stated,
                                                const json::Object& replayed) {
    const auto at = [&](const std::string& name) {
        return path.empty() ? name : path + "." + name;
    };
    for (const auto& [name, value] : replayed) {
        const auto found = stated.find(name);
        const auto* other = found == stated.end() ? nullptr : &found->second;
        if (auto differs = difference(at(name), other, &value)) return differs;
    }
    for (const auto& [name, value] : stated)
        if (!replayed.contains(name)) return Difference{at(name), &value, nullptr};
    return std::nullopt;
}

std::optional<Difference> difference_in_arrays(const std::string& path,
                                               const json::Array& stated,
                                               const json::Array& replayed) {
    for (std::size_t place = 0; place < std::max(stated.size(), replayed.size()); ++place) {
        const auto* left = place < stated.size() ? &stated[place] : nullptr;
        const auto* right = place < replayed.size() ? &replayed[place] : nullptr;
        if (auto differs = difference(path + "[" + std::to_string(place) + "]", left, right))
            return differs;
    }
    return std::nullopt;
}

std::optional<Difference> difference(std::string path,
                                     const json::Value* stated,
                                     const json::Value* replayed) {
    if (stated == nullptr || replayed == nullptr)
        return Difference{std::move(path), stated, replayed};
    if (*stated == *replayed) return std::nullopt;
    if (stated->object() != nullptr && replayed->object() != nullptr)
        return difference_in_objects(path, *stated->object(), *replayed->object());
    if (stated->array() != nullptr && replayed->array() != nullptr)
        return difference_in_arrays(path, *stated->array(), *replayed->array());
    return Difference{std::move(path), stated, replayed};
}

// NOLINTEND(misc-no-recursion)

}  // namespace

Score final_score(const Sitting& sitting, const Content& content) {
    auto test = sitting.test;
    for (const auto item : sitting.imputed) {
        const bool open = !test.given.empty() && test.given.back().item == item &&
                          test.given.back().outcome == ItemOutcome::Open;
        if (!open) draw(test, item);
        answer(test, content.pool, item, /*right=*/false);
    }
    return score(test, content);
}

json::Value results_of(const RecordedSession& session, const Content& content) {
    ENSURE(session.room.phase == SessionPhase::Closed);
    json::Array results;
    for (const auto& candidate : session.room.candidates)
        results.push_back(result_of(candidate, content));
    return json::Object{{"v", kResultsVersion},
                        {"session", session.room.created.session.text()},
                        {"results", std::move(results)}};
}

std::optional<std::string> compare_results(const json::Value& stated, const json::Value& replayed) {
    const auto differs = difference("", &stated, &replayed);
    if (!differs) return std::nullopt;
    return differs->path + ": stated " + shown(differs->stated) + ", replayed " +
           shown(differs->replayed);
}

}  // namespace probant::engine
