// SPDX-License-Identifier: EUPL-1.2
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <CLI/CLI.hpp>

#include "candidate/link/browser_store.h"
#include "candidate/link/centre_address.h"
#include "candidate/link/enrolment.h"
#include "candidate/link/station_identity.h"
#include "candidate/link/tls_request.h"
#include "candidate/station/command.h"

namespace probant::candidate::station {
namespace {

struct EnrolOptions {
    std::string centre;
    std::string authority;
    std::string code;
    std::string state = kStateFolder;
    std::string home;  // of the kiosk's user; empty: the browser is left as it is
    bool yes = false;
};

std::string content_of(const std::string& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

server::Sentence no_address(const std::string& typed) {
    return {"« " + typed + " » n’est pas l’adresse d’un centre : écrivez https://NOM:PORT.",
            "\"" + typed + "\" is no address of a centre: write https://NAME:PORT."};
}

server::Sentence no_code() {
    return {"Ce n’est pas un code : la console en montre un de 8 lettres et chiffres.",
            "That is no code: the console shows one of 8 letters and digits."};
}

server::Sentence no_authority(const std::string& file) {
    return {
        file + " n’est pas un certificat : donnez à --ca le fichier PEM de l’autorité du centre.",
        file + " is no certificate: give --ca the PEM file of the centre's authority."};
}

// Whoever stands at the station compares it with what the console shows.
bool is_confirmed(const CertificateFacts& authority, const EnrolOptions& options) {
    const auto words = first_words(authority.fingerprint);
    std::cout << "Autorité du centre / centre's authority: " << words << '\n' << std::flush;
    if (options.yes) return true;
    std::cout << "La console montre-t-elle les mêmes mots ? Does the console show the same words? "
                 "[oui/yes] "
              << std::flush;
    std::string answer;
    std::getline(std::cin, answer);
    return answer == "oui" || answer == "o" || answer == "yes" || answer == "y";
}

server::Sentence not_confirmed() {
    return {
        "Rien n’a été envoyé : si les mots diffèrent, --ca n’est pas le fichier de ce centre ; "
        "demandez-le au responsable.",
        "Nothing was sent: if the words differ, --ca is not this centre's file; ask whoever is "
        "in charge for it."};
}

// The browser first: an identity that is kept is one that everything has.
int keep(const EnrolOptions& options, const NewIdentity& identity) {
    if (!options.home.empty()) {
        const auto filled = fill_store(options.home,
                                       {.certificate_pem = identity.certificate,
                                        .key_pem = identity.key,
                                        .stations_authority_pem = identity.authority,
                                        .centre_authority = options.authority});
        if (!filled) return server::refuse(filled.error());
    }
    const auto kept = keep_identity(options.state, identity);
    if (!kept) return server::refuse(kept.error());
    std::cout << "Poste enrôlé / station enrolled: " << identity.station.text() << " ("
              << identity.centre << ")\n";
    return kDone;
}

// What must be there before a code is used up.
std::optional<server::Sentence> missing_here(const EnrolOptions& options) {
    if (const auto state = prepare_state(options.state); !state) return state.error();
    if (options.home.empty()) return std::nullopt;
    if (const auto programs = find_store_programs(); !programs) return programs.error();
    return std::nullopt;
}

int enrol(const EnrolOptions& options) {
    const auto address = read_centre_address(options.centre);
    if (!address) return server::misuse(no_address(options.centre));
    const auto code = read_enrolment_code(options.code);
    if (!code) return server::misuse(no_code());
    const auto authority = read_certificate(content_of(options.authority));
    if (!authority) return server::misuse(no_authority(options.authority));
    if (const auto missing = missing_here(options)) return server::refuse(*missing);
    if (!is_confirmed(*authority, options)) return server::refuse(not_confirmed());
    server::HttpClient centre(
        {.host = address->host, .port = address->port, .authority = options.authority});
    const auto identity = ask_to_enrol(centre, *code);
    if (!identity) return server::refuse(identity.error());
    return keep(options, identity.value());
}

}  // namespace

Run register_enrol(CLI::App& command) {
    auto options = std::make_shared<EnrolOptions>();
    command.add_option("--centre", options->centre, "https://NAME:PORT")->required();
    command.add_option("--ca", options->authority, "The centre's authority, a PEM file")
        ->required();
    command.add_option("--code", options->code, "What the console shows for ten minutes")
        ->required();
    command.add_option("--state", options->state, "Where the station keeps itself")
        ->capture_default_str();
    command
        .add_option("--nss",
                    options->home,
                    "Home of the kiosk's user: its browser then shows the certificate")
        ->check(CLI::ExistingDirectory);
    command.add_flag("--yes", options->yes, "The words of the authority were compared already");
    return [options] { return enrol(*options); };
}

}  // namespace probant::candidate::station
