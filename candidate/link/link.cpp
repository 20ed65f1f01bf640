// SPDX-License-Identifier: EUPL-1.2
#include "candidate/link/link.h"

#include <algorithm>
#include <string>
#include <utility>

#include "candidate/link/station_clock.h"
#include "crypto/random.h"
#include "server/observe/log.h"

namespace probant::candidate {
namespace {

constexpr int kDone = 200;
constexpr int kRefusedFrom = 400;
constexpr int kBrokenFrom = 500;

/// Between two looks at the box when nothing else is due.
constexpr engine::Duration kIdleMost{500};

constexpr engine::Duration kFarewell{3'000};

Uuid new_id() {
    return crypto::random_uuid_v7(static_cast<std::uint64_t>(wall_ms()));
}

}  // namespace

Link::Link(LinkParts parts)
    : parts_(std::move(parts)),
      client_(parts_.centre),
      pace_(steady_now()),
      outgoing_(parts_.session_key, new_id),
      started_(steady_now()),
      last_word_(started_) {}

Link::~Link() {
    stop();
}

void Link::start() {
    thread_ = std::thread([this] { run(); });
}

void Link::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    woken_.notify_all();
    if (thread_.joinable()) thread_.join();
}

void Link::post(FromEyes message) {
    {
        const std::lock_guard lock(mutex_);
        if (box_.size() == kBoxMost) box_.pop_front();
        box_.push_back(std::move(message));
    }
    woken_.notify_all();
}

void Link::tell(const EyesReport& report) {
    const std::lock_guard lock(mutex_);
    report_ = report;
}

EyesReport Link::eyes() {
    const std::lock_guard lock(mutex_);
    return report_;
}

void Link::run() {
    while (true) {
        {
            const std::lock_guard lock(mutex_);
            if (stopping_) break;
        }
        try {
            turn();
        } catch (const std::exception& failed) {
            server::log().error("link.failed", {{"why", server::MachineText(failed.what())}});
            pace_.failed(steady_now(), draw_chance());
        }
        ++pulse_;
    }
    say_farewell();
}

void Link::turn() {
    empty_box();
    const auto now = steady_now();
    if (pace_.heartbeat_is_due(now)) {
        beat(now);
    } else if (const auto* letter = pace_.may_send(now) ? outgoing_.next() : nullptr) {
        static_cast<void>(deliver(*letter));
    } else {
        wait();
    }
    notice_absence();
}

// The camera's last minute and the end of its alerts are worth a moment of the service's stop.
void Link::say_farewell() {
    empty_box();
    const auto until = steady_now() + kFarewell;
    while (steady_now() < until && pace_.may_send(steady_now())) {
        const auto* letter = outgoing_.next();
        if (letter == nullptr || !deliver(*letter)) return;
    }
}

void Link::wait() {
    const auto now = steady_now();
    const auto until = std::min(pace_.next_heartbeat(), now + kIdleMost);
    std::unique_lock lock(mutex_);
    woken_.wait_for(lock, until - now, [this] { return stopping_ || !box_.empty(); });
}

void Link::empty_box() {
    std::deque<FromEyes> taken;
    {
        const std::lock_guard lock(mutex_);
        taken.swap(box_);
    }
    for (auto& message : taken)
        std::visit([this](auto& one) { take(one); }, message);
}

void Link::take(SeenBatch& seen) {
    outgoing_.add(steady_now() - started_, seen.candidate, std::move(seen.batch));
}

void Link::take(RaisedAlert& raised) {
    outgoing_.add(raised.candidate, raised.change, raised.still);
}

void Link::take(CameraClosed /*closed*/) {
    outgoing_.close();
}

Heartbeat Link::heartbeat() {
    const IntegrityMoment moment{
        .wall_ms = wall_ms(), .boot_ms = boot_ms(), .heard = std::exchange(heard_, std::nullopt)};
    return {.sequence = ++sequence_,
            .boot_ms = moment.boot_ms,
            .wall_ms = moment.wall_ms,
            .eyes = eyes(),
            .waiting = outgoing_.waiting(),
            .browser = parts_.browser(),
            .signs = parts_.signs(moment)};
}

void Link::beat(engine::Instant now) {
    pace_.heartbeat_begins(now);
    const auto reply = post_to_centre("/api/v1/station/heartbeat", body_of(heartbeat()));
    if (reply) hear(*reply, steady_now() - now);
}

// Nothing: the centre did not answer, or answered that it could not.
std::optional<server::ClientReply> Link::post_to_centre(std::string_view target,
                                                        const std::string& body) {
    auto reply = client_.fetch({.method = server::Method::Post,
                                .target = std::string(target),
                                .headers = {},
                                .content_type = "application/json",
                                .body = to_bytes(body)});
    const auto now = steady_now();
    if (!reply || reply.value().status >= kBrokenFrom) {
        last_failure_ =
            reply ? "status " + std::to_string(reply.value().status) : reply.error().why;
        pace_.failed(now, draw_chance());
        return std::nullopt;
    }
    pace_.answered(now);
    absence_told_ = false;
    if (away_.exchange(false)) server::log().info("link.back");
    return std::move(reply).value();
}

void Link::hear(const server::ClientReply& reply, engine::Duration round_trip) {
    last_word_ = steady_now();
    if (reply.status != kDone) {
        stand(Standing::NotKnown, reply.status);
        return order({});
    }
    const auto read = read_heartbeat_reply(as_text(reply.body));
    if (!read) {
        stand(Standing::NotUnderstood, reply.status);
        return order({});
    }
    stand(Standing::Known, reply.status);
    heard_ = CentreTime{.boot_ms = boot_ms(),
                        .wall_ms = wall_ms(),
                        .server_ms = read.value().server_ms,
                        .round_trip = round_trip};
    order(read.value().order);
}

// Each change is told once, not every two seconds.
void Link::stand(Standing standing, int status) {
    if (std::exchange(standing_, standing) == standing) return;
    switch (standing) {
        case Standing::Unknown:
            return;
        case Standing::Known:
            return server::log().info("link.known");
        case Standing::NotKnown:
            return server::log().error("link.not_known", {{"status", status}});
        case Standing::NotUnderstood:
            return server::log().error("link.not_understood", {{"status", status}});
    }
}

void Link::order(const StandingOrder& order) {
    order_ = order;
    parts_.obey(order);
}

// False where it must be sent again.
bool Link::deliver(const Letter& letter) {
    const auto reply = post_to_centre(letter.target(), letter.body);
    if (!reply) return false;
    if (reply->status >= kRefusedFrom) {
        server::log().warning("link.refused", {{"letter", letter.id}, {"status", reply->status}});
    }
    outgoing_.settle();
    return true;
}

void Link::notice_absence() {
    const auto now = steady_now();
    away_ = pace_.is_away(now);
    // A centre that was never there is told as one that has gone.
    const bool gone = away_ && now - started_ >= kDeadAfter;
    if (gone && !std::exchange(absence_told_, true)) {
        const auto waiting = outgoing_.waiting();
        server::log().warning("link.away",
                              {{"minutes", waiting.minutes},
                               {"stills", waiting.stills},
                               {"why", server::MachineText(last_failure_)}});
    }
    if (now - last_word_ < kOrderStands || order_ == StandingOrder{}) return;
    server::log().warning("link.order_has_lapsed");
    order({});
}

}  // namespace probant::candidate
