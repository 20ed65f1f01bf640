// candidate/doctor/certificate_check.h: is the station enrolled, and for how long still?
//
// Role     Reads the certificate that the centre gave, and judges what is left of it.
// Threads  Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "candidate/doctor/check.h"

namespace probant::candidate::doctor {

struct CertificateLook {
    bool there{};
    std::optional<std::int64_t> expires_ms{};  ///< wall clock; nothing where it is no certificate
};

/// `state`: the folder of the station, where enrolling put it.
[[nodiscard]] CertificateLook look_at_certificate(const std::filesystem::path& state);

[[nodiscard]] Check check_certificate(const CertificateLook& look, std::int64_t wall_ms);

}  // namespace probant::candidate::doctor
