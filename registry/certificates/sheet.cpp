// SPDX-License-Identifier: EUPL-1.2
#include "registry/certificates/sheet.h"

#include <stdexcept>

#include <cairo-pdf.h>
#include <cairo.h>
#include <pango/pangocairo.h>

namespace probant::registry {
namespace {

/// The first that the machine has: all three are open and cover French.
constexpr const char* kFonts = "Atkinson Hyperlegible, DejaVu Sans, Sans";

constexpr double kChannelMax = 255.0;

cairo_status_t append(void* closure, const unsigned char* data, unsigned int length) {
    auto* bytes = static_cast<Bytes*>(closure);
    const ByteView more(data, length);
    bytes->insert(bytes->end(), more.begin(), more.end());
    return CAIRO_STATUS_SUCCESS;
}

double channel(Colour colour, unsigned int shift) {
    return static_cast<double>((colour.rgb >> shift) & 0xffU) / kChannelMax;
}

struct Unref {
    void operator()(PangoLayout* layout) const noexcept { g_object_unref(layout); }

    void operator()(PangoFontDescription* font) const noexcept {
        pango_font_description_free(font);
    }

    void operator()(cairo_t* context) const noexcept { cairo_destroy(context); }

    void operator()(cairo_surface_t* surface) const noexcept { cairo_surface_destroy(surface); }
};

}  // namespace

class Sheet::Inside {
public:
    explicit Inside(std::string_view title)
        : surface_(cairo_pdf_surface_create_for_stream(append, &bytes_, kSheetWidth, kSheetHeight)),
          context_(cairo_create(surface_.get())) {
        cairo_pdf_surface_set_metadata(
            surface_.get(), CAIRO_PDF_METADATA_TITLE, std::string(title).c_str());
        cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_CREATOR, "Probant");
    }

    [[nodiscard]] cairo_t* context() const { return context_.get(); }

    void use(Colour colour) const {
        cairo_set_source_rgb(
            context(), channel(colour, 16), channel(colour, 8), channel(colour, 0));
    }

    Bytes finish() {
        cairo_show_page(context());
        context_.reset();
        cairo_surface_finish(surface_.get());
        if (cairo_surface_status(surface_.get()) != CAIRO_STATUS_SUCCESS)
            throw std::runtime_error("the certificate's page could not be drawn");
        return std::move(bytes_);
    }

private:
    Bytes bytes_{};
    std::unique_ptr<cairo_surface_t, Unref> surface_;
    std::unique_ptr<cairo_t, Unref> context_;
};

Sheet::Sheet(std::string_view title) : inside_(std::make_unique<Inside>(title)) {}

Sheet::Sheet(Sheet&&) noexcept = default;
Sheet& Sheet::operator=(Sheet&&) noexcept = default;
Sheet::~Sheet() = default;

void Sheet::fill(const Box& box, Colour colour) {
    inside_->use(colour);
    cairo_rectangle(inside_->context(), box.x, box.y, box.width, box.height);
    cairo_fill(inside_->context());
}

void Sheet::frame(const Box& box, Colour colour, double thickness) {
    inside_->use(colour);
    cairo_set_line_width(inside_->context(), thickness);
    cairo_rectangle(inside_->context(), box.x, box.y, box.width, box.height);
    cairo_stroke(inside_->context());
}

double Sheet::write(const Box& box, const Style& style, std::string_view text) {
    const std::unique_ptr<PangoLayout, Unref> layout(pango_cairo_create_layout(inside_->context()));
    const std::unique_ptr<PangoFontDescription, Unref> font(
        pango_font_description_from_string(kFonts));
    pango_font_description_set_absolute_size(font.get(), style.size * PANGO_SCALE);
    pango_font_description_set_weight(
        font.get(), style.weight == Weight::Bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(layout.get(), font.get());
    pango_layout_set_width(layout.get(), static_cast<int>(box.width * PANGO_SCALE));
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    if (style.align == Align::Centre) pango_layout_set_alignment(layout.get(), PANGO_ALIGN_CENTER);
    pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));

    inside_->use(style.colour);
    cairo_move_to(inside_->context(), box.x, box.y);
    pango_cairo_show_layout(inside_->context(), layout.get());
    int height = 0;
    pango_layout_get_size(layout.get(), nullptr, &height);
    return static_cast<double>(height) / PANGO_SCALE;
}

void Sheet::draw(const Box& box, const QrCode& code, Colour colour) {
    const double module = box.width / static_cast<double>(code.width);
    inside_->use(colour);
    for (std::size_t row = 0; row < code.width; ++row) {
        for (std::size_t column = 0; column < code.width; ++column) {
            if (!code.at(row, column)) continue;
            cairo_rectangle(inside_->context(),
                            box.x + module * static_cast<double>(column),
                            box.y + module * static_cast<double>(row),
                            module,
                            module);
        }
    }
    cairo_fill(inside_->context());
}

Bytes Sheet::finish() {
    return inside_->finish();
}

}  // namespace probant::registry
