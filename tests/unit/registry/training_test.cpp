// A training's packet is verified like any other and certifies nothing.
//
// SPDX-License-Identifier: EUPL-1.2
#include <filesystem>

#include <catch2/catch.hpp>

#include "registry/api/replies.h"
#include "registry/certificates/issue.h"
#include "registry/intake/judge.h"
#include "tests/support/packets.h"

using namespace probant;
using namespace probant::registry;
using engine::PacketVerdict;

namespace {

/// A folder of its own, gone with the test.
class Folder {
public:
    Folder() = default;
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    Folder(Folder&&) = delete;
    Folder& operator=(Folder&&) = delete;

    ~Folder() { std::filesystem::remove_all(path); }

    const std::filesystem::path path{std::filesystem::temp_directory_path() /
                                     ("training-" + to_text(support::fresh_uuid()))};
};

/// A training of a whole dozen questions: the stories of a closed session go on to the eighth.
std::shared_ptr<const engine::Content> whole_training() {
    auto content = support::training_content();
    content.rules.stopping = {};
    return std::make_shared<const engine::Content>(std::move(content));
}

}  // namespace

TEST_CASE("A training's packet is accepted and kept apart: it is not to publish") {
    support::MemoryContents contents{};
    contents.content = whole_training();
    support::TestCentre centre;
    centre.content = contents.content.get();
    const Folder folder;
    Store store(folder.path);
    const auto trust = centre.trust();
    Judge judge({.store = store,
                 .trust = trust,
                 .identities = centre.registry,
                 .contents = contents,
                 .receipt_key = centre.receipt,
                 .now_ms = [] { return std::int64_t{1'800'000'000'000}; }});
    const auto packet = centre.seal();

    const auto reply = judge.receive(engine::write_ustar(packet.files));

    INFO(reply.end.detail);
    REQUIRE(reply.end.verdict == PacketVerdict::Accepted);
    CHECK(store.packet(packet.digest)->state == PacketState::Training);
    CHECK(store.unpublished_packets().empty());
    const Issuer issuer{
        .did = "did:web:registry.example", .name = "Essai", .key = centre.certificate};
    CHECK(publish(store, issuer, {.packet = packet.digest, .by = "paul", .at_ms = 1}) ==
          PublishEnd::Training);
    CHECK(store.certificates_of(packet.digest).empty());
    CHECK_FALSE(store.packet(packet.digest)->published_ms.has_value());
}

TEST_CASE("Whoever would publish a training is told that it certifies nothing") {
    const auto reply = reply_training_packet();

    CHECK(reply.status == 409);
    REQUIRE(reply.problem() != nullptr);
    CHECK(reply.problem()->code == "training_packet");
}
