// registry/intake/judge.h: takes a packet in: judged, kept, receipted.
//
// Role        One packet at a time: verify_packet() against the database, then the bytes, the
//             checks, the receipt and the sittings made durable, and only then an answer. A packet
//             that settles lets those that were held behind it be judged again.
// Invariants  What fails before its bytes are proved to be the signed ones leaves no trace but the
//             answer: a stranger cannot fill the disk. The same packet gets the same receipt for as
//             long as its verdict is the same. A stored packet that can no longer be read stops no
//             other: it is logged, and stays as it was judged.
// Threads     Belongs to the intake's worker.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "registry/intake/verify_packet.h"
#include "registry/storage/store.h"

namespace probant::registry {

/// What whoever brought the packet is told.
struct IntakeReply {
    engine::PacketFault end{};
    crypto::Digest digest{};
    std::string receipt{};  ///< empty when the packet was not kept
};

struct JudgeParts {
    Store& store;
    const crypto::Trust& trust;
    crypto::TrustMode mode{};
    std::span<const crypto::age::Identity> identities{};
    Contents& contents;
    const crypto::KeyPair& receipt_key;
    std::function<std::int64_t()> now_ms{};
};

class Judge {
public:
    explicit Judge(JudgeParts parts) : parts_(std::move(parts)) {}

    /// Durable once it returns. Throws when the disk fails: then nothing is known.
    IntakeReply receive(ByteView archive);

    /// Judges again every packet that waits. Returns how many were settled.
    std::size_t judge_held();

    /// As judge_held(), with those that an older engine or another key could not judge: for the
    /// start of a program.
    std::size_t judge_not_final();

private:
    IntakeReply judge(const engine::ArchiveFiles& files, ByteView archive);
    IntakeReply keep(const Verification& verification, ByteView archive);
    IntakeReply as_kept(engine::PacketFault end, const crypto::Digest& packet);
    std::size_t judge_again(const std::vector<crypto::Digest>& packets);
    bool judge_again(const crypto::Digest& packet);
    [[nodiscard]] PacketWorld world(History* history) const;

    JudgeParts parts_;
};

}  // namespace probant::registry
