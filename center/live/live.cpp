// SPDX-License-Identifier: EUPL-1.2
#include "center/live/live.h"

#include <algorithm>
#include <utility>

#include "center/api/camera_wire.h"

namespace probant::center {
namespace {

constexpr std::chrono::milliseconds kPulse{1'000};

/// Of one sign-in: a page, the one it replaces and one whose end has not been noticed yet.
constexpr std::size_t kPerSignIn = 3;

/// Room that stations cannot take: whoever supervises gets in while they all reconnect.
constexpr std::size_t kConsoleReserve = 64;

/// A console may wait with two whole rooms of this many bytes a station in its queue.
constexpr std::size_t kRoomBytesPerStation = 1'024;
constexpr std::size_t kQueueBytesLeast = std::size_t{256} << 10;

std::string station_topic(engine::CandidateId candidate) {
    return "station:" + candidate.text();
}

std::string console_topic(engine::SessionId session) {
    return "console:" + session.text();
}

std::string changed_text(std::uint64_t version) {
    return json::write(json::Object{{"type", "changed"}, {"version", version}});
}

std::string bye_text(std::string_view code) {
    return json::write(json::Object{{"type", "bye"}, {"code", code}});
}

/// How a subscriber names itself to the hub: a letter, its session, its person, its sign-in.
std::string who_text(const Caller& caller) {
    return std::string(caller.role == engine::Role::Candidate ? "c" : "i") + caller.session.text() +
           to_text(caller.who) + caller.token.hex();
}

constexpr std::size_t kUuidText = 36;

server::HubSettings settings_for(std::size_t stations) {
    server::HubSettings settings;
    settings.connections = 2 * stations + kConsoleReserve;
    settings.queue_bytes = std::max(kQueueBytesLeast, 2 * stations * kRoomBytesPerStation);
    return settings;
}

}  // namespace

Live::Live(const LiveParts& parts)
    : parts_(parts), hub_(settings_for(parts.stations), handlers()) {}

Live::~Live() {
    stop();
}

void Live::start() {
    hub_.start();
    thread_ = std::thread([this] { run(); });
}

void Live::stop() {
    {
        const std::lock_guard lock(mutex_);
        if (stopping_) return;
        stopping_ = true;
    }
    wake_.notify_all();
    if (!thread_.joinable()) return;
    thread_.join();
    hub_.broadcast_if([](const server::Subscriber&) { return true; }, bye_text("stopping"));
    hub_.stop();
}

void Live::published(const Published& news) {
    {
        const std::lock_guard lock(mutex_);
        news_.push_back(news);
    }
    wake_.notify_one();
}

void Live::refresh(engine::SessionId session) {
    {
        const std::lock_guard lock(mutex_);
        refreshed_.push_back(session);
    }
    wake_.notify_one();
}

void Live::attach_station(server::UpgradedSocket socket, const Caller& caller) {
    const engine::CandidateId candidate{caller.who};
    hub_.attach(std::move(socket), {.topics = {station_topic(candidate)}, .who = who_text(caller)});
}

void Live::attach_console(server::UpgradedSocket socket, const Caller& caller) {
    hub_.attach(std::move(socket),
                {.topics = {console_topic(caller.session)}, .who = who_text(caller)});
}

void Live::run() {
    auto next_pulse = std::chrono::steady_clock::now() + kPulse;
    while (true) {
        std::deque<Published> news;
        std::deque<engine::SessionId> refreshed;
        {
            std::unique_lock lock(mutex_);
            wake_.wait_until(lock, next_pulse, [this] {
                return stopping_ || !news_.empty() || !refreshed_.empty();
            });
            if (stopping_) return;
            news.swap(news_);
            refreshed.swap(refreshed_);
        }
        for (const auto& one : news)
            tell(one);
        for (const auto& session : refreshed)
            if (const auto view = parts_.rooms->view()->find(session)) send_tiles(*view, {});
        if (std::chrono::steady_clock::now() < next_pulse) continue;
        next_pulse = std::chrono::steady_clock::now() + kPulse;
        tell_links();
        // By age, or some time after its session closed: nobody ends these, they are over.
        dismiss("signed_out",
                [this](const Peer& peer) { return !parts_.sign_ins->holds(peer.token); });
    }
}

void Live::tell(const Published& news) {
    for (const auto& side : news.sides) {
        if (const auto* others = std::get_if<EndOtherSignIns>(&side)) {
            dismiss("moved_elsewhere", [&](const Peer& peer) {
                return peer.who == others->who && peer.token != others->but;
            });
        }
        if (const auto* end = std::get_if<EndSignIn>(&side))
            dismiss("signed_out", [&](const Peer& peer) { return peer.token == end->token; });
    }
    for (const auto& candidate : news.changed)
        parts_.links->answered(news.view->facts.id, candidate);
    if (news.recording_changed) {
        tell_everybody(*news.view);
        return;
    }
    for (const auto& candidate : news.changed)
        hub_.broadcast(station_topic(candidate), changed_text(news.view->version));
    // When the journal grew without anyone changing (a tick), consoles keep their own clocks.
    send_tiles(*news.view, news.changed);
}

/// Recording stopped or goes on: what each station may do and what each clock says has changed.
void Live::tell_everybody(const SessionView& session) {
    const auto stations = "c" + session.facts.id.text();
    hub_.broadcast_if(
        [stations](const server::Subscriber& one) { return one.who.starts_with(stations); },
        changed_text(session.version));
    hub_.broadcast(console_topic(session.facts.id), room_text(session));
}

void Live::tell_links() {
    for (const auto& [session, candidates] : parts_.links->take_changed(parts_.clock->boot_ms()))
        if (const auto view = parts_.rooms->view()->find(session)) send_tiles(*view, candidates);
    // Whoever is observed is told as well that the camera went away, or is back.
    for (const auto& [session, candidates] : parts_.links->take_camera_changed()) {
        const auto view = parts_.rooms->view()->find(session);
        if (!view || !is_watched(*view)) continue;
        for (const auto& candidate : candidates)
            hub_.broadcast(station_topic(candidate), changed_text(view->version));
    }
}

void Live::send_tiles(const SessionView& session, const std::vector<engine::CandidateId>& changed) {
    const auto links = parts_.links->of(session.facts.id);
    const auto notes = parts_.notebook->of(session.facts.id);
    const ConsoleParts parts{
        .links = links, .notes = notes, .packet = parts_.centre->packet_of(session.facts.id)};
    hub_.broadcast(console_topic(session.facts.id),
                   json::write(tiles(session, changed, parts, now())));
}

std::string Live::room_text(const SessionView& session) const {
    const auto id = session.facts.id;
    const auto links = parts_.links->of(id);
    const auto notes = parts_.notebook->of(id);
    const ConsoleParts parts{
        .links = links, .notes = notes, .packet = parts_.centre->packet_of(id)};
    auto frame = *room_state(session, parts, now()).object();
    frame.emplace("type", "room");
    return json::write(frame);
}

void Live::dismiss(std::string_view code, const std::function<bool(const Peer&)>& whom) {
    std::vector<server::ConnectionId> gone;
    {
        const std::lock_guard lock(peers_mutex_);
        for (const auto& [connection, peer] : peers_)
            if (whom(peer)) gone.push_back(connection);
    }
    for (const auto connection : gone)
        say_bye(connection, code);
}

void Live::say_bye(server::ConnectionId connection, std::string_view code) {
    hub_.send(connection, bye_text(code));
    hub_.close(connection, server::CloseCode::Normal, std::string(code));
}

/// The page that came last stays: those before it are most likely gone already.
std::vector<server::ConnectionId> Live::too_many_of(const crypto::Digest& token) const {
    std::vector<server::ConnectionId> same;  // in the order in which they came
    for (const auto& [connection, peer] : peers_)
        if (peer.token == token) same.push_back(connection);
    same.resize(same.size() > kPerSignIn ? same.size() - kPerSignIn : 0);
    return same;
}

bool Live::stations_are_too_many() const {
    const auto stations = std::ranges::count_if(
        peers_, [](const auto& one) { return one.second.role == engine::Role::Candidate; });
    return static_cast<std::size_t>(stations) > 2 * parts_.stations;
}

WireMoment Live::now() const {
    return {.boot_ms = parts_.clock->boot_ms(), .wall_ms = parts_.clock->wall_ms()};
}

server::HubHandlers Live::handlers() {
    return {
        .on_open = [this](auto connection, const auto& who) { opened(connection, who); },
        .on_message = [this](auto connection, auto text) { said(connection, text); },
        .on_heartbeat = [this](auto connection) { said(connection, R"({"type":"hb"})"); },
        .on_closed = [this](auto connection, auto /*why*/) { closed(connection); },
    };
}

void Live::opened(server::ConnectionId connection, const server::Subscriber& subscriber) {
    const auto session = engine::SessionId::parse(subscriber.who.substr(1, kUuidText));
    const auto who = parse_uuid(subscriber.who.substr(1 + kUuidText, kUuidText));
    const auto token = crypto::Digest::parse(subscriber.who.substr(1 + 2 * kUuidText));
    ENSURE(session && who && token);
    const bool station = subscriber.who.front() == 'c';
    const Peer peer{.role = station ? engine::Role::Candidate : engine::Role::Invigilator,
                    .session = *session,
                    .who = *who,
                    .token = *token};
    std::vector<server::ConnectionId> replaced;
    {
        const std::lock_guard lock(peers_mutex_);
        peers_.emplace(connection, peer);
        replaced = too_many_of(peer.token);
        if (station && replaced.empty() && stations_are_too_many()) {
            hub_.close(connection, server::CloseCode::TryLater, "too many stations");
            return;
        }
    }
    for (const auto other : replaced)
        say_bye(other, "moved_elsewhere");
    if (!station) {
        if (const auto view = parts_.rooms->view()->find(*session))
            hub_.send(connection, room_text(*view));
        return;
    }
    parts_.links->heard(*session, engine::CandidateId{peer.who}, now());
    if (const auto view = parts_.rooms->view()->find(*session))
        hub_.send(connection, changed_text(view->version));
}

void Live::said(server::ConnectionId connection, std::string_view text) {
    const auto peer = peer_of(connection);
    const auto message = json::read(text);
    const auto* type = message ? message.value().member("type") : nullptr;
    if (!peer || type == nullptr || type->text() == nullptr || *type->text() != "hb") {
        hub_.close(connection, server::CloseCode::Policy, "unknown message");
        return;
    }
    const auto moment = now();
    if (peer->role == engine::Role::Candidate)
        parts_.links->heard(peer->session, engine::CandidateId{peer->who}, moment);
    hub_.send(connection,
              json::write(json::Object{{"type", "hb"}, {"serverTime", time_text(moment.wall_ms)}}));
}

void Live::closed(server::ConnectionId connection) {
    std::optional<Peer> gone;
    bool others = false;
    {
        const std::lock_guard lock(peers_mutex_);
        const auto found = peers_.find(connection);
        if (found == peers_.end()) return;
        gone = found->second;
        peers_.erase(found);
        for (const auto& [other, peer] : peers_)
            others |= peer.role == gone->role && peer.who == gone->who;
    }
    if (gone->role == engine::Role::Candidate && !others)
        parts_.links->gone(gone->session, engine::CandidateId{gone->who});
}

std::optional<Live::Peer> Live::peer_of(server::ConnectionId connection) const {
    const std::lock_guard lock(peers_mutex_);
    const auto found = peers_.find(connection);
    if (found == peers_.end()) return std::nullopt;
    return found->second;
}

}  // namespace probant::center
