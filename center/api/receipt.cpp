// SPDX-License-Identifier: EUPL-1.2
#include "center/api/receipt.h"

#include "crypto/checkpoint.h"
#include "crypto/merkle.h"

namespace probant::center {
namespace {

server::Reply reply_no_receipt() {
    return server::problem(409,
                           "no_receipt",
                           {"Le reçu est prêt dès que le test est terminé.",
                            "The receipt is ready as soon as the test has ended."});
}

crypto::merkle::Tree tree_of(SessionStore& store, std::uint64_t size) {
    crypto::merkle::Tree tree;
    store.for_each_entry([&](std::string_view bytes) {
        if (tree.size() < size) tree.append(crypto::merkle::leaf_hash(as_bytes(bytes)));
    });
    return tree;
}

}  // namespace

server::Reply receipt_reply(const std::filesystem::path& sessions_folder,
                            const SessionView& session,
                            const CandidateView& candidate) {
    if (!candidate.ended_entry) return reply_no_receipt();
    const auto entry = *candidate.ended_entry;
    auto store = SessionStore::open_read_only(sessions_folder / session.facts.id.text());
    const auto checkpoint = store.checkpoint_covering(entry);
    if (!checkpoint) return reply_no_receipt();

    const auto tree = tree_of(store, checkpoint->size);
    const auto proof = tree.inclusion(entry, checkpoint->size);
    return server::reply_json(
        json::Object{{"candidate", candidate.id.text()},
                     {"held", candidate.held},
                     {"checkpoint", checkpoint->text},
                     {"proof", crypto::write_receipt(entry, proof, checkpoint->text)},
                     {"shortCode", checkpoint->short_code}});
}

}  // namespace probant::center
