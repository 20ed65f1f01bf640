// SPDX-License-Identifier: EUPL-1.2
// probant-registry: receives, judges and keeps packets; certificates. `--help` says how.
#include <iostream>
#include <string>

#include <CLI/CLI.hpp>

#include "crypto/sodium.h"
#include "registry/app/accounts.h"
#include "registry/app/opening.h"
#include "registry/app/registry.h"
#include "server/program/service.h"

namespace {

using namespace probant;
using server::kDone;
using server::kMisused;

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
    return server::serve_until_stopped<registry::Registry>(config.value());
}

int obey(int argc, char** argv) {
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
    crypto::start_sodium();
    return run(options, account->parsed());
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return obey(argc, argv);
    } catch (const registry::CannotStart& error) {
        return server::refuse(error.because());
    } catch (const std::exception& error) {
        const std::string why = error.what();
        return server::refuse({"Le registre ne démarre pas : " + why +
                                   ". Remettez ce qui a changé, ou appelez le support.",
                               "The registry does not start: " + why +
                                   ". Put back what was changed, or call support."});
    }
}
