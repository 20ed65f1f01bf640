// SPDX-License-Identifier: EUPL-1.2
#include "candidate/integrity/x_display.h"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>
#include <string_view>

#include <catch2/catch.hpp>
#include <xcb/xcb.h>

#include "tests/support/child.h"

namespace probant::candidate::integrity {
namespace {

using support::Child;

/// A display of 800 x 600 without a window manager, and a client of it that opens windows.
class MadeDisplay {
public:
    [[nodiscard]] static bool is_possible() {
        if (std::filesystem::exists("/usr/bin/Xvfb")) return true;
        std::cout << "Xvfb is absent, skipped\n";
        return false;
    }

    MadeDisplay()
        : server_({.command = {"/usr/bin/Xvfb",
                               "-displayfd",
                               "1",
                               "-nolisten",
                               "tcp",
                               "-screen",
                               "0",
                               "800x600x24"},
                   .reads_output = true}),
          name_(":" + server_.line(std::chrono::seconds{20}).value_or("")),
          client_(xcb_connect(name_.c_str(), nullptr)) {
        REQUIRE(xcb_connection_has_error(client_) == 0);
        root_ = xcb_setup_roots_iterator(xcb_get_setup(client_)).data->root;
    }

    MadeDisplay(const MadeDisplay&) = delete;
    MadeDisplay& operator=(const MadeDisplay&) = delete;
    MadeDisplay(MadeDisplay&&) = delete;
    MadeDisplay& operator=(MadeDisplay&&) = delete;

    ~MadeDisplay() { xcb_disconnect(client_); }

    [[nodiscard]] const std::string& name() const { return name_; }

    [[nodiscard]] xcb_window_t root() const { return root_; }

    /// `window_class`: both words, each with its zero at the end.
    [[nodiscard]] xcb_window_t open(std::string_view window_class,
                                    std::uint16_t width,
                                    std::uint16_t height) const {
        const xcb_window_t window = open_in(root_, width, height);
        set_bytes(window, XCB_ATOM_WM_CLASS, XCB_ATOM_STRING, window_class);
        return window;
    }

    [[nodiscard]] xcb_window_t open_in(xcb_window_t parent,
                                       std::uint16_t width,
                                       std::uint16_t height) const {
        const xcb_window_t window = xcb_generate_id(client_);
        xcb_create_window(client_,
                          XCB_COPY_FROM_PARENT,
                          window,
                          parent,
                          0,
                          0,
                          width,
                          height,
                          0,
                          XCB_WINDOW_CLASS_INPUT_OUTPUT,
                          XCB_COPY_FROM_PARENT,
                          0,
                          nullptr);
        xcb_map_window(client_, window);
        return window;
    }

    void give_keyboard(xcb_window_t window) const {
        xcb_set_input_focus(client_, XCB_INPUT_FOCUS_PARENT, window, XCB_CURRENT_TIME);
    }

    /// As a window manager says what it knows.
    void say(xcb_window_t of, const char* name, xcb_atom_t type, std::uint32_t value) const {
        xcb_change_property(client_, XCB_PROP_MODE_REPLACE, of, atom(name), type, 32, 1, &value);
    }

    [[nodiscard]] xcb_atom_t atom(std::string_view name) const {
        const auto asked =
            xcb_intern_atom(client_, 0, static_cast<std::uint16_t>(name.size()), name.data());
        xcb_intern_atom_reply_t* const reply = xcb_intern_atom_reply(client_, asked, nullptr);
        const xcb_atom_t atom = reply->atom;
        std::free(reply);  // NOLINT: xcb gives what malloc gave
        return atom;
    }

    /// Once the server has done all that was asked.
    [[nodiscard]] Desktop read() const {
        (void)atom("WM_NAME");
        const auto desktop = read_desktop(name_);
        REQUIRE(desktop);
        return *desktop;
    }

private:
    void set_bytes(xcb_window_t window,
                   xcb_atom_t name,
                   xcb_atom_t type,
                   std::string_view bytes) const {
        xcb_change_property(client_,
                            XCB_PROP_MODE_REPLACE,
                            window,
                            name,
                            type,
                            8,
                            static_cast<std::uint32_t>(bytes.size()),
                            bytes.data());
    }

    Child server_;
    std::string name_;
    xcb_connection_t* client_;
    xcb_window_t root_{};
};

constexpr std::string_view kChromium{"chromium\0Chromium\0", 18};
constexpr std::string_view kTerminal{"xterm\0XTerm\0", 12};

}  // namespace

TEST_CASE("Where no display answers there is none to read") {
    CHECK_FALSE(read_desktop(":4711"));
}

TEST_CASE("A display without a window manager tells its windows, its size and its outputs") {
    if (!MadeDisplay::is_possible()) return;
    const MadeDisplay display;
    (void)display.open(kTerminal, 200, 100);

    const Desktop desktop = display.read();

    CHECK(desktop.width == 800);
    CHECK(desktop.height == 600);
    REQUIRE(desktop.outputs);
    CHECK(desktop.outputs->size() == 1);
    REQUIRE(desktop.windows.size() == 1);
    CHECK(desktop.windows.front().window_class == "XTerm");
    CHECK(desktop.windows.front().instance == "xterm");
    CHECK_FALSE(desktop.windows.front().full_screen);
}

TEST_CASE(
    "A window that covers the display fills it, and has the keyboard that its inner one has") {
    if (!MadeDisplay::is_possible()) return;
    const MadeDisplay display;
    const auto exam = display.open(kChromium, 800, 600);
    const auto inner = display.open_in(exam, 700, 500);
    display.give_keyboard(inner);

    const Desktop desktop = display.read();

    CHECK(judge_focus(desktop, "chromium").state == engine::SignState::Ok);
    CHECK(judge_full_screen(desktop, "chromium").state == engine::SignState::Ok);
}

TEST_CASE("A terminal that takes the keyboard of a display is seen to have it") {
    if (!MadeDisplay::is_possible()) return;
    const MadeDisplay display;
    (void)display.open(kChromium, 790, 600);
    display.give_keyboard(display.open(kTerminal, 200, 100));

    const Desktop desktop = display.read();

    CHECK(judge_focus(desktop, "chromium").evidence == "XTerm");
    CHECK(judge_full_screen(desktop, "chromium").state == engine::SignState::ToCheck);
}

TEST_CASE("Where the keyboard follows the pointer nobody is said to have it") {
    if (!MadeDisplay::is_possible()) return;
    const MadeDisplay display;
    (void)display.open(kChromium, 800, 600);

    CHECK_FALSE(display.read().keyboard_known);
}

TEST_CASE("What a window manager says of its windows is believed") {
    if (!MadeDisplay::is_possible()) return;
    const MadeDisplay display;
    const auto exam = display.open(kChromium, 400, 300);
    const auto other = display.open(kTerminal, 200, 100);
    display.say(display.root(), "_NET_SUPPORTING_WM_CHECK", XCB_ATOM_WINDOW, other);
    display.say(display.root(), "_NET_CLIENT_LIST", XCB_ATOM_WINDOW, exam);
    display.say(display.root(), "_NET_ACTIVE_WINDOW", XCB_ATOM_WINDOW, exam);
    display.say(exam, "_NET_WM_STATE", XCB_ATOM_ATOM, display.atom("_NET_WM_STATE_FULLSCREEN"));

    const Desktop desktop = display.read();

    REQUIRE(desktop.windows.size() == 1);
    CHECK(desktop.windows.front().has_keyboard);
    CHECK(desktop.windows.front().full_screen);
}

TEST_CASE("A window manager whose keyboard goes to no window has taken it from the exam's") {
    if (!MadeDisplay::is_possible()) return;
    const MadeDisplay display;
    const auto exam = display.open(kChromium, 800, 600);
    display.say(display.root(), "_NET_SUPPORTING_WM_CHECK", XCB_ATOM_WINDOW, exam);
    display.say(display.root(), "_NET_CLIENT_LIST", XCB_ATOM_WINDOW, exam);
    display.say(display.root(), "_NET_ACTIVE_WINDOW", XCB_ATOM_WINDOW, XCB_NONE);

    CHECK(judge_focus(display.read(), "chromium").state == engine::SignState::ToCheck);
}

}  // namespace probant::candidate::integrity
