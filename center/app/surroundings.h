// center/app/surroundings.h: what a centre needs around it on the day, looked at before.
//
// Role        A registry's authority that cannot be read, a trust that names nobody to seal to, a
//             folder of keys that is not there are met hours after the start, when the packet is
//             wanted. Said at the start and by --check-config, each with what to do.
// Threads     Free functions; the main thread.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <vector>

#include "center/app/config.h"
#include "server/base/sentence.h"

namespace probant::center {

/// None when all is there. Reads files; changes nothing.
[[nodiscard]] std::vector<server::Sentence> faults_around(const CentreConfig& config,
                                                          std::int64_t now_ms);

/// What `count` stations, and the centre's own files, may hold open at once.
[[nodiscard]] std::uint64_t open_files_for(std::size_t stations);

}  // namespace probant::center
