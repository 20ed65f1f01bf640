// engine/bank/item.h: one question of the bank, as its authors wrote it.
//
// Role        All that is needed to show it in both languages, to judge a response and to measure.
// Invariants  An Item made by the bank's reader keeps every rule of docs/BANK.md: the key is of the
//             interaction's kind and names options that exist, texts are not empty, limits hold.
// Threads     Values; immutable once read.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/bank/access.h"
#include "engine/bank/competence.h"
#include "engine/bank/ids.h"
#include "engine/bank/language.h"

namespace probant::engine {

enum class Interaction { SingleChoice, MultipleChoice, ShortText, Number, Order, Match };

[[nodiscard]] std::string_view name_of(Interaction interaction);  ///< "single_choice" …
[[nodiscard]] std::optional<Interaction> parse_interaction(std::string_view name);

enum class ItemStatus {
    Live,
    Pretest,  ///< given to be calibrated, never scored
    Retired,  ///< never given again
};

/// What a question may show above the answer.
namespace block {

struct Paragraph {
    Text text{};
};

struct List {
    std::vector<Text> items{};
};

struct Mail {
    Text from{};
    std::optional<Text> to{};
    std::optional<Text> date{};
    Text subject{};
    std::vector<Text> body{};
};

struct Table {
    Text caption{};
    std::vector<Text> header{};
    std::vector<std::vector<Text>> rows{};
};

struct Code {
    Text text{};
};

struct Image {
    std::string file{};  ///< a name in the bank's media
    Text alt{};
};

struct File {
    std::string file{};  ///< a name in the bank's media
    Text name{};
};

}  // namespace block

using Block = std::variant<block::Paragraph,
                           block::List,
                           block::Mail,
                           block::Table,
                           block::Code,
                           block::Image,
                           block::File>;

/// What a right response is.
namespace key {

struct Choice {
    OptionId option{};
};

struct Choices {
    std::vector<OptionId> options{};  ///< ascending
};

struct ShortText {
    std::vector<std::string> accept{};
    std::vector<std::string> folded{};  ///< of `accept`, in the same order
};

struct Number {
    std::string value{};
    std::string tolerance{};
};

struct Order {
    std::vector<OptionId> options{};
};

struct Match {
    std::vector<OptionId> right_of{};  ///< for each left option, the right one that goes with it
};

}  // namespace key

using Key =
    std::variant<key::Choice, key::Choices, key::ShortText, key::Number, key::Order, key::Match>;

/// What earns a category of credit: at least this many parts right (engine/items/parts.h), and the
/// ability at which half of the candidates do as well or better.
struct CreditStep {
    std::uint32_t parts{};
    std::int32_t difficulty{};  ///< b_k, in ten-thousandths
    friend bool operator==(const CreditStep&, const CreditStep&) = default;
};

struct Item {
    ItemStatus status{ItemStatus::Live};
    std::string id{};  ///< "q" + 10 hexadecimal characters; never leaves the server
    Competence competence{};
    std::string digcomp{};
    TubeNumber tube{};
    std::uint32_t level{};  ///< 1..8
    Interaction interaction{};
    std::int32_t difficulty{};      ///< b, in ten-thousandths; of full credit
    std::int32_t discrimination{};  ///< a, in ten-thousandths
    std::int32_t guessing{};        ///< c, in ten-thousandths
    /// From category 1 to full credit, both figures rising; empty: an answer is right or wrong.
    std::vector<CreditStep> credit{};
    std::uint32_t time_s{};
    std::vector<ItemNumber> enemies{};    ///< ascending
    std::optional<AccessNeeds> access{};  ///< the needs it suits; none said: everybody's
    Text prompt{};
    std::vector<Block> context{};
    std::vector<Text> options{};  ///< option n is OptionId{n}
    std::vector<Text> left{};
    std::vector<Text> right{};
    bool fixed{};  ///< the options keep the order of the file
    std::optional<Text> unit{};
    Key key{};
    Text rationale{};  ///< for authors and juries only
};

}  // namespace probant::engine
