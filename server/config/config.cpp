// SPDX-License-Identifier: EUPL-1.2
#include "server/config/config.h"

#include <algorithm>
#include <fstream>
#include <ostream>
#include <set>

#include <toml++/toml.h>

namespace probant::server {

class ConfigFile::Inside {
public:
    explicit Inside(std::string name) : name_(std::move(name)) {}

    void parse(std::string_view text);
    /// Nothing can be read: one fault says why, and no key is said to be missing.
    void give_up(std::uint32_t line, Sentence sentence);
    const toml::node* take(std::string_view key, bool required);
    void fault(std::uint32_t line, Sentence sentence);
    void wrong(std::string_view key, const toml::node& node, const Sentence& expected);
    [[nodiscard]] std::uint32_t line_of(std::string_view key) const;
    [[nodiscard]] ConfigFaults all() const;

    [[nodiscard]] bool is_broken() const { return broken_; }

    [[nodiscard]] std::filesystem::path folder() const {
        return std::filesystem::path(name_).parent_path();
    }

private:
    void collect_unknown(const toml::table& table,
                         const std::string& prefix,
                         ConfigFaults& found) const;

    std::string name_;
    toml::table table_;
    bool broken_ = false;
    std::set<std::string, std::less<>> named_;
    ConfigFaults faults_;
};

namespace {

Sentence about(std::string_view key, std::string_view fr, std::string_view en) {
    return {"la clé " + std::string(key) + " " + std::string(fr),
            "the key " + std::string(key) + " " + std::string(en)};
}

std::uint32_t line_of_node(const toml::node& node) {
    return static_cast<std::uint32_t>(node.source().begin.line);
}

std::string joined(std::initializer_list<std::string_view> words) {
    std::string all;
    for (const auto word : words) {
        if (!all.empty()) all += ", ";
        all += word;
    }
    return all;
}

}  // namespace

void ConfigFile::Inside::parse(std::string_view text) {
    try {
        table_ = toml::parse(text, name_);
    } catch (const toml::parse_error& error) {
        const std::string said(error.description());
        give_up(static_cast<std::uint32_t>(error.source().begin.line),
                {"ce n'est pas du TOML : " + said, "this is not TOML: " + said});
    }
}

void ConfigFile::Inside::give_up(std::uint32_t line, Sentence sentence) {
    broken_ = true;
    fault(line, std::move(sentence));
}

void ConfigFile::Inside::fault(std::uint32_t line, Sentence sentence) {
    faults_.push_back({name_, line, std::move(sentence)});
}

const toml::node* ConfigFile::Inside::take(std::string_view key, bool required) {
    named_.emplace(key);
    if (broken_) return nullptr;
    const toml::node* node = table_.at_path(key).node();
    if (node == nullptr && required)
        faults_.push_back({name_, 0, about(key, "manque : ajoutez-la", "is missing: add it")});
    return node;
}

void ConfigFile::Inside::wrong(std::string_view key,
                               const toml::node& node,
                               const Sentence& expected) {
    fault(line_of_node(node), about(key, "doit être " + expected.fr, "must be " + expected.en));
}

std::uint32_t ConfigFile::Inside::line_of(std::string_view key) const {
    const toml::node* node = table_.at_path(key).node();
    return node == nullptr ? 0 : line_of_node(*node);
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the tables of a file that was read
void ConfigFile::Inside::collect_unknown(const toml::table& table,
                                         const std::string& prefix,
                                         ConfigFaults& found) const {
    for (const auto& [name, node] : table) {
        const std::string key = prefix + std::string(name.str());
        if (named_.contains(key)) continue;
        if (const auto* inner = node.as_table()) {
            collect_unknown(*inner, key + '.', found);
            continue;
        }
        found.push_back({name_,
                         line_of_node(node),
                         about(key,
                               "est inconnue : corrigez son nom ou retirez-la",
                               "is unknown: correct its name or remove it")});
    }
}

ConfigFaults ConfigFile::Inside::all() const {
    ConfigFaults found = faults_;
    collect_unknown(table_, "", found);
    std::ranges::stable_sort(found, {}, &ConfigFault::line);
    return found;
}

std::string describe(const ConfigFaults& faults, Language language) {
    std::string text;
    for (const auto& fault : faults) {
        text += fault.file;
        if (fault.line != 0) text += ':' + std::to_string(fault.line);
        text += language == Language::French ? " : " : ": ";
        text += fault.sentence.in(language);
        text += '\n';
    }
    return text;
}

ConfigFile::ConfigFile(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}

ConfigFile::ConfigFile(ConfigFile&&) noexcept = default;
ConfigFile& ConfigFile::operator=(ConfigFile&&) noexcept = default;
ConfigFile::~ConfigFile() = default;

ConfigFile ConfigFile::read(const std::filesystem::path& file) {
    auto inside = std::make_unique<Inside>(file.string());
    std::ifstream stream(file, std::ios::binary);
    std::string text(kConfigBytesMax + 1, '\0');
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(std::max<std::streamsize>(stream.gcount(), 0)));
    if (!stream.is_open() || stream.bad()) {
        inside->give_up(0,
                        {"ce fichier ne peut pas être lu : vérifiez son chemin et à qui il est",
                         "this file cannot be read: check its path and whose it is"});
    } else if (text.size() > kConfigBytesMax) {
        inside->give_up(0,
                        {"ce fichier est trop gros : donnez la configuration elle-même",
                         "this file is too big: give the configuration itself"});
    } else {
        inside->parse(text);
    }
    return ConfigFile(std::move(inside));
}

ConfigFile ConfigFile::parse(std::string_view text, std::string name) {
    auto inside = std::make_unique<Inside>(std::move(name));
    inside->parse(text);
    return ConfigFile(std::move(inside));
}

std::string ConfigFile::text(std::string_view key) {
    const auto* node = inside_->take(key, /*required=*/true);
    if (node == nullptr) return {};
    const auto* value = node->as_string();
    if (value != nullptr && !value->get().empty()) return value->get();
    inside_->wrong(key, *node, {"un texte non vide entre guillemets", "a quoted text, not empty"});
    return {};
}

bool ConfigFile::boolean(std::string_view key) {
    const auto* node = inside_->take(key, /*required=*/true);
    if (node == nullptr) return false;
    if (const auto* value = node->as_boolean()) return value->get();
    inside_->wrong(key, *node, {"true ou false", "true or false"});
    return false;
}

std::int64_t ConfigFile::integer(std::string_view key, std::int64_t min, std::int64_t max) {
    const auto* node = inside_->take(key, /*required=*/true);
    if (node == nullptr) return min;
    const auto* value = node->as_integer();
    if (value != nullptr && value->get() >= min && value->get() <= max) return value->get();
    const std::string low = std::to_string(min);
    const std::string high = std::to_string(max);
    inside_->wrong(key,
                   *node,
                   {"un nombre entier de " + low + " à " + high,
                    "a whole number from " + low + " to " + high});
    return min;
}

std::vector<std::string> ConfigFile::texts(std::string_view key) {
    std::vector<std::string> all;
    const auto* node = inside_->take(key, /*required=*/true);
    if (node == nullptr) return all;
    const auto* array = node->as_array();
    const bool texts_only = array != nullptr && std::ranges::all_of(*array, [](const auto& each) {
                                return each.is_string();
                            });
    if (!texts_only) {
        inside_->wrong(key, *node, {"une liste de textes", "a list of texts"});
        return all;
    }
    for (const auto& each : *array)
        all.push_back(each.as_string()->get());
    return all;
}

std::filesystem::path ConfigFile::path(std::string_view key) {
    std::filesystem::path named = text(key);
    if (named.empty() || named.is_absolute()) return named;
    return inside_->folder() / named;
}

std::size_t ConfigFile::word(std::string_view key, std::initializer_list<std::string_view> words) {
    const auto* node = inside_->take(key, /*required=*/true);
    if (node == nullptr) return 0;
    const auto* value = node->as_string();
    if (value != nullptr) {
        const auto* const place = std::ranges::find(words, std::string_view(value->get()));
        if (place != words.end()) return static_cast<std::size_t>(place - words.begin());
    }
    inside_->wrong(key, *node, {"l'un de : " + joined(words), "one of: " + joined(words)});
    return 0;
}

std::optional<std::string> ConfigFile::optional_text(std::string_view key) {
    if (inside_->take(key, /*required=*/false) == nullptr) return std::nullopt;
    return text(key);
}

std::optional<bool> ConfigFile::optional_boolean(std::string_view key) {
    if (inside_->take(key, /*required=*/false) == nullptr) return std::nullopt;
    return boolean(key);
}

std::optional<std::int64_t> ConfigFile::optional_integer(std::string_view key,
                                                         std::int64_t min,
                                                         std::int64_t max) {
    if (inside_->take(key, /*required=*/false) == nullptr) return std::nullopt;
    return integer(key, min, max);
}

std::optional<std::filesystem::path> ConfigFile::optional_path(std::string_view key) {
    if (inside_->take(key, /*required=*/false) == nullptr) return std::nullopt;
    return path(key);
}

void ConfigFile::refuse(std::string_view key, Sentence because) {
    // Nothing was read of a file that cannot be: what is missing in it is not its fault.
    if (inside_->is_broken()) return;
    inside_->fault(inside_->line_of(key), std::move(because));
}

ConfigFaults ConfigFile::faults() const {
    return inside_->all();
}

int report_check(const ConfigFaults& faults, std::ostream& out) {
    if (faults.empty()) {
        out << "ok\n";
        return 0;
    }
    out << describe(faults, Language::French) << describe(faults, Language::English);
    return 1;
}

}  // namespace probant::server
