// SPDX-License-Identifier: EUPL-1.2
#include "engine/journal/shape_codec.h"

#include "crypto/base/bytes.h"

namespace probant::engine::codec {

static_assert(kNamesEveryMember<Command> && kNamesEveryMember<Event>);
static_assert(names_every_member<Actor>() && names_every_member<Enrolment>() &&
              names_every_member<UnfinishedSitting>() && names_every_member<PastUse>() &&
              names_every_member<LevelUse>());
static_assert(names_every_member<ProctoringAlert>() && names_every_member<FrameRef>() &&
              names_every_member<Evidence>() && names_every_member<ObservationGap>());

namespace {

constexpr std::size_t kSeedDigits = 16;

template <class Parsed, class To>
bool take(const std::optional<Parsed>& parsed, To& to) {
    if (parsed) to = *parsed;
    return parsed.has_value();
}

}  // namespace

// A seed uses all its 64 bits, more than a JSON integer holds exactly.
json::Value encode(Seed seed) {
    std::array<std::uint8_t, 8> bytes{};
    for (std::size_t place = 0; place < bytes.size(); ++place)
        bytes.at(place) = static_cast<std::uint8_t>(seed.value >> (8 * (7 - place)));
    return to_hex(bytes);
}

bool decode(const json::Value& value, Seed& to) {
    const auto* text = value.text();
    if (text == nullptr || text->size() != kSeedDigits) return false;
    const auto bytes = from_hex(*text);
    if (!bytes) return false;
    to.value = 0;
    for (const auto byte : *bytes)
        to.value = (to.value << 8) | byte;
    return true;
}

bool decode(const json::Value& value, std::string& to) {
    if (value.text() == nullptr || value.text()->size() > kShapedTextMax) return false;
    to = *value.text();
    return true;
}

bool decode(const json::Value& value, bool& to) {
    if (value.boolean() == nullptr) return false;
    to = *value.boolean();
    return true;
}

bool decode(const json::Value& value, std::int64_t& to) {
    if (value.integer() == nullptr) return false;
    to = *value.integer();
    return true;
}

bool decode(const json::Value& value, std::uint32_t& to) {
    const auto* integer = value.integer();
    if (integer == nullptr || *integer < 0) return false;
    if (*integer > std::numeric_limits<std::uint32_t>::max()) return false;
    to = static_cast<std::uint32_t>(*integer);
    return true;
}

bool decode(const json::Value& value, std::uint64_t& to) {
    if (value.integer() == nullptr || *value.integer() < 0) return false;
    to = static_cast<std::uint64_t>(*value.integer());
    return to <= kExactMost;
}

bool decode(const json::Value& value, Duration& to) {
    if (value.integer() == nullptr) return false;
    to = Duration{*value.integer()};
    return true;
}

bool decode(const json::Value& value, Instant& to) {
    return decode(value, to.since_beginning);
}

bool decode(const json::Value& value, Digest& to) {
    return value.text() != nullptr && take(Digest::parse(*value.text()), to);
}

bool decode(const json::Value& value, Uuid& to) {
    return value.text() != nullptr && take(parse_uuid(*value.text()), to);
}

bool decode(const json::Value& value, ShownResponse& to) {
    auto response = read_shown_response(value);
    if (!response) return false;
    to = std::move(response).value();
    return true;
}

}  // namespace probant::engine::codec
