// SPDX-License-Identifier: EUPL-1.2
#include "center/auth/codes.h"

#include "crypto/base/ensure.h"
#include "crypto/keyed_digest.h"
#include "crypto/random.h"

namespace probant::center {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
static_assert(kAlphabet.size() == 32);  // a random byte's low 5 bits are an even draw

constexpr std::size_t kTypedMax = 32;

char forgiven(char typed) {
    const char upper = typed >= 'a' && typed <= 'z' ? static_cast<char>(typed - 'a' + 'A') : typed;
    if (upper == 'O') return '0';
    if (upper == 'I' || upper == 'L') return '1';
    return upper;
}

std::string_view purpose_name(CodePurpose purpose) {
    switch (purpose) {
        case CodePurpose::Candidate:
            return "probant candidate code v1";
        case CodePurpose::Session:
            return "probant session code v1";
        case CodePurpose::Station:
            return "probant station code v1";
    }
    fail_ensure("a code has a purpose");
}

}  // namespace

std::string make_code(std::size_t characters) {
    std::string code;
    for (const auto byte : crypto::random_bytes(characters))
        code += kAlphabet[byte & 0x1FU];
    return code;
}

std::string printed(std::string_view code) {
    ENSURE(code.size() % 2 == 0);
    const auto half = code.size() / 2;
    return std::string(code.substr(0, half)) + "-" + std::string(code.substr(half));
}

std::optional<std::string> read_code(std::string_view typed, std::size_t characters) {
    if (typed.size() > kTypedMax) return std::nullopt;
    std::string code;
    for (const auto one : typed) {
        if (one == ' ' || one == '-') continue;
        const auto character = forgiven(one);
        if (kAlphabet.find(character) == std::string_view::npos) return std::nullopt;
        code += character;
    }
    if (code.size() != characters) return std::nullopt;
    return code;
}

crypto::Digest hash_of_code(const SecretBytes& centre_secret,
                            CodePurpose purpose,
                            std::string_view code) {
    return crypto::keyed_digest(centre_secret, purpose_name(purpose), as_bytes(code));
}

}  // namespace probant::center
