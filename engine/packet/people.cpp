// SPDX-License-Identifier: EUPL-1.2
#include "engine/packet/people.h"

#include <algorithm>

namespace probant::engine {

template <>
struct Shape<Person> {
    static constexpr auto kFields = std::tuple{field("candidate", &Person::candidate),
                                               field("lastName", &Person::last_name),
                                               field("firstName", &Person::first_name),
                                               field("birthDate", &Person::birth_date),
                                               field("externalId", &Person::external_id),
                                               field("extraMs", &Person::extra_time)};
};

namespace {

constexpr std::int64_t kPeopleVersion = 1;

Refused<CodecFault> fault(std::string member, std::string what) {
    return Refused{CodecFault{.member = std::move(member), .what = std::move(what)}};
}

/// The list under `name` of {"v":1, name: […]}, in canonical bytes.
Result<json::Array, CodecFault> read_list(std::string_view bytes, std::string_view name) {
    const auto value = json::read_canonical(bytes);
    if (!value) return fault("", value.error().what);
    const auto* object = value.value().object();
    const auto* version = value.value().member("v");
    const auto* list = value.value().member(name);
    if (object == nullptr || object->size() != 2 || version == nullptr || list == nullptr)
        return fault("", "does not have the members it must have");
    if (version->integer() == nullptr || *version->integer() != kPeopleVersion)
        return fault("v", "is not a version known here");
    if (list->array() == nullptr) return fault(std::string(name), "is not a list");
    return *list->array();
}

bool is_plausible(const Person& person) {
    const auto fits = [](const std::string& text) { return text.size() <= kPersonTextMax; };
    return fits(person.last_name) && fits(person.first_name) && fits(person.birth_date) &&
           fits(person.external_id) && person.extra_time >= Duration::zero();
}

}  // namespace

std::string write_people(const std::vector<Person>& people) {
    auto sorted = people;
    std::ranges::sort(sorted, {}, &Person::candidate);
    return json::write(json::Object{{"v", kPeopleVersion}, {"people", codec::encode(sorted)}});
}

Result<std::vector<Person>, CodecFault> read_people(std::string_view bytes) {
    if (bytes.size() > kPeopleBytesMax) return fault("", "is too long");
    const auto list = read_list(bytes, "people");
    if (!list) return Refused{list.error()};
    std::vector<Person> people;
    for (const auto& one : list.value()) {
        const auto* object = one.object();
        auto& person = people.emplace_back();
        if (object == nullptr) return fault("people", "holds something else than a person");
        if (auto wrong = codec::decode_fields(*object, person, /*extra=*/0))
            return fault("people." + wrong->member, wrong->what);
        if (!is_plausible(person)) return fault("people", "holds a value out of its limits");
    }
    return people;
}

Digest roster_digest(const std::vector<Person>& people) {
    return crypto::sha256(write_people(people));
}

Digest note_of(const SaltedText& text) {
    return crypto::Sha256().add(text.salt).add(as_bytes(text.text)).finish();
}

std::string write_texts(const std::vector<SaltedText>& texts) {
    auto sorted = texts;
    std::ranges::sort(sorted, {}, note_of);
    json::Array list;
    for (const auto& [salt, text] : sorted)
        list.emplace_back(json::Object{{"salt", to_base64(salt)}, {"text", text}});
    return json::write(json::Object{{"v", kPeopleVersion}, {"texts", std::move(list)}});
}

Result<std::vector<SaltedText>, CodecFault> read_texts(std::string_view bytes) {
    const auto list = read_list(bytes, "texts");
    if (!list) return Refused{list.error()};
    std::vector<SaltedText> texts;
    for (const auto& one : list.value()) {
        const auto* object = one.object();
        const auto* salt_text = one.member("salt");
        const auto* text = one.member("text");
        if (object == nullptr || object->size() != 2 || salt_text == nullptr || text == nullptr ||
            salt_text->text() == nullptr || text->text() == nullptr)
            return fault("texts", "holds something else than a salted text");
        const auto salt = from_base64(*salt_text->text());
        auto& made = texts.emplace_back();
        if (!salt || salt->size() != made.salt.size()) return fault("texts.salt", "is no salt");
        if (text->text()->size() > kTextBytesMax) return fault("texts.text", "is too long");
        std::ranges::copy(*salt, made.salt.begin());
        made.text = *text->text();
    }
    return texts;
}

}  // namespace probant::engine
