// SPDX-License-Identifier: EUPL-1.2
#include "candidate/integrity/x_display.h"

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <span>
#include <string_view>

#include <xcb/randr.h>
#include <xcb/xcb.h>

namespace probant::candidate::integrity {
namespace {

constexpr std::uint32_t kPropertyWordsMax = 1024;
constexpr int kDepthMax = 32;  // of windows in windows
constexpr std::size_t kWindowsMax = 256;

struct FreeReply {
    void operator()(void* reply) const { std::free(reply); }  // NOLINT: xcb gives what malloc gave
};

template <class Reply>
using Owned = std::unique_ptr<Reply, FreeReply>;

template <class Reply>
Owned<Reply> owned(Reply* reply) {
    return Owned<Reply>(reply);
}

class XDisplay {
public:
    explicit XDisplay(const std::string& name)
        : connection_(xcb_connect(name.empty() ? nullptr : name.c_str(), &number_)) {}

    XDisplay(const XDisplay&) = delete;
    XDisplay& operator=(const XDisplay&) = delete;
    XDisplay(XDisplay&&) = delete;
    XDisplay& operator=(XDisplay&&) = delete;

    ~XDisplay() { xcb_disconnect(connection_); }

    /// Null where no server answers.
    [[nodiscard]] const xcb_screen_t* screen() const {
        if (xcb_connection_has_error(connection_) != 0) return nullptr;
        auto screens = xcb_setup_roots_iterator(xcb_get_setup(connection_));
        for (int at = 0; at < number_ && screens.rem > 0; ++at)
            xcb_screen_next(&screens);
        return screens.rem > 0 ? screens.data : nullptr;
    }

    [[nodiscard]] std::vector<std::uint32_t> numbers(xcb_window_t window, const char* name) const {
        const auto reply = property(window, atom(name));
        if (!reply || reply->format != 32) return {};
        const auto* const first =
            static_cast<const std::uint32_t*>(xcb_get_property_value(&*reply));
        const std::span values(first, reply->value_len);
        return {values.begin(), values.end()};
    }

    [[nodiscard]] std::string bytes(xcb_window_t window, xcb_atom_t which) const {
        const auto reply = property(window, which);
        if (!reply || reply->format != 8) return {};
        const auto* const first = static_cast<const char*>(xcb_get_property_value(&*reply));
        return {first, reply->value_len};
    }

    /// None where nobody ever named it.
    [[nodiscard]] xcb_atom_t atom(std::string_view name) const {
        const auto asked = xcb_intern_atom(connection_,
                                           /*only_if_exists=*/1,
                                           static_cast<std::uint16_t>(name.size()),
                                           name.data());
        const auto reply = owned(xcb_intern_atom_reply(connection_, asked, nullptr));
        return reply ? reply->atom : xcb_atom_t{XCB_ATOM_NONE};
    }

    struct Family {
        xcb_window_t parent{};
        std::vector<xcb_window_t> children{};
    };

    [[nodiscard]] Family family_of(xcb_window_t window) const {
        const auto reply =
            owned(xcb_query_tree_reply(connection_, xcb_query_tree(connection_, window), nullptr));
        if (!reply) return {};
        const std::span children(xcb_query_tree_children(&*reply), reply->children_len);
        return {.parent = reply->parent, .children = {children.begin(), children.end()}};
    }

    [[nodiscard]] bool is_shown(xcb_window_t window) const {
        const auto reply = owned(xcb_get_window_attributes_reply(
            connection_, xcb_get_window_attributes(connection_, window), nullptr));
        return reply && reply->map_state == XCB_MAP_STATE_VIEWABLE && reply->override_redirect == 0;
    }

    [[nodiscard]] bool covers(xcb_window_t window, const xcb_screen_t& screen) const {
        const auto size = owned(
            xcb_get_geometry_reply(connection_, xcb_get_geometry(connection_, window), nullptr));
        const auto asked = xcb_translate_coordinates(connection_, window, screen.root, 0, 0);
        const auto corner = owned(xcb_translate_coordinates_reply(connection_, asked, nullptr));
        if (!size || !corner || corner->dst_x > 0 || corner->dst_y > 0) return false;
        return corner->dst_x + size->width >= screen.width_in_pixels &&
               corner->dst_y + size->height >= screen.height_in_pixels;
    }

    [[nodiscard]] xcb_window_t with_input() const {
        const auto reply = owned(
            xcb_get_input_focus_reply(connection_, xcb_get_input_focus(connection_), nullptr));
        return reply ? reply->focus : xcb_window_t{XCB_NONE};
    }

    [[nodiscard]] std::optional<std::vector<std::string>> outputs(xcb_window_t root) const {
        const auto* const extension = xcb_get_extension_data(connection_, &xcb_randr_id);
        if (extension == nullptr || extension->present == 0) return std::nullopt;
        const auto asked = xcb_randr_get_screen_resources_current(connection_, root);
        const auto reply =
            owned(xcb_randr_get_screen_resources_current_reply(connection_, asked, nullptr));
        if (!reply) return std::nullopt;
        std::vector<std::string> connected;
        const std::span all(xcb_randr_get_screen_resources_current_outputs(&*reply),
                            reply->num_outputs);
        for (const auto output : all) {
            const auto info = owned(xcb_randr_get_output_info_reply(
                connection_,
                xcb_randr_get_output_info(connection_, output, reply->config_timestamp),
                nullptr));
            if (!info || info->connection != XCB_RANDR_CONNECTION_CONNECTED) continue;
            const std::span name(xcb_randr_get_output_info_name(&*info), info->name_len);
            connected.emplace_back(name.begin(), name.end());
        }
        return connected;
    }

private:
    [[nodiscard]] Owned<xcb_get_property_reply_t> property(xcb_window_t window,
                                                           xcb_atom_t which) const {
        if (which == XCB_ATOM_NONE) return nullptr;
        const auto asked = xcb_get_property(connection_,
                                            /*delete=*/0,
                                            window,
                                            which,
                                            XCB_GET_PROPERTY_TYPE_ANY,
                                            0,
                                            kPropertyWordsMax);
        return owned(xcb_get_property_reply(connection_, asked, nullptr));
    }

    int number_{};
    xcb_connection_t* connection_;
};

// What a display's windows are, and which of them has the keyboard.
class DisplayWindows {
public:
    DisplayWindows(const XDisplay& display, const xcb_screen_t& screen)
        : display_(display),
          screen_(screen),
          managed_(!display.numbers(screen.root, "_NET_SUPPORTING_WM_CHECK").empty()) {}

    [[nodiscard]] std::vector<xcb_window_t> all() const {
        std::vector<xcb_window_t> windows;
        if (managed_) {
            windows = display_.numbers(screen_.root, "_NET_CLIENT_LIST");
        } else {
            for (const auto window : display_.family_of(screen_.root).children)
                if (display_.is_shown(window)) windows.push_back(window);
        }
        if (windows.size() > kWindowsMax) windows.resize(kWindowsMax);
        return windows;
    }

    /// XCB_NONE: no window; nothing: it goes to the window under the pointer, or nobody says.
    [[nodiscard]] std::optional<xcb_window_t> with_keyboard() const {
        if (managed_) {
            const auto told = display_.numbers(screen_.root, "_NET_ACTIVE_WINDOW");
            if (told.empty()) return std::nullopt;
            return told.front();
        }
        const auto window = display_.with_input();
        if (window == XCB_INPUT_FOCUS_POINTER_ROOT || window == screen_.root) return std::nullopt;
        return outermost(window);
    }

    [[nodiscard]] DesktopWindow described(xcb_window_t window) const {
        DesktopWindow described;
        // Two words, each ended by a zero: the instance, then the class.
        const std::string words = display_.bytes(window, XCB_ATOM_WM_CLASS);
        const auto end = words.find('\0');
        described.instance = words.substr(0, end);
        if (end != std::string::npos) {
            described.window_class = words.substr(end + 1);
            described.window_class.resize(
                std::min(described.window_class.size(), described.window_class.find('\0')));
        }
        const auto states = display_.numbers(window, "_NET_WM_STATE");
        const auto full = display_.atom("_NET_WM_STATE_FULLSCREEN");
        const bool said = full != XCB_ATOM_NONE && std::ranges::find(states, full) != states.end();
        described.full_screen = said || display_.covers(window, screen_);
        return described;
    }

private:
    // Toolkits give the keyboard to a window inside their own.
    [[nodiscard]] xcb_window_t outermost(xcb_window_t window) const {
        for (int depth = 0; depth < kDepthMax; ++depth) {
            const auto parent = display_.family_of(window).parent;
            if (parent == XCB_NONE || parent == screen_.root) break;
            window = parent;
        }
        return window;
    }

    const XDisplay& display_;
    const xcb_screen_t& screen_;
    bool managed_;
};

}  // namespace

std::optional<Desktop> read_desktop(const std::string& display) {
    const XDisplay connected(display);
    const xcb_screen_t* const screen = connected.screen();
    if (screen == nullptr) return std::nullopt;
    const DisplayWindows windows(connected, *screen);
    const auto keyboard = windows.with_keyboard();
    Desktop desktop{.windows = {},
                    .keyboard_known = keyboard.has_value(),
                    .outputs = connected.outputs(screen->root),
                    .width = screen->width_in_pixels,
                    .height = screen->height_in_pixels};
    for (const xcb_window_t window : windows.all()) {
        desktop.windows.push_back(windows.described(window));
        desktop.windows.back().has_keyboard = keyboard == window;
    }
    return desktop;
}

}  // namespace probant::candidate::integrity
