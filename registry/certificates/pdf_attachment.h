// registry/certificates/pdf_attachment.h: a file carried inside a PDF.
//
// Role     Puts the signed JSON into the certificate, where any PDF reader shows it.
// Threads  A free function.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "crypto/base/bytes.h"

namespace probant::registry {

struct Attachment {
    std::string name{};
    std::string mime{};
    std::string content{};
};

/// ENSUREs nothing: `pdf` is one that we made; a fault in it is thrown.
[[nodiscard]] Bytes attach_to_pdf(const Bytes& pdf, const Attachment& attachment);

}  // namespace probant::registry
