// candidate/integrity/x_display.h: the windows and the outputs of an X display.
//
// Role     Asks the display server for what desktop.h judges: as the window manager tells it where
//          there is one, as the server itself does where there is none.
// Threads  One call, one connection. Waits for the server: not on a thread that others wait for.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>

#include "candidate/integrity/desktop.h"

namespace probant::candidate::integrity {

/// `display`: ":0"; empty: $DISPLAY. Nothing where no server answers.
[[nodiscard]] std::optional<Desktop> read_desktop(const std::string& display);

}  // namespace probant::candidate::integrity
