// SPDX-License-Identifier: EUPL-1.2
#include "center/rehearse/knower.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <numeric>
#include <stdexcept>
#include <vector>

#include "center/rehearse/caller.h"

namespace probant::center::rehearse {
namespace {

using engine::Item;
using engine::Language;

/// Bank parameters are in ten-thousandths.
constexpr double kUnit = 10'000.0;

/// One in fifty who does not know passes.
constexpr std::uint64_t kPassesOneIn = 50;

std::string key_of(const std::string& prompt, std::vector<std::string> texts) {
    std::ranges::sort(texts);
    std::string key = prompt;
    for (const auto& text : texts)
        key += '\n' + text;
    return key;
}

void add_texts(std::vector<std::string>& texts, const std::vector<engine::Text>& list) {
    for (const auto& text : list)
        texts.push_back(text.in(Language::French));
}

std::vector<std::string> texts_in(const json::Value& question, std::string_view name) {
    std::vector<std::string> texts;
    for (const auto& text : array_in(question, name))
        texts.push_back(text.text() == nullptr ? "" : *text.text());
    return texts;
}

std::size_t count_in(const json::Value& question, std::string_view name) {
    return array_in(question, name).size();
}

json::Value numbers(const std::vector<std::size_t>& places) {
    json::Array array;
    for (const auto place : places)
        array.emplace_back(std::uint64_t{place});
    return array;
}

std::vector<std::size_t> shuffled(std::size_t size, Dice& dice) {
    std::vector<std::size_t> places(size);
    std::iota(places.begin(), places.end(), std::size_t{0});
    for (std::size_t left = size; left > 1; --left)
        std::swap(places[left - 1], places[dice() % left]);
    return places;
}

/// Where an option of the bank stands on the page.
std::size_t place_of(const std::vector<engine::Text>& options,
                     engine::OptionId option,
                     const std::vector<std::string>& shown) {
    const auto& text = options.at(option.value).in(Language::French);
    return static_cast<std::size_t>(std::ranges::find(shown, text) - shown.begin());
}

json::Value pairs(const std::vector<std::size_t>& rights) {
    json::Array array;
    for (std::size_t left = 0; left < rights.size(); ++left)
        array.emplace_back(json::Array{std::uint64_t{left}, std::uint64_t{rights[left]}});
    return json::Object{{"type", "match"}, {"pairs", std::move(array)}};
}

/// One overload per kind of key.
struct RightResponse {
    const Item& item;
    const json::Value& question;

    [[nodiscard]] std::vector<std::size_t> places(const std::vector<engine::OptionId>& ids) const {
        const auto shown = texts_in(question, "options");
        std::vector<std::size_t> places;
        places.reserve(ids.size());
        for (const auto id : ids)
            places.push_back(place_of(item.options, id, shown));
        return places;
    }

    json::Value operator()(const engine::key::Choice& key) const {
        return json::Object{{"type", "choice"},
                            {"option", std::uint64_t{places({key.option}).front()}}};
    }

    json::Value operator()(const engine::key::Choices& key) const {
        auto chosen = places(key.options);
        std::ranges::sort(chosen);
        return json::Object{{"type", "choices"}, {"options", numbers(chosen)}};
    }

    json::Value operator()(const engine::key::ShortText& key) const {
        return json::Object{{"type", "text"}, {"text", key.accept.front()}};
    }

    json::Value operator()(const engine::key::Number& key) const {
        return json::Object{{"type", "number"}, {"text", key.value}};
    }

    json::Value operator()(const engine::key::Order& key) const {
        return json::Object{{"type", "order"}, {"options", numbers(places(key.options))}};
    }

    json::Value operator()(const engine::key::Match& key) const {
        const auto left = texts_in(question, "left");
        const auto right = texts_in(question, "right");
        std::vector<std::size_t> rights(left.size());
        for (std::size_t place = 0; place < key.right_of.size(); ++place) {
            const engine::OptionId id{static_cast<std::uint32_t>(place)};
            rights.at(place_of(item.left, id, left)) =
                place_of(item.right, key.right_of[place], right);
        }
        return pairs(rights);
    }
};

json::Value guess_choices(const json::Value& question, Dice& dice) {
    auto places = shuffled(count_in(question, "options"), dice);
    places.resize(1 + dice() % places.size());
    std::ranges::sort(places);
    return json::Object{{"type", "choices"}, {"options", numbers(places)}};
}

json::Value guess(const json::Value& question, Dice& dice) {
    const auto kind = text_in(question, "interaction");
    const auto options = count_in(question, "options");
    if (dice() % kPassesOneIn == 0) return json::Object{{"type", "passed"}};
    if (kind == "single_choice" && options > 0)
        return json::Object{{"type", "choice"}, {"option", std::uint64_t{dice() % options}}};
    if (kind == "multiple_choice" && options > 0) return guess_choices(question, dice);
    if (kind == "short_text") return json::Object{{"type", "text"}, {"text", "je ne sais pas"}};
    if (kind == "number")
        return json::Object{{"type", "number"}, {"text", std::to_string(dice() % 100)}};
    if (kind == "order")
        return json::Object{{"type", "order"}, {"options", numbers(shuffled(options, dice))}};
    if (kind == "match") {
        auto rights = shuffled(count_in(question, "right"), dice);
        rights.resize(count_in(question, "left"));
        return pairs(rights);
    }
    return json::Object{{"type", "passed"}};
}

bool happens(double probability, Dice& dice) {
    constexpr double kSteps = 1'000'000.0;
    return static_cast<double>(dice() % 1'000'000) < probability * kSteps;
}

std::map<std::string, Bytes> files_of(const std::filesystem::path& root) {
    std::map<std::string, Bytes> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
        if (!entry.is_regular_file()) continue;
        std::ifstream file(entry.path(), std::ios::binary);
        files[std::filesystem::relative(entry.path(), root).generic_string()] =
            Bytes(std::istreambuf_iterator<char>(file), {});
    }
    return files;
}

}  // namespace

std::shared_ptr<const engine::Content> read_content(const std::filesystem::path& package) {
    auto read = engine::read_package(files_of(package));
    if (!read) {
        throw std::runtime_error(package.string() +
                                 " is not a package: see `probant-engine bank-check`");
    }
    return std::make_shared<const engine::Content>(std::move(read).value());
}

Knower::Knower(const std::filesystem::path& package) : content_(read_content(package)) {
    for (const auto& item : content_->bank.items) {
        std::vector<std::string> texts;
        add_texts(texts, item.options);
        add_texts(texts, item.left);
        add_texts(texts, item.right);
        items_[key_of(item.prompt.in(Language::French), std::move(texts))] = &item;
    }
}

const Item* Knower::find(const json::Value& question) const {
    std::vector<std::string> texts = texts_in(question, "options");
    for (const auto* name : {"left", "right"}) {
        for (auto& text : texts_in(question, name))
            texts.push_back(std::move(text));
    }
    const auto found = items_.find(key_of(text_in(question, "prompt"), std::move(texts)));
    return found == items_.end() ? nullptr : found->second;
}

json::Value Knower::answer(const json::Value& question, double ability, Dice& dice) const {
    const auto* item = find(question);
    if (item == nullptr) return guess(question, dice);
    const double logit = item->discrimination / kUnit * (ability - item->difficulty / kUnit);
    auto right = std::visit(RightResponse{*item, question}, item->key);
    if (happens(1.0 / (1.0 + std::exp(-logit)), dice)) return right;
    auto wrong = guess(question, dice);
    constexpr int kTries = 8;
    for (int tries = 0; tries < kTries && wrong == right; ++tries)
        wrong = guess(question, dice);
    return wrong;
}

}  // namespace probant::center::rehearse
