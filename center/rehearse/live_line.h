// center/rehearse/live_line.h: the WebSocket of a simulated station or console.
//
// Role        Opens it as a browser does, sends texts, waits for texts; answers pings by itself.
// Invariants  Every frame is masked. After `next` gave nothing, is_open() tells why.
// Threads     That of the Loop; one task at a time.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "center/rehearse/line.h"
#include "server/live/frame.h"

namespace probant::center::rehearse {

/// docs/PROTOCOL.md, Live.
inline constexpr std::chrono::milliseconds kHeartbeatEvery{2'000};

class LiveLine {
public:
    explicit LiveLine(Dialler& dialler, Ticket* ticket = nullptr)
        : dialler_(dialler), ticket_(ticket) {}

    /// False when the server does not answer, or says no.
    Task<bool> open(std::string target, std::string cookie, Time deadline);

    Task<bool> send(std::string text, Time deadline);

    /// The next text; nothing at the deadline, or when the line has closed.
    Task<std::optional<std::string>> next(Time deadline);

    [[nodiscard]] bool is_open() const { return line_ != nullptr && !line_->is_closed(); }

    /// From another task than the one that waits in next().
    void cut() {
        if (line_ != nullptr) line_->cut();
    }

    /// From the task that uses the line.
    void hang_up() { line_.reset(); }

private:
    /// Does what a message that is no text asks. False when the server says goodbye.
    Task<bool> obey(server::Message message, Time deadline);
    Task<bool> send_frame(server::Opcode opcode, std::string payload, Time deadline);

    Dialler& dialler_;
    Ticket* ticket_;
    std::unique_ptr<Line> line_;
    server::FrameReader reader_{server::FrameReader::From::Server, 0};
};

}  // namespace probant::center::rehearse
