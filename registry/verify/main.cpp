// probant-verify: is this packet, or this certificate, what it says it is? Offline.
//
// Status   0 accepted, 1 refused, 2 misused. One line says why; --json for a program.
//
// SPDX-License-Identifier: EUPL-1.2
#include <ctime>
#include <exception>
#include <iostream>
#include <string>

#include <CLI/CLI.hpp>

#include "crypto/sodium.h"
#include "registry/certificates/credential.h"
#include "registry/intake/bank_folder.h"
#include "registry/intake/verify_packet.h"
#include "registry/verify/files.h"
#include "registry/verify/state_file.h"

namespace probant::registry {
namespace {

constexpr int kAccepted = 0;
constexpr int kRefused = 1;
constexpr int kMisused = 2;

struct Options {
    std::string path{};
    std::string trust{};
    std::string identity{};
    std::string machine_secret{};
    std::string passphrase_file{};
    std::string banks{};
    std::string state{};
    bool demo{};
    bool json{};
    bool french{};

    [[nodiscard]] crypto::TrustMode mode() const {
        return demo ? crypto::TrustMode::Demo : crypto::TrustMode::Production;
    }

    [[nodiscard]] IdentityLock lock() const {
        IdentityLock lock;
        if (!machine_secret.empty()) lock.machine_secret = machine_secret;
        if (!passphrase_file.empty()) lock.passphrase = passphrase_file;
        return lock;
    }
};

/// Trust past its date is told, never refused: a centre without network keeps working.
void warn_of_expiry(const crypto::Trust& trust) {
    const UtcTime now{std::time(nullptr)};
    if (trust.expired_at(now)) {
        std::cerr << "probant-verify: warning: the trust folder expired on "
                  << to_text(trust.expires()) << ", fetch a newer one\n";
    }
}

json::Value checks_to_json(const std::vector<Check>& checks) {
    json::Array list;
    for (const auto& [name, held, detail] : checks)
        list.emplace_back(json::Object{{"name", name}, {"ok", held}, {"detail", detail}});
    return list;
}

json::Value packet_to_json(const Verification& found) {
    json::Object report{{"result", engine::name_of(found.end.verdict)},
                        {"detail", found.end.detail},
                        {"packet", found.digest.hex()},
                        {"opened", found.opened.has_value()},
                        {"checks", checks_to_json(found.checks)}};
    if (found.statement) {
        const auto& stated = found.statement->predicate;
        report.emplace("centre", stated.centre);
        report.emplace("session", stated.session.text());
        report.emplace("seq", stated.seq);
        report.emplace("candidates", stated.counts.candidates);
        report.emplace("answers", stated.counts.answers);
        report.emplace("capsExceeded", stated.counts.caps_exceeded);
    }
    return report;
}

void print_packet(const Verification& found, const Options& options) {
    if (options.json) {
        std::cout << json::write(packet_to_json(found)) << '\n';
        return;
    }
    const auto language = options.french ? engine::Language::French : engine::Language::English;
    auto line = std::string(engine::name_of(found.end.verdict)) + ": ";
    line += engine::sentence_of(found.end.verdict).in(language);
    if (found.end.verdict == engine::PacketVerdict::Accepted && !found.opened) {
        line = options.french
                   ? "accepted: signatures, fichiers et point de contrôle concordent ; partie "
                     "scellée non ouverte."
                   : "accepted: signatures, files and checkpoint agree; sealed part not opened.";
    }
    if (!found.end.detail.empty()) line += " (" + found.end.detail + ")";
    std::cout << line << '\n';
}

int verify_packet_at(const Options& options) {
    const auto trust = read_trust(options.trust);
    warn_of_expiry(trust);
    if (options.identity.empty() != options.banks.empty())
        throw Misuse("--identity and --bank go together: opening calls for replaying");
    const auto files = read_packet(options.path);
    if (!files) {
        const Verification broken{
            .end = {.verdict = engine::PacketVerdict::Malformed, .detail = files.error()}};
        print_packet(broken, options);
        return kRefused;
    }
    std::vector<crypto::age::Identity> identities;
    if (!options.identity.empty())
        identities.push_back(read_identity(options.identity, options.lock()));
    BankFolder banks(options.banks);
    std::optional<StateFile> state;
    if (!options.state.empty()) state.emplace(options.state);

    const auto envelope = files.value().find(engine::kEnvelopeFile);
    const auto packet =
        envelope != files.value().end() ? crypto::sha256(envelope->second) : crypto::Digest{};
    std::optional<JudgedAgain> opened_now;
    // What was only looked at from outside is no duplicate for whoever can open it.
    if (state && !identities.empty() && !state->was_opened(packet))
        opened_now.emplace(*state, packet);
    History* history = state ? &*state : nullptr;
    if (opened_now) history = &*opened_now;

    const auto found = verify_packet(files.value(),
                                     {.trust = trust,
                                      .mode = options.mode(),
                                      .history = history,
                                      .identities = identities,
                                      .contents = &banks});
    print_packet(found, options);
    // A packet that waits for a bank may wait for one that is here and broken.
    for (const auto& fault : banks.faults())
        std::cerr << "probant-verify: warning: bank " << fault << '\n';
    using engine::PacketVerdict;
    const bool accepted = found.end.verdict == PacketVerdict::Accepted;
    if (accepted && state) state->remember(found);
    return accepted || found.end.verdict == PacketVerdict::Duplicate ? kAccepted : kRefused;
}

void print_certificate(const CertificateReading& reading, const Options& options) {
    const auto verdict = std::string(name_of(reading.verdict));
    if (options.json) {
        json::Object report{{"result", verdict}, {"detail", reading.detail}};
        if (reading.result) {
            report.emplace("code", reading.result->code);
            report.emplace("level", reading.result->level);
            report.emplace("points", reading.result->points);
            report.emplace("issuedAt", reading.issued_at);
            report.emplace("issuer", reading.issuer);
        }
        std::cout << json::write(report) << '\n';
        return;
    }
    if (!reading.result) {
        std::cout << verdict << ": " << reading.detail << '\n';
        return;
    }
    const CertifiedResult& result = *reading.result;
    std::cout << verdict << ": " << result.first_name << ' ' << result.last_name << ", level "
              << result.level << ", " << result.points << " points, issued " << reading.issued_at
              << " by " << reading.issuer << '\n';
}

int verify_certificate_at(const Options& options) {
    const auto trust = read_trust(options.trust);
    warn_of_expiry(trust);
    const auto document = read_whole(options.path, kCertificateBytesMax);
    const auto reading = verify_credential(as_text(document), trust, options.mode());
    print_certificate(reading, options);
    return reading.verdict == CertificateVerdict::Valid ? kAccepted : kRefused;
}

void add_common(CLI::App& command, Options& options, const char* what) {
    command.add_option("path", options.path, what)->required();
    command.add_option("--trust", options.trust, "The trust folder: root.pub, trust.dsse.json")
        ->required();
    command.add_flag("--demo", options.demo, "Accept demonstration keys");
    command.add_flag("--json", options.json, "For a program to read");
    command.add_flag("--french", options.french, "Sentences in French");
}

int run(int count, const char* const* arguments) {
    CLI::App app{"Verifies packets and certificates of Probant, offline."};
    app.set_version_flag("--version", std::string("probant-verify ") + PROBANT_VERSION);
    app.require_subcommand(1);
    Options options;
    auto* packet = app.add_subcommand("packet", "A packet: a folder or an archive");
    add_common(*packet, options, "The packet's folder or archive");
    packet->add_option("--identity", options.identity, "The key that opens the sealed part");
    packet->add_option("--machine-secret", options.machine_secret, "Opens a sealed --identity");
    packet->add_option("--passphrase-file", options.passphrase_file, "Opens a sealed --identity");
    packet->add_option("--bank", options.banks, "The folder of the packages: banks to replay with");
    packet->add_option("--state", options.state, "Remembers packets: judges number and nonce");
    auto* certificate = app.add_subcommand("certificate", "A certificate's JSON file");
    add_common(*certificate, options, "The certificate's file");
    try {
        app.parse(count, arguments);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? kAccepted : kMisused;
    }
    return packet->parsed() ? verify_packet_at(options) : verify_certificate_at(options);
}

}  // namespace
}  // namespace probant::registry

int main(int argc, char** argv) {
    try {
        probant::crypto::start_sodium();
        return probant::registry::run(argc, argv);
    } catch (const std::exception& error) {
        std::cerr << "probant-verify: " << error.what() << '\n';
        return probant::registry::kMisused;
    }
}
