// registry/verify/state_file.h: what an offline verifier remembers from one packet to the next.
//
// Role        With it, sequence and nonce are judged where there is no registry: an archive of
//             sticks, an audit.
// Format      JSON {"v":2,"packets":[{"centre","seq","digest","nonce","session","opened"}]}, one
//             object, rewritten whole at each packet accepted. `opened` says whether the sealed
//             part was judged as well.
// Invariants  A file of another form is refused, never started afresh.
// Threads     Belongs to main.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <utility>

#include "registry/intake/history.h"
#include "registry/intake/verify_packet.h"

namespace probant::registry {

class StateFile : public History {
public:
    /// Throws std::runtime_error when the file is there and is not one of ours.
    explicit StateFile(std::filesystem::path file);

    std::optional<KnownPacket> packet_of(std::string_view centre, std::int64_t seq) override;
    std::optional<crypto::Digest> packet_with(engine::PacketNonce nonce) override;
    std::optional<KnownSession> session_of(std::string_view centre,
                                           engine::SessionId session) override;

    /// Whether this packet was accepted with its sealed part open.
    [[nodiscard]] bool was_opened(const crypto::Digest& packet) const;

    /// Remembers a packet that was accepted and writes the file.
    void remember(const Verification& accepted);

private:
    struct Seen {
        crypto::Digest digest{};
        engine::PacketNonce nonce{};
        engine::SessionId session{};
        bool opened{};
    };

    void read(std::string_view text);
    void write() const;

    std::filesystem::path file_;
    std::map<std::pair<std::string, std::int64_t>, Seen> seen_{};
};

}  // namespace probant::registry
