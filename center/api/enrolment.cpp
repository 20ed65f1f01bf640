// SPDX-License-Identifier: EUPL-1.2
#include "center/api/enrolment.h"

#include <algorithm>

#include "center/auth/codes.h"
#include "crypto/keyed_digest.h"
#include "engine/packet/people.h"
#include "engine/usecases/asked.h"

namespace probant::center {
namespace {

constexpr std::int64_t kPercent = 100;

engine::CandidateId candidate_id(const SecretBytes& secret,
                                 engine::SessionId session,
                                 std::int64_t row) {
    const auto digest = crypto::keyed_digest(
        secret, "probant candidate id v1", as_bytes(session.text() + "/" + std::to_string(row)));
    std::array<std::uint8_t, 16> bytes{};
    std::copy_n(digest.bytes.begin(), bytes.size(), bytes.begin());
    return engine::CandidateId{uuid_v4_from(bytes)};
}

Person person_of(const RosterLine& line, engine::CandidateId candidate) {
    return Person{.candidate = candidate,
                  .seat = {line.seat},
                  .last_name = line.last_name,
                  .first_name = line.first_name,
                  .birth_date = line.birth_date,
                  .external_id = line.external_id,
                  .extra_percent = line.extra_percent};
}

/// As the packet's people will be written: the registry finds the same digest in the journal.
crypto::Digest roster_digest(const std::vector<Person>& people,
                             const std::vector<engine::Enrolment>& enrolments) {
    std::vector<engine::Person> named;
    named.reserve(people.size());
    for (std::size_t place = 0; place < people.size(); ++place) {
        named.push_back({.candidate = people[place].candidate,
                         .last_name = people[place].last_name,
                         .first_name = people[place].first_name,
                         .birth_date = people[place].birth_date,
                         .external_id = people[place].external_id,
                         .extra_time = enrolments[place].extra_time});
    }
    return engine::roster_digest(named);
}

std::string listed(const engine::AccessNeeds& needs, engine::Language language) {
    std::string list;
    for (const auto need : needs)
        list += (list.empty() ? "" : ", ") + engine::words_for(need).in(language);
    return list;
}

}  // namespace

void refuse_unserved(Roster& roster, const engine::Content& content) {
    for (const auto& line : roster.lines) {
        if (line.needs.empty() || engine::has_sitting_for(line.needs, content)) continue;
        const auto french = listed(line.needs, engine::Language::French);
        const auto english = listed(line.needs, engine::Language::English);
        roster.faults.push_back(
            {.row = line.row,
             .column = {},
             .value = french,
             .sentence = {"La banque n’a pas de test complet adapté à « " + french +
                              " » : retirez un besoin, ou demandez une banque qui y réponde.",
                          "The bank has no complete test that suits \"" + english +
                              "\": remove a need, or ask for a bank that serves it."}});
    }
}

json::Array slips_to_json(const std::vector<EntrySlip>& slips) {
    json::Array array;
    for (const auto& slip : slips) {
        array.emplace_back(json::Object{{"seat", slip.seat.value},
                                        {"lastName", slip.last_name},
                                        {"firstName", slip.first_name},
                                        {"code", printed(slip.code)}});
    }
    return array;
}

NewCode new_code(const SecretBytes& centre_secret, engine::CandidateId candidate) {
    auto code = make_code();
    const auto hash = hash_of_code(centre_secret, CodePurpose::Candidate, code);
    return {.code = std::move(code), .hash = {.candidate = candidate, .hash = hash}};
}

Enrolled enrol(const SecretBytes& centre_secret, const EnrolmentOrder& order) {
    const auto duration = engine::duration_of(order.content.rules);
    Enrolled enrolled{.command = {.session = order.session,
                                  .centre = order.centre,
                                  .language = order.language,
                                  .bank = order.content.bank_digest,
                                  .rules = order.content.rules_digest,
                                  .camera = order.camera ? std::optional{true} : std::nullopt}};
    std::vector<Person> people;
    for (const auto& line : order.roster.lines) {
        const auto candidate = candidate_id(centre_secret, order.session, line.row);
        enrolled.command.enrolments.push_back(
            {.candidate = candidate,
             .seat = {line.seat},
             .extra_time = duration * line.extra_percent / kPercent,
             .needs = line.needs.empty() ? std::nullopt : std::optional{line.needs},
             .companion = line.companion ? std::optional{true} : std::nullopt});
        auto code = new_code(centre_secret, candidate);
        people.push_back(person_of(line, candidate));
        enrolled.sides.emplace_back(people.back());
        enrolled.sides.emplace_back(code.hash);
        enrolled.slips.push_back({.seat = {line.seat},
                                  .last_name = line.last_name,
                                  .first_name = line.first_name,
                                  .code = std::move(code.code)});
    }
    enrolled.command.roster = roster_digest(people, enrolled.command.enrolments);
    return enrolled;
}

}  // namespace probant::center
