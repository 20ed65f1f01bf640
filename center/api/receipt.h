// center/api/receipt.h: the candidate's proof that the hand-in is in the journal.
//
// Role        Answers from the checkpoint that covers the entry which ended the sitting, and the
//             path from that entry to its root (C2SP tlog-proof). A room closes all at once: each
//             session's journal is hashed once, and then only what was added to it.
// Invariants  Reads what is durable, on a read-only connection of its own. Keeps the trees of
//             kReceiptTreesMax sessions, 32 bytes an entry and as much again.
// Threads     Any HTTP thread; a mutex guards the table, another each tree.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>

#include "center/app/view.h"
#include "crypto/merkle.h"
#include "server/http/reply.h"

namespace probant::center {

/// More sessions than one centre holds in a day.
constexpr std::size_t kReceiptTreesMax = 16;

class Receipts {
public:
    explicit Receipts(std::filesystem::path sessions_folder)
        : sessions_folder_(std::move(sessions_folder)) {}

    [[nodiscard]] server::Reply reply(const SessionView& session, const CandidateView& candidate);

private:
    struct Grown {
        std::mutex mutex;  // guards tree
        crypto::merkle::Tree tree{};
    };

    struct Known {
        std::shared_ptr<Grown> grown{};
        std::uint64_t asked{};
    };

    [[nodiscard]] std::shared_ptr<Grown> tree_of(engine::SessionId session);

    std::filesystem::path sessions_folder_;
    std::mutex mutex_;  // guards known_ and asked_
    std::map<engine::SessionId, Known> known_;
    std::uint64_t asked_ = 0;
};

}  // namespace probant::center
