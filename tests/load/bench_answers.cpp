// bench_answers: row S4, the processor time of one durable answer over TLS.
//
// Usage: bench_answers SEATS ROUNDS
//   Starts probant-center and the Beast control. In each round SEATS candidates of a new session
//   answer their whole test, then the same bodies go to the control; first one answer at a time, so
//   that each is one commit in both servers, then from everybody at once, when each commits what
//   waits. Their fsyncs are counted (countsync.so). One JSON line.
// What is counted is what the server's process spends between the first answer and the last reply:
// sign-ins, handshakes and the load's own work are not in it. Of the centre it holds the whole of
// an answer: who asks, judging, drawing the next question, telling the consoles' writer.
// Threads: one plays everybody; the servers are processes of their own.
//
// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <iostream>
#include <memory>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

#include "center/rehearse/knower.h"
#include "center/rehearse/tally.h"
#include "center/storage/session_store.h"
#include "tests/load/bench_program.h"
#include "tests/load/control.h"
#include "tests/load/process.h"
#include "tests/load/seated_room.h"
#include "tests/support/real_centre.h"

namespace probant::load {
namespace {

using center::rehearse::fresh_id;
using center::rehearse::number_in;
using center::rehearse::quantile;
using center::rehearse::Traffic;
using server::Method;

/// The same guesses in each run.
constexpr std::uint64_t kSeed = 1;

/// What one server has spent on the answers of a round.
struct Spent {
    std::uint64_t answers{};
    std::uint64_t reply_bytes{};
    std::uint64_t syncs{};
    std::chrono::nanoseconds processor{};
    double seconds{};
    std::vector<double> took_ms{};
};

/// A server that is measured.
struct Measured {
    pid_t process{};
    std::filesystem::path count{};  ///< of its fsyncs
};

/// Whoever answers: what a seat asks next, and what it makes of the reply.
class Sitters {
public:
    Sitters() = default;
    Sitters(const Sitters&) = delete;
    Sitters& operator=(const Sitters&) = delete;
    Sitters(Sitters&&) = delete;
    Sitters& operator=(Sitters&&) = delete;
    virtual ~Sitters() = default;

    [[nodiscard]] virtual std::size_t count() const = 0;
    [[nodiscard]] virtual Person& person(std::size_t place) = 0;
    /// Something that costs a request and no answer: its line is open afterwards.
    [[nodiscard]] virtual Ask greeting() const = 0;
    [[nodiscard]] virtual std::optional<Ask> next(std::size_t place) = 0;
    virtual void take(std::size_t place, const Said& said) = 0;
};

/// The candidates of a real session; remembers what they have sent.
class RealSitters : public Sitters {
public:
    explicit RealSitters(SeatedRoom& room) : room_(room), sent_(room.seats().size()) {}

    [[nodiscard]] std::size_t count() const override { return sent_.size(); }

    [[nodiscard]] Person& person(std::size_t place) override {
        return *room_.seats().at(place).person;
    }

    [[nodiscard]] Ask greeting() const override {
        return {.method = Method::Get, .target = "/api/v1/candidate/state?lang=fr", .body = {}};
    }

    [[nodiscard]] std::optional<Ask> next(std::size_t place) override {
        const auto& question = room_.seats().at(place).question;
        if (question.is_null()) return std::nullopt;
        const auto response = json::write(knower_.answer(question, 0.0, dice_));
        Ask ask{.method = Method::Put,
                .target = "/api/v1/candidate/answers/" + std::to_string(number_in(question, "n")) +
                          "?lang=fr",
                .body = R"({"id":")" + fresh_id() + R"(","response":)" + response + "}"};
        sent_.at(place).push_back(ask.body);
        return ask;
    }

    void take(std::size_t place, const Said& said) override {
        const auto state = said.value();
        const auto* question = state.member("question");
        room_.seats().at(place).question = question == nullptr ? json::Value{} : *question;
    }

    [[nodiscard]] const std::vector<std::vector<std::string>>& sent() const { return sent_; }

private:
    SeatedRoom& room_;
    center::rehearse::Knower knower_;
    center::rehearse::Dice dice_{kSeed};
    std::vector<std::vector<std::string>> sent_;
};

/// Says to the control what was said to the centre.
class Echoes : public Sitters {
public:
    Echoes(Dialler& way,
           const std::vector<std::vector<std::string>>& bodies,
           std::string query,
           const std::vector<Seat>& seats)
        : bodies_(bodies), query_(std::move(query)), given_(bodies.size()) {
        for (const auto& seat : seats) {
            people_.push_back(std::make_unique<Person>(way));
            // It reads no cookie; the bytes on the wire are to be the same.
            people_.back()->sign_in_as(*seat.person);
        }
    }

    [[nodiscard]] std::size_t count() const override { return bodies_.size(); }

    [[nodiscard]] Person& person(std::size_t place) override { return *people_.at(place); }

    [[nodiscard]] Ask greeting() const override {
        return {.method = Method::Put,
                .target = "/answers/0",
                .body = R"({"id":")" + fresh_id() + R"(","response":{}})"};
    }

    [[nodiscard]] std::optional<Ask> next(std::size_t place) override {
        const auto& bodies = bodies_.at(place);
        auto& given = given_.at(place);
        if (given == bodies.size()) return std::nullopt;
        Ask ask{.method = Method::Put,
                .target = "/answers/" + std::to_string(given + 1) + query_,
                .body = bodies[given]};
        ++given;
        return ask;
    }

    void take(std::size_t /*place*/, const Said& /*said*/) override {}

private:
    const std::vector<std::vector<std::string>>& bodies_;
    std::string query_;
    std::vector<std::size_t> given_;
    std::vector<std::unique_ptr<Person>> people_;
};

/// Lets sitters answer everything, so many at a time, and looks what it costs the server.
class Measurement {
public:
    Measurement(Loop& loop, Sitters& sitters, Measured server)
        : crowd_(loop), sitters_(sitters), server_(std::move(server)) {}

    Task<Spent> run(std::size_t at_once) {
        at_once_ = at_once;
        PlaceWork hello = [this](std::size_t place) { return greet(place); };
        co_await crowd_.each(sitters_.count(), at_once, std::move(hello));
        const auto before = processor_time(server_.process);
        const auto synced_before = synced(server_.count);
        const auto begun = Loop::now();
        PlaceWork hands = [this](std::size_t hand) { return answer_for(hand); };
        co_await crowd_.each(at_once, at_once, std::move(hands));
        spent_.seconds = std::chrono::duration<double>(Loop::now() - begun).count();
        spent_.processor = processor_time(server_.process) - before;
        spent_.syncs = synced(server_.count) - synced_before;
        co_return spent_;
    }

private:
    Task<void> greet(std::size_t place) {
        auto ask = sitters_.greeting();
        static_cast<void>(co_await sitters_.person(place).ask(std::move(ask)));
    }

    /// One of as many hands as answer at once: takes the seats at that distance from each other, an
    /// answer of each in turn, until all have answered everything.
    Task<void> answer_for(std::size_t hand) {
        bool more = true;
        while (more) {
            more = false;
            for (auto place = hand; place < sitters_.count(); place += at_once_) {
                auto ask = sitters_.next(place);
                if (!ask) continue;
                more = true;
                co_await answer(place, std::move(*ask));
            }
        }
    }

    Task<void> answer(std::size_t place, Ask ask) {
        const auto sent = Loop::now();
        const auto said = co_await sitters_.person(place).ask(std::move(ask));
        const std::chrono::duration<double, std::milli> took = Loop::now() - sent;
        spent_.took_ms.push_back(took.count());
        ++spent_.answers;
        spent_.reply_bytes += said.body.size();
        sitters_.take(place, said);
    }

    Crowd crowd_;
    Sitters& sitters_;
    Measured server_;
    Spent spent_{};
    std::size_t at_once_{};
};

/// What the centre keeps of one entry on average, so that the control keeps as much.
std::size_t entry_bytes(const std::filesystem::path& session) {
    auto store = center::SessionStore::open_read_only(session);
    std::size_t entries = 0;
    std::size_t bytes = 0;
    store.for_each_entry([&](std::string_view entry) {
        // The first says the whole room: no answer is like it.
        bytes += entries == 0 ? 0 : entry.size();
        ++entries;
    });
    return entries < 2 ? 0 : bytes / (entries - 1);
}

json::Value to_json(const Spent& spent) {
    const auto answers = static_cast<double>(std::max<std::uint64_t>(1, spent.answers));
    constexpr double kMicros = 1'000.0;
    return json::Object{
        {"answers", spent.answers},
        {"syncs", spent.syncs},
        {"replyBytes", static_cast<std::int64_t>(static_cast<double>(spent.reply_bytes) / answers)},
        {"processorNs",
         static_cast<std::int64_t>(static_cast<double>(spent.processor.count()) / answers)},
        {"answersPerSecond", static_cast<std::int64_t>(answers / spent.seconds)},
        {"p50Us", static_cast<std::int64_t>(quantile(spent.took_ms, 0.50) * kMicros)},
        {"p99Us", static_cast<std::int64_t>(quantile(spent.took_ms, 0.99) * kMicros)}};
}

/// One session of the centre, and its echo in the control.
class Round {
public:
    /// `counts` holds what the two count in: "centre" and "control".
    Round(const support::RealCentre& centre,
          const Control* control,
          std::filesystem::path counts,
          std::size_t seats)
        : centre_(centre),
          control_(control),
          counts_(std::move(counts)),
          plan_(centre.plan(/*secure=*/true)) {
        plan_.stations = seats;
    }

    json::Value run(std::size_t at_once) {
        loop_.run(play(at_once));
        json::Object result{{"atOnce", std::uint64_t{at_once}},
                            {"entryBytes", std::uint64_t{entry_bytes_}},
                            {"centre", to_json(real_)}};
        if (control_ != nullptr) result.emplace("beast", to_json(echoed_));
        return result;
    }

private:
    Task<void> play(std::size_t at_once) {
        co_await room_.sign_everybody_in();
        co_await room_.start_everybody();
        room_.hang_up();
        RealSitters sitters(room_);
        Measurement real(loop_, sitters, measured_centre());
        real_ = co_await real.run(at_once);
        entry_bytes_ = entry_bytes(centre_.sessions() / room_.session());
        if (control_ == nullptr) co_return;
        const auto query = "?reply=" + std::to_string(real_.reply_bytes / real_.answers) +
                           "&entry=" + std::to_string(entry_bytes_);
        Dialler other(loop_, control_->peer(), traffic_);
        Echoes echoes(other, sitters.sent(), query, room_.seats());
        Measurement echoed(loop_, echoes, measured_control());
        echoed_ = co_await echoed.run(at_once);
    }

    [[nodiscard]] Measured measured_centre() const {
        return {.process = centre_.id(), .count = counts_ / "centre"};
    }

    [[nodiscard]] Measured measured_control() const {
        return {.process = control_->id(), .count = counts_ / "control"};
    }

    const support::RealCentre& centre_;
    const Control* control_;
    std::filesystem::path counts_;
    Plan plan_;
    Traffic traffic_{};
    Spent real_{};
    Spent echoed_{};
    std::size_t entry_bytes_{};
    Loop loop_;
    Dialler way_{loop_, plan_.centre, traffic_};
    // Last, so that it is gone first: its lines hang on the loop.
    SeatedRoom room_{way_, plan_};
};

void bench(std::size_t seats, std::size_t rounds) {
    const support::TemporaryFolder counts;
    support::RealCentre centre(
        {.stations = seats, .environment = counting_into(counts.path() / "centre")});
    centre.start();
    std::unique_ptr<Control> control;
    if (is_built(ControlKind::Beast)) {
        control = std::make_unique<Control>(
            ControlKind::Beast, centre.folder() / "tls", counting_into(counts.path() / "control"));
    }
    json::Array all;
    for (std::size_t round = 0; round < rounds; ++round) {
        all.push_back(Round(centre, control.get(), counts.path(), seats).run(1));
        all.push_back(Round(centre, control.get(), counts.path(), seats).run(seats));
    }
    std::cout << json::write(
                     json::Object{{"seats", std::uint64_t{seats}}, {"rounds", std::move(all)}})
              << '\n';
}

}  // namespace
}  // namespace probant::load

int main(int argc, char** argv) {
    return probant::load::run_bench(argc, argv, 2, [](const probant::load::Words& words) {
        probant::load::bench(std::stoul(words[0]), std::stoul(words[1]));
    });
}
