// candidate/station/stills.h: the last half minute of frames, and the one that shows an alert.
//
// Role        Writes the frame that an alert names. Where no folder was given, nothing is kept.
// Invariants  Those of RecentStills.
// Threads     One thread at a time.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "candidate/camera/recent_stills.h"
#include "engine/proctoring/alert.h"

namespace probant::candidate::station {

class Stills {
public:
    /// In this folder, under names that begin like the film's.
    Stills(std::filesystem::path folder, const std::string& film);

    void keep(const Frame& frame);

    /// Throws Misuse where the folder cannot be written.
    void save(const engine::ProctoringAlert& alert);

    /// The file written for an alert, as it is called in its folder.
    [[nodiscard]] std::optional<std::string> name_of(const engine::ProctoringAlert& alert) const;

private:
    std::filesystem::path folder_;
    std::string film_;
    RecentStills kept_;
    std::map<std::uint32_t, std::string> written_;  // by the number of the alert
};

}  // namespace probant::candidate::station
