// candidate/doctor/centre_checks.h: is the centre reached, is it the right one, and what time is it
// there?
//
// Role        Asks the centre how it is, over TLS and by the given authority alone, and judges.
// Invariants  Nothing is signed in to and nothing is sent but the question.
// Threads     Free functions; waits for the network.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "candidate/doctor/check.h"
#include "candidate/integrity/clock_watch.h"

namespace probant::candidate::doctor {

struct CentrePlace {
    std::string host{};
    std::uint16_t port{};
    std::filesystem::path authority{};  ///< PEM
};

/// "https://centre.exam:8443", nothing else.
[[nodiscard]] std::optional<CentrePlace> centre_place(const std::string& url,
                                                      const std::filesystem::path& authority);

struct CentreLook {
    int status{};       ///< of its answer; 0 where there was none
    std::string why{};  ///< there was none
    std::vector<integrity::TimeAnswer> answers{};
};

[[nodiscard]] CentreLook look_at_centre(const CentrePlace& place);

/// `look`: nothing where no centre was given.
[[nodiscard]] Check check_centre(const std::optional<CentreLook>& look);
[[nodiscard]] Check check_clock(const std::optional<CentreLook>& look);

/// The time of a Date header, which knows only whole seconds: in the middle of its second.
[[nodiscard]] std::optional<std::int64_t> wall_ms_of_date(std::string_view date);

}  // namespace probant::candidate::doctor
