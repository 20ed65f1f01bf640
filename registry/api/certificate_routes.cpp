// SPDX-License-Identifier: EUPL-1.2
#include "registry/api/replies.h"
#include "registry/api/routes.h"
#include "registry/certificates/certificate_pdf.h"
#include "registry/certificates/words.h"
#include "server/http/fields.h"

namespace probant::registry {
namespace {

using server::Method;
using server::Reply;
using server::Request;

json::Value domains_to_json(const CertifiedResult& result) {
    json::Array domains;
    for (std::size_t domain = 0; domain < engine::kDomains; ++domain) {
        domains.emplace_back(json::Object{{"name", words::domain(domain)},
                                          {"standing", result.domains.at(domain)},
                                          {"words", words::standing(result.domains.at(domain))}});
    }
    return domains;
}

json::Value result_to_json(const CertifiedResult& result) {
    return json::Object{{"code", result.code},
                        {"firstName", result.first_name},
                        {"lastName", result.last_name},
                        {"centre", result.centre},
                        {"satAt", to_text(result.sat_at)},
                        {"points", result.points},
                        {"low", result.low},
                        {"high", result.high},
                        {"level", result.level},
                        {"provisional", result.provisional},
                        {"domains", domains_to_json(result)}};
}

json::Value reading_to_json(const CertificateReading& reading) {
    return json::Object{
        {"verdict", name_of(reading.verdict)},
        {"detail", reading.detail},
        {"issuer", reading.issuer},
        {"issuerName", reading.issuer_name},
        {"issuedAt", reading.issued_at},
        {"certificate", reading.result ? result_to_json(*reading.result) : nullptr}};
}

CertificateReading read_certificate(Services& services, std::string_view document) {
    return verify_credential(document, services.trust, services.config.mode);
}

std::optional<CertificateRow> certificate_of(Services& services, const Request& request) {
    const auto code = normal_code(request.parameters.text("code"));
    if (!code) return std::nullopt;
    return services.stores.borrow()->certificate(*code);
}

/// A certificate that was issued here is verified again each time it is shown.
Reply show_certificate(Services& services, const Request& request) {
    const auto row = certificate_of(services, request);
    if (!row) return reply_no_certificate();
    return server::reply_json(reading_to_json(read_certificate(services, row->document)));
}

Reply certificate_json(Services& services, const Request& request) {
    const auto row = certificate_of(services, request);
    if (!row) return reply_no_certificate();
    return server::reply_download(
        to_bytes(row->document), "application/ld+json", "certificat-" + row->code + ".json");
}

Reply certificate_pdf(Services& services, const Request& request) {
    const auto row = certificate_of(services, request);
    if (!row) return reply_no_certificate();
    const auto reading = read_certificate(services, row->document);
    if (!reading.result) return reply_certificate_not_valid(name_of(reading.verdict));
    const auto issued_at = parse_utc(reading.issued_at);
    ENSURE(issued_at.has_value());  // verify_credential() read it
    auto pdf = draw_certificate({.result = *reading.result,
                                 .issuer_name = services.config.name,
                                 .issued_at = *issued_at,
                                 .verify_url = services.config.verify_url,
                                 .document = row->document,
                                 .demonstration = services.config.mode == crypto::TrustMode::Demo});
    return server::reply_download(
        std::move(pdf), "application/pdf", "certificat-" + row->code + ".pdf");
}

Reply verify(Services& services, const Request& request) {
    server::Fields fields(request);
    const auto document = fields.text("document", {.min = 1, .max = kCertificateBytesMax});
    if (const auto refusal = fields.refusal()) return *refusal;
    return server::reply_json(reading_to_json(read_certificate(services, document)));
}

}  // namespace

std::vector<server::Route> certificate_routes(Services& services) {
    // Escaping in JSON can double a pasted document.
    constexpr std::size_t kVerifyBodyMax = 2 * kCertificateBytesMax + 1024;
    const auto with = [&services](Reply (*handle)(Services&, const Request&)) {
        return server::ReplyHandler{[&services, handle](const Request& request) {
            if (!services.readings.take(request.peer, wall_ms())) return reply_too_many();
            return handle(services, request);
        }};
    };
    return {
        {Method::Get, "/api/v1/certificates/{code}", kAnyone, with(show_certificate)},
        {Method::Get, "/api/v1/certificates/{code}/file.json", kAnyone, with(certificate_json)},
        {Method::Get, "/api/v1/certificates/{code}/file.pdf", kAnyone, with(certificate_pdf)},
        {Method::Post, "/api/v1/verify", kAnyone, with(verify), kVerifyBodyMax},
    };
}

}  // namespace probant::registry
