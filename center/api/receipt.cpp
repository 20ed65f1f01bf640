// SPDX-License-Identifier: EUPL-1.2
#include "center/api/receipt.h"

#include <algorithm>

#include "crypto/checkpoint.h"

namespace probant::center {
namespace {

server::Reply reply_no_receipt() {
    return server::problem(409,
                           "no_receipt",
                           {"Le reçu est prêt dès que le test est terminé.",
                            "The receipt is ready as soon as the test has ended."});
}

}  // namespace

std::shared_ptr<Receipts::Grown> Receipts::tree_of(engine::SessionId session) {
    const std::lock_guard lock(mutex_);
    auto& known = known_[session];
    known.asked = ++asked_;
    if (known.grown == nullptr) known.grown = std::make_shared<Grown>();
    auto grown = known.grown;
    if (known_.size() > kReceiptTreesMax) {
        known_.erase(
            std::ranges::min_element(known_, {}, [](const auto& one) { return one.second.asked; }));
    }
    return grown;
}

server::Reply Receipts::reply(const SessionView& session, const CandidateView& candidate) {
    if (!candidate.ended_entry) return reply_no_receipt();
    const auto entry = *candidate.ended_entry;
    auto store = SessionStore::open_read_only(sessions_folder_ / session.facts.id.text());
    const auto checkpoint = store.checkpoint_covering(entry);
    if (!checkpoint) return reply_no_receipt();

    const auto grown = tree_of(session.facts.id);
    const std::lock_guard lock(grown->mutex);
    auto& tree = grown->tree;
    if (tree.size() < checkpoint->size) {
        store.for_each_entry_from(tree.size(), [&](std::string_view bytes) {
            tree.append(crypto::merkle::leaf_hash(as_bytes(bytes)));
        });
    }
    const auto proof = tree.inclusion(entry, checkpoint->size);
    return server::reply_json(
        json::Object{{"candidate", candidate.id.text()},
                     {"held", candidate.held},
                     {"checkpoint", checkpoint->text},
                     {"proof", crypto::write_receipt(entry, proof, checkpoint->text)},
                     {"shortCode", checkpoint->short_code}});
}

}  // namespace probant::center
