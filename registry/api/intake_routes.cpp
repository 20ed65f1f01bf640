// SPDX-License-Identifier: EUPL-1.2
#include "registry/api/replies.h"
#include "registry/api/routes.h"
#include "server/observe/log.h"

namespace probant::registry {
namespace {

using server::Method;
using server::Reply;
using server::Request;

/// The address names the bytes, and so does Repr-Digest (RFC 9530) when it is there.
bool bytes_are_announced(const Request& request) {
    const auto digest = crypto::sha256(request.body);
    if (digest.hex() != request.parameters.text("hex")) return false;
    const auto announced = request.header("repr-digest");
    return !announced || *announced == "sha-256=:" + to_base64(digest.bytes) + ":";
}

json::Value to_json(const IntakeReply& reply) {
    return json::Object{{"result", engine::name_of(reply.end.verdict)},
                        {"detail", reply.end.detail},
                        {"packet", reply.digest.hex()},
                        {"receipt", reply.receipt}};
}

Reply put_packet(Services& services, const Request& request) {
    if (!services.uploads.take(request.peer, wall_ms())) return reply_too_many();
    if (!bytes_are_announced(request)) return reply_bad_digest();
    const auto judged = services.intake.receive(request.body);
    if (!judged) return reply_not_judged(judged.error());
    const auto& reply = judged.value();
    server::log().info("packet.judged",
                       {{"packet", reply.digest}, {"kept", !reply.receipt.empty()}});
    if (reply.receipt.empty()) return reply_refused(reply.end);
    return server::reply_json(to_json(reply));
}

Reply get_receipt(Services& services, const Request& request) {
    const auto digest = crypto::Digest::parse(request.parameters.text("hex"));
    if (!digest) return reply_no_packet();
    const auto receipt = services.stores.borrow()->receipt_of(*digest);
    if (!receipt) return reply_no_packet();
    return server::reply_json(json::Object{{"packet", digest->hex()}, {"receipt", *receipt}});
}

}  // namespace

std::vector<server::Route> intake_routes(Services& services) {
    return {{.method = Method::Put,
             .pattern = "/v1/packets/sha256/{hex}",
             .access = kUploader,
             .handler = server::ReplyHandler{[&services](const Request& request) {
                 return put_packet(services, request);
             }},
             .body_max = kUploadBytesMax},
            {.method = Method::Get,
             .pattern = "/v1/receipts/sha256/{hex}",
             .access = kAnyone,
             .handler = server::ReplyHandler{
                 [&services](const Request& request) { return get_receipt(services, request); }}}};
}

}  // namespace probant::registry
