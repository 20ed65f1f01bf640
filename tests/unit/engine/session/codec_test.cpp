// SPDX-License-Identifier: EUPL-1.2
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/journal/entry.h"
#include "tests/support/closed_session.h"
#include "tests/support/dice.h"

namespace probant::engine {
namespace {

using support::Dice;

// Any value of any member, never the one a type begins with.

void fill(std::string& to, Dice& dice) {
    to = "é\"\\ " + std::to_string(dice.next());
}

void fill(bool& to, Dice& /*dice*/) {
    to = true;
}

void fill(std::int64_t& to, Dice& dice) {
    to = dice.between(-json::kIntegerMax, -1);
}

void fill(std::uint32_t& to, Dice& dice) {
    to = 1 + dice.below(9000);
}

void fill(std::uint64_t& to, Dice& dice) {
    to = codec::kExactMost - dice.below(9000);
}

void fill(Duration& to, Dice& dice) {
    to = Duration{dice.between(1, json::kIntegerMax)};
}

void fill(Instant& to, Dice& dice) {
    fill(to.since_beginning, dice);
}

void fill(Digest& to, Dice& dice) {
    to = crypto::sha256(std::to_string(dice.next()));
}

void fill(Uuid& to, Dice& dice) {
    to = dice.uuid();
}

void fill(Seed& to, Dice& dice) {
    to.value = dice.next();
}

void fill(Category& to, Dice& dice) {
    to.value = 1 + dice.below(kThresholdsMost);
}

void fill(ShownResponse& to, Dice& dice) {
    const Place some{dice.below(3)};
    const Place other{some.value + 1 + dice.below(3)};
    const std::vector<ShownResponse> all{Choice<Place>{some},
                                         Choices<Place>{{some, other}},
                                         TypedText{"pièce " + std::to_string(dice.next())},
                                         TypedNumber{"12,5"},
                                         Ordered<Place>{{other, some}},
                                         Matched<Place>{{{.left = some, .right = other}}}};
    to = dice.one_of(all);
}

template <class Tag>
void fill(StrongId<Tag>& to, Dice& dice) {
    to.value = 1 + dice.below(4'000'000'000U);
}

template <class Tag>
void fill(TaggedUuid<Tag>& to, Dice& dice) {
    fill(to.uuid, dice);
}

template <codec::Listed T>
void fill(T& to, Dice& dice) {
    const auto& all = Names<T>::kAll;
    to = all.at(1 + dice.below(static_cast<std::uint32_t>(all.size()) - 1)).first;
}

template <codec::Shaped T>
void fill(T& to, Dice& dice);

template <class T>
void fill(std::vector<T>& to, Dice& dice) {
    for (auto left = 1 + dice.below(3); left > 0; --left)
        fill(to.emplace_back(), dice);
}

template <class T>
void fill(std::optional<T>& to, Dice& dice) {
    fill(to.emplace(), dice);
}

template <codec::Shaped T>
void fill(T& to, Dice& dice) {
    std::apply([&](const auto&... fields) { (fill(to.*(fields.member), dice), ...); },
               Shape<T>::kFields);
}

/// One filled value of each alternative, in the order of the list.
template <class Variant, std::size_t... Places>
std::vector<Variant> all_alternatives(std::index_sequence<Places...> /*places*/, Dice& dice) {
    std::vector<Variant> all;
    const auto add = [&](auto one) {
        fill(one, dice);
        all.push_back(std::move(one));
    };
    (add(std::variant_alternative_t<Places, Variant>{}), ...);
    return all;
}

template <class Variant>
std::vector<Variant> filled(std::uint64_t seed) {
    Dice dice(seed);
    return all_alternatives<Variant>(std::make_index_sequence<std::variant_size_v<Variant>>{},
                                     dice);
}

template <class Variant>
void check_round_trips() {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        for (const auto& one : filled<Variant>(seed)) {
            const auto value = codec::encode_variant(one);
            const auto read = json::read_canonical(json::write(value));
            REQUIRE(read);
            Variant again;
            const auto fault = codec::decode_variant(read.value(), again);
            INFO(json::write(value));
            REQUIRE_FALSE(fault.has_value());
            CHECK(again.index() == one.index());
            CHECK(codec::encode_variant(again) == value);
        }
    }
}

/// Every spelling of a value with one member more, missing, or of another kind is refused.
template <class Variant>
void check_strictness() {
    for (const auto& one : filled<Variant>(3)) {
        const auto value = codec::encode_variant(one);
        const auto refused = [](const json::Object& object) {
            Variant read;
            return codec::decode_variant(json::Value{object}, read).has_value();
        };
        auto more = *value.object();
        more.emplace("unknown", 1);
        CHECK(refused(more));
        for (const auto& [name, unused] : *value.object()) {
            INFO(json::write(value) << " without or with a broken " << name);
            auto less = *value.object();
            less.erase(name);
            const bool may_be_absent =
                name == "note" || name == "past" || name == "camera" || name == "still";
            if (!may_be_absent) CHECK(refused(less));
            auto other = *value.object();
            other[name] = json::Array{nullptr};
            CHECK(refused(other));
            other[name] = nullptr;
            CHECK(refused(other));
        }
    }
}

TEST_CASE("Each command reads back as it was written") {
    check_round_trips<Command>();
}

TEST_CASE("Each event reads back as it was written") {
    check_round_trips<Event>();
}

TEST_CASE("A command with a member unknown, missing or mistyped is refused") {
    check_strictness<Command>();
}

TEST_CASE("An event with a member unknown, missing or mistyped is refused") {
    check_strictness<Event>();
}

TEST_CASE("Every member of a command or event is spelt") {
    const auto check = [](const auto& some, const auto& others) {
        for (std::size_t place = 0; place < some.size(); ++place) {
            const auto one = codec::encode_variant(some[place]);
            const auto other = codec::encode_variant(others[place]);
            INFO(json::write(one));
            if (one.object()->size() > 1) CHECK(one != other);
        }
    };
    check(filled<Command>(1), filled<Command>(2));
    check(filled<Event>(1), filled<Event>(2));
}

TEST_CASE("A type that is not in the list is refused") {
    Command command;
    Event event;
    const json::Object unknown{{"type", "Cheat"}};

    CHECK(codec::decode_variant(json::Value{unknown}, command)->what == "is unknown: Cheat");
    CHECK(codec::decode_variant(json::Value{unknown}, event).has_value());
    const json::Object endless{{"type", std::string(std::size_t{1} << 20U, 'x')}};
    CHECK(codec::decode_variant(json::Value{endless}, command)->what.size() < 100);
    CHECK(codec::decode_variant(json::Value{json::Object{}}, command)->what == "is missing");
    CHECK(codec::decode_variant(json::Value{json::Array{}}, command).has_value());
}

TEST_CASE("A number out of its range is refused") {
    DrawNumber draw;
    Seed seed;

    CHECK_FALSE(codec::decode(json::Value{std::int64_t{-1}}, draw));
    CHECK_FALSE(codec::decode(json::Value{std::int64_t{1} << 32}, draw));
    CHECK(codec::decode(json::Value{(std::int64_t{1} << 32) - 1}, draw));
    CHECK_FALSE(codec::decode(json::Value{"00000000000000ag"}, seed));
    CHECK_FALSE(codec::decode(json::Value{"0000000000000a"}, seed));
    CHECK(codec::decode(json::Value{"ffffffffffffffff"}, seed));
    CHECK(seed.value == ~std::uint64_t{0});
}

// Entries.

std::vector<std::string> a_day() {
    return support::a_closed_session(5, support::kStories).entries;
}

TEST_CASE("Each entry of a day reads back and writes to the same bytes") {
    for (const auto& bytes : a_day()) {
        const auto entry = read_entry(bytes);
        REQUIRE(entry);
        CHECK(write_entry(entry.value()) == bytes);
    }
}

TEST_CASE("An entry with a member unknown or missing is refused") {
    const auto bytes = a_day().at(7);
    const auto value = json::read(bytes).value();
    auto more = *value.object();
    more.emplace("x", 1);

    CHECK_FALSE(read_entry(json::write(more)).has_value());
    for (const auto& [name, unused] : *value.object()) {
        INFO(name);
        auto less = *value.object();
        less.erase(name);
        CHECK_FALSE(read_entry(json::write(less)).has_value());
    }
}

TEST_CASE("An entry of another version or without events is refused") {
    const auto value = json::read(a_day().at(7)).value();
    auto version = *value.object();
    version["v"] = 2;
    auto silent = *value.object();
    silent["then"] = json::Array{};

    CHECK_FALSE(read_entry(json::write(version)).has_value());
    CHECK_FALSE(read_entry(json::write(silent)).has_value());
}

TEST_CASE("An entry that is not canonical is refused") {
    const auto bytes = a_day().at(7);

    CHECK_FALSE(read_entry(" " + bytes).has_value());
    CHECK_FALSE(read_entry(bytes + "\n").has_value());
    CHECK_FALSE(read_entry(bytes.substr(0, bytes.size() - 1)).has_value());
    CHECK_FALSE(read_entry("").has_value());
    CHECK_FALSE(read_entry(std::string(kEntryBytesMax + 1, ' ')).has_value());
}

TEST_CASE("A byte changed in an entry is refused or makes an honest other entry") {
    const auto day = a_day();
    std::size_t refused = 0;
    std::size_t others = 0;
    for (const std::size_t n :
         {std::size_t{0}, std::size_t{1}, std::size_t{5}, day.size() / 2, day.size() - 1}) {
        for (std::size_t place = 0; place < day[n].size(); ++place) {
            for (const unsigned flip : {0x01U, 0x10U, 0x80U}) {
                auto bytes = day[n];
                bytes[place] = static_cast<char>(static_cast<unsigned char>(bytes[place]) ^ flip);
                const auto entry = read_entry(bytes);
                if (!entry) {
                    ++refused;
                    continue;
                }
                ++others;
                // Whatever was accepted is written as it was read: no two spellings of one entry.
                if (write_entry(entry.value()) != bytes) FAIL("at byte " << place);
            }
        }
    }
    CHECK(refused > others);
    CHECK(others > 0);
}

}  // namespace
}  // namespace probant::engine
