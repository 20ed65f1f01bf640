// SPDX-License-Identifier: EUPL-1.2
#include "candidate/link/standing_order.h"

#include <limits>

#include "crypto/canonical_json.h"
#include "crypto/json_member.h"
#include "engine/bank/proctoring_reader.h"

namespace probant::candidate {
namespace {

std::optional<std::uint32_t> small_number(const json::Value* value) {
    if (value == nullptr || value->integer() == nullptr) return std::nullopt;
    const auto number = *value->integer();
    if (number < 0 || number > std::numeric_limits<std::uint32_t>::max()) return std::nullopt;
    return static_cast<std::uint32_t>(number);
}

bool is_state(const std::string& word) {
    return word == "waiting" || word == "running" || word == "paused" || word == "ended";
}

// Absent, as from a centre that compares no faces, is no.
std::optional<bool> read_take_reference(const json::Value* value) {
    if (value == nullptr) return false;
    return value->boolean() == nullptr ? std::nullopt : std::optional(*value->boolean());
}

std::optional<engine::RuleSet> read_watch(const json::Value* value) {
    if (value == nullptr || value->array() == nullptr) return std::nullopt;
    engine::RuleSet watch;
    for (const auto& name : *value->array()) {
        if (name.text() == nullptr) return std::nullopt;
        if (const auto rule = engine::rule_named(*name.text())) watch.set(*rule, true);
    }
    return watch;
}

// As the signed package has them, by the same reader as a bank's.
std::optional<engine::ProctoringRules> read_thresholds(const json::Value* order) {
    if (order == nullptr) return std::nullopt;
    const auto read = engine::read_proctoring_order(json::write(*order));
    return read ? std::optional(read.value().thresholds) : std::nullopt;
}

Result<StandingOrder, std::string> read_sitting(const json::Value& sitting) {
    const auto* id = json::text_member(sitting, "candidate");
    const auto candidate = id == nullptr ? std::nullopt : engine::CandidateId::parse(*id);
    if (!candidate) return Refused{std::string("sitting.candidate")};
    const auto* state = json::text_member(sitting, "state");
    if (state == nullptr || !is_state(*state)) return Refused{std::string("sitting.state")};
    const auto opening = small_number(sitting.member("opening"));
    if (!opening) return Refused{std::string("sitting.opening")};
    const auto watch = read_watch(sitting.member("watch"));
    if (!watch) return Refused{std::string("sitting.watch")};
    const auto take = read_take_reference(sitting.member("takeReference"));
    if (!take) return Refused{std::string("sitting.takeReference")};
    StandingOrder order{.candidate = *candidate,
                        .running = *state == "running",
                        .ended = *state == "ended",
                        .take_reference = *take,
                        .opening = *opening,
                        .watch = *watch,
                        .thresholds = {}};
    if (order.watch.empty()) return order;
    const auto thresholds = read_thresholds(sitting.member("order"));
    if (!thresholds) return Refused{std::string("sitting.order")};
    order.thresholds = *thresholds;
    return order;
}

}  // namespace

Result<HeartbeatReply, std::string> read_heartbeat_reply(std::string_view body) {
    const auto read = json::read(body);
    if (!read || read.value().object() == nullptr) return Refused{std::string("the whole of it")};
    const auto& value = read.value();
    HeartbeatReply reply;
    const auto* server = value.member("serverMs");
    if (server == nullptr || server->integer() == nullptr) return Refused{std::string("serverMs")};
    reply.server_ms = *server->integer();
    const auto* seat = value.member("seat");
    if (seat != nullptr && !seat->is_null()) {
        reply.seat = small_number(seat);
        if (!reply.seat) return Refused{std::string("seat")};
    }
    const auto* sitting = value.member("sitting");
    if (sitting == nullptr) return Refused{std::string("sitting")};
    if (sitting->is_null()) return reply;
    auto order = read_sitting(*sitting);
    if (!order) return Refused{order.error()};
    reply.order = std::move(order).value();
    return reply;
}

}  // namespace probant::candidate
