// SPDX-License-Identifier: EUPL-1.2
#include "engine/packet/packet_receipt.h"

#include "crypto/dsse.h"
#include "crypto/json_member.h"

namespace probant::engine {
namespace {

constexpr std::int64_t kReceiptVersion = 1;
constexpr std::size_t kReceiptMembers = 9;

std::int64_t integer_member(const json::Value& value, std::string_view name) {
    const auto* member = value.member(name);
    return member != nullptr && member->integer() != nullptr ? *member->integer() : 0;
}

template <class Parsed>
bool take(const json::Value& value,
          std::string_view name,
          Parsed& to,
          std::optional<Parsed> (*parse)(std::string_view)) {
    const auto* text = json::text_member(value, name);
    const auto parsed = text != nullptr ? parse(*text) : std::nullopt;
    if (parsed) to = *parsed;
    return parsed.has_value();
}

std::optional<PacketReceipt> read(std::string_view payload) {
    const auto read = json::read_canonical(payload);
    if (!read || read.value().object() == nullptr) return std::nullopt;
    const auto& value = read.value();
    const auto* centre = json::text_member(value, "centre");
    const auto* detail = json::text_member(value, "detail");
    if (value.object()->size() != kReceiptMembers || centre == nullptr || detail == nullptr)
        return std::nullopt;
    if (integer_member(value, "v") != kReceiptVersion) return std::nullopt;

    PacketReceipt receipt{
        .centre = *centre, .seq = integer_member(value, "seq"), .detail = *detail};
    const bool whole = take(value, "packet", receipt.packet, crypto::Digest::parse) &&
                       take(value, "session", receipt.session, SessionId::parse) &&
                       take(value, "result", receipt.result, packet_verdict_named) &&
                       take(value, "receivedAt", receipt.received_at, parse_utc) &&
                       take(value, "judgedAt", receipt.judged_at, parse_utc);
    if (!whole || receipt.seq < 1) return std::nullopt;
    return receipt;
}

}  // namespace

std::string sign_receipt(const PacketReceipt& receipt, const crypto::KeyPair& key) {
    const auto payload = json::write(json::Object{{"v", kReceiptVersion},
                                                  {"packet", receipt.packet.hex()},
                                                  {"centre", receipt.centre},
                                                  {"session", receipt.session.text()},
                                                  {"seq", receipt.seq},
                                                  {"result", name_of(receipt.result)},
                                                  {"detail", receipt.detail},
                                                  {"receivedAt", to_text(receipt.received_at)},
                                                  {"judgedAt", to_text(receipt.judged_at)}});
    return crypto::dsse::sign(crypto::dsse::PayloadType::Receipt, payload, {key});
}

std::optional<PacketReceipt> open_receipt(std::string_view envelope,
                                          std::span<const crypto::PublicKey> keys) {
    const auto read_envelope = crypto::dsse::Envelope::read(envelope);
    if (!read_envelope) return std::nullopt;
    const auto verified = read_envelope.value().verify(crypto::dsse::PayloadType::Receipt, keys);
    if (!verified || verified.value().signers.size() != 1) return std::nullopt;
    return read(verified.value().payload);
}

}  // namespace probant::engine
