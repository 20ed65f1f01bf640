// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/journal_search.h"

#include <set>
#include <utility>

#include "center/storage/session_store.h"
#include "crypto/canonical_json.h"
#include "engine/journal/recorded_session.h"

namespace probant::support {
namespace {

class Search {
public:
    explicit Search(const engine::Content& content) : content_(content) {}

    void see(std::string_view bytes) {
        ++found_.entries;
        if (!found_.fault.empty()) return;
        const auto replayed = engine::replay_entry(session_, bytes, content_);
        if (!replayed) {
            found_.fault = "entry " + std::to_string(replayed.error().n) + ": " +
                           std::string(engine::name_of(replayed.error().fault)) + " (" +
                           replayed.error().what + ")";
            return;
        }
        const auto& entry = replayed.value();
        const auto id = entry.order.id.text();
        if (!ids_.insert(id).second) ++found_.duplicated;
        const auto* answer = std::get_if<engine::SaveAnswer>(&entry.order.command);
        if (answer == nullptr) return;
        const auto place = std::pair(answer->candidate.text(), std::int64_t{answer->draw.value});
        if (!places_.insert(place).second) ++found_.duplicated;
        found_.answers[id] = {
            .entry = entry.n,
            .candidate = place.first,
            .draw = place.second,
            .response = json::write(engine::write_shown_response(answer->response))};
    }

    JournalFound take() { return std::move(found_); }

private:
    const engine::Content& content_;
    engine::RecordedSession session_{};
    JournalFound found_{};
    std::set<std::string> ids_{};
    std::set<std::pair<std::string, std::int64_t>> places_{};
};

}  // namespace

JournalFound search_journal(const std::filesystem::path& session, const engine::Content& content) {
    auto store = center::SessionStore::open(session);
    Search search(content);
    store.for_each_entry([&](std::string_view bytes) { search.see(bytes); });
    return search.take();
}

}  // namespace probant::support
