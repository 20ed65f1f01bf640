// engine/page/look.h: the rules of style of a report's page.
//
// Role     The colours of the servers' pages: paper, ink, one deep teal; contrast of at least
//          4.5:1, and colour never alone. Printed, a page is black on white.
// Threads  A constant.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>

namespace probant::engine::page {

[[nodiscard]] std::string_view style_rules();

}  // namespace probant::engine::page
