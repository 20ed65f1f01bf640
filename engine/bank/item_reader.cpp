// SPDX-License-Identifier: EUPL-1.2
#include "engine/bank/item_reader.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "engine/bank/competence.h"

namespace probant::engine {
namespace {

// docs/BANK.md states each of these.
constexpr std::size_t kPromptMax = 400;
constexpr std::size_t kOptionMax = 240;
constexpr std::size_t kRationaleMax = 1200;  // a paragraph
constexpr std::size_t kUnitMax = 40;         // it stands beside the field
constexpr std::size_t kWordMax = 60;         // a code or a name among the fields
constexpr Range kItemLevels{1, 8};
constexpr Range kDiscriminations{4000, 25000};
constexpr Range kGuessings{0, 5000};  // a question that half guess right asks nothing
constexpr Range kSeconds{20, 240};
constexpr Range kOptionCount{3, 7};
constexpr Range kLeftCount{2, 7};
constexpr Range kEnemyCount{0, 50};
constexpr Range kAccessCount{0, kAccessNeeds.size()};

// Difficulties of the eight levels, and how far from it a question may be.
constexpr std::array<std::int32_t, 8> kLevelDifficulties{
    -22000, -14000, -6000, 1000, 8000, 16000, 24000, 32000};
constexpr std::int32_t kDifficultySpread = 3000;

bool is_lower_hex(char character) {
    return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'f');
}

bool is_slug_character(char character) {
    return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'z') ||
           character == '-';
}

bool is_item_id(std::string_view id) {
    constexpr std::size_t kIdLength = 11;
    return id.size() == kIdLength && id.front() == 'q' &&
           std::all_of(id.begin() + 1, id.end(), is_lower_hex);
}

bool is_tube_name(std::string_view name) {
    return name.size() >= 3 && name.size() <= 40 && std::ranges::all_of(name, is_slug_character);
}

/// DigComp 2.2: 3, 6, 4, 4 and 4 competences in its five areas.
bool is_digcomp(std::string_view code) {
    constexpr std::string_view kMost = "36444";
    return code.size() == 3 && code[1] == '.' && code[0] >= '1' && code[0] <= '5' &&
           code[2] >= '1' && code[2] <= kMost[static_cast<std::size_t>(code[0] - '1')];
}

void read_names(ItemDraft& draft, Fields& fields) {
    Item& item = draft.item;
    item.id = fields.text("id", kWordMax);
    if (!is_item_id(item.id)) {
        fields.faults().add(fields.at("id"),
                            "Écrire un identifiant « q » suivi de 10 chiffres hexadécimaux.",
                            "Write an id of \"q\" and 10 lower-case hexadecimal characters.");
    }
    const auto competence = Competence::parse(fields.text("competence", kWordMax));
    if (!competence) {
        fields.faults().add(fields.at("competence"),
                            "Écrire l'une des seize compétences, 1.1 à 5.2.",
                            "Write one of the sixteen competences, 1.1 to 5.2.");
    }
    item.competence = competence.value_or(Competence{});
    item.digcomp = fields.text("digcomp", kWordMax);
    if (!is_digcomp(item.digcomp)) {
        fields.faults().add(fields.at("digcomp"),
                            "Écrire une compétence de DigComp 2.2, 1.1 à 5.4.",
                            "Write a competence of DigComp 2.2, 1.1 to 5.4.");
    }
    draft.tube = fields.text("tube", kWordMax);
    if (!is_tube_name(draft.tube)) {
        fields.faults().add(fields.at("tube"),
                            "Nommer le tube avec 3 à 40 lettres a-z, chiffres ou tirets.",
                            "Name the tube with 3 to 40 letters a-z, digits or hyphens.");
    }
}

void read_measures(Item& item, Fields& fields) {
    item.level = static_cast<std::uint32_t>(fields.integer("level", kItemLevels));
    item.discrimination =
        static_cast<std::int32_t>(fields.integer("discrimination", kDiscriminations));
    item.time_s = static_cast<std::uint32_t>(fields.integer("time_s", kSeconds));
    item.guessing =
        static_cast<std::int32_t>(fields.optional_integer("guessing", kGuessings).value_or(0));
    if (fields.text("calibration", kWordMax) != "expert_prior") {
        fields.faults().add(fields.at("calibration"),
                            "Écrire \"expert_prior\" : aucun calage sur des réponses n'existe.",
                            "Write \"expert_prior\": no calibration on answers exists.");
    }
    if (has_credit(fields)) return;
    item.difficulty = static_cast<std::int32_t>(fields.integer("difficulty", kDifficulties));
    refuse_far_difficulty(item, fields, "difficulty");
}

void read_status(Item& item, Fields& fields) {
    if (fields.optional("status") == nullptr) return;
    const auto status = fields.text("status", kWordMax);
    if (status == "pretest") {
        item.status = ItemStatus::Pretest;
    } else if (status == "retired") {
        item.status = ItemStatus::Retired;
    } else if (status != "live") {
        fields.faults().add(fields.at("status"),
                            "Écrire \"live\", \"pretest\" (à l'essai) ou \"retired\" (retirée).",
                            R"(Write "live", "pretest" or "retired".)");
    }
}

void read_enemies(ItemDraft& draft, Fields& fields) {
    const auto& enemies = fields.array("enemies", kEnemyCount);
    for (std::size_t n = 0; n < enemies.size(); ++n) {
        draft.enemies.push_back(
            read_text(enemies[n], fields.at("enemies").element(n), kWordMax, fields.faults()));
    }
}

void read_access(Item& item, Fields& fields) {
    if (fields.optional("access") == nullptr) return;
    AccessNeeds suited;
    const auto& names = fields.array("access", kAccessCount);
    for (std::size_t n = 0; n < names.size(); ++n) {
        const auto where = fields.at("access").element(n);
        const auto need = parse_access_need(read_text(names[n], where, kWordMax, fields.faults()));
        if (need && std::ranges::find(suited, *need) == suited.end()) {
            suited.push_back(*need);
            continue;
        }
        fields.faults().add(
            where,
            R"(Écrire, une fois chacun, "keyboard", "screen_reader", "low_vision" ou "colours".)",
            R"(Write, once each, "keyboard", "screen_reader", "low_vision" or "colours".)");
    }
    std::ranges::sort(suited);
    item.access = suited;
}

/// Options written [{"id":"a","text":{…}}, …], ids in the order of the alphabet.
std::vector<Text> read_options(Fields& fields, std::string_view name, Range count) {
    std::vector<Text> options;
    const auto& elements = fields.array(name, count);
    for (std::size_t n = 0; n < elements.size(); ++n) {
        Fields option(elements[n], fields.at(name).element(n), fields.faults());
        const std::string id(1, static_cast<char>('a' + static_cast<int>(n % 26)));
        if (option.text("id", kWordMax) != id) {
            fields.faults().add(option.at("id"),
                                "Nommer cette option \"" + id + "\", selon son rang.",
                                "Name this option \"" + id + "\", after its place.");
        }
        options.push_back(option.bilingual("text", kOptionMax));
        option.refuse_unknown();
    }
    return options;
}

void refuse_same_texts(const std::vector<Text>& options, const Where& where, Faults& faults) {
    for (std::size_t n = 0; n < options.size(); ++n) {
        for (std::size_t earlier = 0; earlier < n; ++earlier) {
            if (options[n].fr == options[earlier].fr || options[n].en == options[earlier].en) {
                faults.add(where.element(n),
                           "Écrire une option différente des autres dans chaque langue.",
                           "Write an option that differs from the others in each language.");
            }
        }
    }
}

void read_answers(Item& item, Fields& fields) {
    switch (item.interaction) {
        case Interaction::SingleChoice:
        case Interaction::MultipleChoice:
        case Interaction::Order:
            item.options = read_options(fields, "options", kOptionCount);
            refuse_same_texts(item.options, fields.at("options"), fields.faults());
            item.fixed = fields.flag("fixed");
            return;
        case Interaction::Match:
            item.left = read_options(fields, "left", kLeftCount);
            item.right = read_options(fields, "right", kOptionCount);
            refuse_same_texts(item.left, fields.at("left"), fields.faults());
            refuse_same_texts(item.right, fields.at("right"), fields.faults());
            if (item.right.size() < item.left.size()) {
                fields.faults().add(fields.at("right"),
                                    "Mettre à droite au moins autant d'options qu'à gauche.",
                                    "Put at least as many options right as left.");
            }
            item.fixed = fields.flag("fixed");
            return;
        case Interaction::ShortText:
        case Interaction::Number:
            item.unit = fields.optional_bilingual("unit", kUnitMax);
            return;
    }
}

}  // namespace

void refuse_far_difficulty(const Item& item, Fields& fields, std::string_view field) {
    const auto expected = kLevelDifficulties.at(item.level - 1);
    if (item.difficulty >= expected - kDifficultySpread &&
        item.difficulty <= expected + kDifficultySpread)
        return;
    fields.faults().add(
        fields.at(field),
        "Rapprocher la difficulté de celle du niveau : " + std::to_string(expected) +
            " à 3 000 près.",
        "Bring the difficulty within 3,000 of its level's: " + std::to_string(expected) + ".");
}

ItemDraft read_item(const json::Value& value, Where where, Faults& faults) {
    if (const auto* id = value.member("id"); id != nullptr && id->text() != nullptr)
        where.item = id->text()->substr(0, kWordMax);
    Fields fields(value, where, faults);
    ItemDraft draft{.item = {}, .tube = {}, .enemies = {}, .where = where};
    Item& item = draft.item;
    read_names(draft, fields);
    read_measures(item, fields);
    read_status(item, fields);
    read_enemies(draft, fields);
    read_access(item, fields);
    item.prompt = fields.bilingual("prompt", kPromptMax);
    item.context = read_context(fields);
    item.rationale = fields.bilingual("rationale", kRationaleMax);
    const auto interaction = parse_interaction(fields.text("interaction", kWordMax));
    if (!interaction) {
        faults.add(fields.at("interaction"),
                   "Écrire l'une des six interactions de docs/BANK.md.",
                   "Write one of the six interactions of docs/BANK.md.");
        return draft;
    }
    item.interaction = *interaction;
    read_answers(item, fields);
    item.key = read_key(item, fields);
    read_credit(item, fields);
    fields.refuse_unknown();
    return draft;
}

}  // namespace probant::engine
