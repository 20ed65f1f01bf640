// engine/page/markup.h: writes the elements of a page, HTML and inline SVG.
//
// Role        The only place where text becomes markup: what is between tags and in attributes is
//             always escaped, whoever wrote it.
// Invariants  Elements are closed in the order they were opened. No script, no handler, nothing
//             that fetches: such a name is a bug, ENSUREd against. Bytes that are no UTF-8, and
//             control characters, become U+FFFD.
// Threads     A value belongs to who made it.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace probant::engine::page {

struct Attribute {
    std::string name{};
    std::string value{};
};

using Attributes = std::vector<Attribute>;

class Markup {
public:
    void open(std::string_view tag, const Attributes& attributes = {});

    /// The last one opened.
    void close();

    void text(std::string_view text);

    /// An element that holds this text alone.
    void element(std::string_view tag, const Attributes& attributes, std::string_view text);

    /// An element that holds nothing: a shape, a row's break.
    void empty(std::string_view tag, const Attributes& attributes);

    /// A <style> of our own rules. ENSUREs that they cannot end it.
    void style(std::string_view rules);

    /// ENSUREs that all is closed.
    [[nodiscard]] std::string finished() const;

private:
    void start(std::string_view tag, const Attributes& attributes);

    std::string written_{};
    std::vector<std::string> opened_{};
};

}  // namespace probant::engine::page
