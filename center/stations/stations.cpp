// SPDX-License-Identifier: EUPL-1.2
#include "center/stations/stations.h"

#include <algorithm>

#include "center/auth/codes.h"
#include "crypto/keyed_digest.h"
#include "crypto/labelled_signature.h"
#include "crypto/random.h"

namespace probant::center {
namespace {

constexpr std::string_view kEnrolmentLabel = "probant.station.enrol.v1";
constexpr std::size_t kWords = 4;
constexpr std::size_t kWordDigits = 4;

bool is_proved(const EnrolmentRequest& asked, const std::string& code) {
    const auto statement = code + "\n" + crypto::sha256(asked.request).hex() + "\n";
    return crypto::verify_labelled(
        kEnrolmentLabel, as_bytes(statement), asked.proof, asked.session_key);
}

}  // namespace

Stations::Stations(const StationsParts& parts) : parts_(parts) {
    for (const auto& row : parts_.centre->stations())
        add(row);
}

void Stations::add(const StationRow& row) {
    const auto key = crypto::PublicKey::from_bytes(row.session_key);
    if (!key) return;
    // The wall clock says once how long it still lasts; from then on boot time counts.
    const auto left = row.expires_ms - parts_.clock->wall_ms();
    if (left <= 0) return;
    known_.insert_or_assign(row.certificate,
                            Known{.station = {.id = row.id, .session_key = *key},
                                  .ends_boot_ms = parts_.clock->boot_ms() + left});
}

std::optional<std::string> Stations::make_code() {
    const std::lock_guard lock(mutex_);
    const auto now = parts_.clock->boot_ms();
    std::erase_if(codes_, [now](const Code& code) { return code.ends_boot_ms <= now; });
    if (codes_.size() >= kStationCodesAtOnce) return std::nullopt;
    auto code = center::make_code(kStationCodeCharacters);
    codes_.push_back({.hash = hash_of_code(*parts_.secret, CodePurpose::Station, code),
                      .ends_boot_ms = now + std::chrono::milliseconds(kStationCodeLasts).count()});
    return code;
}

/// A wrong one is a try against each that waits: guessing ends them all, and a console makes more.
bool Stations::knows_code(const crypto::Digest& hash) {
    const auto now = parts_.clock->boot_ms();
    const std::lock_guard lock(mutex_);
    std::erase_if(codes_, [now](const Code& code) {
        return code.ends_boot_ms <= now || code.wrong >= kStationCodeTries;
    });
    if (std::ranges::find(codes_, hash, &Code::hash) != codes_.end()) return true;
    for (auto& code : codes_)
        ++code.wrong;
    return false;
}

Result<EnrolledStation, EnrolmentFault> Stations::enrol(const EnrolmentRequest& asked) {
    const auto code = read_code(asked.code, kStationCodeCharacters);
    if (!code) return Refused{EnrolmentFault::UnknownCode};
    const auto hash = hash_of_code(*parts_.secret, CodePurpose::Station, *code);
    // Nothing is computed, and nothing signed, for who has no code.
    if (!knows_code(hash)) return Refused{EnrolmentFault::UnknownCode};
    if (!is_proved(asked, *code)) return Refused{EnrolmentFault::BadProof};
    const auto id = crypto::random_uuid_v4();
    const auto now_ms = parts_.clock->wall_ms();
    // The request is judged before the code is used up: a broken one costs nobody a code.
    auto certificate = parts_.authority->issue(asked.request, to_text(id), now_ms);
    if (!certificate) return Refused{EnrolmentFault::BadRequest};
    const std::lock_guard lock(mutex_);
    // Two machines may have typed it at the same moment: one of them has it.
    if (std::erase_if(codes_, [&](const Code& one) { return one.hash == hash; }) == 0)
        return Refused{EnrolmentFault::UnknownCode};
    const StationRow row{.id = id,
                         .certificate = certificate->digest,
                         .session_key = asked.session_key.bytes(),
                         .enrolled_ms = now_ms,
                         .expires_ms = certificate->expires_ms};
    parts_.centre->add_station(row);
    add(row);
    return EnrolledStation{.id = id, .certificate = std::move(*certificate)};
}

std::optional<Station> Stations::find(const crypto::Digest& certificate) const {
    const std::lock_guard lock(mutex_);
    const auto found = known_.find(certificate);
    if (found == known_.end() || found->second.ends_boot_ms <= parts_.clock->boot_ms())
        return std::nullopt;
    return found->second.station;
}

void Stations::revoke(const Uuid& station) {
    parts_.centre->revoke_station(station, parts_.clock->wall_ms());
    const std::lock_guard lock(mutex_);
    std::erase_if(known_, [&](const auto& one) { return one.second.station.id == station; });
}

void Stations::sealed(engine::SessionId session) {
    std::vector<Uuid> left;
    {
        const std::lock_guard lock(mutex_);
        for (const auto& [sat, where] : sat_)
            if (where == session) left.push_back(sat.first);
        std::erase_if(sat_, [&](const auto& one) { return one.second == session; });
        std::erase_if(left, [this](const Uuid& station) {
            const auto next = sat_.lower_bound({station, engine::CandidateId{}});
            return next != sat_.end() && next->first.first == station;
        });
    }
    for (const auto& station : left)
        revoke(station);
}

void Stations::follow(engine::SessionId session, const std::vector<SideRecord>& sides) {
    for (const auto& side : sides) {
        const auto* row = std::get_if<SignInRow>(&side);
        if (row != nullptr && row->station && row->role == engine::Role::Candidate)
            sat(*row->station, session, engine::CandidateId{row->who});
    }
}

void Stations::sat(const Uuid& station, engine::SessionId session, engine::CandidateId candidate) {
    const std::lock_guard lock(mutex_);
    sat_.insert_or_assign({station, candidate}, session);
}

std::optional<engine::SessionId> Stations::session_of(const Uuid& station,
                                                      engine::CandidateId candidate) const {
    const std::lock_guard lock(mutex_);
    const auto found = sat_.find({station, candidate});
    return found == sat_.end() ? std::nullopt : std::optional(found->second);
}

server::AuthoritySettings station_authority(const std::filesystem::path& folder,
                                            const SecretBytes& secret) {
    return {.folder = folder,
            .name = std::string(kStationAuthorityName),
            .phrase = crypto::keyed_digest(secret, "probant station authority v1", {}).hex(),
            .lasts = kCertificateLasts};
}

std::string words_of(const crypto::Digest& fingerprint) {
    const auto hex = fingerprint.hex();
    std::string words;
    for (std::size_t word = 0; word < kWords; ++word) {
        if (word > 0) words += ' ';
        words += hex.substr(word * kWordDigits, kWordDigits);
    }
    return words;
}

}  // namespace probant::center
