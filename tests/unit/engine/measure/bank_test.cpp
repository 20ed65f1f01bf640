// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

#include <catch2/catch.hpp>

#include "engine/adaptive/eligibility.h"
#include "engine/bank/bank_reader.h"
#include "engine/bank/content.h"
#include "engine/bank/quality.h"
#include "engine/bank/rules_reader.h"
#include "tests/unit/engine/measure/builders.h"

namespace probant::engine {
namespace {

using builders::bank_of;
using builders::both;
using builders::options;
using builders::single_choice;

std::vector<BankFault> faults_of(const json::Array& questions) {
    const auto bank = read_bank(bank_of(questions));
    return bank ? std::vector<BankFault>{} : bank.error();
}

/// The only fault of a bank of one question with this field changed.
std::string fault_with(const std::string& field, json::Value value) {
    auto question = single_choice(1);
    question[field] = std::move(value);
    const auto faults = faults_of({question});
    if (faults.empty()) return "none";
    return faults.front().field;
}

/// The fields at fault once a question is given this interaction, these parts and this key.
std::vector<std::string> faults_with(const std::string& interaction,
                                     const json::Object& parts,
                                     json::Value key) {
    auto question = single_choice(1);
    question.erase("options");
    question["interaction"] = interaction;
    for (const auto& [name, value] : parts)
        question[name] = value;
    question["key"] = std::move(key);
    std::vector<std::string> fields;
    for (const auto& fault : faults_of({question}))
        fields.push_back(fault.field);
    return fields;
}

using Fields = std::vector<std::string>;

Fields rules_faults(const std::string& field, json::Value value) {
    auto rules = builders::rules_json();
    rules[field] = std::move(value);
    const auto read = read_rules(json::write(rules));
    Fields fields;
    if (!read) {
        for (const auto& fault : read.error())
            fields.push_back(fault.field);
    }
    return fields;
}

/// What is unfair in a bank of this question and these files, by field or by file.
Fields unfair_in(const json::Object& question, const std::vector<std::string>& media) {
    auto files = bank_of({question});
    for (const auto& name : media)
        files["media/" + name] = to_bytes("a;b\n");
    const auto bank = read_bank(files);
    REQUIRE(bank.has_value());
    Fields fields;
    for (const auto& fault : judge_bank(bank.value(), builders::rules())) {
        // One question is too few for a whole test, whatever it is.
        if (fault.field == "tube") continue;
        fields.push_back(fault.field.empty() ? fault.file : fault.field);
    }
    return fields;
}

std::map<std::string, Bytes> files_under(const std::filesystem::path& root) {
    std::map<std::string, Bytes> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
        if (!entry.is_regular_file()) continue;
        std::ifstream stream(entry.path(), std::ios::binary);
        const std::string content{std::istreambuf_iterator<char>(stream), {}};
        files.emplace(entry.path().lexically_relative(root).generic_string(), to_bytes(content));
    }
    return files;
}

}  // namespace

TEST_CASE("A bank that keeps every rule is read, its questions sorted by id") {
    const auto bank = read_bank(bank_of({single_choice(9), single_choice(2)}));
    REQUIRE(bank.has_value());
    CHECK(bank.value().items.size() == 2);
    CHECK(bank.value().at({0}).id == "q0000000002");
    CHECK(bank.value().at({1}).tube == TubeNumber{1});
    CHECK(bank.value().tubes == Fields{"notion-2", "notion-9"});
}

TEST_CASE("Each field out of its rule is a fault that names the field") {
    CHECK(fault_with("prompt", both("Que faire ?")) == "none");
    CHECK(fault_with("id", "q123") == "id");
    CHECK(fault_with("competence", "6.1") == "competence");
    CHECK(fault_with("digcomp", "1.4") == "digcomp");
    CHECK(fault_with("tube", "Notion") == "tube");
    CHECK(fault_with("level", 9) == "level");
    CHECK(fault_with("difficulty", -10000) == "difficulty");
    CHECK(fault_with("discrimination", 3999) == "discrimination");
    CHECK(fault_with("discrimination", 25001) == "discrimination");
    CHECK(fault_with("calibration", "guess") == "calibration");
    CHECK(fault_with("time_s", 19) == "time_s");
    CHECK(fault_with("time_s", 241) == "time_s");
    CHECK(fault_with("interaction", "essay") == "interaction");
    CHECK(fault_with("hint", "x") == "hint");
    CHECK(fault_with("prompt", json::Object{{"fr", "Que faire ?"}}) == "prompt.en");
    CHECK(fault_with("prompt", json::Object{{"fr", " "}, {"en", "What?"}}) == "prompt.fr");
    CHECK(fault_with("prompt", both(std::string(396, 'a'))) == "prompt.fr");
    CHECK(fault_with("prompt", both(std::string(395, 'a'))) == "none");
    CHECK(fault_with("prompt", both("e\u0301")) == "prompt.fr");
    CHECK(fault_with("prompt", both("a\u200Bb")) == "prompt.fr");
    CHECK(fault_with("options", options({"un", "deux"})) == "options");
    CHECK(fault_with("options", options({"un", "deux", "deux"})) == "options[2]");
    CHECK(fault_with("fixed", false) == "fixed");
    CHECK(fault_with("unit", both("€")) == "unit");
    CHECK(fault_with("key", json::Object{{"choice", "d"}}) == "key.choice");
    CHECK(fault_with("key", json::Object{{"choice", "a"}, {"also", "b"}}) == "key.also");
    CHECK(fault_with("enemies", json::Array{"q0000000077"}) == "enemies");
}

TEST_CASE("Each interaction accepts a good key and refuses each bad one") {
    const json::Object four{{"options", options({"un", "deux", "trois", "quatre"})}};
    const auto choices = [&](json::Array ids) {
        return faults_with("multiple_choice", four, json::Object{{"choices", std::move(ids)}});
    };
    CHECK(choices({"a", "d"}).empty());
    CHECK(choices({}) == Fields{"key.choices"});
    CHECK(choices({"a", "b", "c", "d"}) == Fields{"key.choices"});
    CHECK(choices({"a", "a"}) == Fields{"key.choices"});

    const auto order = [&](json::Array ids) {
        return faults_with("order", four, json::Object{{"order", std::move(ids)}});
    };
    CHECK(order({"b", "a", "c", "d"}).empty());
    CHECK(order({"a", "b", "c", "d"}) == Fields{"key.order"});
    CHECK(order({"b", "a", "c"}) == Fields{"key.order"});

    const json::Object sides{{"left", options({"un", "deux"})},
                             {"right", options({"trois", "quatre", "cinq"})}};
    const auto match = [&](json::Object pairs) {
        return faults_with("match", sides, json::Object{{"pairs", std::move(pairs)}});
    };
    CHECK(match({{"a", "c"}, {"b", "a"}}).empty());
    CHECK(match({{"a", "c"}}) == Fields{"key.pairs.b"});
    CHECK(match({{"a", "c"}, {"b", "c"}}) == Fields{"key.pairs"});
    CHECK(match({{"a", "a"}, {"b", "b"}}) == Fields{"key.pairs"});
    CHECK(match({{"a", "c"}, {"b", "a"}, {"c", "b"}}) == Fields{"key.pairs.c"});
}

TEST_CASE("Typed answers accept good keys and refuse each bad one") {
    const auto accept = [](json::Array texts) {
        return faults_with("short_text", {}, json::Object{{"accept", std::move(texts)}});
    };
    CHECK(accept({"pièce jointe", "pj"}).empty());
    CHECK(accept({}) == Fields{"key.accept"});
    CHECK(accept({"pièce jointe", "Piece-Jointe"}) == Fields{"key.accept[1]"});
    CHECK(accept({"--"}) == Fields{"key.accept[0]"});

    const auto number = [](const char* value, const char* tolerance) {
        return faults_with("number", {}, json::Object{{"value", value}, {"tolerance", tolerance}});
    };
    CHECK(number("-12.5", "0").empty());
    CHECK(number("12,5", "0") == Fields{"key.value"});
    CHECK(number("12.", "0") == Fields{"key.value"});
    CHECK(number("1e3", "0") == Fields{"key.value"});
    CHECK(number("12", "-1") == Fields{"key.tolerance"});
}

TEST_CASE("Every kind of block is read, and each broken one is a fault") {
    const auto with_block = [](json::Object block) {
        return fault_with("context", json::Array{std::move(block)});
    };
    CHECK(with_block({{"kind", "paragraph"}, {"text", both("Bonjour")}}) == "none");
    CHECK(with_block({{"kind", "list"}, {"items", json::Array{both("un")}}}) == "none");
    CHECK(with_block({{"kind", "code"}, {"text", both("a\n  b")}}) == "none");
    CHECK(with_block({{"kind", "mail"},
                      {"from", both("Lou")},
                      {"subject", both("Cantine")},
                      {"body", json::Array{both("Bonjour")}}}) == "none");
    CHECK(with_block({{"kind", "table"},
                      {"caption", both("Repas")},
                      {"header", json::Array{both("Jour"), both("Prix")}},
                      {"rows", json::Array{json::Array{both("lundi"), both("3")}}}}) == "none");
    CHECK(with_block({{"kind", "table"},
                      {"caption", both("Repas")},
                      {"header", json::Array{both("Jour"), both("Prix")}},
                      {"rows", json::Array{json::Array{both("lundi")}}}}) == "context[0].rows[0]");
    CHECK(with_block({{"kind", "image"}, {"file", "m1.svg"}, {"alt", both("Un plan")}}) ==
          "context[0].file");
    CHECK(with_block({{"kind", "video"}}) == "context[0].kind");
    CHECK(with_block({{"kind", "paragraph"}, {"text", both(std::string(1200, 'a'))}}) ==
          "context[0].text.fr");
    CHECK(fault_with("context",
                     json::Array(9, json::Object{{"kind", "code"}, {"text", both("a")}})) ==
          "context");
}

TEST_CASE("What ties questions together is checked: ids, enemies, tubes, files of competences") {
    auto first = single_choice(1);
    auto second = single_choice(2);
    CHECK(faults_of({first, first}).front().field == "id");

    first["enemies"] = json::Array{"q0000000002"};
    CHECK(faults_of({first, second}).front().field == "enemies");
    second["enemies"] = json::Array{"q0000000001"};
    CHECK(faults_of({first, second}).empty());

    auto stranger = single_choice(3, "1.2");
    CHECK(faults_of({first, second, stranger}).front().field == "competence");
    stranger["tube"] = "notion-1";
    const auto faults = faults_of({first, second, stranger});
    CHECK(
        std::ranges::any_of(faults, [](const BankFault& fault) { return fault.field == "tube"; }));
}

TEST_CASE("Media are of a known kind, small, and what their name says") {
    constexpr std::size_t kTextMax = std::size_t{256} * 1024;
    const auto fault_with_medium = [](const std::string& name, const std::string& content) {
        auto files = bank_of({single_choice(1)});
        files["media/" + name] = to_bytes(content);
        const auto bank = read_bank(files);
        return bank ? std::string("none") : bank.error().front().file;
    };
    CHECK(fault_with_medium("m1.svg", "<svg/>") == "none");
    CHECK(fault_with_medium("m1.svg", "<svg><SCRIPT/></svg>") == "media/m1.svg");
    CHECK(fault_with_medium("m1.png", "not a picture") == "media/m1.png");
    CHECK(fault_with_medium("m1.csv", "a;b\n") == "none");
    CHECK(fault_with_medium("m1.csv", "\xFF") == "media/m1.csv");
    CHECK(fault_with_medium("m1.exe", "MZ") == "media/m1.exe");
    CHECK(fault_with_medium("M1.csv", "a") == "media/M1.csv");
    CHECK(fault_with_medium("m1.txt", std::string(kTextMax, 'a')) == "none");
    CHECK(fault_with_medium("m1.txt", std::string(kTextMax + 1, 'a')) == "media/m1.txt");
    CHECK(fault_with_medium("sub/m1.txt", "a") == "media/sub/m1.txt");
}

TEST_CASE("A medium is served under its digest, never under its author's name") {
    auto files = bank_of({single_choice(1)});
    files["media/m1.csv"] = to_bytes("a;b\n");
    const auto bank = read_bank(files).value();
    const auto& medium = bank.media.at("m1.csv");
    CHECK(medium.url_name == crypto::sha256("a;b\n").hex().substr(0, 32) + ".csv");
    CHECK(medium.mime == "text/csv");
    CHECK(bank.medium_by_url(medium.url_name) == &medium);
    CHECK(bank.medium_by_url("m1.csv") == nullptr);
}

TEST_CASE("The digest of a bank is that of its manifest, and any byte changes it") {
    auto files = bank_of({single_choice(1)});
    const auto manifest =
        json::Object{{"bank.json", crypto::sha256(files.at("bank.json")).hex()},
                     {"items/1.1.json", crypto::sha256(files.at("items/1.1.json")).hex()}};
    CHECK(bank_digest(files) == crypto::sha256(json::write(manifest)));
    CHECK(read_bank(files).value().digest == bank_digest(files));

    const auto before = bank_digest(files);
    files.at("bank.json").push_back(' ');
    CHECK(bank_digest(files) != before);
}

TEST_CASE("A file that is not JSON, not expected or not there is a fault") {
    auto files = bank_of({single_choice(1)});
    files["notes.txt"] = to_bytes("x");
    CHECK(read_bank(files).error().front().file == "notes.txt");
    files = bank_of({single_choice(1)});
    files["items/1.1.json"] = to_bytes("[{]");
    CHECK(read_bank(files).error().front().file == "items/1.1.json");
    files = bank_of({single_choice(1)});
    files.erase("bank.json");
    CHECK(read_bank(files).error().front().file == "bank.json");
    CHECK_FALSE(read_bank({}).has_value());
}

TEST_CASE("Rules are read strictly, and a table of cuts that does not rise is refused") {
    CHECK(rules_faults("v", 1).empty());
    CHECK(rules_faults("v", 2) == Fields{"v"});
    CHECK(rules_faults("length", 33) == Fields{"length"});
    CHECK(rules_faults("per_tube", 2) == Fields{"per_tube"});
    CHECK(rules_faults("surprise", 1) == Fields{"surprise"});
    CHECK(rules_faults("answers_min", 33) == Fields{"answers_min"});
    const auto with_cuts = [](json::Array cuts) {
        return rules_faults("scale",
                            json::Object{{"provisional", true},
                                         {"centre", 512},
                                         {"per_theta", 160},
                                         {"cuts", std::move(cuts)}});
    };
    CHECK(with_cuts({160, 288, 416, 528, 640, 768, 896, 1024}).empty());
    CHECK(with_cuts({160, 288, 288, 528, 640, 768, 896, 1024}) == Fields{"scale.cuts[2]"});
    CHECK(with_cuts({160, 288, 416, 528, 640, 768, 1024, 896}) == Fields{"scale.cuts[7]"});
    CHECK(with_cuts({160, 288, 416, 528, 640, 768, 896, 1025}) == Fields{"scale.cuts[7]"});
    CHECK(with_cuts({160, 288}) == Fields{"scale.cuts"});
    CHECK(read_rules("{").error().front().file == "rules.json");
}

TEST_CASE("A package whose rules allow no complete test is refused") {
    CHECK(read_package(builders::a_package(2)).has_value());
    CHECK_FALSE(read_package(builders::a_package(1)).has_value());
    auto files = builders::a_package(2);
    files.erase("bank/items/3.4.json");
    CHECK_FALSE(read_package(files).has_value());
    files = builders::a_package(2);
    files["README"] = to_bytes("x");
    CHECK(read_package(files).error().front().file == "README");
}

TEST_CASE("A package's digests are those of its bank and of the bytes of its rules") {
    const auto files = builders::a_package(2);
    const auto content = read_package(files).value();
    CHECK(content.rules_digest == crypto::sha256(files.at("rules.json")));
    CHECK(content.bank_digest == content.bank.digest);
    CHECK(content.pool.size() == content.bank.items.size());
    CHECK(content.pool.at({5}).model.discrimination == 1.0);
}

TEST_CASE("A bank too small to replace four reported questions is told so") {
    const auto few = read_package(builders::a_package(5)).value();
    const auto enough = read_package(builders::a_package(6)).value();
    const auto is_tube_fault = [](const BankFault& fault) { return fault.field == "tube"; };
    const auto few_faults = judge_bank(few.bank, few.rules);
    const auto enough_faults = judge_bank(enough.bank, enough.rules);
    CHECK(std::count_if(few_faults.begin(), few_faults.end(), is_tube_fault) == 16);
    CHECK(std::ranges::none_of(enough_faults, is_tube_fault));
}

TEST_CASE("A bank whose right options are the longest, or always in one place, is told so") {
    json::Array questions;
    for (std::uint32_t n = 0; n < 20; ++n) {
        auto question = single_choice(n);
        question["key"] = json::Object{{"choice", "a"}};
        questions.emplace_back(std::move(question));
    }
    const auto bank = read_bank(bank_of(questions)).value();
    Fields fields;
    for (const auto& fault : judge_bank(bank, builders::rules()))
        fields.push_back(fault.field);
    CHECK(std::count(fields.begin(), fields.end(), "options.fr") == 1);
    CHECK(std::count(fields.begin(), fields.end(), "options.en") == 1);
    CHECK(std::count(fields.begin(), fields.end(), "key.choice") == 1);
    CHECK(count_bank(bank).longest_right_fr == 20);
}

TEST_CASE("A question that cannot be fair by itself is told so") {
    auto second_right = single_choice(1);
    second_right["options"] = options({"bon choix", "bonchoix", "autre"});
    second_right["key"] = json::Object{{"choice", "a"}};
    auto about_spelling = second_right;
    about_spelling["fixed"] = true;
    auto untranslated = single_choice(1);
    untranslated["prompt"] = json::Object{{"fr", "Pixel ?"}, {"en", "Pixel ?"}};
    auto telling = single_choice(1);
    telling.erase("options");
    telling["interaction"] = "short_text";
    telling["key"] = json::Object{{"accept", json::Array{"Cantine"}}};
    telling["context"] = json::Array{
        json::Object{{"kind", "file"}, {"file", "la-cantine.csv"}, {"name", both("liste")}}};

    CHECK(unfair_in(single_choice(1), {}).empty());
    CHECK(unfair_in(second_right, {}) == Fields{"options[1]", "options[1]"});
    CHECK(unfair_in(about_spelling, {}).empty());
    CHECK(unfair_in(untranslated, {}) == Fields{"prompt"});
    CHECK(unfair_in(telling, {"la-cantine.csv"}) == Fields{"context[0].file"});
    CHECK(unfair_in(single_choice(1), {"m1.csv"}) == Fields{"media/m1.csv"});
}

TEST_CASE("The demo package keeps every rule and is fair") {
    const std::filesystem::path root = std::string(PROBANT_SOURCE) + "/deploy/demo-package";
    const auto content = read_package(files_under(root));
    if (!content) {
        for (const auto& fault : content.error()) {
            UNSCOPED_INFO(fault.file << " " << fault.item << " " << fault.field << ": "
                                     << fault.what.en);
        }
    }
    REQUIRE(content.has_value());
    const auto faults = judge_bank(content.value().bank, content.value().rules);
    for (const auto& fault : faults) {
        UNSCOPED_INFO(fault.file << " " << fault.item << " " << fault.field << ": "
                                 << fault.what.en);
    }
    CHECK(faults.empty());
}

TEST_CASE("The demo package has enough questions of each competence, at every band") {
    constexpr std::uint32_t kBands = 3;
    const std::filesystem::path root = std::string(PROBANT_SOURCE) + "/deploy/demo-package";
    const auto content = read_package(files_under(root));
    REQUIRE(content.has_value());
    const auto& bank = content.value().bank;
    const auto counts = count_bank(bank);

    REQUIRE(counts.items >= 192);
    for (std::uint32_t index = 0; index < kCompetences; ++index) {
        INFO(Competence{index}.code());
        REQUIRE(counts.competences.at(index).items >= 12);
        REQUIRE(counts.competences.at(index).tubes >= 6);
        std::array<std::uint32_t, kBands> bands{};
        for (const Item& item : bank.items) {
            if (item.competence.index == index)
                ++bands.at(std::min<std::uint32_t>((item.level - 1) / 2, kBands - 1));
        }
        for (const auto of_band : bands)
            REQUIRE(of_band >= 4);
    }
}

}  // namespace probant::engine
