// center/storage/notebook.h: the texts that entries name by digest, ready to be shown.
//
// Role     Why a question was reported, why time was given: read by the console.
// Threads  Any; a mutex guards the table.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "center/storage/side_record.h"

namespace probant::center {

using Notes = std::map<crypto::Digest, std::string>;

class Notebook {
public:
    void follow(engine::SessionId session, const std::vector<SideRecord>& sides);

    [[nodiscard]] Notes of(engine::SessionId session) const;

private:
    mutable std::mutex mutex_;  // guards notes_
    std::map<engine::SessionId, Notes> notes_;
};

}  // namespace probant::center
