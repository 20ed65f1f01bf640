// SPDX-License-Identifier: EUPL-1.2
#include "center/app/closed_journal.h"

#include <algorithm>

#include "server/observe/log.h"
#include "server/sql/error.h"

namespace probant::center {

using engine::Entry;

OrderEnd ClosedJournal::answer(SessionStore& store,
                               const engine::Order& order,
                               engine::Instant at,
                               const engine::Room& room,
                               const engine::Content& content) {
    try {
        if (const auto before = asked_before(store, order.id)) {
            const auto& known = before->order;
            const bool same = known.by.role == order.by.role && known.by.id == order.by.id &&
                              engine::digest_of(known.command) == engine::digest_of(order.command);
            if (!same) return engine::Refusal::IdReused;
            return Done{.n = before->n, .before = true};
        }
    } catch (const server::sql::SqlError& error) {
        server::log().error("session.unreadable",
                            {{"session", session_}, {"why", server::MachineText(error.what())}});
        return Unknown{};
    }
    // That it is closed is judged before anything else of the room, which is not here.
    const auto events = engine::decide(room, order.command, order.by, at, content);
    ENSURE(!events);
    return events.error();
}

std::optional<Entry> ClosedJournal::asked_before(SessionStore& store, engine::CommandId id) {
    if (commands_.empty()) commands_ = store.commands();
    const auto known = commands_.find(id);
    if (known == commands_.end()) return std::nullopt;
    auto entry = engine::read_entry(store.entry(known->second));
    if (!entry) throw server::sql::SqlError(0, "an entry is not one");
    return std::move(entry).value();
}

bool ends_with_its_closing(SessionStore& store) {
    const auto last = engine::read_entry(store.entry(store.entries() - 1));
    return last && std::ranges::any_of(last.value().events, [](const auto& event) {
               return std::holds_alternative<engine::SessionClosed>(event);
           });
}

}  // namespace probant::center
