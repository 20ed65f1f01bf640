// probant-rehearse: a room of simulated stations over the real protocol.
// SPDX-License-Identifier: EUPL-1.2
#include <cstdlib>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>

#include <CLI/CLI.hpp>
#include <Poco/Exception.h>
#include <Poco/URI.h>

#include "center/rehearse/rehearsal.h"
#include "crypto/private_file.h"
#include "crypto/sodium.h"
#include "server/program/exit_status.h"
#include "server/program/open_files.h"

namespace probant::center::rehearse {
namespace {

constexpr int kRefused = 1;
constexpr int kMisused = 2;

/// A station holds a request's connection and its WebSocket; the program a few files besides.
constexpr std::uint64_t kFilesPerStation = 2;
constexpr std::uint64_t kFilesBesides = 64;

/// What the command line is filled into, before it means anything.
struct Typed {
    std::string url{};
    std::filesystem::path authority{};
    std::string manager{};
    std::filesystem::path manager_password{};
    std::string invigilator{};
    std::filesystem::path invigilator_password{};
    std::filesystem::path passphrase{};
    std::int64_t stations{12};
    double duration_s{0};
    double scale{0};
    std::filesystem::path package{};
    std::uint64_t seed{1};
    bool mass_start{};
    bool reconnect_storm{};
    std::string until{};
    std::string story{"ordinary"};
    bool json{};
    bool quiet{};
};

void add_way(CLI::App& app, Typed& typed) {
    app.add_option("--url", typed.url, "The centre: https://127.0.0.1:8443")->required();
    app.add_option("--ca", typed.authority, "PEM file of the authority to believe (https)");
    app.add_option("--manager", typed.manager, "Account that creates the session")->required();
    app.add_option("--manager-password-file", typed.manager_password, "Its password, mode 0600")
        ->required();
    app.add_option(
        "--invigilator", typed.invigilator, "Account that supervises; not for an invitation");
    app.add_option(
        "--invigilator-password-file", typed.invigilator_password, "Its password, mode 0600");
    app.add_option("--passphrase-file",
                   typed.passphrase,
                   "Passphrase of the invigilator's key, to seal; mode 0600");
}

void add_play(CLI::App& app, Typed& typed) {
    app.add_option("--stations", typed.stations, "How many stations")->check(CLI::Range(1, 2000));
    app.add_option("--duration", typed.duration_s, "Seconds of answers; 0: until all hand in")
        ->check(CLI::Range(0.0, 86'400.0));
    app.add_option("--scale", typed.scale, "So many times faster than people")
        ->check(CLI::Range(0.01, 100'000.0));
    app.add_option("--package", typed.package, "Candidates look their questions up in it");
    app.add_option("--seed", typed.seed, "Of abilities, paces and guesses");
    app.add_flag("--mass-start", typed.mass_start, "All start within ten seconds");
    app.add_flag("--reconnect-storm", typed.reconnect_storm, "Cut every WebSocket at half time");
    app.add_option("--until", typed.until, "Where to stop")
        ->check(CLI::IsMember({"closed", "seal", "accepted"}));
    app.add_option("--story", typed.story, "What happens besides answers")
        ->check(CLI::IsMember({"ordinary", "demo", "invitation"}));
    app.add_flag("--json", typed.json, "For a program to read");
    app.add_flag("--quiet", typed.quiet, "No progress");
}

server::Peer peer_of(const Typed& typed) {
    const Poco::URI uri(typed.url);
    const bool secure = uri.getScheme() == "https";
    if (!secure && uri.getScheme() != "http")
        throw std::invalid_argument("--url: begin it with https://, or http:// on this machine");
    if (secure && typed.authority.empty())
        throw std::invalid_argument("--ca: name the authority file that the centre's key is from");
    return {.host = uri.getHost(),
            .port = uri.getPort(),
            .secure = secure,
            .authority = typed.authority};
}

/// Without the line feed that editors put at the end of a file.
SecretBytes read_word(const std::filesystem::path& file) {
    const auto read = crypto::read_secret(file);
    if (!read) {
        throw std::invalid_argument(file.string() + ": " +
                                    std::string(crypto::sentence_of(read.error())));
    }
    auto word = read.value().expose();
    while (!word.empty() && (word.back() == '\n' || word.back() == '\r'))
        word = word.first(word.size() - 1);
    return SecretBytes::copy_of(word);
}

Until until_of(const Typed& typed) {
    if (typed.until == "seal") return Until::Sealed;
    if (typed.until == "accepted") return Until::Accepted;
    if (typed.until.empty() && typed.story == "demo") return Until::Accepted;
    return Until::Closed;
}

Plan plan_of(const Typed& typed) {
    constexpr double kDemoScale = 400.0;
    const bool is_demo = typed.story == "demo";
    Plan plan;
    plan.centre = peer_of(typed);
    plan.manager = {typed.manager, read_word(typed.manager_password)};
    if (typed.story != "invitation") {
        if (typed.invigilator.empty() || typed.invigilator_password.empty()) {
            throw std::invalid_argument(
                "--invigilator, --invigilator-password-file: somebody must supervise");
        }
        plan.invigilator = {typed.invigilator, read_word(typed.invigilator_password)};
    }
    plan.stations = static_cast<std::size_t>(typed.stations);
    plan.duration =
        std::chrono::milliseconds{static_cast<std::int64_t>(typed.duration_s * 1'000.0)};
    const double usual_scale = is_demo ? kDemoScale : 1.0;
    plan.scale = typed.scale > 0 ? typed.scale : usual_scale;
    plan.package = typed.package;
    plan.seed = typed.seed;
    plan.mass_start = typed.mass_start;
    plan.reconnect_storm = typed.reconnect_storm;
    plan.story = is_demo ? Story::Demo : Story::Ordinary;
    plan.until = until_of(typed);
    if (plan.until != Until::Closed) {
        if (typed.passphrase.empty())
            throw std::invalid_argument("--passphrase-file: sealing needs the invigilator's");
        plan.passphrase = read_word(typed.passphrase);
    }
    if (!typed.quiet)
        plan.progress = [](const std::string& line) { std::cerr << "  " << line << '\n'; };
    return plan;
}

/// A room that nobody could enter has lost no answer either: that is not well.
bool went_well(const Tally& tally, Until until) {
    const bool whole = tally.started == tally.stations && tally.traffic.connect_failures == 0;
    if (!tally.is_well() || !whole) return false;
    switch (until) {
        case Until::Closed:
            return true;
        case Until::Sealed:
            return tally.reached == "sealed" || tally.reached == "uploaded" ||
                   tally.reached == "accepted";
        case Until::Accepted:
            return tally.reached == "accepted";
    }
    fail_ensure("a rehearsal stops somewhere");
}

int run(int argc, char** argv) {
    CLI::App app("Plays a room of stations against a centre: the load test and the rehearsal.",
                 "probant-rehearse");
    app.set_version_flag("--version", "probant-rehearse " PROBANT_VERSION);
    Typed typed;
    add_way(app, typed);
    add_play(app, typed);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? EXIT_SUCCESS : kMisused;
    }
    try {
        const auto plan = plan_of(typed);
        if (const auto fault =
                server::fault_of_open_files(kFilesBesides + kFilesPerStation * plan.stations))
            return server::refuse(*fault);
        if (typed.story == "invitation") {
            std::cout << invite_people(plan);
            return EXIT_SUCCESS;
        }
        const auto tally = run_rehearsal(plan);
        std::cout << (typed.json ? json::write(to_json(tally)) + "\n" : to_text(tally));
        return went_well(tally, plan.until) ? EXIT_SUCCESS : kRefused;
    } catch (const std::invalid_argument& error) {
        std::cerr << "probant-rehearse: " << error.what() << '\n';
        return kMisused;
    } catch (const Poco::Exception& error) {
        std::cerr << "probant-rehearse: " << error.displayText() << '\n';
    } catch (const std::exception& error) {
        std::cerr << "probant-rehearse: " << error.what() << '\n';
    }
    return kRefused;
}

}  // namespace
}  // namespace probant::center::rehearse

int main(int argc, char** argv) {
    try {
        probant::crypto::start_sodium();
        return probant::center::rehearse::run(argc, argv);
    } catch (const std::exception& error) {
        std::cerr << "probant-rehearse: " << error.what() << '\n';
        return EXIT_FAILURE;
    }
}
