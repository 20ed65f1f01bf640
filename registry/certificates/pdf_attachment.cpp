// SPDX-License-Identifier: EUPL-1.2
#include "registry/certificates/pdf_attachment.h"

#include <algorithm>
#include <memory>

// The library asks each user to say that std::shared_ptr is meant.
#define POINTERHOLDER_TRANSITION 4
#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFEFStreamObjectHelper.hh>
#include <qpdf/QPDFEmbeddedFileDocumentHelper.hh>
#include <qpdf/QPDFFileSpecObjectHelper.hh>
#include <qpdf/QPDFWriter.hh>

namespace probant::registry {

std::string attach_to_pdf(const std::string& pdf, const Attachment& attachment) {
    QPDF document;
    document.setSuppressWarnings(true);
    document.processMemoryFile("certificate", pdf.data(), pdf.size());

    auto stream = QPDFEFStreamObjectHelper::createEFStream(document, attachment.content);
    stream.setSubtype(attachment.mime);
    auto spec = QPDFFileSpecObjectHelper::createFileSpec(document, attachment.name, stream);
    spec.setDescription("Certificat signé (W3C Verifiable Credential, Open Badges 3.0)");
    QPDFEmbeddedFileDocumentHelper(document).replaceEmbeddedFile(attachment.name, spec);

    QPDFWriter writer(document);
    writer.setOutputMemory();
    writer.write();
    const std::shared_ptr<Buffer> buffer = writer.getBufferSharedPointer();
    std::string made(buffer->getSize(), '\0');
    std::copy_n(buffer->getBuffer(), made.size(), made.begin());
    return made;
}

}  // namespace probant::registry
