// SPDX-License-Identifier: EUPL-1.2
#include "center/storage/notebook.h"

namespace probant::center {

void Notebook::follow(engine::SessionId session, const std::vector<SideRecord>& sides) {
    const std::lock_guard lock(mutex_);
    for (const auto& side : sides) {
        if (const auto* note = std::get_if<NoteText>(&side))
            notes_[session].emplace(note->digest, note->text);
    }
}

Notes Notebook::of(engine::SessionId session) const {
    const std::lock_guard lock(mutex_);
    const auto found = notes_.find(session);
    return found == notes_.end() ? Notes{} : found->second;
}

}  // namespace probant::center
