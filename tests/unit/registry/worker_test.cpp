// The one thread that judges. SPDX-License-Identifier: EUPL-1.2
#include "registry/intake/worker.h"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <semaphore>

#include <catch2/catch.hpp>

#include "tests/support/packets.h"

using namespace probant;
using namespace probant::registry;

namespace {

/// A disk that refuses, or a judge that is held up, until the test says otherwise.
struct Trouble {
    std::atomic<bool> refuses{false};
    std::atomic<bool> cannot_publish{false};
    std::atomic<int> caught_up{0};
    std::function<void()> judging{[] {}};
};

class TroubledContents final : public Contents {
public:
    explicit TroubledContents(Trouble& trouble) : trouble_(trouble) {
        contents_.content = support::shared_content();
    }

    std::shared_ptr<const engine::Content> find(const engine::ContentDigest& digest) override {
        trouble_.judging();
        if (trouble_.refuses) throw std::runtime_error("no space left");
        return contents_.find(digest);
    }

private:
    Trouble& trouble_;
    support::MemoryContents contents_{};
};

/// A desk on a fresh folder.
class TestDesk final : public IntakeWorker::Desk {
public:
    TestDesk(support::TestCentre& centre,
             const crypto::Trust& trust,
             std::filesystem::path folder,
             Trouble& trouble)
        : folder_(std::move(folder)),
          trouble_(trouble),
          contents_(trouble),
          store_(folder_),
          judge_({.store = store_,
                  .trust = trust,
                  .identities = centre.registry,
                  .contents = contents_,
                  .receipt_key = centre.receipt,
                  .now_ms = [] { return std::int64_t{1'800'000'000'000}; }}) {}

    TestDesk(const TestDesk&) = delete;
    TestDesk& operator=(const TestDesk&) = delete;
    TestDesk(TestDesk&&) = delete;
    TestDesk& operator=(TestDesk&&) = delete;

    ~TestDesk() override { std::filesystem::remove_all(folder_); }

    Judge& judge() override { return judge_; }

    void catch_up() override {
        if (trouble_.cannot_publish) throw std::runtime_error("no space left");
        ++trouble_.caught_up;
    }

private:
    std::filesystem::path folder_;
    Trouble& trouble_;
    TroubledContents contents_;
    Store store_;
    Judge judge_;
};

/// A worker with its centre and its packet.
struct Intake {
    support::TestCentre centre{};
    crypto::Trust trust = centre.trust();
    Bytes archive = engine::write_ustar(centre.seal().files);
    Trouble trouble{};
    server::Health health{};
    IntakeLimits limits{};
    IntakeWorker worker{[this] {
                            return std::make_unique<TestDesk>(
                                centre,
                                trust,
                                std::filesystem::temp_directory_path() /
                                    ("worker-" + to_text(support::fresh_uuid())),
                                trouble);
                        },
                        health,
                        limits};
};

using Answer = std::future<Result<IntakeReply, IntakeRefusal>>;

Answer hand_over(Intake& intake, const Bytes& archive) {
    return std::async(std::launch::async, [&] { return intake.worker.receive(archive); });
}

/// A worker that judges one packet until it is let go, and whom others wait for.
class HeldUp {
public:
    explicit HeldUp(IntakeLimits limits) : intake{.limits = limits} {
        intake.trouble.judging = [this] {
            if (!holds_) return;
            entered_.release();
            go_.acquire();
        };
        first = hand_over(intake, intake.archive);
        entered_.acquire();
    }

    /// Those that waited are then judged one after the other.
    void let_go() {
        holds_ = false;
        go_.release();
    }

    Intake intake;
    Answer first{};

private:
    std::atomic<bool> holds_{true};
    std::binary_semaphore entered_{0};
    std::binary_semaphore go_{0};
};

/// How many of them were told "busy", once all have an answer.
std::size_t count_busy(std::vector<Answer>& answers) {
    return static_cast<std::size_t>(std::ranges::count_if(answers, [](Answer& answer) {
        const auto reply = answer.get();
        return !reply && reply.error() == IntakeRefusal::Busy;
    }));
}

/// Waits for the first refusal, which comes while everything else stands still.
void wait_for_one(std::vector<Answer>& answers) {
    using namespace std::chrono_literals;
    for (int tries = 0; tries < 10'000; ++tries) {
        for (auto& answer : answers)
            if (answer.wait_for(1ms) == std::future_status::ready) return;
    }
    FAIL("nobody was told that the registry is busy");
}

}  // namespace

TEST_CASE("Packets handed over by several threads are judged one after the other") {
    Intake intake;

    std::vector<Answer> replies;
    for (int caller = 0; caller < 4; ++caller)
        replies.push_back(hand_over(intake, intake.archive));

    int accepted = 0;
    for (auto& reply : replies) {
        const auto end = reply.get();
        REQUIRE(end);
        const auto verdict = end.value().end.verdict;
        const bool known = verdict == engine::PacketVerdict::Accepted ||
                           verdict == engine::PacketVerdict::Duplicate;
        CHECK(known);
        if (verdict == engine::PacketVerdict::Accepted) ++accepted;
    }
    CHECK(accepted == 1);
}

TEST_CASE("A desk that cannot be opened keeps the worker from starting") {
    server::Health health;
    CHECK_THROWS(IntakeWorker(
        []() -> std::unique_ptr<IntakeWorker::Desk> { throw std::runtime_error("no disk"); },
        health));
    CHECK_FALSE(health.is_ready());
}

TEST_CASE(
    "A judge that throws says so to whoever sent the packet and in the health, until it judges") {
    Intake intake;
    CHECK(intake.health.is_ready());
    intake.trouble.refuses = true;
    const auto failed = intake.worker.receive(intake.archive);
    REQUIRE_FALSE(failed);
    CHECK(failed.error() == IntakeRefusal::Failed);
    CHECK_FALSE(intake.health.is_ready());
    // What is no packet asks nothing of the disk, and proves nothing of it.
    CHECK(intake.worker.receive(to_bytes("hello")));
    CHECK_FALSE(intake.health.is_ready());

    intake.trouble.refuses = false;
    const auto kept = intake.worker.receive(intake.archive);
    REQUIRE(kept);
    CHECK(kept.value().end.verdict == engine::PacketVerdict::Accepted);
    CHECK(intake.health.is_ready());
}

TEST_CASE("A verdict is told although its certificates failed, and they are tried again") {
    Intake intake;
    const int before = intake.trouble.caught_up;
    intake.trouble.cannot_publish = true;
    const auto reply = intake.worker.receive(intake.archive);
    REQUIRE(reply);
    CHECK(reply.value().end.verdict == engine::PacketVerdict::Accepted);
    CHECK_FALSE(intake.health.is_ready());

    intake.trouble.cannot_publish = false;
    CHECK(intake.worker.receive(intake.archive));
    CHECK(intake.trouble.caught_up == before + 1);
    CHECK(intake.health.is_ready());
}

TEST_CASE("When the queue is full the next packet is told to come again, at once") {
    constexpr std::size_t kPlaces = 3;
    HeldUp held({.packets = kPlaces});
    std::vector<Answer> waiting;
    for (std::size_t n = 0; n < kPlaces + 1; ++n)
        waiting.push_back(hand_over(held.intake, held.intake.archive));
    wait_for_one(waiting);

    held.let_go();

    CHECK(count_busy(waiting) == 1);
    CHECK(held.first.get());
}

TEST_CASE("What waits is bounded in bytes, and the largest packet may always wait alone") {
    HeldUp held({.packets = 8, .bytes = 1});
    std::vector<Answer> waiting;
    for (int n = 0; n < 2; ++n)
        waiting.push_back(hand_over(held.intake, held.intake.archive));
    wait_for_one(waiting);

    held.let_go();

    CHECK(count_busy(waiting) == 1);
    CHECK(held.first.get());
}
