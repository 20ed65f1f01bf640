// candidate/doctor/machine_checks.h: the screen, the paths of the network, the disk, the
// certificate and the signs of the machine.
//
// Role     Turns the judgements of candidate/integrity into checks with a remedy, and adds what
//          only matters before an exam.
// Threads  Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "candidate/doctor/check.h"
#include "candidate/integrity/machine.h"

namespace probant::candidate::doctor {

/// One only, and how large it is.
[[nodiscard]] Check check_screen(const integrity::Judgement& judgement,
                                 const integrity::Readings& readings);

/// `tried`: how many addresses that are not the centre's were.
[[nodiscard]] Check check_network(const integrity::Judgement& judgement, std::size_t tried);

/// All the programs outside the list, where a heartbeat tells only the first.
[[nodiscard]] Check check_programs(const integrity::Judgement& judgement,
                                   const std::vector<std::string>& outside);

/// Any other sign.
[[nodiscard]] Check check_sign(const integrity::Judgement& judgement);

/// Of all that a machine shows: in the order of the judgements.
[[nodiscard]] Checks check_machine(const integrity::Readings& readings,
                                   const integrity::IntegrityConfig& config);

/// Bytes that are free where the station keeps what it does.
[[nodiscard]] Check check_disk(std::optional<std::uintmax_t> free);
[[nodiscard]] std::optional<std::uintmax_t> free_bytes(const std::filesystem::path& folder);

}  // namespace probant::candidate::doctor
