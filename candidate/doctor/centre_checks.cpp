// SPDX-License-Identifier: EUPL-1.2
#include "candidate/doctor/centre_checks.h"

#include <algorithm>
#include <array>
#include <chrono>

#include <Poco/DateTime.h>
#include <Poco/DateTimeFormat.h>
#include <Poco/DateTimeFormatter.h>
#include <Poco/DateTimeParser.h>
#include <Poco/Exception.h>
#include <Poco/URI.h>

#include "server/http/client.h"

namespace probant::candidate::doctor {
namespace {

using engine::SignState;

constexpr std::chrono::milliseconds kConnectMost{3000};
constexpr std::chrono::milliseconds kAnswerMost{5000};
constexpr std::uint16_t kHttps = 443;

template <class Clock>
std::int64_t now_ms() {
    const auto since = Clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
}

// False where there was no answer: to ask again would only take longer.
bool ask_once(server::HttpClient& client, CentreLook& look) {
    const auto asked = now_ms<std::chrono::steady_clock>();
    const auto reply = client.fetch({.target = "/health/live"});
    if (!reply) {
        look.why = reply.error().why;
        return false;
    }
    const auto boot = now_ms<std::chrono::steady_clock>();
    look.status = reply.value().status;
    if (const auto centre = wall_ms_of_date(reply.value().header("date"))) {
        look.answers.push_back({.boot_ms = boot,
                                .wall_ms = now_ms<std::chrono::system_clock>(),
                                .server_ms = *centre,
                                .round_trip = engine::Duration(boot - asked)});
    }
    return true;
}

// In the words of POCO.
bool is_about_trust(const std::string& why) {
    constexpr std::array<std::string_view, 3> kWords{"ertificate", "SSL", "File not found"};
    return std::ranges::any_of(kWords,
                               [&](auto word) { return why.find(word) != std::string::npos; });
}

}  // namespace

std::optional<CentrePlace> centre_place(const std::string& url,
                                        const std::filesystem::path& authority) {
    try {
        const Poco::URI uri(url);
        if (uri.getScheme() != "https" || uri.getHost().empty()) return std::nullopt;
        const auto port = uri.getPort() == 0 ? kHttps : uri.getPort();
        return CentrePlace{.host = uri.getHost(), .port = port, .authority = authority};
    } catch (const Poco::Exception&) {
        return std::nullopt;
    }
}

CentreLook look_at_centre(const CentrePlace& place) {
    CentreLook look;
    server::HttpClient client({.host = place.host,
                               .port = place.port,
                               .authority = place.authority,
                               .connect = kConnectMost,
                               .wait = kAnswerMost});
    // As many as the clock's judgement asks for.
    while (look.answers.size() < integrity::kAnswersLeast && ask_once(client, look)) {
        if (look.answers.empty()) break;
    }
    return look;
}

Check check_centre(const std::optional<CentreLook>& look) {
    Check check{.name = "centre", .title = {"Centre", "Centre"}};
    if (!look) {
        check.state = SignState::CouldNotTell;
        check.seen = {"Aucun centre n'a été indiqué.", "No centre was given."};
        check.remedy = {
            "Écrire centre.url et centre.ca dans la configuration, ou donner --centre "
            "et --ca.",
            "Write centre.url and centre.ca in the configuration, or give --centre "
            "and --ca."};
        return check;
    }
    if (look->status != 0) {
        check.seen = {"Il répond, et son certificat est de l'autorité indiquée.",
                      "It answers, and its certificate is of the authority given."};
        return check;
    }
    check.state = SignState::ToCheck;
    check.seen = told("Pas de réponse : {}.", "No answer: {}.", look->why);
    check.remedy = {
        "Vérifier le câble, l'adresse du centre (et son nom dans /etc/hosts), et que "
        "le pare-feu de la station la laisse passer.",
        "Check the cable, the centre's address (and its name in /etc/hosts), and that "
        "the station's firewall lets it through."};
    if (is_about_trust(look->why)) {
        check.remedy = {
            "Ce n'est pas le centre de l'autorité indiquée, ou l'horloge est très "
            "fausse : demander au centre le fichier de son autorité.",
            "It is not the centre of the authority given, or the clock is far wrong: "
            "ask the centre for the file of its authority."};
    }
    return check;
}

Check check_clock(const std::optional<CentreLook>& look) {
    integrity::ClockWatch watch;
    std::int64_t now = 0;
    if (look) {
        for (const auto& answer : look->answers) {
            watch.heard(answer);
            now = answer.boot_ms;
        }
    }
    Check check{.name = "clock", .title = {"Horloge", "Clock"}};
    const auto judgement = watch.judge(now);
    check.state = judgement.state;
    if (judgement.state == SignState::CouldNotTell) {
        check.seen = {"Le centre n'a pas dit l'heure.", "The centre did not tell the time."};
        check.remedy = {"Mettre d'abord le centre en ordre.", "Put the centre right first."};
        return check;
    }
    check.seen = told("{} par rapport au centre (à une demi-seconde près).",
                      "{} against the centre (to half a second).",
                      judgement.evidence);
    if (judgement.state == SignState::ToCheck) {
        check.remedy = {
            "Mettre la station à l'heure du centre : « timedatectl », ou un serveur "
            "de temps au centre.",
            "Set the station to the centre's time: `timedatectl`, or a time server at "
            "the centre."};
    }
    return check;
}

std::optional<std::int64_t> wall_ms_of_date(std::string_view date) {
    constexpr std::int64_t kMicroseconds = 1000;
    constexpr std::int64_t kMiddle = 500;
    const std::string given(date);
    Poco::DateTime read;
    int zone = 0;
    // POCO reads a date into almost anything: what it read must be what was written.
    if (!Poco::DateTimeParser::tryParse(Poco::DateTimeFormat::HTTP_FORMAT, given, read, zone) ||
        Poco::DateTimeFormatter::format(read, Poco::DateTimeFormat::HTTP_FORMAT) != given) {
        return std::nullopt;
    }
    return read.timestamp().epochMicroseconds() / kMicroseconds + kMiddle;
}

}  // namespace probant::candidate::doctor
