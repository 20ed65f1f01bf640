// SPDX-License-Identifier: EUPL-1.2
#include "registry/intake/sealed_part.h"

#include <algorithm>

#include "crypto/base/ensure.h"
#include "engine/packet/journal_check.h"
#include "engine/packet/results.h"

namespace probant::registry {
namespace {

using engine::PacketFault;
using engine::PacketVerdict;

Fault refuse(PacketVerdict verdict, std::string detail) {
    return PacketFault{.verdict = verdict, .detail = std::move(detail)};
}

Fault counts(std::string detail) {
    return refuse(PacketVerdict::CountsMismatch, std::move(detail));
}

/// What the entries say of themselves, before anything is replayed.
struct Told {
    engine::PacketCounts counts{};
    std::optional<engine::SessionCreated> created{};
    std::optional<engine::SessionOpened> opened{};
    std::map<engine::CandidateId, std::int64_t> started{};
};

void hear(const engine::Event& event, std::int64_t wall_ms, Told& told) {
    if (const auto* started = std::get_if<engine::SittingStarted>(&event))
        told.started.emplace(started->candidate, wall_ms);
    if (std::holds_alternative<engine::AnswerSaved>(event)) ++told.counts.answers;
    if (const auto* drawn = std::get_if<engine::ItemDrawn>(&event);
        drawn != nullptr && drawn->cap_exceeded)
        ++told.counts.caps_exceeded;
    if (const auto* created = std::get_if<engine::SessionCreated>(&event)) told.created = *created;
    if (const auto* opened = std::get_if<engine::SessionOpened>(&event)) told.opened = *opened;
}

/// Nothing and the number of the entry when one is not readable.
Result<Told, std::size_t> listen(std::span<const std::string_view> entries) {
    Told told;
    for (std::size_t n = 0; n < entries.size(); ++n) {
        const auto entry = engine::read_entry(entries[n]);
        if (!entry) return Refused{n};
        for (const auto& event : entry.value().events)
            hear(event, entry.value().wall_ms, told);
    }
    told.counts.entries = static_cast<std::int64_t>(entries.size());
    if (told.created)
        told.counts.candidates = static_cast<std::int64_t>(told.created->enrolments.size());
    return told;
}

std::string figures_of(const engine::PacketCounts& counted) {
    const auto& [candidates, answers, entries, caps_exceeded] = counted;
    return std::to_string(candidates) + ", " + std::to_string(answers) + ", " +
           std::to_string(entries) + ", " + std::to_string(caps_exceeded);
}

Fault compare_told(const Told& told, const engine::PacketPredicate& stated) {
    if (!told.created || !told.opened) return counts("the journal creates or opens no session");
    if (told.counts != stated.counts) {
        return counts("candidates, answers, entries or draws over a cap: stated " +
                      figures_of(stated.counts) + "; found " + figures_of(told.counts));
    }
    const auto& created = *told.created;
    if (created.session != stated.session) return counts("the journal is of another session");
    if (created.centre != stated.centre) return counts("the journal is of another centre");
    if (created.bank != stated.content.bank || created.rules != stated.content.rules)
        return counts("the journal names another bank or other rules");
    if (created.roster != stated.roster) return counts("the journal names another roster");
    if (created.language != stated.language) return counts("the journal is in another language");
    if (told.opened->session_key != stated.session_key.public_key)
        return counts("the journal was opened with another session key");
    return std::nullopt;
}

/// Every candidate of the roster is a person, and the reverse.
bool is_roster_of(const std::vector<engine::Person>& people,
                  const engine::SessionCreated& created) {
    if (people.size() != created.enrolments.size()) return false;
    return std::ranges::all_of(created.enrolments, [&](const engine::Enrolment& one) {
        return std::ranges::any_of(people, [&](const engine::Person& person) {
            return person.candidate == one.candidate && person.extra_time == one.extra_time;
        });
    });
}

/// Each text must be one that the journal names.
Fault check_texts(const ClearDocuments& documents) {
    const auto texts = engine::read_texts(documents.texts);
    if (!texts) return counts("texts: " + texts.error().what);
    for (const auto& text : texts.value()) {
        if (documents.journal.find(engine::note_of(text).hex()) == std::string::npos)
            return counts("a text is not one that the journal names");
    }
    return std::nullopt;
}

}  // namespace

Fault open_documents(const engine::ArchiveFiles& files,
                     std::span<const crypto::age::Identity> identities,
                     ClearDocuments& to) {
    const auto open = [&](std::string_view name, std::string& clear) -> Fault {
        const auto found = files.find(name);
        ENSURE(found != files.end());
        const auto opened = crypto::age::open(found->second, identities);
        if (!opened) {
            return refuse(
                PacketVerdict::CannotOpen,
                std::string(name) + ": " + std::string(crypto::age::name_of(opened.error())));
        }
        clear = to_string(opened.value());
        return std::nullopt;
    };
    if (auto fault = open(engine::kJournalFile, to.journal)) return fault;
    if (auto fault = open(engine::kPeopleFile, to.people)) return fault;
    if (auto fault = open(engine::kTextsFile, to.texts)) return fault;
    return open(engine::kResultsFile, to.results);
}

Fault check_counts(const ClearDocuments& documents,
                   const engine::PacketPredicate& stated,
                   OpenedPacket& opened) {
    const auto entries = engine::split_entries(documents.journal);
    if (!entries) return counts("the journal is not a list of entries");
    const auto head = engine::head_of(*entries);
    if (head.size != static_cast<std::uint64_t>(stated.journal.size) ||
        head.root != stated.journal.root)
        return counts("the journal's size or root is not the one stated");
    const auto told = listen(*entries);
    if (!told) return counts("entry " + std::to_string(told.error()) + " cannot be read");
    if (auto fault = compare_told(told.value(), stated)) return fault;

    if (crypto::sha256(documents.people) != stated.roster)
        return counts("the people are not those of the roster's digest");
    auto read = engine::read_people(documents.people);
    if (!read) return counts("people: " + read.error().member + " " + read.error().what);
    opened.people = std::move(read).value();
    opened.started = told.value().started;
    const auto& created = told.value().created;
    ENSURE(created.has_value());  // compare_told() refuses a journal without it
    if (!is_roster_of(opened.people, *created))
        return counts("the people are not the candidates of the journal");
    return check_texts(documents);
}

Fault check_replay(const ClearDocuments& documents,
                   const engine::Content& content,
                   json::Value& results) {
    const auto entries = engine::split_entries(documents.journal);
    ENSURE(entries.has_value());
    const auto replayed = engine::replay_journal(*entries, content);
    if (!replayed) {
        const auto& [fault, n, what] = replayed.error();
        return refuse(PacketVerdict::ReplayMismatch,
                      "entry " + std::to_string(n) + ": " + std::string(engine::name_of(fault)) +
                          ", " + what);
    }
    results = engine::results_of(replayed.value().session, content);
    return std::nullopt;
}

Fault check_results(const ClearDocuments& documents,
                    const json::Value& replayed,
                    std::optional<std::vector<ComparedSitting>>& compared) {
    const auto stated = json::read_canonical(documents.results);
    if (!stated) return refuse(PacketVerdict::ReplayMismatch, "results: " + stated.error().what);
    compared = compare_sittings(stated.value(), replayed);
    if (const auto differs = engine::compare_results(stated.value(), replayed))
        return refuse(PacketVerdict::ReplayMismatch, *differs);
    return std::nullopt;
}

}  // namespace probant::registry
