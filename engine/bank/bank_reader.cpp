// SPDX-License-Identifier: EUPL-1.2
#include "engine/bank/bank_reader.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "crypto/canonical_json.h"
#include "engine/bank/fields.h"
#include "engine/bank/item_reader.h"
#include "engine/bank/media_reader.h"

namespace probant::engine {
namespace {

constexpr std::string_view kHeadFile = "bank.json";
constexpr std::string_view kItemsFolder = "items/";
constexpr std::string_view kMediaFolder = "media/";
constexpr std::string_view kJsonExtension = ".json";

constexpr std::size_t kNameMax = 200;
constexpr Range kVersions{1, 1};
constexpr Range kAuthorCount{1, 100};
constexpr Range kItemsOfFile{1, 1000};                        // of one competence
constexpr std::size_t kFileBytesMax = std::size_t{4} << 20U;  // a thousand long questions

/// All that is read, before what ties questions together is judged.
struct Reading {
    Bank bank{};
    std::vector<ItemDraft> drafts{};
    Faults faults{};
};

void read_head(const json::Value& value, Reading& reading) {
    Fields fields(value, {.file = std::string(kHeadFile), .item = {}, .field = {}}, reading.faults);
    static_cast<void>(fields.integer("v", kVersions));
    reading.bank.id = fields.text("id", kNameMax);
    reading.bank.version = fields.text("version", kNameMax);
    reading.bank.title = fields.bilingual("title", kNameMax);
    reading.bank.licence = fields.text("licence", kNameMax);
    const auto& authors = fields.array("authors", kAuthorCount);
    for (std::size_t n = 0; n < authors.size(); ++n) {
        reading.bank.authors.push_back(
            read_text(authors[n], fields.at("authors").element(n), kNameMax, reading.faults));
    }
    fields.refuse_unknown();
}

/// The competence that "items/3.4.json" is about.
std::optional<Competence> competence_of_file(std::string_view path) {
    if (!path.starts_with(kItemsFolder) || !path.ends_with(kJsonExtension)) return std::nullopt;
    path.remove_prefix(kItemsFolder.size());
    path.remove_suffix(kJsonExtension.size());
    return Competence::parse(path);
}

void read_items(const json::Value& value,
                const std::string& path,
                Competence competence,
                Reading& reading) {
    const Where where{.file = path, .item = {}, .field = {}};
    const auto* elements = value.array();
    if (elements == nullptr || elements->empty() ||
        static_cast<std::int64_t>(elements->size()) > kItemsOfFile.most) {
        reading.faults.add(where,
                           "Mettre ici une liste de 1 à 1000 questions.",
                           "Put a list of 1 to 1000 questions here.");
        return;
    }
    for (std::size_t n = 0; n < elements->size(); ++n) {
        auto place = where;
        place.item = "#" + std::to_string(n + 1);
        auto draft = read_item((*elements)[n], place, reading.faults);
        if (draft.item.competence != competence) {
            reading.faults.add(draft.where.member("competence"),
                               "Ranger cette question dans le fichier de sa compétence.",
                               "Put this question into the file of its competence.");
        }
        reading.drafts.push_back(std::move(draft));
    }
}

void read_file(const std::string& path, const Bytes& bytes, Reading& reading) {
    const Where where{.file = path, .item = {}, .field = {}};
    if (path.starts_with(kMediaFolder)) {
        const auto name = path.substr(kMediaFolder.size());
        reading.bank.media.emplace(name, read_medium(name, bytes, reading.faults));
        return;
    }
    const auto competence = competence_of_file(path);
    if (path != kHeadFile && !competence) {
        reading.faults.add(
            where,
            "Retirer ce fichier : une banque ne contient que bank.json, items/ et media/.",
            "Remove this file: a bank holds bank.json, items/ and media/ only.");
        return;
    }
    if (bytes.size() > kFileBytesMax) {
        reading.faults.add(
            where, "Réduire ce fichier à 4 Mio au plus.", "Make this file at most 4 MiB.");
        return;
    }
    const auto value = read_json(as_text(bytes), where, reading.faults);
    if (!value) return;
    if (competence) {
        read_items(*value, path, *competence, reading);
        return;
    }
    read_head(*value, reading);
}

const std::string& id_of(const ItemDraft& draft) {
    return draft.item.id;
}

void refuse_same_ids(Reading& reading) {
    auto& drafts = reading.drafts;
    std::ranges::sort(drafts, {}, id_of);
    for (std::size_t n = 1; n < drafts.size(); ++n) {
        if (drafts[n].item.id == drafts[n - 1].item.id) {
            reading.faults.add(drafts[n].where.member("id"),
                               "Tirer un autre identifiant : celui-ci est déjà pris.",
                               "Draw another id: this one is taken.");
        }
    }
}

/// Numbers the tubes by name; a tube is of one competence only.
void number_tubes(Reading& reading) {
    std::map<std::string, Competence> tubes;
    for (const ItemDraft& draft : reading.drafts) {
        const auto [tube, is_new] = tubes.emplace(draft.tube, draft.item.competence);
        if (!is_new && tube->second != draft.item.competence) {
            reading.faults.add(draft.where.member("tube"),
                               "Nommer autrement ce tube : une autre compétence l'emploie.",
                               "Name this tube otherwise: another competence uses it.");
        }
    }
    for (const auto& [name, unused] : tubes)
        reading.bank.tubes.push_back(name);
    const auto& names = reading.bank.tubes;
    for (ItemDraft& draft : reading.drafts) {
        const auto place = std::ranges::lower_bound(names, draft.tube);
        draft.item.tube = TubeNumber{static_cast<std::uint32_t>(place - names.begin())};
    }
}

std::optional<ItemNumber> find_item(const std::vector<ItemDraft>& drafts, const std::string& id) {
    const auto found = std::ranges::lower_bound(drafts, id, {}, id_of);
    if (found == drafts.end() || found->item.id != id) return std::nullopt;
    return ItemNumber{static_cast<std::uint32_t>(found - drafts.begin())};
}

void number_enemies(Reading& reading) {
    for (ItemDraft& draft : reading.drafts) {
        const auto where = draft.where.member("enemies");
        for (const std::string& id : draft.enemies) {
            const auto enemy = find_item(reading.drafts, id);
            if (!enemy || id == draft.item.id) {
                reading.faults.add(
                    where,
                    "Nommer une autre question de cette banque : " + id + " ne convient pas.",
                    "Name another question of this bank: " + id + " will not do.");
                continue;
            }
            draft.item.enemies.push_back(*enemy);
            const auto& back = reading.drafts[enemy->value].enemies;
            if (std::ranges::find(back, draft.item.id) == back.end()) {
                reading.faults.add(where,
                                   "Nommer aussi cette question parmi les ennemies de " + id + ".",
                                   "Name this question among the enemies of " + id + " too.");
            }
        }
        auto& enemies = draft.item.enemies;
        std::ranges::sort(enemies);
        if (std::ranges::adjacent_find(enemies) != enemies.end()) {
            reading.faults.add(
                where, "Nommer chaque ennemie une seule fois.", "Name each enemy once only.");
        }
    }
}

/// The medium a block shows, or null.
const std::string* medium_named_by(const Block& block) {
    if (const auto* image = std::get_if<block::Image>(&block)) return &image->file;
    if (const auto* file = std::get_if<block::File>(&block)) return &file->file;
    return nullptr;
}

void refuse_missing_media(Reading& reading) {
    for (const ItemDraft& draft : reading.drafts) {
        for (std::size_t n = 0; n < draft.item.context.size(); ++n) {
            const auto* name = medium_named_by(draft.item.context[n]);
            if (name == nullptr || reading.bank.media.contains(*name)) continue;
            reading.faults.add(draft.where.member("context").element(n).member("file"),
                               "Ajouter " + *name + " dans media/ : il manque.",
                               "Add " + *name + " to media/: it is missing.");
        }
    }
}

}  // namespace

crypto::Digest bank_digest(const std::map<std::string, Bytes>& files) {
    json::Object manifest;
    for (const auto& [path, bytes] : files)
        manifest.emplace(path, crypto::sha256(bytes).hex());
    return crypto::sha256(json::write(manifest));
}

Result<Bank, std::vector<BankFault>> read_bank(const std::map<std::string, Bytes>& files) {
    Reading reading;
    if (!files.contains(std::string(kHeadFile))) {
        reading.faults.add({.file = std::string(kHeadFile), .item = {}, .field = {}},
                           "Ajouter ce fichier, qui manque.",
                           "Add this file: it is missing.");
    }
    for (const auto& [path, bytes] : files)
        read_file(path, bytes, reading);
    refuse_same_ids(reading);
    number_tubes(reading);
    number_enemies(reading);
    refuse_missing_media(reading);
    if (reading.drafts.empty() && reading.faults.empty()) {
        reading.faults.add({.file = std::string(kItemsFolder), .item = {}, .field = {}},
                           "Ajouter des questions : il n'y en a aucune.",
                           "Add questions: there are none.");
    }
    if (!reading.faults.empty()) return Refused{reading.faults.take()};
    for (ItemDraft& draft : reading.drafts)
        reading.bank.items.push_back(std::move(draft.item));
    reading.bank.digest = bank_digest(files);
    return std::move(reading.bank);
}

}  // namespace probant::engine
