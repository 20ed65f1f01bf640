// center/rehearse/line.h: one connection of a simulated person, plain or TLS, never blocking.
//
// Role        Opens, writes, gathers what comes; whoever uses it waits on the loop.
// Invariants  One task uses a line at a time. Every wait has a deadline.
// Threads     That of the Loop.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "center/rehearse/loop.h"
#include "server/http/client.h"
#include "server/http/wire_socket.h"

namespace probant::center::rehearse {

/// What all the lines of a rehearsal have cost.
struct Traffic {
    std::uint64_t bytes_in{};
    std::uint64_t bytes_out{};
    std::uint64_t connect_failures{};
    std::uint64_t connections{};  ///< that carried something
    std::uint64_t resumed{};      ///< of them, by a TLS ticket
    std::vector<double> connect_ms{};
};

/// What a browser keeps of its last connection, to make the next one cheaper: the session ticket of
/// TLS (RFC 8446 § 2.2, RFC 5077). Outlives the lines that it was given to.
class Ticket {
public:
    Ticket();
    Ticket(const Ticket&) = delete;
    Ticket& operator=(const Ticket&) = delete;
    Ticket(Ticket&&) = delete;
    Ticket& operator=(Ticket&&) = delete;
    ~Ticket();

    struct Inside;

    [[nodiscard]] Inside& inside() { return *inside_; }

private:
    std::unique_ptr<Inside> inside_;
};

class Line {
public:
    /// `ticket` may be null: nothing is kept of this line.
    Line(Loop& loop, server::WireSocket wire, Traffic& traffic, Ticket* ticket);
    Line(const Line&) = delete;
    Line& operator=(const Line&) = delete;
    Line(Line&&) = delete;
    Line& operator=(Line&&) = delete;
    ~Line();

    /// False when the peer has gone or does not take it in time.
    Task<bool> write(std::string bytes, Time deadline);

    /// Waits until more has come into `input`; false when the peer has gone or at the deadline.
    Task<bool> read_more(Time deadline);

    /// Takes what has come already. False once the peer has gone.
    bool take_in();

    [[nodiscard]] bool is_closed() const { return closed_; }

    /// As when a cable is pulled: whoever waits on this line is told that it has closed.
    void cut() {
        closed_ = true;
        bell_.ring();
    }

    [[nodiscard]] int descriptor() const { return wire_.descriptor(); }

    [[nodiscard]] Bell& bell() { return bell_; }

    /// Received, not yet used.
    [[nodiscard]] std::string& input() { return input_; }

private:
    void heard();

    Loop& loop_;
    server::WireSocket wire_;
    Traffic& traffic_;
    Ticket* ticket_;
    Bell bell_;
    std::string input_{};
    bool closed_{};
    bool has_heard_{};
};

/// Knows the way to one centre.
class Dialler {
public:
    Dialler(Loop& loop, server::Peer peer, Traffic& traffic);
    Dialler(const Dialler&) = delete;
    Dialler& operator=(const Dialler&) = delete;
    Dialler(Dialler&&) = delete;
    Dialler& operator=(Dialler&&) = delete;
    ~Dialler();

    /// Null when nobody answers in time. The TLS handshake is made by the first write; with a
    /// ticket it is that of a browser that was here before.
    Task<std::unique_ptr<Line>> dial(Time deadline, Ticket* ticket = nullptr);

    [[nodiscard]] Loop& loop() { return loop_; }

    [[nodiscard]] Traffic& traffic() { return traffic_; }

    [[nodiscard]] const std::string& host() const { return host_; }  ///< "name:port"

    [[nodiscard]] const std::string& origin() const { return origin_; }

private:
    struct Inside;

    [[nodiscard]] std::unique_ptr<Line> connecting(Ticket* ticket) const;

    Loop& loop_;
    server::Peer peer_;
    Traffic& traffic_;
    std::string host_;
    std::string origin_;
    std::unique_ptr<Inside> inside_;
};

}  // namespace probant::center::rehearse
