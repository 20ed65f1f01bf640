// SPDX-License-Identifier: EUPL-1.2
// probant-center: the exam-centre server. `--help` says how; docs/OPERATING.md says when.
#include <iostream>
#include <string>

#include <CLI/CLI.hpp>

#include "center/app/accounts.h"
#include "center/app/centre.h"
#include "center/app/clock.h"
#include "center/app/minutes_export.h"
#include "center/app/pictures_export.h"
#include "center/app/session_adding.h"
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
    center::NewSession session{};
    center::MinutesWanted minutes{};
    center::PicturesWanted pictures{};
};

/// What is written well and is not there, as lines of the same report.
server::ConfigFaults faults_around(const center::CentreConfig& config, const std::string& file) {
    server::ConfigFaults faults;
    for (const auto& sentence : center::faults_around(config, center::SystemClock().wall_ms()))
        faults.push_back({.file = file, .line = 0, .sentence = sentence});
    return faults;
}

enum class Asked { Serve, AddAccount, AddSession, ExportMinutes, ExportPictures };

int run(const Options& options, Asked asked) {
    const auto config = center::load_centre_config(options.config);
    if (options.check || !config) {
        const auto faults = config ? faults_around(config.value(), options.config) : config.error();
        const auto status = server::report_check(faults, std::cerr);
        return status == 0 ? kDone : kMisused;
    }
    if (asked == Asked::AddAccount)
        return center::add_account(config.value(), options.account, std::cout);
    if (asked == Asked::AddSession)
        return center::add_session(config.value(), options.session, std::cout);
    if (asked == Asked::ExportMinutes)
        return center::export_minutes(config.value(), options.minutes, std::cout);
    if (asked == Asked::ExportPictures)
        return center::export_pictures(config.value(), options.pictures, std::cout);
    return server::serve_until_stopped<center::Centre>(config.value());
}

/// `add` of a group of its own, "account" or "session".
CLI::App* add_command(CLI::App& app, const char* group, const char* of_what, const char* what) {
    auto* named = app.add_subcommand(group, of_what);
    named->require_subcommand(1);
    named->fallthrough();
    auto* add = named->add_subcommand("add", what);
    add->fallthrough();
    return add;
}

const CLI::App* add_account_command(CLI::App& app, center::NewAccount& account) {
    auto* add = add_command(app, "account", "accounts of this centre", "adds one, prints its id");
    add->add_option("--name", account.name, "the name to sign in with")->required();
    add->add_option("--role", account.role, "manager or invigilator")->required();
    add->add_option("--password-file", account.password_file, "a file of mode 0600")->required();
    return add;
}

const CLI::App* add_session_command(CLI::App& app, center::NewSession& session) {
    auto* add =
        add_command(app, "session", "sessions of this centre", "makes one, prints its codes once");
    add->add_option("--roster", session.roster, "the candidates, as CSV")->required();
    add->add_option("--title", session.title, "what the session is called")->required();
    add->add_option("--room", session.room, "where it is held")->required();
    add->add_option("--language", session.language, "of the room: fr (default) or en")
        ->check(CLI::IsMember({"fr", "en"}));
    add->add_flag("--json", session.json, "for a program to read");
    return add;
}

const CLI::App* add_minutes_command(CLI::App& app, center::MinutesWanted& minutes) {
    auto* wanted = app.get_subcommand("session")->add_subcommand(
        "minutes", "prints what cameras measured, for probant-engine watch");
    wanted->fallthrough();
    wanted->add_option("--number", minutes.number, "of the session, as on the console")->required();
    wanted->add_option("--journal", minutes.journal, "a new file for the session’s entries");
    return wanted;
}

const CLI::App* add_pictures_command(CLI::App& app, center::PicturesWanted& pictures) {
    auto* wanted = app.get_subcommand("session")->add_subcommand(
        "pictures", "writes the pictures that are kept, for who decides a dispute");
    wanted->fallthrough();
    wanted->add_option("--number", pictures.number, "of the session, as on the console")
        ->required();
    wanted->add_option("--to", pictures.folder, "a new folder")->required();
    return wanted;
}

int obey(int argc, char** argv) {
    CLI::App app{"Probant: the server of an exam centre"};
    Options options;
    app.set_version_flag("--version", "probant-center " PROBANT_VERSION);
    app.add_option("--config", options.config, "the centre’s TOML file")->required();
    app.add_flag("--check-config", options.check, "reads the configuration, says what is wrong");
    app.fallthrough();  // --config may follow the subcommand
    const auto* account = add_account_command(app, options.account);
    const auto* session = add_session_command(app, options.session);
    const auto* minutes = add_minutes_command(app, options.minutes);
    const auto* pictures = add_pictures_command(app, options.pictures);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? kDone : kMisused;
    }
    crypto::start_sodium();
    if (account->parsed()) return run(options, Asked::AddAccount);
    if (minutes->parsed()) return run(options, Asked::ExportMinutes);
    if (pictures->parsed()) return run(options, Asked::ExportPictures);
    return run(options, session->parsed() ? Asked::AddSession : Asked::Serve);
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return obey(argc, argv);
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
