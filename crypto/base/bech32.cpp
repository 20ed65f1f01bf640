// SPDX-License-Identifier: EUPL-1.2
#include "crypto/base/bech32.h"

#include <algorithm>
#include <array>

#include "crypto/base/ensure.h"

namespace probant {

namespace {

constexpr std::string_view kBech32Alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
constexpr std::array<std::uint32_t, 5> kGenerators{
    0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3};
constexpr std::size_t kCheckCharacters = 6;
constexpr unsigned kBitsOfCharacter = 5;

/// BIP 173's BCH code, one five-bit value at a time.
class Checksum {
public:
    explicit Checksum(std::string_view prefix) {
        for (const char unit : prefix) {
            add(static_cast<std::uint8_t>(unit) >> kBitsOfCharacter);
        }
        add(0);
        for (const char unit : prefix) {
            add(static_cast<std::uint8_t>(unit) & 0x1FU);
        }
    }

    void add(std::uint32_t value) {
        const std::uint32_t top = state_ >> 25U;
        state_ = ((state_ & 0x1FFFFFFU) << kBitsOfCharacter) ^ value;
        for (unsigned bit = 0; bit < kGenerators.size(); ++bit) {
            if (((top >> bit) & 1U) != 0) state_ ^= kGenerators.at(bit);
        }
    }

    [[nodiscard]] std::uint32_t state() const { return state_; }

private:
    std::uint32_t state_{1};
};

char lower(char unit) {
    const bool capital = unit >= 'A' && unit <= 'Z';
    return capital ? static_cast<char>(unit - 'A' + 'a') : unit;
}

bool is_mixed_case(std::string_view text) {
    const bool small =
        std::ranges::any_of(text, [](char unit) { return unit >= 'a' && unit <= 'z'; });
    const bool capital =
        std::ranges::any_of(text, [](char unit) { return unit >= 'A' && unit <= 'Z'; });
    return small && capital;
}

bool has_prefix(std::string_view text, std::string_view prefix) {
    if (text.size() < prefix.size() + 1 + kCheckCharacters || text[prefix.size()] != '1') {
        return false;
    }
    return std::equal(prefix.begin(), prefix.end(), text.begin(), [](char expected, char unit) {
        return expected == lower(unit);
    });
}

/// The five-bit values after the prefix, check characters included; empty on a foreign character.
SecretBytes values_of(std::string_view data) {
    SecretBytes values(data.size());
    for (std::size_t at = 0; at < data.size(); ++at) {
        const auto value = kBech32Alphabet.find(lower(data[at]));
        if (value == std::string_view::npos) return SecretBytes(0);
        values.fill()[at] = static_cast<std::uint8_t>(value);
    }
    return values;
}

/// Five bits to eight; empty when a whole character is left over or its unused bits are not zero.
SecretBytes joined(ByteView values) {
    SecretBytes bytes(values.size() * kBitsOfCharacter / 8);
    std::uint32_t bits = 0;
    unsigned held = 0;
    std::size_t written = 0;
    for (const std::uint8_t value : values) {
        bits = ((bits << kBitsOfCharacter) | value) & 0xFFFU;
        held += kBitsOfCharacter;
        if (held < 8) continue;
        held -= 8;
        bytes.fill()[written++] = static_cast<std::uint8_t>((bits >> held) & 0xFFU);
    }
    const std::uint32_t unused = bits & ((1U << held) - 1U);
    if (held >= kBitsOfCharacter || unused != 0) return SecretBytes(0);
    return bytes;
}

}  // namespace

std::string to_bech32(std::string_view prefix, ByteView bytes) {
    ENSURE(prefix.size() + bytes.size() * 2 < kBech32CharactersMax);
    Checksum checksum(prefix);
    std::string text;
    text.reserve(kBech32CharactersMax);  // never moves: no stray copy of a secret
    text += prefix;
    text += '1';
    std::uint32_t bits = 0;
    unsigned held = 0;
    const auto write_top = [&](unsigned shift, bool left) {
        const std::uint32_t value = (left ? bits << shift : bits >> shift) & 0x1FU;
        checksum.add(value);
        text += kBech32Alphabet[value];
    };
    for (const std::uint8_t byte : bytes) {
        bits = ((bits << 8U) | byte) & 0xFFFU;
        for (held += 8; held >= kBitsOfCharacter;) {
            held -= kBitsOfCharacter;
            write_top(held, /*left=*/false);
        }
    }
    if (held > 0) write_top(kBitsOfCharacter - held, /*left=*/true);

    for (std::size_t place = 0; place < kCheckCharacters; ++place) {
        checksum.add(0);
    }
    const std::uint32_t check = checksum.state() ^ 1U;
    for (unsigned place = kCheckCharacters; place-- > 0;) {
        text += kBech32Alphabet[(check >> (kBitsOfCharacter * place)) & 0x1FU];
    }
    return text;
}

SecretBytes from_bech32(std::string_view prefix, std::string_view text) {
    if (text.size() > kBech32CharactersMax || is_mixed_case(text)) return SecretBytes(0);
    if (!has_prefix(text, prefix)) return SecretBytes(0);
    const SecretBytes values = values_of(text.substr(prefix.size() + 1));
    if (values.empty()) return SecretBytes(0);
    Checksum checksum(prefix);
    for (const std::uint8_t value : values.expose()) {
        checksum.add(value);
    }
    if (checksum.state() != 1) return SecretBytes(0);
    return joined(values.expose().first(values.size() - kCheckCharacters));
}

}  // namespace probant
