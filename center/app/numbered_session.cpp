// SPDX-License-Identifier: EUPL-1.2
#include "center/app/numbered_session.h"

#include "center/storage/centre_store.h"
#include "server/program/service.h"

namespace probant::center {

std::optional<engine::SessionId> session_numbered(const CentreConfig& config,
                                                  const std::string& number) {
    CentreStore store(config.data / "centre.db");
    for (const auto& row : store.sessions())
        if (row.number == number) return row.id;
    return std::nullopt;
}

int refuse_number() {
    return server::refuse({"Aucune session ne porte ce numéro : voyez la liste du responsable.",
                           "No session has this number: see the manager's list."});
}

}  // namespace probant::center
