// SPDX-License-Identifier: EUPL-1.2
#include "candidate/doctor/machine_checks.h"

#include "candidate/doctor/sign_remedy.h"
#include "engine/proctoring/station_sign_words.h"

namespace probant::candidate::doctor {
namespace {

using engine::SignState;
using engine::Text;

// A page of the exam has a question and its answers side by side from here on.
constexpr int kScreenWidthLeast = 1024;
constexpr int kScreenHeightLeast = 600;
constexpr std::uintmax_t kMegabyte = 1'000'000;
// Twenty minutes kept while the centre is away take five megabytes, the browser's profile and the
// logs the rest.
constexpr std::uintmax_t kFreeLeast = 300 * kMegabyte;

// What the judgement says, with what it was seen by also where there is nothing to check.
Text seen_by(const integrity::Judgement& judgement) {
    const engine::IntegritySign sign{.sign = judgement.sign,
                                     .state = judgement.state,
                                     .since_ms = 0,
                                     .evidence = judgement.evidence};
    Text seen{.fr = engine::reason_of(sign, engine::Language::French),
              .en = engine::reason_of(sign, engine::Language::English)};
    if (judgement.state == SignState::Ok && !judgement.evidence.empty()) {
        seen.fr.append(" (").append(judgement.evidence).append(")");
        seen.en.append(" (").append(judgement.evidence).append(")");
    }
    return seen;
}

Check checked(std::string name, const integrity::Judgement& judgement) {
    Check check{.name = std::move(name),
                .title = subject_of(judgement.sign),
                .state = judgement.state,
                .seen = seen_by(judgement)};
    if (judgement.state != SignState::Ok) check.remedy = remedy_of(judgement);
    return check;
}

}  // namespace

Check check_screen(const integrity::Judgement& judgement, const integrity::Readings& readings) {
    Check check = checked("screen", judgement);
    if (judgement.state != SignState::Ok) return check;
    if (!readings.desktop) {
        check.seen = told("Un seul ({}), de taille inconnue : aucun affichage n'est ouvert.",
                          "Only one ({}), of unknown size: no display is open.",
                          judgement.evidence);
        return check;
    }
    const int width = readings.desktop->width;
    const int height = readings.desktop->height;
    check.seen = told(
        "Un seul ({}), {} × {}.", "Only one ({}), {} × {}.", judgement.evidence, width, height);
    if (width < kScreenWidthLeast || height < kScreenHeightLeast) {
        check.state = SignState::ToCheck;
        check.remedy = told("Régler l'écran à {} × {} au moins.",
                            "Set the screen to {} × {} at least.",
                            kScreenWidthLeast,
                            kScreenHeightLeast);
    }
    return check;
}

Check check_network(const integrity::Judgement& judgement, std::size_t tried) {
    Check check = checked("network", judgement);
    if (judgement.state != SignState::Ok) return check;
    if (tried == 0) {
        check.state = SignState::CouldNotTell;
        check.seen = {"Aucune adresse qui ne doit pas répondre n'a été essayée.",
                      "No address that must not answer was tried."};
        check.remedy = {
            "En écrire une dans integrity.elsewhere, ou donner --elsewhere "
            "ADRESSE:PORT.",
            "Write one in integrity.elsewhere, or give --elsewhere ADDRESS:PORT."};
        return check;
    }
    check.seen = told("Rien d'autre que le centre n'a répondu (adresses essayées : {}).",
                      "Nothing but the centre answered (addresses tried: {}).",
                      tried);
    return check;
}

Check check_programs(const integrity::Judgement& judgement,
                     const std::vector<std::string>& outside) {
    Check check = check_sign(judgement);
    if (judgement.state != SignState::ToCheck) return check;
    const std::string programs = fmt::format("{}", fmt::join(outside, ", "));
    check.seen = told("Hors de la liste : {}.", "Outside the list: {}.", programs);
    return check;
}

Check check_sign(const integrity::Judgement& judgement) {
    return checked("sign." + std::string(engine::name_of(judgement.sign)), judgement);
}

Checks check_machine(const integrity::Readings& readings,
                     const integrity::IntegrityConfig& config) {
    Checks checks;
    const std::size_t tried = readings.elsewhere ? readings.elsewhere->tried : 0;
    for (const integrity::Judgement& judgement : integrity::judge(readings, config)) {
        if (judgement.sign == engine::StationSign::SecondScreen) {
            checks.push_back(check_screen(judgement, readings));
        } else if (judgement.sign == engine::StationSign::NetworkPath) {
            checks.push_back(check_network(judgement, tried));
        } else if (judgement.sign == engine::StationSign::Process && readings.processes) {
            checks.push_back(check_programs(
                judgement, integrity::programs_outside(*readings.processes, config.processes)));
        } else {
            checks.push_back(check_sign(judgement));
        }
    }
    return checks;
}

Check check_disk(std::optional<std::uintmax_t> free) {
    Check check{.name = "disk", .title = {"Place sur le disque", "Room on the disk"}};
    if (!free) {
        check.state = SignState::CouldNotTell;
        check.seen = {"Le dossier de la station n'est pas là.",
                      "The folder of the station is not there."};
        check.remedy = {"Donner --state DOSSIER, ou installer la station.",
                        "Give --state FOLDER, or install the station."};
        return check;
    }
    check.seen = told("{} Mo libres.", "{} MB free.", *free / kMegabyte);
    if (*free < kFreeLeast) {
        check.state = SignState::ToCheck;
        check.remedy = told(
            "Il en faut {} : vider les journaux (journalctl --vacuum-size=100M), "
            "enlever ce qui ne sert pas.",
            "It takes {}: empty the logs (journalctl --vacuum-size=100M), remove "
            "what is of no use.",
            kFreeLeast / kMegabyte);
    }
    return check;
}

std::optional<std::uintmax_t> free_bytes(const std::filesystem::path& folder) {
    std::error_code error;
    const auto space = std::filesystem::space(folder, error);
    if (error) return std::nullopt;
    return space.available;
}

}  // namespace probant::candidate::doctor
