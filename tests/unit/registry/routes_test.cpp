// What the registry answers to whom. SPDX-License-Identifier: EUPL-1.2
#include "registry/api/routes.h"

#include <atomic>
#include <filesystem>

#include <catch2/catch.hpp>

#include "crypto/passphrase.h"
#include "tests/support/closed_session.h"
#include "tests/support/packets.h"

using namespace probant;
using namespace probant::registry;
using server::Method;
using server::Reply;
using server::Request;

namespace {

namespace fs = std::filesystem;

/// The worker's desk on the same folder as the handlers' stores.
class TestDesk final : public IntakeWorker::Desk {
public:
    TestDesk(support::TestCentre& centre,
             const crypto::Trust& trust,
             const fs::path& folder,
             const std::atomic<bool>& disk_is_full)
        : disk_is_full_(disk_is_full),
          store_(folder),
          judge_({.store = store_,
                  .trust = trust,
                  .identities = centre.registry,
                  .contents = contents_,
                  .receipt_key = centre.receipt,
                  .now_ms = [this] { return now(); }}) {
        contents_.content = support::shared_content();
    }

    Judge& judge() override { return judge_; }

    void catch_up() override {}

private:
    [[nodiscard]] std::int64_t now() const {
        if (disk_is_full_) throw std::runtime_error("no space left");
        return wall_ms();
    }

    const std::atomic<bool>& disk_is_full_;
    Store store_;
    support::MemoryContents contents_{};
    Judge judge_;
};

constexpr std::string_view kPassword = "un long mot de passe";

/// A registry without its sockets: what a request meets after the server has read it.
class TestService {
public:
    TestService() {
        const auto typed = crypto::Passphrase::take(SecretBytes::from(std::string(kPassword)));
        const auto hash = crypto::hash_passphrase(*typed);
        const auto store = stores_.borrow();
        store->add_account({.name = "alice", .roles = "jury", .password = hash}, 0);
        store->add_account({.name = "paul", .roles = "publisher", .password = hash}, 0);
        store->add_account({.name = "Zo\u00e9", .roles = "auditor", .password = hash}, 0);
    }

    TestService(const TestService&) = delete;
    TestService& operator=(const TestService&) = delete;
    TestService(TestService&&) = delete;
    TestService& operator=(TestService&&) = delete;

    ~TestService() { fs::remove_all(folder_); }

    Reply ask(Method method,
              const std::string& path,
              Bytes body = {},
              const std::string& cookie = {}) {
        Request request;
        request.method = method;
        request.path = path.substr(0, path.find('?'));
        if (request.path.size() < path.size()) request.query = path.substr(path.find('?') + 1);
        request.body = std::move(body);
        request.peer = "192.0.2.1";
        request.headers.push_back({"content-type", "application/json"});
        if (!cookie.empty()) request.headers.push_back({"cookie", "__Host-staff=" + cookie});
        const auto found = table_.find(method, request.path);
        const auto* match = std::get_if<server::Found>(&found);
        REQUIRE(match != nullptr);
        request.parameters = match->parameters;
        if (auto refused = check_(request, match->route->access)) return *refused;
        return std::get<server::ReplyHandler>(match->route->handler)(request);
    }

    Reply put(const center::PacketFiles& packet) {
        auto archive = engine::write_ustar(packet.files);
        const auto name = crypto::sha256(archive).hex();
        return ask(Method::Put, "/v1/packets/sha256/" + name, std::move(archive));
    }

    std::string sign_in(std::string_view name) {
        const auto reply =
            ask(Method::Post,
                "/api/v1/staff/sign-in",
                to_bytes(json::write(json::Object{{"name", name}, {"password", kPassword}})));
        REQUIRE(reply.status == 200);
        const std::string cookie(reply.header("set-cookie"));
        const auto begin = cookie.find('=') + 1;
        return cookie.substr(begin, cookie.find(';') - begin);
    }

    /// What an upload of so many bytes meets before any of them is read. It is on its way for as
    /// long as the request lives.
    std::pair<std::unique_ptr<Request>, std::optional<Reply>> announce(std::size_t bytes) {
        auto request = std::make_unique<Request>();
        request->method = Method::Put;
        request->path = "/v1/packets/sha256/" + std::string(64, '0');
        request->headers.push_back({"content-length", std::to_string(bytes)});
        const auto found = table_.find(request->method, request->path);
        auto refused = check_(*request, std::get<server::Found>(found).route->access);
        return {std::move(request), std::move(refused)};
    }

    /// From now on the registry's key for certificates is revoked, from before it issued any.
    void revoke_certificates() {
        auto keys = centre.keys;
        keys.back().revoked = crypto::Revocation{support::sealing_time()};
        trust_ = centre.trust_with(keys);
    }

    [[nodiscard]] std::size_t largest_body(Method method, const std::string& path) const {
        const auto found = table_.find(method, path);
        return std::get<server::Found>(found).route->body_max;
    }

    support::TestCentre centre{};
    std::atomic<bool> disk_is_full{false};

private:
    fs::path folder_{fs::temp_directory_path() / ("routes-" + to_text(support::fresh_uuid()))};
    crypto::Trust trust_{centre.trust()};
    RegistryConfig config_{.name = "Essai",
                           .did = "did:web:registry.example",
                           .verify_url = "https://registry.example/?code="};
    Issuer issuer_{.did = config_.did, .name = config_.name, .key = centre.certificate};
    StorePool stores_{folder_};
    server::Health health_{};
    server::Metrics metrics_{};
    IntakeWorker intake_{
        [this] { return std::make_unique<TestDesk>(centre, trust_, folder_, disk_is_full); },
        health_};
    Services services_{.config = config_,
                       .trust = trust_,
                       .issuer = issuer_,
                       .stores = stores_,
                       .intake = intake_,
                       .health = health_,
                       .metrics = metrics_};
    server::RouteTable table_{all_routes(services_)};
    server::AccessCheck check_{access_check(services_)};
};

json::Value body_of(const Reply& reply) {
    const auto read = json::read(std::get<std::string>(reply.body));
    REQUIRE(read);
    return read.value();
}

std::string code_of(const Reply& reply) {
    REQUIRE(reply.problem() != nullptr);
    return reply.problem()->code;
}

const std::string& text_of(const json::Value& value, std::string_view name) {
    const auto* member = value.member(name);
    REQUIRE(member != nullptr);
    REQUIRE(member->text() != nullptr);
    return *member->text();
}

}  // namespace

TEST_CASE("From an upload to a certificate that the public can verify") {
    TestService service;
    const auto packet = service.centre.seal();
    const auto digest = packet.digest.hex();

    const auto received = body_of(service.put(packet));
    CHECK(text_of(received, "result") == "accepted");
    const auto receipt = body_of(service.ask(Method::Get, "/v1/receipts/sha256/" + digest));
    CHECK(text_of(receipt, "receipt") == text_of(received, "receipt"));
    CHECK(text_of(body_of(service.put(packet)), "result") == "duplicate");

    const auto publisher = service.sign_in("paul");
    const auto path = "/api/v1/packets/" + digest;
    const auto published = body_of(service.ask(Method::Post, path + "/publish", {}, publisher));
    CHECK(code_of(service.ask(Method::Post, path + "/publish", {}, publisher)) ==
          "already_published");
    const auto& sitting = published.member("sittings")->array()->front();
    const auto code = text_of(sitting, "certificate");

    const auto shown = body_of(service.ask(Method::Get, "/api/v1/certificates/" + code));
    CHECK(text_of(shown, "verdict") == "valid");
    CHECK(text_of(shown, "issuerName") == "Essai");
    const auto file = service.ask(Method::Get, "/api/v1/certificates/" + code + "/file.json");
    const auto& bytes = *std::get<std::shared_ptr<const Bytes>>(file.body);
    const auto verified =
        body_of(service.ask(Method::Post,
                            "/api/v1/verify",
                            to_bytes(json::write(json::Object{{"document", as_text(bytes)}}))));
    CHECK(text_of(verified, "verdict") == "valid");
    CHECK(service.ask(Method::Get, "/api/v1/certificates/" + code + "/file.pdf").status == 200);
}

TEST_CASE("A certificate whose key was revoked is no longer drawn, and is said to exist") {
    TestService service;
    const auto packet = service.centre.seal();
    service.put(packet);
    const auto publisher = service.sign_in("paul");
    const auto published = body_of(service.ask(
        Method::Post, "/api/v1/packets/" + packet.digest.hex() + "/publish", {}, publisher));
    const auto code = text_of(published.member("sittings")->array()->front(), "certificate");
    service.revoke_certificates();

    const auto path = "/api/v1/certificates/" + code;
    const auto paper = service.ask(Method::Get, path + "/file.pdf");
    CHECK(paper.status == 410);
    CHECK(code_of(paper) == "certificate_not_valid");
    CHECK(text_of(body_of(service.ask(Method::Get, path)), "verdict") == "revoked_key");
}

TEST_CASE("A room of a thousand candidates seals to less than one upload takes") {
    constexpr std::size_t kRoom = 1000;
    TestService service;
    const auto size_of = [&](std::size_t candidates) {
        service.centre.candidates = candidates;
        return engine::write_ustar(service.centre.seal().files).size();
    };
    const auto one = size_of(1);
    const auto each = (size_of(1 + support::kStories) - one) / support::kStories;
    const auto room = one + kRoom * each;

    const auto taken = service.largest_body(Method::Put, "/v1/packets/sha256/0");
    CHECK(room > std::size_t{8} << 20U);
    CHECK(2 * room < taken);
    CHECK(taken == engine::kArchiveBytesMax);
}

TEST_CASE("Uploads on their way are bounded before a byte of them is read") {
    TestService service;
    std::vector<std::unique_ptr<Request>> on_their_way;
    for (std::size_t taken = 0; taken < kUploadingBytesMax; taken += kUploadBytesMax) {
        auto [request, refused] = service.announce(kUploadBytesMax);
        CHECK_FALSE(refused);
        on_their_way.push_back(std::move(request));
    }

    const auto refused = service.announce(kUploadBytesMax).second;
    REQUIRE(refused);
    CHECK(code_of(*refused) == "busy");
    CHECK_FALSE(service.announce(kSmallUploadBytes).second);
    on_their_way.pop_back();
    CHECK_FALSE(service.announce(kUploadBytesMax).second);
}

TEST_CASE("A disk that refuses a packet is not called a busy registry") {
    TestService service;
    const auto packet = service.centre.seal();
    service.disk_is_full = true;
    const auto refused = service.put(packet);
    CHECK(refused.status == 503);
    CHECK(code_of(refused) == "not_kept");
    CHECK(refused.header("retry-after") == "60");
    CHECK(service.ask(Method::Get, "/health/ready").status == 503);

    service.disk_is_full = false;
    CHECK(text_of(body_of(service.put(packet)), "result") == "accepted");
    CHECK(service.ask(Method::Get, "/health/ready").status == 200);
}

TEST_CASE("Staff pages open to staff, and each act to its role") {
    TestService service;
    const auto packet = service.centre.seal();
    service.put(packet);
    const auto path = "/api/v1/packets/" + packet.digest.hex();

    CHECK(code_of(service.ask(Method::Get, "/api/v1/packets")) == "not_signed_in");
    CHECK(code_of(service.ask(Method::Get, path, {}, "invented")) == "not_signed_in");
    const auto jury = service.sign_in("alice");
    CHECK(body_of(service.ask(Method::Get, path, {}, jury)).member("checks")->array()->size() ==
          15);
    CHECK(code_of(service.ask(Method::Post, path + "/publish", {}, jury)) == "not_allowed");
    service.ask(Method::Post, "/api/v1/staff/sign-out", {}, jury);
    CHECK(code_of(service.ask(Method::Get, path, {}, jury)) == "not_signed_in");
}

TEST_CASE("An accent typed apart from its letter is the same name") {
    TestService service;
    CHECK_FALSE(service.sign_in("Zoe\u0301").empty());
}

TEST_CASE("The jury sees what a packet asks of it, and each sitting beside our own") {
    TestService service;
    const auto packet = service.centre.seal();
    service.put(packet);
    const auto jury = service.sign_in("alice");
    const auto listed = [&](const std::string& query) {
        return body_of(service.ask(Method::Get, "/api/v1/packets?" + query, {}, jury))
            .member("packets")
            ->array()
            ->size();
    };

    CHECK(listed("state=to_publish") == 1);
    CHECK(listed("state=waiting") == 0);
    CHECK(listed("before=" + packet.digest.hex()) == 0);
    CHECK(code_of(service.ask(Method::Get, "/api/v1/packets?state=lost", {}, jury)) ==
          "unknown_state");
    CHECK(code_of(service.ask(
              Method::Get, "/api/v1/packets?before=" + std::string(64, '0'), {}, jury)) ==
          "unknown_packet");
    const auto whole =
        body_of(service.ask(Method::Get, "/api/v1/packets/" + packet.digest.hex(), {}, jury));
    CHECK(text_of(whole, "state") == "to_publish");
    CHECK(*whole.member("validated")->integer() == 2);
    const auto& compared = *whole.member("comparison")->array();
    REQUIRE(compared.size() == 2);
    CHECK(compared.front().member("differs")->array()->empty());
    CHECK(*compared.front().member("stated") == *compared.front().member("replayed"));
}

TEST_CASE("Whoever asks for certificates faster than a person can waits") {
    TestService service;
    for (std::size_t n = 0; n < kReadingsAMinute; ++n)
        service.ask(Method::Get, "/api/v1/certificates/7K2M-9QXD-4T3B");
    const auto reply = service.ask(Method::Get, "/api/v1/certificates/7K2M-9QXD-4T3B");
    CHECK(code_of(reply) == "too_many_tries");
    CHECK(reply.header("retry-after") == "60");
}

TEST_CASE("Bytes that are not those of the address are refused before anything is judged") {
    TestService service;
    const auto wrong = std::string(64, '0');
    CHECK(code_of(service.ask(Method::Put, "/v1/packets/sha256/" + wrong, to_bytes("x"))) ==
          "digest_mismatch");
}

TEST_CASE("What is no packet is answered with its verdict and leaves nothing") {
    TestService service;
    const auto garbage = to_bytes("garbage");
    const auto reply =
        service.ask(Method::Put, "/v1/packets/sha256/" + crypto::sha256(garbage).hex(), garbage);
    CHECK(reply.status == 422);
    CHECK(code_of(reply) == "malformed");
    const auto jury = service.sign_in("alice");
    CHECK(body_of(service.ask(Method::Get, "/api/v1/packets", {}, jury))
              .member("packets")
              ->array()
              ->empty());
}

TEST_CASE("The eleventh sign-in of a minute from one address waits") {
    TestService service;
    const auto body =
        to_bytes(json::write(json::Object{{"name", "nobody"}, {"password", "wrong password"}}));
    for (std::size_t n = 0; n < kSignInsAMinute; ++n) {
        CHECK(code_of(service.ask(Method::Post, "/api/v1/staff/sign-in", body)) ==
              "wrong_password");
    }
    CHECK(code_of(service.ask(Method::Post, "/api/v1/staff/sign-in", body)) == "too_many_tries");
}

TEST_CASE("A code that no certificate has is unknown") {
    TestService service;
    CHECK(code_of(service.ask(Method::Get, "/api/v1/certificates/7K2M-9QXD-4T3B")) ==
          "unknown_certificate");
    CHECK(code_of(service.ask(Method::Get, "/api/v1/certificates/nonsense")) ==
          "unknown_certificate");
}
