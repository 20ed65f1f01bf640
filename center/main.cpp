// SPDX-License-Identifier: EUPL-1.2
// probant-center: the exam-centre server. `--help` says how; docs/OPERATING.md says when.
#include <csignal>
#include <iostream>
#include <string>

#include <CLI/CLI.hpp>

#include "center/app/accounts.h"
#include "center/app/centre.h"
#include "crypto/sodium.h"
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

int serve(const center::CentreConfig& config) {
    const auto signals = stop_signals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    server::ignore_broken_pipes();
    if (config.log_file) server::log_to_file(*config.log_file, server::LogLevel::Info);
    center::Centre centre(config);
    centre.start();
    int received = 0;
    sigwait(&signals, &received);
    centre.stop();
    return kDone;
}

struct Options {
    std::string config{};
    bool check{};
    center::NewAccount account{};
};

int run(const Options& options, bool adds_account) {
    const auto config = center::load_centre_config(options.config);
    if (options.check || !config) {
        const auto faults = config ? server::ConfigFaults{} : config.error();
        const auto status = server::report_check(faults, std::cerr);
        return status == 0 ? kDone : kMisused;
    }
    if (adds_account) return center::add_account(config.value(), options.account, std::cout);
    return serve(config.value());
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{"Probant: the server of an exam centre"};
    Options options;
    app.set_version_flag("--version", PROBANT_VERSION);
    app.add_option("--config", options.config, "the centre’s TOML file")->required();
    app.add_flag("--check-config", options.check, "reads the configuration, says what is wrong");
    auto* account = app.add_subcommand("account", "accounts of this centre");
    auto* add = account->add_subcommand("add", "adds one, prints its id");
    account->require_subcommand(1);
    add->add_option("--name", options.account.name, "the name to sign in with")->required();
    add->add_option("--role", options.account.role, "manager or invigilator")->required();
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
    } catch (const center::CannotStart& error) {
        std::cerr << error.because().fr << '\n' << error.because().en << '\n';
        return kRefused;
    } catch (const std::exception& error) {
        std::cerr << "probant-center: " << error.what() << '\n';
        return kRefused;
    }
}
