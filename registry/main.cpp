// SPDX-License-Identifier: EUPL-1.2
// probant-registry: receives, judges and keeps packets; certificates. `--help` says how.
#include <csignal>
#include <iostream>
#include <string>

#include <CLI/CLI.hpp>

#include "crypto/sodium.h"
#include "registry/app/accounts.h"
#include "registry/app/opening.h"
#include "registry/app/registry.h"
#include "server/http/wire_socket.h"
#include "server/observe/log.h"

namespace {

using namespace probant;

constexpr int kDone = 0;
constexpr int kRefused = 1;
constexpr int kMisused = 2;

/// Blocked before any thread starts, so that only this one sees them.
sigset_t stop_signals() {
    sigset_t signals{};
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    return signals;
}

int serve(const registry::RegistryConfig& config) {
    const auto signals = stop_signals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    server::ignore_broken_pipes();
    if (config.log_file) server::log_to_file(*config.log_file, server::LogLevel::Info);
    registry::Registry registry(config);
    registry.start();
    int received = 0;
    sigwait(&signals, &received);
    registry.stop();
    return kDone;
}

struct Options {
    std::string config{};
    bool check{};
    registry::NewAccount account{};
};

int run(const Options& options, bool adds_account) {
    const auto config = registry::load_registry_config(options.config);
    if (options.check || !config) {
        const auto faults = config ? server::ConfigFaults{} : config.error();
        const auto status = server::report_check(faults, std::cerr);
        return status == 0 ? kDone : kMisused;
    }
    if (adds_account) return registry::add_account(config.value(), options.account);
    return serve(config.value());
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{"Probant: the registry of packets and certificates"};
    Options options;
    app.set_version_flag("--version", std::string("probant-registry ") + PROBANT_VERSION);
    app.add_option("--config", options.config, "the registry’s TOML file")->required();
    app.add_flag("--check-config", options.check, "reads the configuration, says what is wrong");
    auto* account = app.add_subcommand("account", "accounts of the registry’s staff");
    auto* add = account->add_subcommand("add", "adds one");
    account->require_subcommand(1);
    add->add_option("--name", options.account.name, "the name to sign in with")->required();
    add->add_option("--roles", options.account.roles, "jury, publisher, auditor: one or more")
        ->required();
    add->add_option("--password-file", options.account.password_file, "a file of mode 0600")
        ->required();
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? kDone : kMisused;
    }
    try {
        crypto::start_sodium();
        return run(options, account->parsed());
    } catch (const registry::CannotStart& error) {
        std::cerr << error.because().fr << '\n' << error.because().en << '\n';
        return kRefused;
    } catch (const std::exception& error) {
        std::cerr << "Le registre ne démarre pas : " << error.what()
                  << ". Remettez ce qui a changé, ou appelez le support.\n"
                  << "The registry does not start: " << error.what()
                  << ". Put back what was changed, or call support.\n";
        return kRefused;
    }
}
