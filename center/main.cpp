// SPDX-License-Identifier: EUPL-1.2
// probant-center: the exam-centre server. `--help` says how; docs/OPERATING.md says when.
#include <iostream>
#include <string>

#include <CLI/CLI.hpp>

#include "center/app/accounts.h"
#include "center/app/centre.h"
#include "center/app/clock.h"
#include "center/app/surroundings.h"
#include "crypto/sodium.h"
#include "server/program/service.h"

namespace {

using namespace probant;
using server::kDone;
using server::kMisused;

struct Options {
    std::string config{};
    bool check{};
    center::NewAccount account{};
};

/// What is written well and is not there, as lines of the same report.
server::ConfigFaults faults_around(const center::CentreConfig& config, const std::string& file) {
    server::ConfigFaults faults;
    for (const auto& sentence : center::faults_around(config, center::SystemClock().wall_ms()))
        faults.push_back({.file = file, .line = 0, .sentence = sentence});
    return faults;
}

int run(const Options& options, bool adds_account) {
    const auto config = center::load_centre_config(options.config);
    if (options.check || !config) {
        const auto faults = config ? faults_around(config.value(), options.config) : config.error();
        const auto status = server::report_check(faults, std::cerr);
        return status == 0 ? kDone : kMisused;
    }
    if (adds_account) return center::add_account(config.value(), options.account, std::cout);
    return server::serve_until_stopped<center::Centre>(config.value());
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{"Probant: the server of an exam centre"};
    Options options;
    app.set_version_flag("--version", "probant-center " PROBANT_VERSION);
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
        return server::refuse(error.because());
    } catch (const std::exception& error) {
        const std::string why = error.what();
        return server::refuse({"Le centre ne démarre pas : " + why +
                                   ". Remettez ce qui a changé, ou appelez le support.",
                               "The centre does not start: " + why +
                                   ". Put back what was changed, or call support."});
    }
}
