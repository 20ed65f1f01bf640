// candidate/integrity/judgement.h: what one look at the machine says of one sign.
//
// Role        The answer of each pure part of this folder, and the short text that it was seen by.
// Invariants  Ok is "looked, and found nothing to check", never "there is none". Evidence names no
//             person: a folder of somebody's is written without its name; it is at most
//             engine::kSignEvidenceBytesMax long.
// Threads     Values.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/proctoring/station_sign.h"

namespace probant::candidate::integrity {

struct Judgement {
    engine::StationSign sign{};
    engine::SignState state{engine::SignState::Ok};
    std::string evidence{};

    friend bool operator==(const Judgement&, const Judgement&) = default;
};

/// "HDMI-A-1, DP-2"; what has no room is counted: "…, +3".
[[nodiscard]] std::string evidence_of(const std::vector<std::string>& items);

/// A path without the name of whose folder it is in: "~/bin/tool".
[[nodiscard]] std::string without_owner(std::string_view path);

}  // namespace probant::candidate::integrity
