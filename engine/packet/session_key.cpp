// SPDX-License-Identifier: EUPL-1.2
#include "engine/packet/session_key.h"

#include "crypto/dsse.h"
#include "crypto/json_member.h"

namespace probant::engine {
namespace {

constexpr std::int64_t kSessionKeyVersion = 1;
constexpr std::size_t kMembers = 4;

std::optional<SessionKeyStatement> read_payload(std::string_view payload) {
    const auto value = json::read_canonical(payload);
    if (!value || value.value().object() == nullptr) return std::nullopt;
    if (value.value().object()->size() != kMembers) return std::nullopt;
    const auto* version = value.value().member("v");
    const auto* centre = json::text_member(value.value(), "centre");
    const auto* session_text = json::text_member(value.value(), "session");
    const auto* key_text = json::text_member(value.value(), "public");
    if (version == nullptr || version->integer() == nullptr ||
        *version->integer() != kSessionKeyVersion)
        return std::nullopt;
    if (centre == nullptr || session_text == nullptr || key_text == nullptr) return std::nullopt;
    const auto session = SessionId::parse(*session_text);
    const auto key = crypto::PublicKey::parse(*key_text);
    if (!session || !key) return std::nullopt;
    return SessionKeyStatement{.centre = *centre, .session = *session, .key = *key};
}

}  // namespace

std::string endorse_session_key(const SessionKeyStatement& statement,
                                const crypto::KeyPair& centre_key) {
    const auto payload = json::write(json::Object{{"v", kSessionKeyVersion},
                                                  {"centre", statement.centre},
                                                  {"session", statement.session.text()},
                                                  {"public", statement.key.text()}});
    return crypto::dsse::sign(crypto::dsse::PayloadType::SessionKey, payload, {centre_key});
}

std::optional<SessionKeyStatement> open_endorsement(
    std::string_view envelope, std::span<const crypto::PublicKey> centre_keys) {
    const auto read_envelope = crypto::dsse::Envelope::read(envelope);
    if (!read_envelope) return std::nullopt;
    const auto verified =
        read_envelope.value().verify(crypto::dsse::PayloadType::SessionKey, centre_keys);
    if (!verified || verified.value().signers.size() != 1) return std::nullopt;
    return read_payload(verified.value().payload);
}

}  // namespace probant::engine
