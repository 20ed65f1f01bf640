// SPDX-License-Identifier: EUPL-1.2
#include "center/rehearse/console.h"

#include <algorithm>
#include <stdexcept>

namespace probant::center::rehearse {
namespace {

using namespace std::chrono_literals;
using server::Method;

constexpr std::chrono::milliseconds kAgainAfter{500};

/// A person looks at a pause for about so long before ending it.
constexpr std::chrono::milliseconds kPauseLasts{120'000};

constexpr std::int64_t kTimeGivenMs = 300'000;

/// Closing meets stations that were just finishing: the list is made again, so many times.
constexpr int kCloseTries = 10;

bool is_report_open(const json::Value& tile) {
    const auto* report = tile.member("report");
    return report != nullptr && !report->is_null();
}

}  // namespace

Console::Console(Stage& stage, Duties duties)
    : stage_(stage), duties_(duties), caller_(stage.dialler), live_(stage.dialler) {}

Task<Said> Console::insist(Ask ask) {
    while (true) {
        auto said = co_await caller_.ask(ask, stage_.patience_from_now());
        if (!said.is_unknown() && said.status != 429) co_return said;
        co_await stage_.loop.sleep_until(Loop::now() + kAgainAfter);
    }
}

Task<void> Console::sign_in(std::string session_code) {
    const auto& who = stage_.plan.invigilator;
    Ask ask{
        .method = Method::Post,
        .target = "/api/v1/invigilator/sign-in",
        .body = json::write(json::Object{{"name", who.name},
                                         {"password", std::string(as_text(who.password.expose()))},
                                         {"sessionCode", std::move(session_code)}})};
    const auto said = co_await insist(std::move(ask));
    if (!said.is_done()) throw std::runtime_error("the invigilator cannot sign in: " + said.code());
    const auto room = co_await look();
    take(room);
    stage_.loop.spawn(watch());
}

Task<bool> Console::act(json::Object act) {
    const auto type = text_in(act, "type");
    Ask ask{.method = Method::Post,
            .target = "/api/v1/invigilator/acts",
            .body = json::write(json::Object{{"id", fresh_id()}, {"act", std::move(act)}})};
    const auto said = co_await insist(std::move(ask));
    if (!said.is_done())
        ++stage_.tally.refused[type + ": " + std::to_string(said.status) + " " + said.code()];
    co_return said.is_done();
}

Task<void> Console::open_session() {
    json::Object open{{"type", "open_session"}};
    const bool done = co_await act(std::move(open));
    if (!done) throw std::runtime_error("the session cannot be opened");
    stage_.say("the invigilator opens the session");
}

Task<json::Value> Console::look() {
    Ask ask{.method = Method::Get, .target = "/api/v1/invigilator/room", .body = {}};
    const auto said = co_await insist(std::move(ask));
    co_return said.value();
}

Task<void> Console::watch() {
    while (!has_left_) {
        const bool open = co_await live_.open(
            "/api/v1/invigilator/live", caller_.cookie(), stage_.patience_from_now());
        if (open) co_await listen();
        if (!has_left_) co_await stage_.loop.sleep_until(Loop::now() + kAgainAfter);
    }
}

Task<void> Console::listen() {
    auto next_beat = Loop::now();
    while (live_.is_open() && !has_left_) {
        if (Loop::now() >= next_beat) {
            const bool sent = co_await live_.send(R"({"type":"hb"})", stage_.patience_from_now());
            if (!sent) break;
            next_beat += kHeartbeatEvery;
        }
        const auto text = co_await live_.next(next_beat);
        if (!text) continue;
        const auto frame = json::read(*text);
        const auto type = frame ? text_in(frame.value(), "type") : std::string();
        if (type == "room" || type == "tiles") take(frame.value());
    }
    live_.hang_up();
}

void Console::take(const json::Value& frame) {
    for (const auto& tile : array_in(frame, "candidates")) {
        auto candidate = text_in(tile, "candidate");
        measure(tile);
        tiles_[candidate] = tile;
        to_attend_.push_back(std::move(candidate));
    }
    if (const auto* session = frame.member("session")) session_ = *session;
    alerts_ = array_in(frame, "alerts");
    stage_.changed.ring();
}

void Console::measure(const json::Value& tile) {
    const auto seat = static_cast<std::uint32_t>(number_in(tile, "seat"));
    const auto found = stage_.clicked.find({seat, number_in(tile, "held")});
    if (found == stage_.clicked.end()) return;
    stage_.tally.console_ms.push_back(ms_since(found->second));
    stage_.clicked.erase(found);
}

std::string Console::phase() const {
    return text_in(session_, "phase");
}

void Console::leave() {
    has_left_ = true;
    live_.cut();
}

bool Console::is_time_over() const {
    return stage_.plan.duration.count() > 0 && stage_.start_at &&
           Loop::now() > *stage_.start_at + stage_.plan.duration;
}

json::Value Console::tile_of(const std::string& candidate) const {
    const auto found = tiles_.find(candidate);
    return found == tiles_.end() ? json::Value{} : found->second;
}

Task<void> Console::supervise() {
    while (stage_.ended < stage_.plan.stations && !is_time_over()) {
        while (!to_attend_.empty()) {
            auto candidate = std::move(to_attend_.front());
            to_attend_.pop_front();
            co_await attend(std::move(candidate));
        }
        co_await authorise_waiting();
        co_await attend_alerts();
        const auto until = Loop::now() + kAgainAfter;
        if (to_attend_.empty()) static_cast<void>(co_await stage_.changed.wait_until(until));
    }
    if (stage_.ended < stage_.plan.stations) stage_.say("time is over");
    stage_.over = true;
    // An answer on its way is waited for: its fate must be known before anything is compared.
    const auto most = Loop::now() + 6 * stage_.plan.patience;
    while (stage_.ended < stage_.plan.stations && Loop::now() < most) {
        const auto until = Loop::now() + kAgainAfter;
        static_cast<void>(co_await stage_.changed.wait_until(until));
    }
}

Task<void> Console::attend(std::string candidate) {
    const auto tile = tile_of(candidate);
    const auto phase = text_in(tile, "phase");
    if (phase == "enrolled" && confirmed_.insert(candidate).second) {
        json::Object confirm{{"type", "confirm_presence"}, {"candidate", candidate}};
        static_cast<void>(co_await act(std::move(confirm)));
        co_return;
    }
    if (phase == "present" && flag_in(tile, "signedIn") && authorised_.insert(candidate).second) {
        to_authorise_.push_back(candidate);
        co_return;
    }
    if (is_report_open(tile)) co_await decide_report(candidate);
    co_await do_duties(candidate);
}

Task<void> Console::authorise_waiting() {
    const auto everybody = authorised_.size() == stage_.plan.stations;
    if (stage_.plan.mass_start && !everybody) co_return;
    while (!to_authorise_.empty()) {
        json::Object authorise{{"type", "authorise"}, {"candidate", to_authorise_.front()}};
        to_authorise_.pop_front();
        static_cast<void>(co_await act(std::move(authorise)));
    }
    if (stage_.start_at || authorised_.empty()) co_return;
    stage_.start_at = Loop::now();
    stage_.say(std::to_string(authorised_.size()) + " authorised: the sittings start");
}

Task<void> Console::decide_report(std::string candidate) {
    const auto tile = tile_of(candidate);
    const auto* report = tile.member("report");
    const bool accepted = decided_++ % 2 == 0;
    json::Object decide{{"type", "decide_report"},
                        {"candidate", candidate},
                        {"n", number_in(*report, "n")},
                        {"accepted", accepted},
                        {"note", ""}};
    const bool done = co_await act(std::move(decide));
    // Decided: the tile that says so is on its way, the one at hand must not ask again.
    auto shown = *tiles_[candidate].object();
    shown["report"] = nullptr;
    tiles_[candidate] = std::move(shown);
    if (done) {
        stage_.say(
            "seat " + std::to_string(number_in(tile, "seat")) + " reports question " +
            std::to_string(number_in(*report, "n")) +
            (accepted ? ": accepted, another is drawn" : ": dismissed, the question returns"));
    }
}

Task<void> Console::do_duties(std::string candidate) {
    const auto tile = tile_of(candidate);
    const auto seat = static_cast<std::uint32_t>(number_in(tile, "seat"));
    const bool ripe =
        text_in(tile, "phase") == "running" && number_in(tile, "held") >= duties_.once_held;
    if (!ripe) co_return;
    if (seat == duties_.gives_time_to && !has_given_time_) {
        has_given_time_ = true;
        json::Object give{{"type", "update"},
                          {"candidate", candidate},
                          {"extraMs", kTimeGivenMs},
                          {"note", "Poste redémarré"}};
        const bool done = co_await act(std::move(give));
        if (done) stage_.say("seat " + std::to_string(seat) + " is given five minutes");
    }
    if (seat == duties_.pauses_seat && !has_paused_) {
        has_paused_ = true;
        stage_.loop.spawn(pause_and_resume(candidate));
    }
}

/// Runs beside the rest, on a console of its own hand: the room is not left alone meanwhile.
Task<void> Console::pause_and_resume(std::string candidate) {
    const auto seat = std::to_string(number_in(tile_of(candidate), "seat"));
    Caller hand(stage_.dialler);
    hand.sign_in_as(caller_);
    const auto lasts = stage_.scaled(kPauseLasts);
    for (const auto* type : {"pause", "resume"}) {
        json::Object what{{"type", type}, {"candidate", candidate}};
        if (std::string_view(type) == "pause") what.emplace("note", "Alarme");
        const Ask ask{
            .method = Method::Post,
            .target = "/api/v1/invigilator/acts",
            .body = json::write(json::Object{{"id", fresh_id()}, {"act", std::move(what)}})};
        auto said = co_await hand.ask(ask, stage_.patience_from_now());
        while (said.is_unknown()) {
            co_await stage_.loop.sleep_until(Loop::now() + kAgainAfter);
            said = co_await hand.ask(ask, stage_.patience_from_now());
        }
        stage_.say("seat " + seat + ": " + type + (said.is_done() ? "" : " " + said.code()));
        co_await stage_.loop.sleep_until(Loop::now() + lasts);
    }
}

Task<void> Console::attend_alerts() {
    const auto alerts = alerts_;
    for (const auto& alert : alerts) {
        const auto number = number_in(alert, "alert");
        if (text_in(alert, "kind") != "help" || !answered_alerts_.insert(number).second) continue;
        json::Object take_it{{"type", "take_alert"}, {"alert", number}};
        static_cast<void>(co_await act(std::move(take_it)));
        json::Object resolve{{"type", "resolve_alert"}, {"alert", number}, {"note", ""}};
        const bool done = co_await act(std::move(resolve));
        const auto seat = number_in(tile_of(text_in(alert, "candidate")), "seat");
        if (done) stage_.say("seat " + std::to_string(seat) + " called for help: helped");
    }
}

json::Array Console::unfinished() const {
    json::Array list;
    for (const auto& [candidate, tile] : tiles_) {
        const auto phase = text_in(tile, "phase");
        const bool has_started = phase == "running" || phase == "paused" || phase == "ended";
        const auto* reason = tile.member("unfinished");
        const bool has_reason = reason != nullptr && !reason->is_null();
        if (!has_started || has_reason || flag_in(tile, "allAnswered")) continue;
        // Who is still there has given up; whose station is gone had a breakdown. Those that the
        // rehearsal itself stopped count as the latter.
        const bool gave_up = stage_.plan.story == Story::Demo && flag_in(tile, "online");
        list.emplace_back(
            json::Object{{"candidate", candidate}, {"reason", gave_up ? "given_up" : "technical"}});
    }
    return list;
}

Task<void> Console::close_session() {
    for (int tries = 0; tries < kCloseTries; ++tries) {
        const auto room = co_await look();
        take(room);
        const auto tiles = tiles_;
        for (const auto& [candidate, tile] : tiles)
            if (is_report_open(tile)) co_await decide_report(candidate);
        auto list = unfinished();
        const auto count = list.size();
        Ask ask{.method = Method::Post,
                .target = "/api/v1/invigilator/acts",
                .body = json::write(json::Object{
                    {"id", fresh_id()},
                    {"act",
                     json::Object{{"type", "close_session"}, {"unfinished", std::move(list)}}}})};
        const auto said = co_await insist(std::move(ask));
        if (said.is_done()) {
            stage_.say("the session is closed, " + std::to_string(count) + " unfinished");
            co_return;
        }
        stage_.say("not closed: " + said.code());
        co_await stage_.loop.sleep_until(Loop::now() + kAgainAfter);
    }
    ++stage_.tally.refused["close_session"];
}

Task<void> Console::count_held() {
    const auto room = co_await look();
    take(room);
    auto& tally = stage_.tally;
    for (const auto& [candidate, tile] : tiles_) {
        const auto held = static_cast<std::uint64_t>(number_in(tile, "held"));
        const std::uint64_t told =
            stage_.acks.at(static_cast<std::size_t>(number_in(tile, "seat")));
        tally.held += held;
        tally.lost += held < told ? told - held : 0;
        tally.duplicated += held > told ? held - told : 0;
    }
}

Task<void> Console::seal() {
    const std::string passphrase(as_text(stage_.plan.passphrase.expose()));
    Ask ask{.method = Method::Post,
            .target = "/api/v1/invigilator/seal",
            .body = json::write(json::Object{{"passphrase", passphrase}})};
    const auto said = co_await insist(std::move(ask));
    if (!said.is_done()) {
        ++stage_.tally.refused["seal: " + std::to_string(said.status) + " " + said.code()];
        co_return;
    }
    stage_.say("the packet is sealed and signed");
    const auto sealed = co_await look();
    take(sealed);
    if (stage_.plan.until != Until::Accepted) co_return;
    constexpr std::chrono::seconds kRegistryTakes{120};
    const auto most = Loop::now() + kRegistryTakes;
    while (Loop::now() < most) {
        const auto room = co_await look();
        take(room);
        if (phase() == "accepted" || phase() == "refused") break;
        co_await stage_.loop.sleep_until(Loop::now() + kAgainAfter);
    }
    stage_.say("the registry: " + phase());
}

}  // namespace probant::center::rehearse
