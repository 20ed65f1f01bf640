// registry/certificates/sheet.h: one page of paper to write and draw on, as PDF.
//
// Role        Pango and cairo behind five verbs; text in the PDF stays text, to be searched and
//             read aloud.
// Invariants  A4 portrait, in points from the top left. The same calls give the same page.
// Threads     A value with one owner.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "crypto/base/bytes.h"
#include "registry/certificates/qr.h"

namespace probant::registry {

constexpr double kSheetWidth = 595.276;
constexpr double kSheetHeight = 841.89;

struct Colour {
    std::uint32_t rgb{};  ///< 0x14212b
};

struct Box {
    double x{};
    double y{};
    double width{};
    double height{};
};

enum class Weight { Regular, Bold };
enum class Align { Left, Centre };

struct Style {
    double size{};
    Colour colour{};
    Weight weight{Weight::Regular};
    Align align{Align::Left};
};

class Sheet {
public:
    /// The title is the document's, as readers show it.
    explicit Sheet(std::string_view title);
    Sheet(Sheet&&) noexcept;
    Sheet& operator=(Sheet&&) noexcept;
    Sheet(const Sheet&) = delete;
    Sheet& operator=(const Sheet&) = delete;
    ~Sheet();

    void fill(const Box& box, Colour colour);
    void frame(const Box& box, Colour colour, double thickness);

    /// Wraps in the width of the box; gives the height taken.
    double write(const Box& box, const Style& style, std::string_view text);

    void draw(const Box& box, const QrCode& code, Colour colour);

    /// The bytes of the PDF; the sheet is then used up.
    [[nodiscard]] Bytes finish();

private:
    class Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace probant::registry
