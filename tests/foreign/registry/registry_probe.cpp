// Writes one of each thing the registry signs or receives, for programs that are not ours.
// Usage: probant_registry_probe FOLDER
//
// SPDX-License-Identifier: EUPL-1.2
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <span>

#include "crypto/data_integrity.h"
#include "crypto/sodium.h"
#include "engine/packet/archive.h"
#include "registry/certificates/certificate_pdf.h"
#include "tests/support/certified_result.h"
#include "tests/support/packets.h"

namespace {

using namespace probant;

constexpr int kFailed = 1;
constexpr int kMisused = 2;

void put(const std::filesystem::path& file, ByteView bytes) {
    std::ofstream stream(file, std::ios::binary);
    stream << as_text(bytes);
    if (!stream.flush()) throw std::runtime_error("cannot write " + file.string());
}

void write_packet(const std::filesystem::path& folder, support::TestCentre& centre) {
    const auto packet = centre.seal();
    put(folder / "packet.tar", engine::write_ustar(packet.files));
    put(folder / "identity", centre.registry.front().text().expose());
    put(folder / "centre.public", centre.centre.public_key().bytes());
    put(folder / "invigilator.public", centre.invigilator.public_key().bytes());
}

void write_certificate(const std::filesystem::path& folder, const support::TestCentre& centre) {
    auto result = support::a_certified_result();
    result.first_name = "Zoé «\"\\»";
    result.last_name = "L’Hôpital-Œuvré";
    const registry::Issuer issuer{
        .did = "did:web:registry.example", .name = "Registre d’essai", .key = centre.certificate};
    const auto issued_at = *parse_utc("2026-11-22T09:30:00Z");
    const auto document = registry::issue_credential(result, issuer, issued_at);
    put(folder / "certificate.json", as_bytes(document));
    put(folder / "certificate.public", centre.certificate.public_key().bytes());
    put(folder / "code", as_bytes(result.code));
    registry::CertificatePaper paper{.result = result,
                                     .issuer_name = issuer.name,
                                     .issued_at = issued_at,
                                     .verify_url = "https://registry.example/?code=",
                                     .document = document};
    put(folder / "certificate.pdf", registry::draw_certificate(paper));
    paper.demonstration = true;
    put(folder / "demonstration.pdf", registry::draw_certificate(paper));
}

}  // namespace

int main(int argc, char** argv) {
    const std::span arguments(argv, static_cast<std::size_t>(argc));
    if (arguments.size() != 2) {
        std::cerr << "usage: probant_registry_probe FOLDER\n";
        return kMisused;
    }
    try {
        crypto::start_sodium();
        support::TestCentre centre;
        write_packet(arguments[1], centre);
        write_certificate(arguments[1], centre);
        return 0;
    } catch (const std::exception& error) {
        std::cerr << "probant_registry_probe: " << error.what() << '\n';
        return kFailed;
    }
}
