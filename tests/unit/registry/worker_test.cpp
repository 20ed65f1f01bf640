// The one thread that judges. SPDX-License-Identifier: EUPL-1.2
#include "registry/intake/worker.h"

#include <filesystem>

#include <catch2/catch.hpp>

#include "tests/support/packets.h"

using namespace probant;
using namespace probant::registry;

namespace {

/// A desk on a fresh folder.
class TestDesk final : public IntakeWorker::Desk {
public:
    TestDesk(support::TestCentre& centre, const crypto::Trust& trust, std::filesystem::path folder)
        : folder_(std::move(folder)),
          store_(folder_),
          judge_({.store = store_,
                  .trust = trust,
                  .identities = centre.registry,
                  .contents = contents_,
                  .receipt_key = centre.receipt,
                  .now_ms = [] { return std::int64_t{1'800'000'000'000}; }}) {
        contents_.content = support::shared_content();
    }

    TestDesk(const TestDesk&) = delete;
    TestDesk& operator=(const TestDesk&) = delete;
    TestDesk(TestDesk&&) = delete;
    TestDesk& operator=(TestDesk&&) = delete;

    ~TestDesk() override { std::filesystem::remove_all(folder_); }

    Judge& judge() override { return judge_; }

private:
    std::filesystem::path folder_;
    Store store_;
    support::MemoryContents contents_{};
    Judge judge_;
};

}  // namespace

TEST_CASE("Packets handed over by several threads are judged one after the other") {
    support::TestCentre centre;
    const auto trust = centre.trust();
    const auto archive = engine::write_ustar(centre.seal().files);
    const auto folder =
        std::filesystem::temp_directory_path() / ("worker-" + to_text(support::fresh_uuid()));
    IntakeWorker worker([&] { return std::make_unique<TestDesk>(centre, trust, folder); });

    std::vector<std::future<std::optional<IntakeReply>>> replies;
    for (int caller = 0; caller < 4; ++caller)
        replies.push_back(std::async(std::launch::async, [&] { return worker.receive(archive); }));

    int accepted = 0;
    for (auto& reply : replies) {
        const auto end = reply.get();
        REQUIRE(end);
        const auto verdict = end->end.verdict;
        const bool known = verdict == engine::PacketVerdict::Accepted ||
                           verdict == engine::PacketVerdict::Duplicate;
        CHECK(known);
        if (verdict == engine::PacketVerdict::Accepted) ++accepted;
    }
    CHECK(accepted == 1);
}

TEST_CASE("A desk that cannot be opened keeps the worker from starting") {
    CHECK_THROWS(IntakeWorker(
        []() -> std::unique_ptr<IntakeWorker::Desk> { throw std::runtime_error("no disk"); }));
}
