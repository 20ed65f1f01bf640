// candidate/integrity/screens.h: how many screens are connected.
//
// Role        Reads the connectors of the graphic cards and judges, with what the display server
//             says, the sign `second_screen`.
// Invariants  A connector that cannot tell is not a connector without a screen. What a virtual
//             output writes to memory is no screen.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "candidate/integrity/judgement.h"

namespace probant::candidate::integrity {

struct Screens {
    std::vector<std::string> connected{};  ///< "HDMI-A-1"
    std::vector<std::string> untold{};     ///< connectors that cannot feel a screen
};

/// Nothing where no card shows a connector.
[[nodiscard]] std::optional<Screens> read_screens(const std::filesystem::path& root);

/// `outputs`: connected, as the display server says; nothing where there is none to ask.
[[nodiscard]] Judgement judge_screens(const std::optional<Screens>& screens,
                                      const std::optional<std::vector<std::string>>& outputs);

}  // namespace probant::candidate::integrity
