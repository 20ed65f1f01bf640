// SPDX-License-Identifier: EUPL-1.2
#include "registry/certificates/qr.h"

#include <memory>
#include <span>
#include <stdexcept>
#include <string>

#include <qrencode.h>

#include "crypto/base/ensure.h"

namespace probant::registry {
namespace {

struct FreeCode {
    void operator()(QRcode* code) const noexcept { QRcode_free(code); }
};

}  // namespace

QrCode qr_of(std::string_view text) {
    ENSURE(!text.empty() && text.size() <= kQrTextMax);
    const std::unique_ptr<QRcode, FreeCode> code(
        QRcode_encodeString(std::string(text).c_str(),
                            /*version=*/0,  // the smallest that holds it
                            QR_ECLEVEL_M,
                            QR_MODE_8,
                            /*casesensitive=*/1));
    if (!code) throw std::runtime_error("the QR code could not be made");
    QrCode made{.width = static_cast<std::size_t>(code->width)};
    const auto modules = made.width * made.width;
    made.black.reserve(modules);
    for (const unsigned char one : std::span(code->data, modules))
        made.black.push_back((one & 1U) != 0);
    return made;
}

}  // namespace probant::registry
