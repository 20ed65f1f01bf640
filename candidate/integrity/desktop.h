// candidate/integrity/desktop.h: which window has the keyboard, and does the exam fill the screen?
//
// Role        Judges the signs `focus_lost` and `full_screen_left` from the windows of an X
//             display.
// Invariants  Without a display, without the exam's window or without an answer to who has the
//             keyboard, nothing can be told. A window is known by its class: its title may name
//             somebody, and is never read.
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "candidate/integrity/judgement.h"

namespace probant::candidate::integrity {

struct DesktopWindow {
    std::string window_class{};  ///< "Chromium"
    std::string instance{};      ///< "chromium"
    bool has_keyboard{};
    bool full_screen{};  ///< by its state, or because it covers all there is
};

struct Desktop {
    std::vector<DesktopWindow> windows{};
    bool keyboard_known{};
    std::optional<std::vector<std::string>> outputs{};  ///< connected: "HDMI-1"
    int width{};                                        ///< of all screens together, in pixels
    int height{};
};

/// `window`: the class of the exam's, large and small letters alike.
[[nodiscard]] Judgement judge_focus(const std::optional<Desktop>& desktop,
                                    const std::string& window);
[[nodiscard]] Judgement judge_full_screen(const std::optional<Desktop>& desktop,
                                          const std::string& window);

}  // namespace probant::candidate::integrity
