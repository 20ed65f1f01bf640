// SPDX-License-Identifier: EUPL-1.2
#include "engine/journal/recorded_session.h"

namespace probant::engine {
namespace {

/// As conduct(); the bytes may be longer than an entry may be.
Result<Conducted, Refusal> advance(RecordedSession& session,
                                   const Order& order,
                                   Moment moment,
                                   const Content& content) {
    const auto command = write_command(order.command);
    const auto digest = digest_of(order.command, command);
    if (const auto known = session.known.find(order.id); known != session.known.end()) {
        const auto& before = known->second;
        const bool same =
            before.role == order.by.role && before.by == order.by.id && before.command == digest;
        if (!same) return Refused{Refusal::IdReused};
        return Conducted{AnsweredBefore{before.n}};
    }
    auto events = decide(session.room, order.command, order.by, moment.at, content);
    if (!events) return Refused{events.error()};

    Entry entry{.n = session.entries,
                .prev = session.head,
                .at = moment.at,
                .wall_ms = moment.wall_ms,
                .order = order,
                .events = std::move(events).value()};
    for (const auto& event : entry.events)
        evolve(session.room, event, moment.at, content);
    auto bytes = write_entry(entry, command);
    session.known.emplace(
        order.id,
        KnownOrder{.n = entry.n, .role = order.by.role, .by = order.by.id, .command = digest});
    session.head = crypto::sha256(bytes);
    session.last_wall_ms = moment.wall_ms;
    ++session.entries;
    return Conducted{NewEntry{.entry = std::move(entry), .bytes = std::move(bytes)}};
}

}  // namespace

Result<Conducted, Refusal> conduct(RecordedSession& session,
                                   const Order& order,
                                   Moment moment,
                                   const Content& content) {
    auto conducted = advance(session, order, moment, content);
    if (!conducted) return conducted;
    // What no replay could read again must not be written.
    if (const auto* made = std::get_if<NewEntry>(&conducted.value()))
        ENSURE(made->bytes.size() <= kEntryBytesMax);
    return conducted;
}

std::string_view name_of(ReplayFault fault) {
    switch (fault) {
        case ReplayFault::Unreadable:
            return "unreadable";
        case ReplayFault::OutOfOrder:
            return "out_of_order";
        case ReplayFault::DecidedOtherwise:
            return "decided_otherwise";
        case ReplayFault::IdRepeated:
            return "id_repeated";
    }
    fail_ensure("a fault has a name");
}

Result<Entry, ReplayRefusal> replay_entry(RecordedSession& session,
                                          std::string_view bytes,
                                          const Content& content) {
    const auto refuse = [&](ReplayFault fault, std::string what) {
        // Bytes that are not spelt as ours are no entry, whatever else they say.
        if (const auto spelt = json::read_canonical(bytes); !spelt) {
            fault = ReplayFault::Unreadable;
            what = " " + spelt.error().what;
        }
        return Refused{
            ReplayRefusal{.fault = fault, .n = session.entries, .what = std::move(what)}};
    };
    // Its bytes are written again below: that they come out the same proves their spelling too.
    auto entry = read_entry_spelt_anyhow(bytes);
    if (!entry)
        return refuse(ReplayFault::Unreadable, entry.error().member + " " + entry.error().what);
    const auto& [n, prev, at, wall_ms, order, events] = entry.value();
    if (n != session.entries) return refuse(ReplayFault::OutOfOrder, "number");
    if (prev != session.head) return refuse(ReplayFault::OutOfOrder, "chain");

    // A hostile command may be followed by more than an entry holds: then its bytes are not ours.
    const auto conducted = advance(session, order, {.at = at, .wall_ms = wall_ms}, content);
    if (!conducted)
        return refuse(ReplayFault::DecidedOtherwise, std::string(name_of(conducted.error())));
    const auto* again = std::get_if<NewEntry>(&conducted.value());
    if (again == nullptr) return refuse(ReplayFault::IdRepeated, order.id.text());
    if (again->bytes != bytes) {
        --session.entries;  // the fault is this entry's
        return refuse(ReplayFault::DecidedOtherwise, "other events follow from this command");
    }
    return std::move(entry).value();
}

}  // namespace probant::engine
