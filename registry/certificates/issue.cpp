// SPDX-License-Identifier: EUPL-1.2
#include "registry/certificates/issue.h"

namespace probant::registry {
namespace {

std::optional<CertificateRow> certificate_for(const SittingRow& sitting,
                                              const PacketRow& packet,
                                              const Issuer& issuer,
                                              std::int64_t at_ms) {
    const auto result = json::read(sitting.result);
    ENSURE(result.has_value());
    auto certified = certified_of(result.value());
    if (!certified) return std::nullopt;
    const auto sealed_at = parse_utc(packet.sealed_at);
    ENSURE(sealed_at.has_value());
    certified->code = certificate_code();
    certified->first_name = sitting.person.first_name;
    certified->last_name = sitting.person.last_name;
    certified->centre = packet.centre;
    certified->sat_at = sitting.started_ms ? utc_of_ms(*sitting.started_ms) : *sealed_at;
    return CertificateRow{.code = certified->code,
                          .packet = packet.digest,
                          .candidate = sitting.candidate,
                          .issued_ms = at_ms,
                          .document = issue_credential(*certified, issuer, utc_of_ms(at_ms))};
}

}  // namespace

PublishEnd publish(Store& store, const Issuer& issuer, const Publishing& publishing) {
    const auto packet = store.packet(publishing.packet);
    if (!packet || packet->verdict != engine::name_of(engine::PacketVerdict::Accepted))
        return PublishEnd::NotAccepted;
    if (packet->published_ms) return PublishEnd::AlreadyPublished;
    if (packet->state == PacketState::Training) return PublishEnd::Training;
    std::vector<CertificateRow> certificates;
    for (const auto& sitting : store.sittings_of(publishing.packet)) {
        if (auto made = certificate_for(sitting, *packet, issuer, publishing.at_ms))
            certificates.push_back(std::move(*made));
    }
    store.publish(publishing.packet, publishing.by, publishing.at_ms, certificates);
    return PublishEnd::Published;
}

}  // namespace probant::registry
