// SPDX-License-Identifier: EUPL-1.2
#include "candidate/integrity/desktop.h"

#include <algorithm>

#include "candidate/integrity/machine_files.h"

namespace probant::candidate::integrity {
namespace {

std::vector<DesktopWindow> windows_of_exam(const std::optional<Desktop>& desktop,
                                           const std::string& window) {
    std::vector<DesktopWindow> found;
    if (!desktop) return found;
    const std::string wanted = lower_case(window);
    for (const DesktopWindow& one : desktop->windows) {
        if (lower_case(one.window_class) == wanted || lower_case(one.instance) == wanted)
            found.push_back(one);
    }
    return found;
}

std::string class_with_keyboard(const Desktop& desktop) {
    const auto found = std::ranges::find_if(desktop.windows, &DesktopWindow::has_keyboard);
    return found == desktop.windows.end() ? std::string() : evidence_of({found->window_class});
}

}  // namespace

Judgement judge_focus(const std::optional<Desktop>& desktop, const std::string& window) {
    using engine::SignState;
    Judgement judgement{.sign = engine::StationSign::FocusLost, .state = SignState::CouldNotTell};
    const auto exam = windows_of_exam(desktop, window);
    if (!desktop || exam.empty() || !desktop->keyboard_known) return judgement;
    const bool has_it = std::ranges::any_of(exam, &DesktopWindow::has_keyboard);
    judgement.state = has_it ? SignState::Ok : SignState::ToCheck;
    if (!has_it) judgement.evidence = class_with_keyboard(*desktop);
    return judgement;
}

Judgement judge_full_screen(const std::optional<Desktop>& desktop, const std::string& window) {
    using engine::SignState;
    Judgement judgement{.sign = engine::StationSign::FullScreenLeft,
                        .state = SignState::CouldNotTell};
    const auto exam = windows_of_exam(desktop, window);
    if (exam.empty()) return judgement;
    const bool fills = std::ranges::any_of(exam, &DesktopWindow::full_screen);
    judgement.state = fills ? SignState::Ok : SignState::ToCheck;
    return judgement;
}

}  // namespace probant::candidate::integrity
