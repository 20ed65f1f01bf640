// SPDX-License-Identifier: EUPL-1.2
#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/items/decimal.h"
#include "engine/items/fold.h"
#include "engine/items/presentation.h"
#include "engine/items/question_view.h"
#include "engine/items/response.h"
#include "engine/items/response_match.h"
#include "tests/unit/engine/measure/builders.h"

namespace probant::engine {
namespace {

using builders::an_item;

constexpr OptionId kA{0};
constexpr OptionId kB{1};
constexpr OptionId kC{2};
constexpr OptionId kD{3};

Item a_number(const std::string& value, const std::string& tolerance) {
    return an_item(Interaction::Number, key::Number{value, tolerance});
}

Item a_text(const std::vector<std::string>& accept) {
    key::ShortText key;
    for (const auto& text : accept) {
        key.accept.push_back(text);
        key.folded.push_back(fold(text));
    }
    return an_item(Interaction::ShortText, key);
}

bool is_right_number(const Item& item, const std::string& typed) {
    return is_right(item, TypedNumber{typed});
}

ResponseFault fault_of(std::string_view text) {
    return read_shown_response(json::read(text).value()).error();
}

ShownResponse read_back(const ShownResponse& response) {
    return read_shown_response(write_shown_response(response)).value();
}

}  // namespace

TEST_CASE("Case, accents, ligatures, apostrophes, hyphens and spaces do not make another answer") {
    CHECK(fold("Pièce-Jointe") == "piece jointe");
    CHECK(fold("  L’ŒUVRE   d'Æsope ") == "l oeuvre d aesope");
    CHECK(fold("ÇA NOËL où À ÿ Ÿ") == "ca noel ou a y y");
    CHECK(fold("e\u0301te\u0301") == "ete");
    CHECK(fold("rendez\u2011vous\u00A0?") == "rendez vous ?");
    CHECK(fold("Straße Łódź Ștefan") == "strasse lodz stefan");
    CHECK(fold("--' '--").empty());
}

TEST_CASE("Signs that can be the answer are kept by the folding") {
    CHECK(fold("nom@exemple.fr") == "nom@exemple.fr");
    CHECK(fold("=SOMME(A1:A3)") == "=somme(a1:a3)");
    CHECK(fold("C:\\Dossier/été") == "c:\\dossier/ete");
    CHECK(fold("3 × 4 ÷ 2") == "3 × 4 ÷ 2");
    CHECK(fold("日本 😀") == "日本 😀");
}

TEST_CASE("Folding what is folded changes nothing") {
    for (const char* text : {"Pièce-Jointe", "L’Œuvre", " a  b ", "ﬁn ĳ Ĳ", "Þór Ðe ŉ ĸ ſ"})
        CHECK(fold(fold(text)) == fold(text));
}

TEST_CASE("A number is read with a comma, a point, group spaces and a sign") {
    const auto item = a_number("1234567.5", "0");
    CHECK(is_right_number(item, "1234567,5"));
    CHECK(is_right_number(item, "1 234 567.50"));
    CHECK(is_right_number(item, "+1\u202F234\u00A0567,5"));
    CHECK(is_right_number(item, " 01234567,5 "));
    CHECK_FALSE(is_right_number(item, "-1234567,5"));
    CHECK_FALSE(is_right_number(item, "1234567,51"));
    CHECK(is_right_number(a_number("-3", "0"), "\u22123"));
    CHECK(is_right_number(a_number("0.5", "0"), ",5"));
    CHECK(is_right_number(a_number("0", "0"), "-0"));
}

TEST_CASE("What is not a plain number is wrong, not an error") {
    const auto item = a_number("12", "0");
    for (const char* typed : {"",
                              "douze",
                              "12e0",
                              "1,2,",
                              "12,",
                              "1..2",
                              "12 €",
                              "--12",
                              "0x0C",
                              "1  2",
                              "NaN",
                              "inf",
                              "1.200.000",
                              "-",
                              "+",
                              ".",
                              " "})
        CHECK_FALSE(is_right_number(item, typed));
    CHECK_FALSE(is_right_number(item, std::string(41, '0') + "12"));
}

TEST_CASE("A tolerance holds at its very edge, exactly, however many digits there are") {
    CHECK(is_right_number(a_number("0.3", "0.1"), "0.4"));
    CHECK(is_right_number(a_number("0.3", "0.1"), "0.2"));
    CHECK_FALSE(is_right_number(a_number("0.3", "0.1"), "0.40000000000000000000000001"));
    CHECK_FALSE(is_right_number(a_number("0.3", "0.1"), "0.19999999999999999999999999"));
    CHECK(is_right_number(a_number("0.05", "0.1"), "-0.05"));
    CHECK_FALSE(is_right_number(a_number("0.05", "0.1"), "-0.051"));
    CHECK(is_right_number(a_number("9999999999999999999999999999999999999999", "1"),
                          "9999999999999999999999999999999999999998"));
}

TEST_CASE("Each interaction has its right response and its wrong ones") {
    const auto single = an_item(Interaction::SingleChoice, key::Choice{kC});
    CHECK(is_right(single, Choice<OptionId>{kC}));
    CHECK_FALSE(is_right(single, Choice<OptionId>{kA}));
    CHECK_FALSE(is_right(single, Choices<OptionId>{{kC}}));

    const auto multiple = an_item(Interaction::MultipleChoice, key::Choices{{kA, kD}});
    CHECK(is_right(multiple, Choices<OptionId>{{kD, kA}}));
    CHECK_FALSE(is_right(multiple, Choices<OptionId>{{kA}}));
    CHECK_FALSE(is_right(multiple, Choices<OptionId>{{kA, kB, kD}}));

    const auto order = an_item(Interaction::Order, key::Order{{kC, kA, kB, kD}});
    CHECK(is_right(order, Ordered<OptionId>{{kC, kA, kB, kD}}));
    CHECK_FALSE(is_right(order, Ordered<OptionId>{{kC, kA, kD, kB}}));

    const auto match = an_item(Interaction::Match, key::Match{{kC, kA}});
    CHECK(is_right(match, Matched<OptionId>{{{kA, kC}, {kB, kA}}}));
    CHECK_FALSE(is_right(match, Matched<OptionId>{{{kA, kC}}}));
    CHECK_FALSE(is_right(match, Matched<OptionId>{{{kA, kA}, {kB, kC}}}));
    CHECK_FALSE(is_right(match, Matched<OptionId>{{{kA, kC}, {kA, kC}}}));

    const auto text = a_text({"pièce jointe", "pj"});
    CHECK(is_right(text, TypedText{"PIECE-JOINTE "}));
    CHECK(is_right(text, TypedText{"Pj"}));
    CHECK_FALSE(is_right(text, TypedText{"pièces jointes"}));
}

TEST_CASE("Passing is wrong for every interaction") {
    CHECK_FALSE(is_right(an_item(Interaction::SingleChoice, key::Choice{kA}), Passed{}));
    CHECK_FALSE(is_right(an_item(Interaction::MultipleChoice, key::Choices{{kA}}), Passed{}));
    CHECK_FALSE(is_right(an_item(Interaction::Order, key::Order{{kB, kA}}), Passed{}));
    CHECK_FALSE(is_right(an_item(Interaction::Match, key::Match{{kA, kB}}), Passed{}));
    CHECK_FALSE(is_right(a_text({"pj"}), Passed{}));
    CHECK_FALSE(is_right(a_number("0", "0"), Passed{}));
}

TEST_CASE("Every kind of response is read back as it was written") {
    CHECK(read_back(Passed{}) == ShownResponse{Passed{}});
    CHECK(read_back(Choice<Place>{{2}}) == ShownResponse{Choice<Place>{{2}}});
    CHECK(read_back(Choices<Place>{{{0}, {3}}}) == ShownResponse{Choices<Place>{{{0}, {3}}}});
    CHECK(read_back(TypedText{"l’été"}) == ShownResponse{TypedText{"l’été"}});
    CHECK(read_back(TypedNumber{"12,5"}) == ShownResponse{TypedNumber{"12,5"}});
    CHECK(read_back(Ordered<Place>{{{2}, {0}, {1}}}) ==
          ShownResponse{Ordered<Place>{{{2}, {0}, {1}}}});
    CHECK(read_back(Matched<Place>{{{{0}, {2}}, {{1}, {0}}}}) ==
          ShownResponse{Matched<Place>{{{{0}, {2}}, {{1}, {0}}}}});
}

TEST_CASE("Choices and pairs have one spelling, whatever order the page sent") {
    const auto choices = json::read(R"({"type":"choices","options":[3,0]})").value();
    CHECK(read_shown_response(choices).value() == ShownResponse{Choices<Place>{{{0}, {3}}}});
    const auto match = json::read(R"({"type":"match","pairs":[[1,0],[0,2]]})").value();
    CHECK(read_shown_response(match).value() ==
          ShownResponse{Matched<Place>{{{{0}, {2}}, {{1}, {0}}}}});
}

TEST_CASE("What is not a response is refused by name") {
    CHECK(fault_of("[]") == ResponseFault::NotAResponse);
    CHECK(fault_of(R"({"type":3})") == ResponseFault::NotAResponse);
    CHECK(fault_of(R"({"type":"passed","option":1})") == ResponseFault::NotAResponse);
    CHECK(fault_of(R"({"type":"choice","option":1,"x":1})") == ResponseFault::NotAResponse);
    CHECK(fault_of(R"({"type":"choice"})") == ResponseFault::NotAResponse);
    CHECK(fault_of(R"({"type":"guess","option":1})") == ResponseFault::UnknownType);
    CHECK(fault_of(R"({"type":"choice","option":7})") == ResponseFault::NotAPlace);
    CHECK(fault_of(R"({"type":"choice","option":-1})") == ResponseFault::NotAPlace);
    CHECK(fault_of(R"({"type":"choice","option":"a"})") == ResponseFault::NotAPlace);
    CHECK(fault_of(R"({"type":"choices","options":[]})") == ResponseFault::Empty);
    CHECK(fault_of(R"({"type":"choices","options":[1,1]})") == ResponseFault::NamedTwice);
    CHECK(fault_of(R"({"type":"order","options":[0,1,2,3,4,5,6,0]})") == ResponseFault::TooMany);
    CHECK(fault_of(R"({"type":"match","pairs":[[0,1],[0,2]]})") == ResponseFault::NamedTwice);
    CHECK(fault_of(R"({"type":"match","pairs":[[0,1],[1,1]]})") == ResponseFault::NamedTwice);
    CHECK(fault_of(R"({"type":"match","pairs":[[0]]})") == ResponseFault::NotAResponse);
    CHECK(fault_of(R"({"type":"text","text":" "})") == ResponseFault::Empty);
    CHECK(fault_of(R"({"type":"text","text":"a\nb"})") == ResponseFault::TextTooLong);
}

TEST_CASE("A text of 200 characters is read, one of 201 is refused") {
    const auto typed = [](std::size_t characters) {
        std::string text;
        for (std::size_t n = 0; n < characters; ++n)
            text += "é";
        return json::Value{json::Object{{"type", "text"}, {"text", text}}};
    };
    CHECK(read_shown_response(typed(200)).has_value());
    CHECK(read_shown_response(typed(201)).error() == ResponseFault::TextTooLong);
}

TEST_CASE("A response fits only the interaction it is made for, and places that exist") {
    const auto single = an_item(Interaction::SingleChoice, key::Choice{kA});
    CHECK(fits(single, Passed{}));
    CHECK(fits(single, Choice<Place>{{3}}));
    CHECK_FALSE(fits(single, Choice<Place>{{4}}));
    CHECK_FALSE(fits(single, TypedText{"a"}));
    CHECK_FALSE(fits(single, Choices<Place>{{{1}}}));
    const auto order = an_item(Interaction::Order, key::Order{{kB, kA, kC, kD}});
    CHECK(fits(order, Ordered<Place>{{{0}, {1}, {2}, {3}}}));
    CHECK_FALSE(fits(order, Ordered<Place>{{{0}, {1}, {2}}}));
    CHECK_FALSE(fits(order, Ordered<Place>{{{0}, {1}, {2}, {2}}}));
    const auto match = an_item(Interaction::Match, key::Match{{kC, kA}});
    CHECK(fits(match, Matched<Place>{{{{1}, {2}}}}));
    CHECK_FALSE(fits(match, Matched<Place>{{{{2}, {1}}}}));
    CHECK_FALSE(fits(match, Matched<Place>{{{{0}, {3}}}}));
    CHECK_FALSE(fits(a_number("1", "0"), TypedText{"1"}));
}

TEST_CASE("A shuffle is the same for the same seed and draw, and changes with either") {
    const auto item = an_item(Interaction::SingleChoice, key::Choice{kA});
    std::set<std::vector<OptionId>> orders;
    for (std::uint32_t k = 1; k <= 200; ++k)
        orders.insert(present(item, {5}, {k}).options);
    CHECK(orders.size() == 24);
    CHECK(present(item, {5}, {1}) == present(item, {5}, {1}));
}

TEST_CASE("A fixed question keeps the order of its file") {
    auto item = an_item(Interaction::SingleChoice, key::Choice{kA});
    item.fixed = true;
    for (std::uint32_t k = 1; k <= 20; ++k)
        CHECK(present(item, {5}, {k}).options == std::vector{kA, kB, kC, kD});
}

TEST_CASE("Things to put in order never come in their right order") {
    const auto item = an_item(Interaction::Order, key::Order{{kC, kA, kB, kD}});
    for (std::uint32_t k = 1; k <= 500; ++k)
        CHECK(present(item, {5}, {k}).options != std::vector{kC, kA, kB, kD});
}

TEST_CASE("A response goes to the bank's terms and back through any shuffle") {
    const auto order = an_item(Interaction::Order, key::Order{{kC, kA, kB, kD}});
    const auto match = an_item(Interaction::Match, key::Match{{kC, kA}});
    for (std::uint32_t k = 1; k <= 50; ++k) {
        const auto shown = present(order, {9}, {k});
        const ShownResponse response = Ordered<Place>{{{2}, {0}, {3}, {1}}};
        CHECK(to_shown(shown, to_bank(shown, response)) == response);
        const Response right = Ordered<OptionId>{{kC, kA, kB, kD}};
        CHECK(is_right(order, to_bank(shown, to_shown(shown, right))));

        const auto sides = present(match, {9}, {k});
        const Response pairs = Matched<OptionId>{{{kA, kC}, {kB, kA}}};
        CHECK(is_right(match, to_bank(sides, to_shown(sides, pairs))));
    }
}

TEST_CASE("The page is told neither key, nor id, nor tube, nor parameter") {
    auto item = an_item(Interaction::SingleChoice, key::Choice{kC});
    item.rationale = {.fr = "Parce que secret", .en = "Because secret"};
    item.context = {block::Image{.file = "m-secret.svg", .alt = {.fr = "Un plan", .en = "A map"}}};
    Bank bank;
    bank.media["m-secret.svg"] = {
        .bytes = {1, 2}, .digest = {}, .mime = "image/svg+xml", .url_name = "00ff.svg"};
    const auto shown = present(item, {1}, {1});
    const auto view = render_question(bank, item, shown, Language::French);
    const auto text = json::write(view);

    for (const char* leak : {"q00000000aa",
                             "secret",
                             "\"key\"",
                             "\"id\"",
                             "tube",
                             "difficulty",
                             "level",
                             "competence",
                             "one"})
        CHECK(text.find(leak) == std::string::npos);
    REQUIRE(view.member("options") != nullptr);
    const auto& options = *view.member("options")->array();
    for (std::size_t place = 0; place < options.size(); ++place)
        CHECK(*options[place].text() == item.options.at(shown.options[place].value).fr);
    CHECK(text.find("\"media\":\"00ff.svg\"") != std::string::npos);
}

TEST_CASE("Every kind of block is shown in the language asked for") {
    auto item = an_item(Interaction::Number, key::Number{"1", "0"});
    const Text text{.fr = "été", .en = "summer"};
    item.unit = text;
    item.context = {
        block::Paragraph{text},
        block::List{{text, text}},
        block::Mail{.from = text, .to = {}, .date = text, .subject = text, .body = {text}},
        block::Table{.caption = text, .header = {text}, .rows = {{text}}},
        block::Code{text}};
    const auto english = json::write(render_question({}, item, {}, Language::English));
    CHECK(english.find("été") == std::string::npos);
    CHECK(english ==
          R"({"blocks":[{"kind":"paragraph","text":"summer"},)"
          R"({"items":["summer","summer"],"kind":"list"},)"
          R"({"body":["summer"],"date":"summer","from":"summer","kind":"mail",)"
          R"("subject":"summer","to":null},)"
          R"({"caption":"summer","header":["summer"],"kind":"table","rows":[["summer"]]},)"
          R"({"kind":"code","text":"summer"}],"interaction":"number","left":[],"options":[],)"
          R"("partial":false,"prompt":"What to do?","right":[],"unit":"summer"})");
}

}  // namespace probant::engine
