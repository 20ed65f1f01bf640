// SPDX-License-Identifier: EUPL-1.2
#include "engine/bank/quality.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "crypto/base/ensure.h"
#include "crypto/base/utf8.h"
#include "engine/bank/plain_text.h"
#include "engine/bank/training.h"
#include "engine/items/fold.h"

namespace probant::engine {
namespace {

constexpr std::size_t kTellingLength = 3;  // shorter, an answer stands in any name by chance

using FaultList = std::vector<BankFault>;

std::string file_of(const Item& item) {
    return "items/" + item.competence.code() + ".json";
}

BankFault fault_of(const Item& item, std::string field, Text what) {
    return {
        .file = file_of(item), .item = item.id, .field = std::move(field), .what = std::move(what)};
}

/// Without any kind of space.
std::string compact(std::string_view text) {
    std::string kept;
    for (std::size_t at = 0; at < text.size();) {
        const auto character = text.substr(at, utf8_length_at(text, at));
        at += character.size();
        const bool is_space =
            character == " " || character == "\n" || character == "\u00A0" || character == "\u202F";
        if (!is_space) kept += character;
    }
    return kept;
}

/// Longer than every other option: what a candidate who knows nothing would pick.
bool is_longest(const std::vector<Text>& options, OptionId right, Language language) {
    const auto length = characters_in(options.at(right.value).in(language));
    for (std::size_t n = 0; n < options.size(); ++n)
        if (n != right.value && characters_in(options[n].in(language)) >= length) return false;
    return true;
}

void count_single_choice(BankCounts& counts, const Item& item) {
    const auto* right = std::get_if<key::Choice>(&item.key);
    if (right == nullptr) return;
    ++counts.single_choices;
    ++counts.key_places.at(right->option.value);
    if (is_longest(item.options, right->option, Language::French)) ++counts.longest_right_fr;
    if (is_longest(item.options, right->option, Language::English)) ++counts.longest_right_en;
}

void count_tubes(BankCounts& counts, const Bank& bank) {
    std::set<TubeNumber> seen;
    std::set<TubeNumber> peaceful;
    for (const Item& item : bank.items) {
        if (item.status != ItemStatus::Live) continue;
        auto& competence = counts.competences.at(item.competence.index);
        if (seen.insert(item.tube).second) ++competence.tubes;
        if (item.enemies.empty() && peaceful.insert(item.tube).second) ++competence.peaceful_tubes;
    }
}

/// With this many peaceful tubes, whatever questions are reported and whatever is drawn, each
/// report takes one tube away and each draw fills a place: a replacement always exists.
void refuse_few_tubes(FaultList& faults, const BankCounts& counts, const Rules& rules) {
    const auto wanted = rules.selection.blueprint.per_competence;
    ENSURE(wanted);
    const std::uint32_t needed = *wanted + rules.reports_max;
    for (std::uint32_t index = 0; index < kCompetences; ++index) {
        const auto found = counts.competences.at(index).peaceful_tubes;
        if (found >= needed) continue;
        const auto code = Competence{index}.code();
        faults.push_back(
            {.file = "items/" + code + ".json",
             .item = {},
             .field = "tube",
             .what = {.fr = "Ajouter des tubes à la compétence " + code + " : " +
                            std::to_string(found) + " ont une question sans ennemie, il en faut " +
                            std::to_string(needed) + " pour remplacer chaque question signalée.",
                      .en = "Add tubes to competence " + code + ": " + std::to_string(found) +
                            " have a question without an enemy, " + std::to_string(needed) +
                            " are needed to replace every reported question."}});
    }
}

bool is_habit(std::uint32_t count, std::uint32_t all) {
    return all >= kHabitQuestionsLeast && count * 1000 > all * kHabitPermilleMost;
}

std::string share_text(std::uint32_t count, std::uint32_t all) {
    return std::to_string(count) + "/" + std::to_string(all);
}

void refuse_longest(FaultList& faults, const BankCounts& counts) {
    const auto add = [&](std::uint32_t count, const std::string& field) {
        if (!is_habit(count, counts.single_choices)) return;
        const auto share = share_text(count, counts.single_choices);
        faults.push_back(
            {.file = "items/",
             .item = {},
             .field = field,
             .what = {
                 .fr = "Raccourcir des bonnes options ou allonger les autres : la bonne est la "
                       "plus longue dans " +
                       share + " questions à choix unique.",
                 .en = "Shorten right options or lengthen the others: the right one is the "
                       "longest in " +
                       share + " single choices."}});
    };
    add(counts.longest_right_fr, "options.fr");
    add(counts.longest_right_en, "options.en");
}

void refuse_same_place(FaultList& faults, const BankCounts& counts) {
    for (std::size_t place = 0; place < kOptionsMost; ++place) {
        const auto count = counts.key_places.at(place);
        if (!is_habit(count, counts.single_choices)) continue;
        const std::string id(1, static_cast<char>('a' + static_cast<int>(place)));
        const auto share = share_text(count, counts.single_choices);
        Text what{.fr = "Répartir les bonnes options : « ", .en = "Spread the right options: \""};
        what.fr.append(id).append(" » est la bonne dans ").append(share).append(" questions.");
        what.en.append(id).append("\" is the right one in ").append(share).append(" questions.");
        faults.push_back(
            {.file = "items/", .item = {}, .field = "key.choice", .what = std::move(what)});
    }
}

void refuse_untranslated(FaultList& faults, const Item& item) {
    if (item.prompt.fr != item.prompt.en) return;
    faults.push_back(fault_of(item,
                              "prompt",
                              {.fr = "Traduire cette question : les deux textes sont les mêmes.",
                               .en = "Translate this question: both texts are the same."}));
}

/// A wrong option that differs from the right one by its spaces only: two right answers,
/// unless the question is about spelling and its options stay in order.
void refuse_second_right(FaultList& faults, const Item& item) {
    const auto* right = std::get_if<key::Choice>(&item.key);
    if (right == nullptr || item.fixed) return;
    for (const Language language : {Language::French, Language::English}) {
        const auto wanted = compact(item.options.at(right->option.value).in(language));
        for (std::size_t n = 0; n < item.options.size(); ++n) {
            if (n == right->option.value || compact(item.options[n].in(language)) != wanted)
                continue;
            faults.push_back(
                fault_of(item,
                         "options[" + std::to_string(n) + "]",
                         {.fr = "Changer cette option : espaces mis à part, c'est la bonne.",
                          .en = "Change this option: spaces aside, it is the right one."}));
        }
    }
}

/// The words that would give the answer away in a file's name.
std::vector<std::string> telling_words(const Item& item) {
    std::vector<std::string> words;
    if (const auto* accepted = std::get_if<key::ShortText>(&item.key)) words = accepted->folded;
    if (const auto* right = std::get_if<key::Choice>(&item.key)) {
        const Text& option = item.options.at(right->option.value);
        words = {fold(option.fr), fold(option.en)};
    }
    std::erase_if(words, [](const auto& word) { return word.size() < kTellingLength; });
    return words;
}

void refuse_telling_names(FaultList& faults, const Item& item) {
    const auto words = telling_words(item);
    for (std::size_t n = 0; n < item.context.size(); ++n) {
        const auto* image = std::get_if<block::Image>(&item.context[n]);
        const auto* file = std::get_if<block::File>(&item.context[n]);
        if (image == nullptr && file == nullptr) continue;
        const auto name = fold(image != nullptr ? image->file : file->file);
        const bool tells = std::ranges::any_of(
            words, [&name](const auto& word) { return name.find(word) != std::string::npos; });
        if (!tells) continue;
        faults.push_back(fault_of(item,
                                  "context[" + std::to_string(n) + "].file",
                                  {.fr = "Renommer ce fichier : son nom donne la réponse.",
                                   .en = "Rename this file: its name gives the answer away."}));
    }
}

void refuse_unused_media(FaultList& faults, const Bank& bank) {
    std::set<std::string> used;
    for (const Item& item : bank.items) {
        for (const Block& block : item.context) {
            if (const auto* image = std::get_if<block::Image>(&block)) used.insert(image->file);
            if (const auto* file = std::get_if<block::File>(&block)) used.insert(file->file);
        }
    }
    for (const auto& [name, medium] : bank.media) {
        if (!used.contains(name)) {
            faults.push_back({.file = "media/" + name,
                              .item = {},
                              .field = {},
                              .what = {.fr = "Retirer ce fichier : aucune question ne le montre.",
                                       .en = "Remove this file: no question shows it."}});
        }
    }
}

}  // namespace

BankCounts count_bank(const Bank& bank) {
    BankCounts counts;
    counts.items = static_cast<std::uint32_t>(bank.items.size());
    counts.tubes = static_cast<std::uint32_t>(bank.tubes.size());
    counts.media = static_cast<std::uint32_t>(bank.media.size());
    std::size_t enemies = 0;
    for (const Item& item : bank.items) {
        ++counts.levels.at(item.level - 1);
        ++counts.interactions.at(static_cast<std::size_t>(item.interaction));
        if (item.status == ItemStatus::Live) ++counts.competences.at(item.competence.index).items;
        if (item.status == ItemStatus::Pretest) ++counts.pretests;
        if (item.status == ItemStatus::Retired) ++counts.retired;
        enemies += item.enemies.size();
        if (!item.credit.empty()) ++counts.partial_credit;
        count_single_choice(counts, item);
    }
    counts.enemy_pairs = static_cast<std::uint32_t>(enemies / 2);  // each is named on both sides
    count_tubes(counts, bank);
    return counts;
}

std::vector<BankFault> judge_bank(const Bank& bank, const Rules& rules) {
    const BankCounts counts = count_bank(bank);
    FaultList faults;
    if (rules.purpose == Purpose::Training) {
        faults = few_for_training(bank, rules, rules.reports_max);
    } else {
        refuse_few_tubes(faults, counts, rules);
    }
    refuse_longest(faults, counts);
    refuse_same_place(faults, counts);
    for (const Item& item : bank.items) {
        refuse_untranslated(faults, item);
        refuse_second_right(faults, item);
        refuse_telling_names(faults, item);
    }
    refuse_unused_media(faults, bank);
    return faults;
}

}  // namespace probant::engine
