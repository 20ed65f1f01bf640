// tests/support/exam_day.h: a real centre with people signed in, for tests that ask over HTTP.
//
// Role        Starts probant-center, makes two sessions, opens both, signs an invigilator in to
//             each and a candidate of each; then asks whatever a test wants as whoever it wants.
// Invariants  Everybody has signed in over HTTP like anyone: no cookie is made up.
// Threads     One at a time.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "crypto/canonical_json.h"
#include "server/http/client.h"
#include "tests/support/real_centre.h"

namespace probant::support {

/// One session of the day and who is in it.
struct SessionOfDay {
    std::string id{};
    std::string code{};
    std::vector<std::string> candidate_codes{};
    std::vector<std::string> candidates{};  ///< ids, by seat
    std::string invigilator{};              ///< its token
    std::string candidate{};                ///< the token of the first candidate
};

/// What is asked; the origin is the centre's own unless the test says otherwise.
struct Question {
    server::Method method = server::Method::Get;
    std::string target{};
    std::string body{};
    std::vector<server::Header> cookies{};  ///< role without prefix, token
    std::vector<server::Header> headers{};
    bool says_origin = true;
};

class ExamDay {
public:
    ExamDay();

    [[nodiscard]] server::ClientReply ask(const Question& question) const;

    /// The status of a WebSocket's handshake: 101, or what refused it.
    [[nodiscard]] int upgrade(const Question& question) const;

    /// An act of this session's invigilator.
    [[nodiscard]] server::ClientReply act(const SessionOfDay& session, json::Object act) const;

    /// From another address of this machine, "127.0.0.2": the status and the body.
    [[nodiscard]] server::ClientReply ask_from(const std::string& address,
                                               const Question& question) const;

    [[nodiscard]] const SessionOfDay& session(std::size_t place) const {
        return sessions_.at(place);
    }

    [[nodiscard]] const std::string& manager() const { return manager_; }

    [[nodiscard]] std::string origin() const;

    [[nodiscard]] const RealCentre& centre() const { return centre_; }

private:
    [[nodiscard]] SessionOfDay make_session() const;
    [[nodiscard]] std::vector<server::Header> headers_of(const Question& question) const;

    RealCentre centre_;
    std::string manager_;
    std::vector<SessionOfDay> sessions_;
};

/// The one day that the tests of a program share: starting a centre takes a while.
[[nodiscard]] const ExamDay& the_day();

/// A candidate's sign-in with this code, under this id or a fresh one.
[[nodiscard]] Question code_typed(const std::string& code, const std::string& id = {});

/// Of the candidate at this place of the_day()'s session: present, signed in, authorised, started.
/// The reply of the start, with the cookie of the sign-in among its headers.
[[nodiscard]] server::ClientReply start_sitting(const SessionOfDay& session, std::size_t place);

/// A fresh "xxxxxxxx-xxxx-…".
[[nodiscard]] std::string fresh_uuid();

/// A member of a reply's body; "" when there is none.
[[nodiscard]] std::string member(const server::ClientReply& reply, std::string_view name);

}  // namespace probant::support
