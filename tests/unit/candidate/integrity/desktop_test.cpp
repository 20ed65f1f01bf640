// SPDX-License-Identifier: EUPL-1.2
#include "candidate/integrity/desktop.h"

#include <catch2/catch.hpp>

namespace probant::candidate::integrity {
namespace {

using engine::SignState;

DesktopWindow exam_window() {
    return {.window_class = "Chromium",
            .instance = "chromium",
            .has_keyboard = true,
            .full_screen = true};
}

Desktop desktop_with(std::vector<DesktopWindow> windows) {
    return {.windows = std::move(windows), .keyboard_known = true};
}

}  // namespace

TEST_CASE("The exam's window with the keyboard, all over the screen, is nothing to check") {
    const Desktop desktop = desktop_with({exam_window()});

    CHECK(judge_focus(desktop, "chromium").state == SignState::Ok);
    CHECK(judge_full_screen(desktop, "chromium").state == SignState::Ok);
}

TEST_CASE("Another window with the keyboard is told by its class") {
    DesktopWindow exam = exam_window();
    exam.has_keyboard = false;
    const Desktop desktop =
        desktop_with({exam, {.window_class = "XTerm", .instance = "xterm", .has_keyboard = true}});

    CHECK(judge_focus(desktop, "chromium") ==
          Judgement{engine::StationSign::FocusLost, SignState::ToCheck, "XTerm"});
    CHECK(judge_full_screen(desktop, "chromium").state == SignState::Ok);
}

TEST_CASE("The keyboard with no window at all is not with the exam's") {
    DesktopWindow exam = exam_window();
    exam.has_keyboard = false;

    CHECK(judge_focus(desktop_with({exam}), "chromium").state == SignState::ToCheck);
}

TEST_CASE("A question that the browser asks in a window of its own is still the exam's") {
    DesktopWindow behind = exam_window();
    behind.has_keyboard = false;
    DesktopWindow question = exam_window();
    question.full_screen = false;
    const Desktop desktop = desktop_with({behind, question});

    CHECK(judge_focus(desktop, "chromium").state == SignState::Ok);
    CHECK(judge_full_screen(desktop, "chromium").state == SignState::Ok);
}

TEST_CASE("An exam's window that left a part of the screen free is told") {
    DesktopWindow exam = exam_window();
    exam.full_screen = false;

    CHECK(judge_full_screen(desktop_with({exam}), "chromium").state == SignState::ToCheck);
}

TEST_CASE("Without a display, or without the exam's window, nothing can be told") {
    const Desktop other = desktop_with({{.window_class = "XTerm", .has_keyboard = true}});
    for (const std::optional<Desktop>& desktop : {std::optional<Desktop>{}, {other}}) {
        CHECK(judge_focus(desktop, "chromium").state == SignState::CouldNotTell);
        CHECK(judge_full_screen(desktop, "chromium").state == SignState::CouldNotTell);
    }
}

TEST_CASE("Where nobody says who has the keyboard, it is not lost") {
    Desktop desktop = desktop_with({exam_window()});
    desktop.windows.front().has_keyboard = false;
    desktop.keyboard_known = false;

    CHECK(judge_focus(desktop, "chromium").state == SignState::CouldNotTell);
}

}  // namespace probant::candidate::integrity
