// SPDX-License-Identifier: EUPL-1.2
#include "server/live/hub.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <utility>
#include <variant>

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "crypto/base/ensure.h"
#include "server/base/descriptor.h"
#include "server/http/wire_socket.h"
#include "server/live/frame.h"
#include "server/live/link.h"

namespace probant::server {
namespace {

using Clock = std::chrono::steady_clock;

/// The text a client sends to say that it is there.
constexpr std::string_view kHeartbeat = "hb";

/// How often silence, half frames and stalled readers are looked at.
constexpr std::chrono::milliseconds kTick{200};

/// A heartbeat every 2 s and some keystrokes: a hundred messages in a second is an attack.
constexpr std::uint32_t kMessagesPerSecondMax = 100;

/// Events taken from the kernel at once; what is left comes at the next turn.
constexpr std::size_t kEventsMax = 256;

/// The eventfd's place among the connections, which are numbered from 1.
constexpr std::uint64_t kWakeup = 0;

struct Attach {
    ConnectionId id;
    UpgradedSocket socket;
    Subscriber subscriber;
};

struct Send {
    ConnectionId id;
    SharedFrame frame;
};

struct Broadcast {
    std::function<bool(const Subscriber&)> wanted;
    SharedFrame frame;
};

struct Close {
    ConnectionId id;
    CloseCode code;
    std::string reason;
};

using Order = std::variant<Attach, Send, Broadcast, Close>;

}  // namespace

class Hub::Inside {
public:
    Inside(HubSettings settings, HubHandlers handlers)
        : settings_(settings),
          handlers_(std::move(handlers)),
          epoll_(::epoll_create1(EPOLL_CLOEXEC)),
          wakeup_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.u64 = kWakeup;
        ENSURE(::epoll_ctl(epoll_.number(), EPOLL_CTL_ADD, wakeup_.number(), &event) == 0);
    }

    void start();
    void stop();
    ConnectionId attach(UpgradedSocket socket, Subscriber subscriber);
    void post(Order order);
    [[nodiscard]] HubCounts counts() const;

private:
    void run();
    void turn();
    void follow_orders();
    void follow(Attach order);
    void follow(const Send& order);
    void follow(const Broadcast& order);
    void follow(const Close& order);
    void tick(Clock::time_point now);
    void look_at(Link& link, Clock::time_point now);
    void read(Link& link);
    void take_messages(Link& link);
    void take(Link& link, const Message& message);
    void take_text(Link& link, const std::string& text);
    static bool is_flooding(Link& link);
    void queue(Link& link, SharedFrame frame) const;
    void flush(Link& link);
    void watch(Link& link, bool waits_to_write);
    void say_goodbye(Link& link, CloseCode code, Closed why);
    void bury();
    void close_all();

    HubSettings settings_;
    HubHandlers handlers_;
    Descriptor epoll_;
    Descriptor wakeup_;

    std::mutex mutex_;  // guards orders_ and accepts_
    std::vector<Order> orders_;
    bool accepts_ = false;

    std::unordered_map<std::uint64_t, std::unique_ptr<Link>> links_;  // the hub thread's alone
    Clock::time_point next_tick_ = Clock::now();
    std::thread thread_;
    std::atomic<bool> stopping_{false};
    std::atomic<std::uint64_t> last_id_{0};
    std::atomic<std::size_t> open_{0};
    std::atomic<std::uint64_t> opened_{0};
    std::atomic<std::uint64_t> heartbeats_{0};
    std::atomic<std::uint64_t> messages_in_{0};
    std::atomic<std::uint64_t> frames_out_{0};
    std::atomic<std::uint64_t> dropped_{0};
};

void Hub::Inside::start() {
    ENSURE(!thread_.joinable() && !stopping_);
    ignore_broken_pipes();
    {
        const std::lock_guard lock(mutex_);
        accepts_ = true;
    }
    thread_ = std::thread([this] { run(); });
}

void Hub::Inside::stop() {
    if (!thread_.joinable()) return;
    {
        const std::lock_guard lock(mutex_);
        accepts_ = false;
    }
    stopping_ = true;
    const std::uint64_t one = 1;
    ENSURE(::write(wakeup_.number(), &one, sizeof one) == sizeof one);
    thread_.join();
}

ConnectionId Hub::Inside::attach(UpgradedSocket socket, Subscriber subscriber) {
    const ConnectionId id{++last_id_};
    post(Attach{id, std::move(socket), std::move(subscriber)});
    return id;
}

void Hub::Inside::post(Order order) {
    {
        const std::lock_guard lock(mutex_);
        if (!accepts_) return;
        orders_.push_back(std::move(order));
        // One wake-up is enough for all that waits.
        if (orders_.size() > 1) return;
    }
    const std::uint64_t one = 1;
    ENSURE(::write(wakeup_.number(), &one, sizeof one) == sizeof one);
}

HubCounts Hub::Inside::counts() const {
    return {open_, opened_, heartbeats_, messages_in_, frames_out_, dropped_};
}

void Hub::Inside::run() {
    while (!stopping_)
        turn();
    follow_orders();
    close_all();
}

void Hub::Inside::turn() {
    std::array<epoll_event, kEventsMax> events{};
    const int count = ::epoll_wait(epoll_.number(),
                                   events.data(),
                                   static_cast<int>(events.size()),
                                   static_cast<int>(kTick.count()));
    for (int place = 0; place < count; ++place) {
        const auto& event = events.at(static_cast<std::size_t>(place));
        if (event.data.u64 == kWakeup) {
            follow_orders();
            continue;
        }
        const auto found = links_.find(event.data.u64);
        if (found == links_.end() || found->second->over) continue;
        Link& link = *found->second;
        if ((event.events & EPOLLOUT) != 0) flush(link);
        if ((event.events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0 && !link.over) read(link);
    }
    const auto now = Clock::now();
    if (now >= next_tick_) tick(now);
    bury();
}

void Hub::Inside::follow_orders() {
    // Fails where an earlier turn has already taken the count: there is nothing to take.
    eventfd_t taken = 0;
    static_cast<void>(::eventfd_read(wakeup_.number(), &taken));
    std::vector<Order> orders;
    {
        const std::lock_guard lock(mutex_);
        orders.swap(orders_);
    }
    for (auto& order : orders)
        std::visit([this](auto& each) { follow(std::move(each)); }, order);
}

void Hub::Inside::follow(Attach order) {
    auto link =
        std::make_unique<Link>(order.socket, std::move(order.subscriber), settings_.frame_bytes);
    link->id = order.id;
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = order.id.value;
    if (::epoll_ctl(epoll_.number(), EPOLL_CTL_ADD, link->wire.descriptor(), &event) != 0)
        link->over = Closed::SocketError;
    Link& added = *link;
    links_.emplace(order.id.value, std::move(link));
    if (added.over) return;
    if (links_.size() > settings_.connections) {
        say_goodbye(added, CloseCode::TryLater, Closed::TooMany);
        return;
    }
    added.is_open = true;
    ++open_;
    ++opened_;
    if (handlers_.on_open) handlers_.on_open(added.id, added.subscriber);
    added.reader.feed(order.socket.take_early());
    take_messages(added);
    // OpenSSL may hold bytes that epoll will never announce.
    if (!added.over) read(added);
}

void Hub::Inside::follow(const Send& order) {
    const auto found = links_.find(order.id.value);
    if (found == links_.end() || found->second->over) return;
    queue(*found->second, order.frame);
    flush(*found->second);
}

void Hub::Inside::follow(const Broadcast& order) {
    for (auto& [id, link] : links_) {
        if (link->over || !link->is_open || !order.wanted(link->subscriber)) continue;
        queue(*link, order.frame);
        flush(*link);
    }
}

void Hub::Inside::follow(const Close& order) {
    const auto found = links_.find(order.id.value);
    if (found == links_.end() || found->second->over) return;
    queue(*found->second, close_frame(order.code, order.reason));
    found->second->closes_when_empty = true;
    flush(*found->second);
}

void Hub::Inside::tick(Clock::time_point now) {
    next_tick_ = now + kTick;
    for (auto& [id, link] : links_) {
        if (!link->over) look_at(*link, now);
    }
}

void Hub::Inside::look_at(Link& link, Clock::time_point now) {
    if (link.halfway_since && now - *link.halfway_since > settings_.half_frame)
        return say_goodbye(link, CloseCode::Policy, Closed::BadFrame);
    if (!link.queue.empty() && now - link.progressed > settings_.stalled) {
        link.over = Closed::Stalled;
        return;
    }
    const auto silence = now - link.heard;
    if (silence > settings_.silent) {
        link.over = Closed::Silent;
        return;
    }
    if (silence > settings_.ping_after && !link.was_pinged) {
        link.was_pinged = true;
        queue(link, shared_frame(Opcode::Ping, ""));
        flush(link);
    }
}

void Hub::Inside::read(Link& link) {
    std::array<std::uint8_t, 4096> chunk{};
    while (!link.over) {
        const auto outcome = link.wire.read(chunk);
        if (outcome.io == WireSocket::Io::Closed) {
            link.over = Closed::ByPeer;
            return;
        }
        if (outcome.io == WireSocket::Io::WantWrite) return watch(link, /*waits_to_write=*/true);
        if (outcome.io == WireSocket::Io::WantRead) return;
        link.reader.feed(std::span(chunk).first(outcome.bytes));
        take_messages(link);
    }
}

void Hub::Inside::take_messages(Link& link) {
    bool took = false;
    while (!link.over) {
        auto next = link.reader.next();
        if (const auto* fault = std::get_if<FrameFault>(&next))
            return say_goodbye(link, code_of(*fault), Closed::BadFrame);
        const auto* message = std::get_if<Message>(&next);
        if (message == nullptr) break;
        took = true;
        if (is_flooding(link)) return say_goodbye(link, CloseCode::Policy, Closed::BadFrame);
        take(link, *message);
    }
    // A frame that never ends is judged from its own first byte, whatever came before.
    if (!link.reader.is_halfway()) {
        link.halfway_since.reset();
    } else if (took || !link.halfway_since) {
        link.halfway_since = Clock::now();
    }
}

bool Hub::Inside::is_flooding(Link& link) {
    const auto now = Clock::now();
    if (now - link.second_start > std::chrono::seconds{1}) {
        link.second_start = now;
        link.messages_this_second = 0;
    }
    return ++link.messages_this_second > kMessagesPerSecondMax;
}

void Hub::Inside::take(Link& link, const Message& message) {
    link.heard = Clock::now();
    link.was_pinged = false;
    switch (message.opcode) {
        case Opcode::Text:
            return take_text(link, message.payload);
        case Opcode::Ping:
            queue(link, shared_frame(Opcode::Pong, message.payload));
            return flush(link);
        case Opcode::Pong:
            return;
        case Opcode::Close:
            return say_goodbye(link, CloseCode::Normal, Closed::ByPeer);
        case Opcode::Binary:
        case Opcode::Continuation:
            break;
    }
    say_goodbye(link, CloseCode::Unsupported, Closed::BadFrame);
}

void Hub::Inside::take_text(Link& link, const std::string& text) {
    if (text == kHeartbeat) {
        ++heartbeats_;
        if (handlers_.on_heartbeat) handlers_.on_heartbeat(link.id);
        return;
    }
    ++messages_in_;
    if (handlers_.on_message) handlers_.on_message(link.id, text);
}

void Hub::Inside::queue(Link& link, SharedFrame frame) const {
    if (link.over || link.closes_when_empty) return;
    if (link.queue.empty()) link.progressed = Clock::now();
    const bool is_full = link.queued_bytes + frame->size() > settings_.queue_bytes ||
                         link.queue.size() >= settings_.queue_frames;
    if (is_full) {
        link.over = Closed::Stalled;
        return;
    }
    link.queued_bytes += frame->size();
    link.queue.push_back(std::move(frame));
}

void Hub::Inside::flush(Link& link) {
    while (!link.over && !link.queue.empty()) {
        // The frame is shared and does not move: OpenSSL gets the same bytes at the same place.
        const ByteView left = as_bytes(*link.queue.front()).subspan(link.front_sent);
        const auto outcome = link.wire.write(left);
        if (outcome.io == WireSocket::Io::Closed) {
            link.over = Closed::ByPeer;
            return;
        }
        if (outcome.io != WireSocket::Io::Done) return watch(link, /*waits_to_write=*/true);
        link.progressed = Clock::now();
        link.front_sent += outcome.bytes;
        if (link.front_sent < link.queue.front()->size()) continue;
        link.queued_bytes -= link.queue.front()->size();
        link.front_sent = 0;
        link.queue.pop_front();
        ++frames_out_;
    }
    watch(link, /*waits_to_write=*/false);
    if (link.closes_when_empty && !link.over) link.over = Closed::ByUs;
}

void Hub::Inside::watch(Link& link, bool waits_to_write) {
    if (link.waits_to_write == waits_to_write) return;
    link.waits_to_write = waits_to_write;
    epoll_event event{};
    event.events = waits_to_write ? EPOLLIN | EPOLLOUT : EPOLLIN;
    event.data.u64 = link.id.value;
    if (::epoll_ctl(epoll_.number(), EPOLL_CTL_MOD, link.wire.descriptor(), &event) != 0)
        link.over = Closed::SocketError;
}

/// Says why, if it can be said at once, and lets go: a peer in the wrong is not waited for.
void Hub::Inside::say_goodbye(Link& link, CloseCode code, Closed why) {
    queue(link, close_frame(code, ""));
    flush(link);
    link.over = why;
}

void Hub::Inside::bury() {
    for (auto place = links_.begin(); place != links_.end();) {
        Link& link = *place->second;
        if (!link.over) {
            ++place;
            continue;
        }
        const auto why = *link.over;
        const auto id = link.id;
        const bool is_our_choice =
            why == Closed::Stalled || why == Closed::Silent || why == Closed::BadFrame;
        if (is_our_choice) ++dropped_;
        if (link.is_open) --open_;
        link.wire.close();
        place = links_.erase(place);
        if (handlers_.on_closed) handlers_.on_closed(id, why);
    }
}

void Hub::Inside::close_all() {
    for (auto& [id, link] : links_) {
        if (!link->over) say_goodbye(*link, CloseCode::GoingAway, Closed::ByUs);
    }
    bury();
}

Hub::Hub(HubSettings settings, HubHandlers handlers)
    : inside_(std::make_unique<Inside>(settings, std::move(handlers))) {}

Hub::~Hub() {
    inside_->stop();
}

void Hub::start() {
    inside_->start();
}

void Hub::stop() {
    inside_->stop();
}

ConnectionId Hub::attach(UpgradedSocket socket, Subscriber subscriber) {
    return inside_->attach(std::move(socket), std::move(subscriber));
}

void Hub::send(ConnectionId connection, std::string_view text) {
    inside_->post(Send{connection, shared_frame(Opcode::Text, text)});
}

void Hub::broadcast(std::string topic, std::string_view text) {
    broadcast_if(
        [topic = std::move(topic)](const Subscriber& subscriber) {
            return std::ranges::find(subscriber.topics, topic) != subscriber.topics.end();
        },
        text);
}

void Hub::broadcast_if(std::function<bool(const Subscriber&)> wanted, std::string_view text) {
    inside_->post(Broadcast{std::move(wanted), shared_frame(Opcode::Text, text)});
}

void Hub::close(ConnectionId connection, CloseCode code, std::string reason) {
    inside_->post(Close{connection, code, std::move(reason)});
}

HubCounts Hub::counts() const {
    return inside_->counts();
}

}  // namespace probant::server
