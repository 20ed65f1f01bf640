// SPDX-License-Identifier: EUPL-1.2
#include "crypto/checkpoint.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "crypto/base/bytes.h"

namespace probant::crypto {

namespace {

constexpr std::string_view kReceiptTitle = "c2sp.org/tlog-proof@v1";
constexpr std::string_view kIndexPrefix = "index ";

/// The next line of `rest` without its line feed, which is taken off; nothing when unended.
std::optional<std::string_view> next_line(std::string_view& rest) {
    const auto end = rest.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end + 1);
    return line;
}

/// Decimal, no sign, no leading zero.
std::optional<std::uint64_t> read_number(std::string_view text) {
    std::uint64_t value = 0;
    std::from_chars(std::to_address(text.begin()), std::to_address(text.end()), value);
    if (std::to_string(value) != text) return std::nullopt;
    return value;
}

std::optional<Digest> read_hash(std::string_view text) {
    const auto bytes = from_base64(text);
    Digest digest;
    if (!bytes || bytes->size() != digest.bytes.size()) return std::nullopt;
    std::copy(bytes->begin(), bytes->end(), digest.bytes.begin());
    return digest;
}

CheckpointFault translated(note::Fault fault) {
    switch (fault) {
        case note::Fault::TooLarge:
            return CheckpointFault::TooLarge;
        case note::Fault::Malformed:
            return CheckpointFault::Malformed;
        case note::Fault::UnknownKey:
            return CheckpointFault::UnknownKey;
        case note::Fault::BadSignature:
            return CheckpointFault::BadSignature;
    }
    fail_ensure("a fault of the list");
}

std::optional<Checkpoint> read_checkpoint_text(std::string_view rest) {
    const auto origin = next_line(rest);
    const auto size_line = next_line(rest);
    const auto root_line = next_line(rest);
    if (!origin || !size_line || !root_line || !rest.empty()) return std::nullopt;
    const auto size = read_number(*size_line);
    const auto root = read_hash(*root_line);
    if (!note::is_name(*origin) || !size || !root) return std::nullopt;
    return Checkpoint{.origin = std::string(*origin), .head = {.size = *size, .root = *root}};
}

struct ReceiptParts {
    std::uint64_t index{};
    merkle::Proof proof{};
    std::string_view checkpoint{};
};

std::optional<ReceiptParts> read_receipt(std::string_view rest) {
    if (next_line(rest) != kReceiptTitle) return std::nullopt;
    const auto index_line = next_line(rest);
    if (!index_line || !index_line->starts_with(kIndexPrefix)) return std::nullopt;
    const auto index = read_number(index_line->substr(kIndexPrefix.size()));
    if (!index) return std::nullopt;
    ReceiptParts parts{.index = *index, .proof = {}, .checkpoint = {}};
    for (auto line = next_line(rest); line != ""; line = next_line(rest)) {
        if (!line || parts.proof.size() == merkle::kProofHashesMax) return std::nullopt;
        const auto hash = read_hash(*line);
        if (!hash) return std::nullopt;
        parts.proof.push_back(*hash);
    }
    parts.checkpoint = rest;
    return parts;
}

}  // namespace

std::string_view name_of(CheckpointFault fault) {
    switch (fault) {
        case CheckpointFault::TooLarge:
            return "too_large";
        case CheckpointFault::Malformed:
            return "malformed";
        case CheckpointFault::OtherOrigin:
            return "other_origin";
        case CheckpointFault::UnknownKey:
            return "unknown_key";
        case CheckpointFault::BadSignature:
            return "bad_signature";
        case CheckpointFault::NotIncluded:
            return "not_included";
    }
    fail_ensure("a fault of the list");
}

std::string checkpoint_text(const Checkpoint& checkpoint) {
    return checkpoint.origin + "\n" + std::to_string(checkpoint.head.size) + "\n" +
           to_base64(checkpoint.head.root.bytes) + "\n";
}

std::string sign_checkpoint(const Checkpoint& checkpoint, const KeyPair& key) {
    const std::string text = checkpoint_text(checkpoint);
    return note::sign(checkpoint.origin, text.substr(checkpoint.origin.size() + 1), key);
}

Result<Checkpoint, CheckpointFault> open_checkpoint(std::string_view note,
                                                    std::string_view origin,
                                                    const PublicKey& key) {
    const auto text = note::open(note, {.name = std::string(origin), .key = key});
    if (!text) return Refused{translated(text.error())};
    const auto checkpoint = read_checkpoint_text(text.value());
    if (!checkpoint) return Refused{CheckpointFault::Malformed};
    if (checkpoint->origin != origin) return Refused{CheckpointFault::OtherOrigin};
    return *checkpoint;
}

std::string short_code(const Checkpoint& checkpoint) {
    constexpr std::string_view kCrockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    constexpr std::size_t kCharacters = 10;
    constexpr std::size_t kGroup = 4;
    const Digest digest = sha256(checkpoint_text(checkpoint));
    std::string code;
    std::uint32_t bits = 0;
    unsigned held = 0;
    auto byte = ByteView(digest.bytes).begin();
    for (std::size_t written = 0; written < kCharacters; ++written) {
        if (held < 5) {
            bits = (bits << 8U) | *byte++;
            held += 8;
        }
        held -= 5;
        if (written != 0 && written % kGroup == 0) code += '-';
        code += kCrockford[(bits >> held) & 0x1FU];
    }
    return code;
}

std::string write_receipt(std::uint64_t index,
                          const merkle::Proof& proof,
                          std::string_view signed_checkpoint) {
    ENSURE(proof.size() <= merkle::kProofHashesMax);
    std::string text(kReceiptTitle);
    text += '\n';
    text += kIndexPrefix;
    text += std::to_string(index);
    text += '\n';
    for (const Digest& hash : proof) {
        text += to_base64(hash.bytes);
        text += '\n';
    }
    text += '\n';
    text += signed_checkpoint;
    return text;
}

Result<Receipt, CheckpointFault> open_receipt(std::string_view text,
                                              const Digest& leaf,
                                              std::string_view origin,
                                              const PublicKey& key) {
    if (text.size() > kReceiptBytesMax) return Refused{CheckpointFault::TooLarge};
    const auto parts = read_receipt(text);
    if (!parts) return Refused{CheckpointFault::Malformed};
    auto checkpoint = open_checkpoint(parts->checkpoint, origin, key);
    if (!checkpoint) return Refused{checkpoint.error()};
    const merkle::Head& head = checkpoint.value().head;
    if (!merkle::verify_inclusion(leaf, parts->index, head.size, parts->proof, head.root)) {
        return Refused{CheckpointFault::NotIncluded};
    }
    return Receipt{.index = parts->index, .checkpoint = std::move(checkpoint).value()};
}

}  // namespace probant::crypto
