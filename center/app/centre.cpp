// SPDX-License-Identifier: EUPL-1.2
#include "center/app/centre.h"

#include "center/api/access.h"
#include "center/api/candidate_routes.h"
#include "center/api/invigilator_routes.h"
#include "center/api/manager_routes.h"
#include "center/api/station_routes.h"
#include "center/app/data_folder.h"
#include "center/app/opening.h"
#include "center/app/surroundings.h"
#include "center/outbox/outbox.h"
#include "center/sealing/sealer.h"
#include "center/stations/retention.h"
#include "server/http/health_routes.h"
#include "server/http/server.h"
#include "server/http/tls.h"
#include "server/observe/log.h"
#include "server/program/open_files.h"
#include "server/sql/migrations.h"

namespace probant::center {
namespace {

server::StaticFiles open_pages(const CentreConfig& config) {
    auto pages =
        server::StaticFiles::load(config.pages, {.pages = {"candidate", "invigilator", "manager"}});
    if (!pages) throw CannotStart(pages.error());
    return std::move(pages).value();
}

SecretBytes copy_of(const crypto::MachineSecret& secret) {
    return SecretBytes::copy_of(secret.bytes().expose());
}

std::vector<server::Listener> listeners(const CentreConfig& config,
                                        const std::filesystem::path& clients = {}) {
    std::vector<server::Listener> all{{.address = config.address,
                                       .port = config.port,
                                       .tls = server::TlsFiles{.certificate = config.certificate,
                                                               .key = config.certificate_key,
                                                               .clients = clients}}};
    if (config.plain_port) all.push_back({.address = "127.0.0.1", .port = *config.plain_port});
    return all;
}

server::ServerSettings server_settings(const CentreConfig& config,
                                       const server::CertificateAuthority& authority,
                                       server::StaticFiles pages) {
    return {.listeners = listeners(config, authority.file()),
            .hosts = config.hosts,
            .sizes = server::Sizes::sized_for(config.stations),
            .pages = std::move(pages),
            .pages_access = kAnyone};
}

/// Opening a room writes in its journal: whatever would keep the centre from starting is met
/// before.
void refuse_to_open_in_vain(const CentreConfig& config, std::int64_t now_ms) {
    const auto faults = faults_around(config, now_ms);
    if (!faults.empty()) throw CannotStart(faults.front());
    if (const auto fault = server::fault_of_open_files(open_files_for(config.stations)))
        throw CannotStart(*fault);
    try {
        server::try_listeners(listeners(config));
    } catch (const server::StartError& error) {
        throw CannotStart(error.because());
    }
}

}  // namespace

class Centre::Inside {
public:
    explicit Inside(const CentreConfig& config)
        : config_(config),
          lock_(open_machine_secret(config)),
          secret_(copy_of(std::get<crypto::MachineSecret>(lock_))),
          centre_key_(open_centre_key(config, lock_)),
          trust_(open_trust(config, centre_key_, clock_.wall_ms())),
          content_(open_package(config)),
          data_(config.data),
          pages_(open_pages(config)),
          centre_(centre_file()),
          station_authority_(station_authority(config.data / "stations", secret_)),
          stations_({.centre = &centre_,
                     .authority = &station_authority_,
                     .clock = &clock_,
                     .secret = &secret_}),
          session_keys_(sessions_folder(), centre_key_, lock_),
          rooms_({.sessions = sessions_folder(),
                  .content = content_,
                  .clock = &clock_,
                  .signer = &session_keys_,
                  .watcher = [this](const Published& news) { follow(news); }}),
          live_({.rooms = &rooms_,
                 .sign_ins = &sign_ins_,
                 .links = &links_,
                 .notebook = &notebook_,
                 .centre = &centre_,
                 .clock = &clock_,
                 .stations = config.stations}),
          retention_({.rooms = &rooms_,
                      .centre = &centre_,
                      .clock = &clock_,
                      .sessions = sessions_folder()}),
          outbox_({.config = &config_,
                   .centre = &centre_,
                   .trust = &trust_,
                   .clock = &clock_,
                   .settled =
                       [this](engine::SessionId session) {
                           live_.refresh(session);
                           retention_.wake();
                       },
                   .health = &health_}),
          sealer_({.config = &config_,
                   .rooms = &rooms_,
                   .centre = &centre_,
                   .session_keys = &session_keys_,
                   .centre_key = &centre_key_,
                   .trust = &trust_,
                   .clock = &clock_,
                   .software = digest_of_program(),
                   .sealed = [this] { outbox_.wake(); }}),
          server_(server_settings(config, station_authority_, std::move(pages_)),
                  server::RouteTable(routes()),
                  access_check(sign_ins_, stations_),
                  &metrics_) {
        health_.expect("rooms");
        health_.expect("http");
        remember();
    }

    void start() {
        rooms_.start();
        health_.ok("rooms");
        live_.start();
        retention_.start();
        outbox_.start();
        try {
            server_.start();
        } catch (const server::StartError& error) {
            throw CannotStart(error.because());
        }
        health_.ok("http");
        warn_of_expiry();
        server::log().info("centre.started", {{"port", server_.port()}});
    }

    void stop() {
        health_.set("http", server::Health::State::Degraded, "stopping");
        live_.stop();
        server_.stop();
        outbox_.stop();
        retention_.stop();
        rooms_.stop();
        server::log().info("centre.stopped");
    }

private:
    [[nodiscard]] std::filesystem::path sessions_folder() const {
        return config_.data / "sessions";
    }

    [[nodiscard]] std::filesystem::path centre_file() const {
        refuse_to_open_in_vain(config_, clock_.wall_ms());
        make_room_to_start(config_.data);
        return config_.data / "centre.db";
    }

    /// Told, never refused: a centre without network keeps working. Keys are judged when they sign.
    void warn_of_expiry() {
        if (!trust_.expired_at(utc_of_ms(clock_.wall_ms()))) return;
        health_.set("trust", server::Health::State::Warning, "past its date: renew it");
        server::log().warning("trust.expired",
                              {{"since", server::MachineText(to_text(trust_.expires()))}});
    }

    /// What the sessions' files say beside their journals.
    void remember() {
        for (const auto& row : centre_.sessions())
            codes_.put_session(row.id, row.code);
        for (const auto& [id, session] : rooms_.view()->sessions) {
            auto store = SessionStore::open_read_only(sessions_folder() / id.text());
            for (const auto& code : store.codes())
                codes_.put(id, code);
            for (const auto& row : store.sign_ins()) {
                sign_ins_.add({.role = row.role,
                               .session = id,
                               .who = row.who,
                               .token = row.token,
                               .made_ms = row.made_ms,
                               .station = row.station});
                if (row.station && row.role == engine::Role::Candidate)
                    stations_.sat(*row.station, id, engine::CandidateId{row.who});
            }
            if (session->phase == engine::SessionPhase::Closed)
                sign_ins_.session_closed(id, session->last_wall_ms);
            std::vector<SideRecord> notes;
            for (auto& note : store.texts())
                notes.emplace_back(std::move(note));
            notebook_.follow(id, notes);
        }
    }

    /// After each durable batch, on the room loop's thread, before anyone is answered.
    void follow(const Published& news) {
        const auto session = news.view->facts.id;
        sign_ins_.follow(session, news.sides);
        stations_.follow(session, news.sides);
        if (news.view->phase == engine::SessionPhase::Closed)
            sign_ins_.session_closed(session, news.view->last_wall_ms);
        codes_.follow(session, news.sides);
        notebook_.follow(session, news.sides);
        health_.set("rooms",
                    records_everywhere(*rooms_.view()) ? server::Health::State::Ok
                                                       : server::Health::State::Degraded,
                    "journal");
        live_.published(news);
    }

    std::vector<server::Route> routes() {
        std::vector<server::Route> all;
        const auto add = [&](std::vector<server::Route> some) {
            all.insert(all.end(),
                       std::make_move_iterator(some.begin()),
                       std::make_move_iterator(some.end()));
        };
        add(candidate_routes(services_));
        add(invigilator_routes(services_));
        add(manager_routes(services_));
        add(station_routes(services_));
        add(server::health_routes(health_, metrics_, {.health = kAnyone, .figures = kThisMachine}));
        return all;
    }

    CentreConfig config_;
    SystemClock clock_;
    crypto::Lock lock_;
    SecretBytes secret_;
    crypto::SigningKey centre_key_;
    crypto::Trust trust_;
    std::shared_ptr<const engine::Content> content_;
    server::Metrics metrics_;
    server::Health health_;
    SignIns sign_ins_{clock_};
    CodeIndex codes_;
    Tries tries_;
    Links links_;
    Notebook notebook_;
    DataFolder data_;
    server::StaticFiles pages_;  ///< until the server has them
    CentreStore centre_;
    server::CertificateAuthority station_authority_;
    Stations stations_;
    SessionKeys session_keys_;
    RoomLoop rooms_;
    Live live_;
    Retention retention_;
    Outbox outbox_;
    Sealer sealer_;
    Services services_{
        .rooms = rooms_,
        .centre = centre_,
        .sign_ins = sign_ins_,
        .codes = codes_,
        .tries = tries_,
        .links = links_,
        .stations = stations_,
        .notebook = notebook_,
        .live = live_,
        .sealing = sealer_,
        .clock = clock_,
        .secret = secret_,
        .metrics = metrics_,
        .health = health_,
        .content = content_,
        .sessions_folder = sessions_folder(),
        .centre_name = config_.name,
        .centre_id = config_.id,
        .authority_words = config_.authority
                               ? words_of(server::certificate_digest(*config_.authority))
                               : std::string{}};
    server::HttpServer server_;
};

namespace {

/// Whatever a part throws while it is put together becomes a sentence.
template <class Make>
auto translated(Make make) {
    try {
        return make();
    } catch (const CannotStart&) {
        throw;
    } catch (const BrokenSession& broken) {
        throw CannotStart(broken.because());
    } catch (const server::sql::MigrationRefused& refused) {
        throw CannotStart(refused.because());
    } catch (const std::exception& error) {
        throw CannotStart({"Le centre ne démarre pas : " + std::string(error.what()) + ".",
                           "The centre does not start: " + std::string(error.what()) + "."});
    }
}

}  // namespace

Centre::Centre(const CentreConfig& config)
    : inside_(translated([&] { return std::make_unique<Inside>(config); })) {}

Centre::~Centre() = default;

void Centre::start() {
    translated([&] {
        inside_->start();
        return 0;
    });
}

void Centre::stop() {
    inside_->stop();
}

}  // namespace probant::center
