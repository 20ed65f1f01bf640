// SPDX-License-Identifier: EUPL-1.2
#include "center/rehearse/station.h"

#include <algorithm>
#include <array>

namespace probant::center::rehearse {
namespace {

using namespace std::chrono_literals;
using server::Method;

// How a page sends again what it does not know the fate of.
constexpr std::chrono::milliseconds kFirstResend{250};
constexpr std::chrono::milliseconds kLastResend{2'000};

/// A page that was refused its state looks again after this.
constexpr std::chrono::milliseconds kLookAgain{500};

// server/web/kit/retry.ts: how a page whose WebSocket is gone comes back.
constexpr std::chrono::milliseconds kFirstReconnect{400};
constexpr std::chrono::milliseconds kLastReconnect{8'000};

/// A page trusts its WebSocket, but not for ever.
constexpr std::chrono::milliseconds kLookAnyway{30'000};

/// The room fills within this: people do not sit down all at once.
constexpr std::chrono::milliseconds kArriveWithin{60'000};

/// What may meet an answer on its way without anyone being at fault.
constexpr std::array<std::string_view, 6> kRightly{
    "sitting_paused", "room_paused", "sitting_ended", "session_is_closed", "too_late", "not_open"};

std::string body_with_id(const std::string& id) {
    return json::write(json::Object{{"id", id}});
}

}  // namespace

Station::Station(Stage& stage, Persona persona)
    : stage_(stage),
      persona_(std::move(persona)),
      dice_(stage.plan.seed * 1'000'003 + persona_.seat),
      caller_(stage.dialler, &ticket_),
      live_(stage.dialler, &ticket_),
      news_(stage.loop) {}

bool Station::is_over() const {
    return phase_ == "ended" || has_left_ || stage_.over;
}

std::chrono::milliseconds Station::think_time() {
    const auto spread = static_cast<std::uint64_t>((kThinkMost - kThinkLeast).count());
    const std::chrono::milliseconds people =
        kThinkLeast + std::chrono::milliseconds{static_cast<std::int64_t>(dice_() % spread)};
    return stage_.scaled(people);
}

Task<Said> Station::insist(Ask ask) {
    auto wait = kFirstResend;
    const bool is_answer = ask.method == Method::Put;
    while (true) {
        auto said = co_await caller_.ask(ask, stage_.patience_from_now());
        const bool too_soon = said.status == 429;
        if (!too_soon && !said.is_unknown()) co_return said;
        if (is_answer) ++stage_.tally.unknown;
        // An answer is never given up while its fate is unknown; the rest stops with the room.
        if (stage_.over && !is_answer) co_return said;
        const std::chrono::milliseconds spread{static_cast<std::int64_t>(dice_() % 250)};
        co_await stage_.loop.sleep_until(Loop::now() + wait + spread);
        wait = std::min(kLastResend, wait * 2);
        if (is_answer) ++stage_.tally.resent;
    }
}

void Station::take(const json::Value& state) {
    const auto version = number_in(state, "version");
    if (state.object() == nullptr || version < version_) return;
    version_ = version;
    phase_ = text_in(state, "phase");
    held_ = number_in(state, "held");
    const auto* question = state.member("question");
    question_ = question == nullptr ? json::Value{} : *question;
    const auto draw = number_in(question_, "n");
    if (draw == thought_about_) return;
    thought_about_ = draw;
    think_until_ = Loop::now() + think_time();
}

void Station::take_refusal(const Said& said, const std::string& what) {
    const auto code = said.code();
    const bool rightly = std::ranges::find(kRightly, code) != kRightly.end();
    auto& counts = rightly ? stage_.tally.refused_rightly : stage_.tally.refused;
    ++counts[what + ": " + std::to_string(said.status) + " " + code];
    // The page was behind: it looks again.
    news_version_ = std::max(news_version_, version_ + 1);
}

Task<void> Station::refresh() {
    Ask look{.method = Method::Get, .target = "/api/v1/candidate/state?lang=fr", .body = {}};
    const auto said = co_await insist(std::move(look));
    if (said.is_done()) {
        take(said.value());
        // A tick grows the journal and changes nothing here: what is shown is what there is.
        news_version_ = std::min(news_version_, version_);
        co_return;
    }
    if (said.status != 0) take_refusal(said, "state");
    co_await stage_.loop.sleep_until(Loop::now() + kLookAgain);
}

Task<void> Station::arrive() {
    const auto within = static_cast<std::uint64_t>(stage_.scaled(kArriveWithin).count()) + 1;
    const std::chrono::milliseconds late{static_cast<std::int64_t>(dice_() % within)};
    co_await stage_.loop.sleep_until(Loop::now() + late);
    const auto id = fresh_id();
    while (!is_over()) {
        Ask sign_in{.method = Method::Post,
                    .target = "/api/v1/candidate/sign-in?lang=fr",
                    .body = json::write(json::Object{{"id", id}, {"code", persona_.code}})};
        const auto said = co_await insist(std::move(sign_in));
        if (said.is_done()) {
            take(said.value());
            co_return;
        }
        take_refusal(said, "sign-in");
        co_await stage_.loop.sleep_until(Loop::now() + kLastResend);
    }
}

void Station::cut_live() {
    cut_at_ = Loop::now();
    live_.cut();
}

Task<void> Station::stay_live() {
    auto step = kFirstReconnect;
    while (!is_over()) {
        const bool open = co_await live_.open(
            "/api/v1/candidate/live", caller_.cookie(), stage_.patience_from_now());
        if (open) {
            step = kFirstReconnect;
            look_again();
            co_await listen();
            if (!is_over()) ++stage_.tally.live_reconnects;
        }
        // Between half the step and the step, as a page does.
        const auto half = static_cast<std::uint64_t>(step.count() / 2);
        const std::chrono::milliseconds wait{static_cast<std::int64_t>(half + dice_() % half)};
        if (!is_over()) co_await stage_.loop.sleep_until(Loop::now() + wait);
        step = std::min(kLastReconnect, step * 2);
    }
    live_.hang_up();
}

/// What happened while the line was cut was told to nobody: a page that is live again asks.
void Station::look_again() {
    if (!cut_at_) return;
    stage_.tally.storm_ms.push_back(ms_since(*cut_at_));
    cut_at_.reset();
    news_version_ = std::max(news_version_, version_ + 1);
    news_.ring();
}

Task<void> Station::listen() {
    auto next_beat = Loop::now();
    while (live_.is_open() && !has_left_) {
        if (Loop::now() >= next_beat) {
            ++stage_.tally.heartbeats;
            const bool sent = co_await live_.send(R"({"type":"hb"})", stage_.patience_from_now());
            if (!sent) break;
            next_beat += kHeartbeatEvery;
        }
        const auto text = co_await live_.next(next_beat);
        if (!text) continue;
        const auto message = json::read(*text);
        if (!message || text_in(message.value(), "type") != "changed") continue;
        news_version_ = std::max(news_version_, number_in(message.value(), "version"));
        if (news_version_ > version_) news_.ring();
    }
    live_.hang_up();
}

Task<void> Station::wait_until_ready() {
    while (!is_over() && phase_ == "waiting") {
        if (news_version_ <= version_) {
            const auto until = Loop::now() + kLookAnyway;
            static_cast<void>(co_await news_.wait_until(until));
        }
        if (!is_over()) co_await refresh();
    }
}

Task<void> Station::start() {
    while (!stage_.start_at && !is_over())
        co_await stage_.loop.sleep_until(Loop::now() + 100ms);
    if (!stage_.start_at || is_over()) co_return;
    const auto begins = *stage_.start_at;
    const auto within = stage_.plan.mass_start ? kStartWithin : stage_.scaled(kStartWithin);
    const std::chrono::milliseconds late{
        static_cast<std::int64_t>(dice_() % (static_cast<std::uint64_t>(within.count()) + 1))};
    co_await stage_.loop.sleep_until(std::max(begins, Loop::now()) + late);
    const auto clicked = Loop::now();
    co_await command("/api/v1/candidate/start?lang=fr", "start");
    if (question_.is_null()) co_return;
    has_started_ = true;
    ++stage_.tally.started;
    stage_.tally.first_question_ms.push_back(ms_since(clicked));
}

Task<void> Station::command(std::string target, std::string what) {
    const auto id = fresh_id();
    Ask ask{.method = Method::Post, .target = std::move(target), .body = body_with_id(id)};
    const auto said = co_await insist(std::move(ask));
    if (said.is_done()) {
        take(said.value());
    } else if (said.status != 0) {
        take_refusal(said, what);
    }
}

/// What interrupts a test: a question that seems faulty, a hand raised, a person or a computer that
/// stops. True when something has happened.
Task<bool> Station::digress() {
    const auto draw = number_in(question_, "n");
    if (persona_.breaks_down_at == held_) {
        has_left_ = true;
        live_.cut();
        caller_.hang_up();
        co_return true;
    }
    if (persona_.gives_up_at == held_) {
        has_left_ = true;
        co_return true;
    }
    if (persona_.helps_at == held_ && !has_helped_) {
        has_helped_ = true;
        co_await command("/api/v1/candidate/help?lang=fr", "help");
    }
    if (persona_.reports_at == draw && !has_reported_) {
        has_reported_ = true;
        co_await report(draw);
        co_return true;
    }
    co_return false;
}

Task<void> Station::report(std::int64_t draw) {
    Ask ask{.method = Method::Post,
            .target = "/api/v1/candidate/reports?lang=fr",
            .body = json::write(json::Object{{"id", fresh_id()},
                                             {"n", draw},
                                             {"code", "E3"},
                                             {"text", "Le fichier ne s’ouvre pas."}})};
    const auto said = co_await insist(std::move(ask));
    if (said.is_done()) {
        take(said.value());
    } else if (said.status != 0) {
        take_refusal(said, "report");
    }
}

Task<void> Station::take_turn() {
    if (news_version_ > version_) {
        co_await refresh();
        co_return;
    }
    if (phase_ != "running") {
        const auto until = Loop::now() + kLookAnyway;
        static_cast<void>(co_await news_.wait_until(until));
        news_version_ = std::max(news_version_, version_ + 1);
        co_return;
    }
    if (question_.is_null()) {
        co_await command("/api/v1/candidate/hand-in?lang=fr", "hand-in");
        if (phase_ == "ended") ++stage_.tally.handed_in;
        co_return;
    }
    const bool digressed = co_await digress();
    if (digressed) co_return;
    const bool interrupted = co_await news_.wait_until(think_until_);
    if (!interrupted) co_await answer();
}

Task<void> Station::answer() {
    if (is_over()) co_return;
    const auto draw = number_in(question_, "n");
    if (!pending_ || pending_->draw != draw) {
        pending_ = Pending{
            .draw = draw,
            .id = fresh_id(),
            .response = json::write(stage_.knower.answer(question_, persona_.ability, dice_)),
            .clicked = Loop::now()};
    }
    stage_.clicked[{persona_.seat, acknowledged_ + 1}] = pending_->clicked;
    Ask put{.method = Method::Put,
            .target = "/api/v1/candidate/answers/" + std::to_string(draw) + "?lang=fr",
            .body = R"({"id":")" + pending_->id + R"(","response":)" + pending_->response + "}"};
    const auto said = co_await insist(std::move(put));
    if (said.is_done()) {
        note_acknowledged(said.value());
    } else {
        take_refusal(said, "answer");
    }
}

void Station::note_acknowledged(const json::Value& state) {
    ENSURE(pending_.has_value());
    auto& tally = stage_.tally;
    ++acknowledged_;
    ++stage_.acks.at(persona_.seat);
    tally.acknowledged.push_back({.seat = persona_.seat,
                                  .draw = pending_->draw,
                                  .id = pending_->id,
                                  .response = pending_->response});
    tally.answer_ms.push_back(ms_since(pending_->clicked));
    pending_.reset();
    take(state);
    const auto held = number_in(state, "held");
    if (held < acknowledged_) ++tally.lost;
    if (held > acknowledged_) ++tally.duplicated;
}

Task<void> Station::sit() {
    co_await arrive();
    stage_.loop.spawn(stay_live());
    co_await wait_until_ready();
    co_await start();
    while (!is_over())
        co_await take_turn();
    ++stage_.ended;
    stage_.changed.ring();
    if (has_started_ && !has_left_) co_await fetch_receipt();
    ++stage_.seen_off;
}

/// At once by who has ended, by everybody else at the same moment: when the session is closed.
Task<void> Station::fetch_receipt() {
    while (phase_ != "ended" && !stage_.closed)
        co_await stage_.loop.sleep_until(Loop::now() + 100ms);
    const auto seen_at = Loop::now();
    Ask look{.method = Method::Get, .target = "/api/v1/candidate/receipt", .body = {}};
    const auto said = co_await caller_.ask(std::move(look), stage_.patience_from_now());
    if (said.is_done()) {
        ++stage_.tally.receipts;
        stage_.tally.receipt_ms.push_back(ms_since(seen_at));
    } else if (!said.is_unknown()) {
        take_refusal(said, "receipt");
    }
}

}  // namespace probant::center::rehearse
