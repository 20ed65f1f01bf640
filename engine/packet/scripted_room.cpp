// SPDX-License-Identifier: EUPL-1.2
#include "engine/packet/scripted_room.h"

#include <algorithm>
#include <array>

#include "engine/items/presentation.h"
#include "engine/items/response_match.h"

namespace probant::engine {
namespace {

/// 2026-01-01T00:00:00Z: printed in entries, never judged by.
constexpr std::int64_t kWallAtBeginning = 1'767'225'600'000;

struct RightResponse {
    Response operator()(const key::Choice& key) const {
        return Choice<OptionId>{.option = key.option};
    }

    Response operator()(const key::Choices& key) const {
        return Choices<OptionId>{.options = key.options};
    }

    Response operator()(const key::ShortText& key) const {
        return TypedText{.text = key.accept.front()};
    }

    Response operator()(const key::Number& key) const { return TypedNumber{.text = key.value}; }

    Response operator()(const key::Order& key) const {
        return Ordered<OptionId>{.options = key.options};
    }

    Response operator()(const key::Match& key) const {
        Matched<OptionId> matched;
        for (std::uint32_t left = 0; left < key.right_of.size(); ++left)
            matched.pairs.push_back({.left = {left}, .right = key.right_of[left]});
        return matched;
    }
};

/// Spoils one part of a right response.
struct OnePartLess {
    const Item& item;

    template <class Whole>
    Response operator()(const Whole& /*nothing to spoil*/) const {
        return Passed{};
    }

    Response operator()(const key::Choices& key) const {
        auto chosen = key.options;
        for (std::uint32_t option = 0; option < item.options.size(); ++option) {
            if (std::ranges::find(key.options, OptionId{option}) != key.options.end()) continue;
            chosen.push_back({option});
            break;
        }
        std::ranges::sort(chosen);
        return Choices<OptionId>{.options = std::move(chosen)};
    }

    Response operator()(const key::Order& key) const {
        auto order = key.options;
        std::swap(order.at(0), order.at(1));
        return Ordered<OptionId>{.options = std::move(order)};
    }

    Response operator()(const key::Match& key) const {
        Matched<OptionId> matched;
        for (std::uint32_t left = 1; left < key.right_of.size(); ++left)
            matched.pairs.push_back({.left = {left}, .right = key.right_of[left]});
        return matched;
    }
};

/// Wrong, and of the right kind where a choice allows it.
Response wrong_response(const Item& item) {
    for (std::uint32_t option = 0; option < item.options.size(); ++option) {
        const Response tried = Choice<OptionId>{.option = {option}};
        if (item.interaction == Interaction::SingleChoice && !is_right(item, tried)) return tried;
    }
    if (item.interaction == Interaction::ShortText) return TypedText{.text = "?"};
    return Passed{};
}

Response response_to(const Item& item, HowAnswered answered) {
    switch (answered) {
        case HowAnswered::Wrong:
            return wrong_response(item);
        case HowAnswered::Nearly:
            return nearly_right_response(item);
        case HowAnswered::Right:
            return right_response(item);
    }
    fail_ensure("an answer is one of three");
}

}  // namespace

Response right_response(const Item& item) {
    return std::visit(RightResponse{}, item.key);
}

Response nearly_right_response(const Item& item) {
    return std::visit(OnePartLess{item}, item.key);
}

ScriptedRoom::ScriptedRoom(const Content& content, Seed seed)
    : content_(&content), seed_(seed.value) {}

Uuid ScriptedRoom::next_uuid() {
    const auto text = std::to_string(seed_) + "/" + std::to_string(made_++);
    const auto digest = crypto::sha256(text);
    std::array<std::uint8_t, 16> bytes{};
    std::copy_n(digest.bytes.begin(), bytes.size(), bytes.begin());
    return uuid_v4_from(bytes);
}

void ScriptedRoom::as_candidate(CandidateId candidate, const Command& command) {
    const auto* found = find_candidate(session_.room, candidate);
    ENSURE(found != nullptr);
    ask(candidate_actor(candidate, found->seat), command);
}

void ScriptedRoom::bring_in(CandidateId candidate) {
    as_invigilator(ConfirmPresence{candidate});
    as_candidate(candidate, SignIn{candidate});
    as_invigilator(Authorise{candidate});
    std::uint64_t seed = 0;
    for (const auto byte : next_uuid().bytes)
        seed = (seed << 8U) ^ (seed >> 56U) ^ byte;
    as_candidate(candidate, StartSitting{.candidate = candidate, .seed = {seed}});
}

void ScriptedRoom::answer(CandidateId candidate, HowAnswered answered) {
    const auto& sitting = this->sitting(candidate);
    ENSURE(sitting.current.has_value());
    const auto number = *sitting.current;
    const auto& item = content_->bank.at(draw_of(sitting, number).item);
    const auto shown = present(item, sitting.seed, number);
    const auto response = to_shown(shown, response_to(item, answered));
    as_candidate(candidate,
                 SaveAnswer{.candidate = candidate, .draw = number, .response = response});
}

const Sitting& ScriptedRoom::sitting(CandidateId candidate) const {
    const auto* found = find_candidate(session_.room, candidate);
    ENSURE(found != nullptr);
    const auto* sitting = sitting_of(*found);
    ENSURE(sitting != nullptr);
    return *sitting;
}

void ScriptedRoom::ask(const Actor& by, const Command& command) {
    const Order order{.by = by, .id = {next_uuid()}, .command = command};
    const Moment moment{.at = now_, .wall_ms = kWallAtBeginning + now_.since_beginning.count()};
    const auto conducted = conduct(session_, order, moment, *content_);
    ENSURE(conducted.has_value());
    const auto* entry = std::get_if<NewEntry>(&conducted.value());
    ENSURE(entry != nullptr);
    entries_.push_back(entry->bytes);
}

}  // namespace probant::engine
