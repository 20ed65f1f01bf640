// SPDX-License-Identifier: EUPL-1.2
#include "crypto/passphrase.h"
#include "crypto/random.h"
#include "registry/api/replies.h"
#include "registry/api/routes.h"
#include "registry/certificates/issue.h"
#include "server/http/cookie.h"
#include "server/http/fields.h"
#include "server/text/nfc.h"

namespace probant::registry {
namespace {

using server::Method;
using server::Reply;
using server::Request;

constexpr std::size_t kTokenBytes = 32;
constexpr std::int64_t kMsPerSecond = 1000;

/// What an unknown name is compared with: a hash of a secret that nobody has.
const std::string& nobody_hash() {
    static const std::string hash = [] {
        const auto nobody = crypto::Passphrase::take(crypto::random_secret(kTokenBytes));
        ENSURE(nobody.has_value());
        return crypto::hash_passphrase(*nobody);
    }();
    return hash;
}

json::Value roles_to_json(server::Access roles) {
    json::Array words;
    if ((roles.roles & kJury.roles) != 0) words.emplace_back("jury");
    if ((roles.roles & kPublisher.roles) != 0) words.emplace_back("publisher");
    if ((roles.roles & kAuditor.roles) != 0) words.emplace_back("auditor");
    return words;
}

Reply sign_in(Services& services, const Request& request) {
    server::Fields fields(request);
    const auto name = server::to_nfc(fields.text("name")).value_or("");
    auto typed = fields.text("password", {.min = 1, .max = crypto::kPassphraseBytesMax});
    if (const auto refusal = fields.refusal()) return *refusal;
    if (!services.sign_ins.take(request.peer, wall_ms())) return reply_too_many();

    const auto passphrase = crypto::Passphrase::take(SecretBytes::from(std::move(typed)));
    const auto account = services.stores.borrow()->account(name);
    const bool right = passphrase && crypto::verify_passphrase(
                                         account ? account->password : nobody_hash(), *passphrase);
    if (!account || !right) return reply_wrong_password();

    const auto token = to_base64url(crypto::random_bytes(kTokenBytes));
    services.stores.borrow()->sign_in(
        crypto::sha256(token), account->name, wall_ms() + kSignInLastsMs);
    const auto roles = roles_named(account->roles);
    ENSURE(roles.has_value());
    auto reply = server::reply_json(json::Object{
        {"account", json::Object{{"name", account->name}, {"roles", roles_to_json(*roles)}}}});
    server::set_host_cookie(
        reply, kStaffCookie, token, std::chrono::seconds{kSignInLastsMs / kMsPerSecond});
    return reply;
}

Reply sign_out(Services& services, const Request& request) {
    const auto cookie = request.cookie(server::host_cookie_name(kStaffCookie));
    if (cookie) services.stores.borrow()->sign_out(crypto::sha256(*cookie));
    auto reply = server::reply_empty();
    server::clear_host_cookie(reply, kStaffCookie);
    return reply;
}

Reply who_am_i(const Request& request) {
    const auto& member = request.caller_as<StaffMember>();
    return server::reply_json(json::Object{
        {"account", json::Object{{"name", member.name}, {"roles", roles_to_json(member.roles)}}}});
}

json::Object summary_of(const PacketRow& packet) {
    return {{"digest", packet.digest.hex()},
            {"centre", packet.centre},
            {"seq", packet.seq},
            {"session", packet.session.text()},
            {"sealedAt", packet.sealed_at},
            {"receivedMs", packet.received_ms},
            {"judgedMs", packet.judged_ms},
            {"candidates", packet.candidates},
            {"answers", packet.answers},
            {"capsExceeded", packet.caps_exceeded},
            {"bytes", packet.bytes},
            {"result", packet.verdict},
            {"detail", packet.detail},
            {"state", name_of(packet.state)},
            {"validated", packet.validated},
            {"certificates", packet.certificates},
            {"publishedMs", packet.published_ms ? json::Value{*packet.published_ms} : nullptr},
            {"publishedBy", packet.published_by ? json::Value{*packet.published_by} : nullptr}};
}

Reply list_packets(Services& services, const Request& request) {
    PacketsAsked asked;
    if (const auto word = request.query_value("state")) {
        asked.state = packet_state_named(*word);
        if (!asked.state) return reply_unknown_state();
    }
    const auto store = services.stores.borrow();
    if (const auto word = request.query_value("before")) {
        asked.before = crypto::Digest::parse(*word);
        if (!asked.before || !store->packet(*asked.before)) return reply_no_packet();
    }
    const auto found = store->packets(asked);
    json::Array packets;
    for (const auto& packet : found.packets)
        packets.emplace_back(summary_of(packet));
    return server::reply_json(json::Object{{"packets", std::move(packets)}, {"more", found.more}});
}

json::Value checks_to_json(Store& store, const crypto::Digest& packet) {
    json::Array checks;
    for (const auto& [name, held, detail] : store.checks_of(packet))
        checks.emplace_back(json::Object{{"name", name}, {"ok", held}, {"detail", detail}});
    return checks;
}

json::Value comparison_to_json(Store& store, const crypto::Digest& packet) {
    json::Array sittings;
    for (const auto& [candidate, stated, replayed, differs] : store.comparison_of(packet)) {
        sittings.emplace_back(
            json::Object{{"candidate", candidate ? json::Value{candidate->text()} : nullptr},
                         {"stated", stated.value_or(nullptr)},
                         {"replayed", replayed.value_or(nullptr)},
                         {"differs", json::Array(differs.begin(), differs.end())}});
    }
    return sittings;
}

json::Value sittings_to_json(Store& store, const crypto::Digest& packet) {
    std::map<engine::CandidateId, std::string> codes;
    for (const auto& certificate : store.certificates_of(packet))
        codes.emplace(certificate.candidate, certificate.code);
    json::Array sittings;
    for (const auto& sitting : store.sittings_of(packet)) {
        const auto result = json::read(sitting.result);
        ENSURE(result.has_value());
        const auto code = codes.find(sitting.candidate);
        sittings.emplace_back(json::Object{
            {"candidate", sitting.candidate.text()},
            {"lastName", sitting.person.last_name},
            {"firstName", sitting.person.first_name},
            {"result", result.value()},
            {"certificate", code != codes.end() ? json::Value{code->second} : nullptr}});
    }
    return sittings;
}

Reply get_packet(Services& services, const Request& request) {
    const auto digest = crypto::Digest::parse(request.parameters.text("digest"));
    if (!digest) return reply_no_packet();
    const auto store = services.stores.borrow();
    const auto packet = store->packet(*digest);
    if (!packet) return reply_no_packet();
    auto whole = summary_of(*packet);
    whole.emplace("checks", checks_to_json(*store, *digest));
    whole.emplace("comparison", comparison_to_json(*store, *digest));
    whole.emplace("sittings", sittings_to_json(*store, *digest));
    return server::reply_json(whole);
}

Reply publish_packet(Services& services, const Request& request) {
    const auto digest = crypto::Digest::parse(request.parameters.text("digest"));
    if (!digest) return reply_no_packet();
    const auto store = services.stores.borrow();
    if (!store->packet(*digest)) return reply_no_packet();
    const auto& member = request.caller_as<StaffMember>();
    switch (publish(
        *store, services.issuer, {.packet = *digest, .by = member.name, .at_ms = wall_ms()})) {
        case PublishEnd::Published:
            return get_packet(services, request);
        case PublishEnd::AlreadyPublished:
            return reply_already_published();
        case PublishEnd::NotAccepted:
            return reply_not_accepted();
        case PublishEnd::Training:
            return reply_training_packet();
    }
    fail_ensure("publishing ends somehow");
}

}  // namespace

std::vector<server::Route> staff_routes(Services& services) {
    const auto with = [&services](Reply (*handle)(Services&, const Request&)) {
        return server::ReplyHandler{
            [&services, handle](const Request& request) { return handle(services, request); }};
    };
    return {
        {Method::Post, "/api/v1/staff/sign-in", kAnyone, with(sign_in)},
        {Method::Post, "/api/v1/staff/sign-out", kAnyone, with(sign_out)},
        {Method::Get, "/api/v1/staff/me", kStaff, server::ReplyHandler{who_am_i}},
        {Method::Get, "/api/v1/packets", kStaff, with(list_packets)},
        {Method::Get, "/api/v1/packets/{digest}", kStaff, with(get_packet)},
        {Method::Post, "/api/v1/packets/{digest}/publish", kPublisher, with(publish_packet)},
    };
}

}  // namespace probant::registry
