// registry/certificates/pdf_attachment.h: a file carried inside a PDF.
//
// Role     Puts the signed JSON into the certificate, where any PDF reader shows it.
// Threads  A free function.
// Language C++17: the PDF library's own headers are no C++20 for clang. So bytes are std::string.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

namespace probant::registry {

struct Attachment {
    std::string name{};
    std::string mime{};
    std::string content{};
};

/// ENSUREs nothing: `pdf` is one that we made; a fault in it is thrown.
[[nodiscard]] std::string attach_to_pdf(const std::string& pdf, const Attachment& attachment);

}  // namespace probant::registry
