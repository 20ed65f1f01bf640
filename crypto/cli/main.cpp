// probant-keys: the key ceremony. Makes keys, lists them in trust, revokes, signs, inspects.
//
// Role     Reads the command line, runs one command, prints. Exit status: 0 done, 1 refused,
//          2 misused.
// Threads  One.
//
// SPDX-License-Identifier: EUPL-1.2
#include <cstdlib>
#include <exception>
#include <functional>
#include <iostream>

#include <CLI/CLI.hpp>

#include "crypto/cli/commands.h"

namespace {

using namespace probant::crypto::cli;  // NOLINT(google-build-using-namespace): its own main

constexpr int kRefused = 1;
constexpr int kMisused = 2;

/// What the command line chose to run.
using Chosen = std::function<Outcome()>;

void add_lock(CLI::App& command, LockOptions& lock) {
    auto* passphrase = command.add_option(
        "--passphrase-file", lock.passphrase_file, "File of mode 600 with the passphrase");
    command.add_option("--machine-secret", lock.machine_secret, "File of make-machine-secret")
        ->excludes(passphrase);
}

void add_make(CLI::App& app, MakeOptions& options, Chosen& chosen) {
    const auto add = [&](const char* name, const char* what) -> CLI::App& {
        CLI::App& command = *app.add_subcommand(name, what);
        command.add_option("--out", options.out, "Key file to write, beside it FILE.pub")
            ->required();
        command.add_flag("--demo", options.demo, "For demonstrations: production refuses it");
        add_lock(command, options.lock);
        command.callback([&] { chosen = [&options] { return make_key(options); }; });
        return command;
    };
    add("make-root", "Make the root key, which signs trust")
        .preparse_callback([&options](std::size_t) { options.role = "root"; });
    CLI::App& age = add("make-age", "Make a key that receives packets");
    age.preparse_callback([&options](std::size_t) { options.role = "age_registry"; });
    age.add_option("--role", options.role, "age_registry (default) or age_escrow")
        ->check(CLI::IsMember({"age_registry", "age_escrow"}));
    CLI::App& any = add("make", "Make a key of any role");
    any.add_option("--role",
                   options.role,
                   "registry_certificate, registry_log, registry_receipt, centre, invigilator, "
                   "age_registry, age_escrow, root")
        ->required();
    any.add_option("--centre", options.centre, "Centre of the key, as FR-0042");
}

void add_trust_draft(CLI::App& trust,
                     TrustAddOptions& add,
                     TrustRevokeOptions& revoke,
                     Chosen& chosen) {
    CLI::App& adding = *trust.add_subcommand("add", "List a key in the draft");
    adding.add_option("--dir", add.dir, "The trust folder")->required();
    adding.add_option("--key", add.key, "Public file of the key")->required();
    adding.add_option("--from", add.from, "First valid second (default: now)");
    adding.add_option("--to", add.to, "First second not valid (default: a year later)");
    adding.callback([&] { chosen = [&add] { return trust_add(add); }; });

    CLI::App& revoking = *trust.add_subcommand("revoke", "Revoke a key in the draft");
    revoking.add_option("--dir", revoke.dir, "The trust folder")->required();
    revoking.add_option("--keyid", revoke.keyid, "Name of the key")->required();
    revoking.add_option("--at", revoke.at, "First second it is not believed (default: now)");
    revoking.add_option("--last-packet", revoke.last_packet, "Last packet that still counts");
    revoking.callback([&] { chosen = [&revoke] { return trust_revoke(revoke); }; });
}

void add_trust_ends(CLI::App& trust,
                    TrustInitOptions& init,
                    TrustSignOptions& sign,
                    Chosen& chosen) {
    CLI::App& beginning = *trust.add_subcommand("init", "Begin a trust folder");
    beginning.add_option("--dir", init.dir, "The trust folder")->required();
    beginning.add_option("--root-pub", init.root_pub, "Public file of the root")->required();
    beginning.add_option("--expires", init.expires, "When trust ends, 2027-11-21T10:00:00Z")
        ->required();
    beginning.callback([&] { chosen = [&init] { return trust_init(init); }; });

    CLI::App& signing = *trust.add_subcommand("sign", "Sign the draft with the root key");
    signing.add_option("--dir", sign.dir, "The trust folder")->required();
    signing.add_option("--root-key", sign.root_key, "Key file of the root")->required();
    signing.add_option("--expires", sign.expires, "A new end");
    add_lock(signing, sign.lock);
    signing.callback([&] { chosen = [&sign] { return trust_sign(sign); }; });
}

void add_others(CLI::App& app,
                std::filesystem::path& secret,
                InspectOptions& options,
                Chosen& chosen) {
    CLI::App& machine = *app.add_subcommand("make-machine-secret", "Make this machine's secret");
    machine.add_option("--out", secret, "File to write")->required();
    machine.callback([&] { chosen = [&secret] { return make_machine_secret(secret); }; });

    CLI::App& inspecting = *app.add_subcommand("inspect", "Say what a file is");
    inspecting.add_option("file", options.file, "Key file, public file or envelope")->required();
    inspecting.add_flag("--json", options.json, "For a program to read");
    inspecting.callback([&] { chosen = [&options] { return inspect(options); }; });
}

/// Everything the command line can fill.
struct Options {
    MakeOptions make{};
    std::filesystem::path machine_secret{};
    TrustInitOptions init{};
    TrustAddOptions add{};
    TrustRevokeOptions revoke{};
    TrustSignOptions sign{};
    InspectOptions inspect{};
};

int run(int argc, char** argv) {
    CLI::App app("Makes, lists, revokes and inspects the keys of Probant.", "probant-keys");
    app.set_version_flag("--version", "probant-keys " PROBANT_VERSION);
    app.require_subcommand(1);
    Options options;
    Chosen chosen;
    add_make(app, options.make, chosen);
    add_others(app, options.machine_secret, options.inspect, chosen);
    CLI::App& trust = *app.add_subcommand("trust", "The list of keys to believe");
    trust.require_subcommand(1);
    add_trust_ends(trust, options.init, options.sign, chosen);
    add_trust_draft(trust, options.add, options.revoke, chosen);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? EXIT_SUCCESS : kMisused;
    }
    const Outcome outcome = chosen();
    if (!outcome) {
        std::cerr << "probant-keys: " << outcome.error() << '\n';
        return kRefused;
    }
    std::cout << outcome.value();
    return EXIT_SUCCESS;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return run(argc, argv);
    } catch (const std::exception& error) {
        std::cerr << "probant-keys: " << error.what() << ": check the disk and the permissions\n";
        return kRefused;
    }
}
