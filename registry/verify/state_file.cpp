// SPDX-License-Identifier: EUPL-1.2
#include "registry/verify/state_file.h"

#include <algorithm>
#include <fstream>
#include <stdexcept>

#include "crypto/private_file.h"

namespace probant::registry {
namespace {

constexpr std::int64_t kVersion = 2;

[[noreturn]] void refuse(const std::filesystem::path& file) {
    throw std::runtime_error(file.string() + " is not a state file of probant-verify");
}

const std::string& text_of(const json::Value& one,
                           std::string_view name,
                           const std::filesystem::path& file) {
    const auto* member = one.member(name);
    if (member == nullptr || member->text() == nullptr) refuse(file);
    return *member->text();
}

}  // namespace

StateFile::StateFile(std::filesystem::path file) : file_(std::move(file)) {
    std::ifstream stream(file_, std::ios::binary);
    if (stream) read(std::string(std::istreambuf_iterator<char>(stream), {}));
}

void StateFile::read(std::string_view text) {
    const auto value = json::read_canonical(text);
    if (!value) refuse(file_);
    const auto* version = value.value().member("v");
    const auto* packets = value.value().member("packets");
    if (version == nullptr || !(*version == json::Value(kVersion)) || packets == nullptr ||
        packets->array() == nullptr)
        refuse(file_);
    for (const auto& one : *packets->array()) {
        const auto digest = crypto::Digest::parse(text_of(one, "digest", file_));
        const auto nonce = engine::PacketNonce::parse(text_of(one, "nonce", file_));
        const auto session = engine::SessionId::parse(text_of(one, "session", file_));
        const auto* seq = one.member("seq");
        const auto* opened = one.member("opened");
        if (!digest || !nonce || !session) refuse(file_);
        if (seq == nullptr || seq->integer() == nullptr) refuse(file_);
        if (opened == nullptr || opened->boolean() == nullptr) refuse(file_);
        seen_.insert_or_assign({text_of(one, "centre", file_), *seq->integer()},
                               Seen{.digest = *digest,
                                    .nonce = *nonce,
                                    .session = *session,
                                    .opened = *opened->boolean()});
    }
}

std::optional<KnownPacket> StateFile::packet_of(std::string_view centre, std::int64_t seq) {
    const auto found = seen_.find({std::string(centre), seq});
    if (found == seen_.end()) return std::nullopt;
    return KnownPacket{.digest = found->second.digest, .settled = true};
}

std::optional<crypto::Digest> StateFile::packet_with(engine::PacketNonce nonce) {
    for (const auto& [number, seen] : seen_)
        if (seen.nonce == nonce) return seen.digest;
    return std::nullopt;
}

std::optional<KnownSession> StateFile::session_of(std::string_view centre,
                                                  engine::SessionId session) {
    for (const auto& [number, seen] : seen_) {
        if (number.first == centre && seen.session == session)
            return KnownSession{.digest = seen.digest, .seq = number.second};
    }
    return std::nullopt;
}

bool StateFile::was_opened(const crypto::Digest& packet) const {
    return std::ranges::any_of(
        seen_, [&](const auto& one) { return one.second.digest == packet && one.second.opened; });
}

void StateFile::remember(const Verification& accepted) {
    ENSURE(accepted.statement.has_value());
    const auto& stated = accepted.statement->predicate;
    seen_.insert_or_assign({stated.centre, stated.seq},
                           Seen{.digest = accepted.digest,
                                .nonce = stated.nonce,
                                .session = stated.session,
                                .opened = accepted.opened.has_value()});
    write();
}

void StateFile::write() const {
    json::Array packets;
    for (const auto& [number, seen] : seen_) {
        packets.emplace_back(json::Object{{"centre", number.first},
                                          {"seq", number.second},
                                          {"digest", seen.digest.hex()},
                                          {"nonce", seen.nonce.text()},
                                          {"session", seen.session.text()},
                                          {"opened", seen.opened}});
    }
    const auto text = json::write(json::Object{{"v", kVersion}, {"packets", std::move(packets)}});
    const auto written = crypto::write_private(file_, as_bytes(text), crypto::Existing::Replace);
    if (!written) {
        throw std::runtime_error(file_.string() + ": " +
                                 std::string(crypto::sentence_of(written.error())));
    }
}

}  // namespace probant::registry
