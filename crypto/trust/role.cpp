// SPDX-License-Identifier: EUPL-1.2
#include "crypto/trust/role.h"

#include <algorithm>
#include <array>

#include "crypto/base/ensure.h"

namespace probant::crypto {

namespace {

constexpr std::size_t kCentreIdCharactersMax = 32;

constexpr std::array kRoles{Role::Root,
                            Role::RegistryCertificate,
                            Role::RegistryLog,
                            Role::RegistryReceipt,
                            Role::Centre,
                            Role::Invigilator,
                            Role::AgeRegistry,
                            Role::AgeEscrow,
                            Role::Session,
                            Role::Station};

bool is_letter_or_digit(char unit) {
    return (unit >= 'A' && unit <= 'Z') || (unit >= 'a' && unit <= 'z') ||
           (unit >= '0' && unit <= '9');
}

}  // namespace

std::string_view name_of(Role role) {
    switch (role) {
        case Role::Root:
            return "root";
        case Role::RegistryCertificate:
            return "registry_certificate";
        case Role::RegistryLog:
            return "registry_log";
        case Role::RegistryReceipt:
            return "registry_receipt";
        case Role::Centre:
            return "centre";
        case Role::Invigilator:
            return "invigilator";
        case Role::AgeRegistry:
            return "age_registry";
        case Role::AgeEscrow:
            return "age_escrow";
        case Role::Session:
            return "session";
        case Role::Station:
            return "station";
    }
    fail_ensure("a role of the list");
}

std::optional<Role> role_named(std::string_view name) {
    const auto* const found =
        std::ranges::find_if(kRoles, [name](Role role) { return name_of(role) == name; });
    if (found == kRoles.end()) return std::nullopt;
    return *found;
}

bool receives(Role role) {
    return role == Role::AgeRegistry || role == Role::AgeEscrow;
}

bool belongs_to_centre(Role role) {
    return role == Role::Centre || role == Role::Invigilator || role == Role::Session ||
           role == Role::Station;
}

bool is_listed(Role role) {
    return role != Role::Root && role != Role::Session && role != Role::Station;
}

bool is_centre_id(std::string_view text) {
    if (text.empty() || text.size() > kCentreIdCharactersMax) return false;
    if (!is_letter_or_digit(text.front())) return false;
    return std::ranges::all_of(text,
                               [](char unit) { return is_letter_or_digit(unit) || unit == '-'; });
}

bool is_coherent(const KeyLabel& label) {
    return belongs_to_centre(label.use) ? is_centre_id(label.centre) : label.centre.empty();
}

std::string keyid_of(const AnyPublicKey& key) {
    return std::visit([](const auto& one) { return one.keyid(); }, key);
}

std::string text_of(const AnyPublicKey& key) {
    return std::visit([](const auto& one) { return one.text(); }, key);
}

std::optional<AnyPublicKey> parse_public(Role role, std::string_view text) {
    if (receives(role)) {
        const auto recipient = age::Recipient::parse(text);
        if (!recipient) return std::nullopt;
        return *recipient;
    }
    const auto key = PublicKey::parse(text);
    if (!key) return std::nullopt;
    return *key;
}

}  // namespace probant::crypto
