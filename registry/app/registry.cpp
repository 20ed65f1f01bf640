// SPDX-License-Identifier: EUPL-1.2
#include "registry/app/registry.h"

#include <utility>

#include "registry/api/routes.h"
#include "registry/app/opening.h"
#include "registry/certificates/issue.h"
#include "registry/intake/bank_folder.h"
#include "server/http/server.h"
#include "server/observe/log.h"

namespace probant::registry {
namespace {

/// Centres upload now and then, people verify: a pool for fifty callers is large.
constexpr std::size_t kCallers = 50;

server::StaticFiles open_pages(const RegistryConfig& config) {
    // The public's page comes first: most who come here were shown a certificate.
    auto pages = server::StaticFiles::load(config.pages,
                                           {.pages = {"registry", "verify"}, .front = "verify"});
    if (!pages) throw CannotStart(pages.error());
    return std::move(pages).value();
}

server::ServerSettings server_settings(const RegistryConfig& config) {
    server::ServerSettings settings{
        .listeners = {{.address = config.address,
                       .port = config.port,
                       .tls = server::TlsFiles{.certificate = config.certificate,
                                               .key = config.certificate_key}}},
        .hosts = config.hosts,
        .sizes = server::Sizes::sized_for(kCallers),
        .pages = open_pages(config),
        .pages_access = kAnyone};
    if (config.plain_port)
        settings.listeners.push_back({.address = "127.0.0.1", .port = *config.plain_port});
    return settings;
}

std::filesystem::path prepare_data(const RegistryConfig& config) {
    std::filesystem::create_directories(config.data);
    std::filesystem::permissions(config.data, std::filesystem::perms::owner_all);
    return config.data;
}

/// What the worker owns: its store, its banks, its judge.
class IntakeDesk final : public IntakeWorker::Desk {
public:
    IntakeDesk(const RegistryConfig& config,
               const crypto::Trust& trust,
               std::span<const crypto::age::Identity> identities,
               const crypto::KeyPair& receipt_key,
               const Issuer& issuer)
        : store_(config.data),
          banks_(config.banks),
          judge_({.store = store_,
                  .trust = trust,
                  .mode = config.mode,
                  .identities = identities,
                  .contents = banks_,
                  .receipt_key = receipt_key,
                  .now_ms = wall_ms}),
          config_(config),
          issuer_(issuer),
          trust_(trust) {
        // Sessions of a bank that cannot be used would wait for it without a word.
        banks_.look_again();
        for (const auto& fault : banks_.faults())
            server::log().warning("bank.passed_over", {{"why", server::MachineText(fault)}});
    }

    Judge& judge() override { return judge_; }

    /// Where certificates do not wait for a jury; a stop or a full disk may have left some to make.
    void catch_up() override {
        warn_of_expiry();
        if (config_.issue != IssuePolicy::OnAcceptance) return;
        for (const auto& packet : store_.unpublished_packets()) {
            const auto end = publish(
                store_, issuer_, {.packet = packet, .by = "on_acceptance", .at_ms = wall_ms()});
            // A publisher may have been faster.
            if (end == PublishEnd::Published)
                server::log().info("packet.published", {{"packet", packet}});
        }
    }

private:
    /// Told once, never refused: keys are judged at the second at which they signed.
    void warn_of_expiry() {
        if (warned_ || !trust_.expired_at(utc_of_ms(wall_ms()))) return;
        server::log().warning("trust.expired",
                              {{"since", server::MachineText(to_text(trust_.expires()))}});
        warned_ = true;
    }

    Store store_;
    BankFolder banks_;
    Judge judge_;
    const RegistryConfig& config_;
    const Issuer& issuer_;
    const crypto::Trust& trust_;
    bool warned_{false};
};

}  // namespace

class Registry::Inside {
public:
    explicit Inside(RegistryConfig config)
        : config_(std::move(config)),
          data_(prepare_data(config_)),
          trust_(open_trust(config_)),
          receipt_key_(open_signing_key_of(
              config_, config_.receipt_key, crypto::Role::RegistryReceipt, trust_)),
          certificate_key_(open_signing_key_of(
              config_, config_.certificate_signing_key, crypto::Role::RegistryCertificate, trust_)),
          issuer_{.did = config_.did, .name = config_.name, .key = certificate_key_},
          stores_(data_),
          intake_([this] { return make_desk(); }, health_),
          services_{.config = config_,
                    .trust = trust_,
                    .issuer = issuer_,
                    .stores = stores_,
                    .intake = intake_,
                    .health = health_,
                    .metrics = metrics_},
          server_(
              server_settings(config_), all_routes(services_), access_check(services_), &metrics_) {
        health_.expect("http");
    }

    void start() {
        try {
            server_.start();
        } catch (const server::StartError& error) {
            throw CannotStart(error.because());
        }
        health_.ok("http");
        if (trust_.expired_at(utc_of_ms(wall_ms())))
            health_.set("trust", server::Health::State::Warning, "past its date: renew it");
        server::log().info("registry.started", {{"port", server_.port()}});
    }

    void stop() {
        health_.set("http", server::Health::State::Degraded, "stopping");
        server_.stop();
        server::log().info("registry.stopped");
    }

private:
    std::unique_ptr<IntakeWorker::Desk> make_desk() {
        identities_.push_back(open_age_key(config_, trust_));
        return std::make_unique<IntakeDesk>(config_, trust_, identities_, receipt_key_, issuer_);
    }

    RegistryConfig config_;
    std::filesystem::path data_;
    crypto::Trust trust_;
    crypto::KeyPair receipt_key_;
    crypto::KeyPair certificate_key_;
    Issuer issuer_;
    std::vector<crypto::age::Identity> identities_{};  // the worker's, once it runs
    StorePool stores_;
    server::Health health_{};
    server::Metrics metrics_{};
    IntakeWorker intake_;
    Services services_;
    server::HttpServer server_;
};

Registry::Registry(const RegistryConfig& config) : inside_(std::make_unique<Inside>(config)) {}

Registry::~Registry() = default;

void Registry::start() {
    inside_->start();
}

void Registry::stop() {
    inside_->stop();
}

}  // namespace probant::registry
