// registry/certificates/qr.h: the square that a phone reads on a certificate.
//
// Role     Modules of a QR code of level M, black or not; drawing is the page's business.
// Threads  Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace probant::registry {

struct QrCode {
    std::size_t width{};
    std::vector<bool> black{};  ///< row by row

    [[nodiscard]] bool at(std::size_t row, std::size_t column) const {
        return black[row * width + column];
    }
};

/// An address with a code; a longer text makes modules too small for a phone.
constexpr std::size_t kQrTextMax = 200;

/// ENSUREs a text of 1 to kQrTextMax bytes.
[[nodiscard]] QrCode qr_of(std::string_view text);

}  // namespace probant::registry
