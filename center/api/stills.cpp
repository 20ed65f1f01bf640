// SPDX-License-Identifier: EUPL-1.2
#include "center/api/stills.h"

#include "center/api/refusals.h"
#include "center/api/station_refusals.h"
#include "center/storage/session_store.h"

namespace probant::center {

server::Reply reply_still(const Services& services,
                          const SessionView& session,
                          std::uint32_t alert,
                          std::optional<engine::CandidateId> only) {
    if (alert < 1 || alert > session.alerts.size()) return reply_no_still();
    const auto& known = session.alerts[alert - 1];
    if (!known.camera || !known.camera->still) return reply_no_still();
    if (only && known.candidate != *only) return reply_no_still();
    auto store = SessionStore::open_read_only(services.sessions_folder / session.facts.id.text());
    auto still = store.still(*known.camera->still);
    if (!still) return reply_no_still();
    return server::reply_bytes(std::move(still->jpeg), "image/jpeg");
}

}  // namespace probant::center
