// SPDX-License-Identifier: EUPL-1.2
#include "center/rehearse/rehearsal.h"

#include <array>
#include <cstdio>
#include <memory>
#include <random>
#include <stdexcept>

#include "center/rehearse/console.h"
#include "center/rehearse/station.h"
#include "crypto/random.h"

namespace probant::center::rehearse {
namespace {

using server::Method;

constexpr std::array kLastNames{"Rousseau",
                                "Benali",
                                "Lefèvre",
                                "Nguyen",
                                "Perrin",
                                "Diallo",
                                "Garcia",
                                "Moreau",
                                "Haddad",
                                "Laurent",
                                "Kaya",
                                "Fabre",
                                "Silva",
                                "Marchand",
                                "Traoré",
                                "Vidal"};
constexpr std::array kFirstNames{"Camille",
                                 "Sofia",
                                 "Paul",
                                 "Awa",
                                 "Julien",
                                 "Inès",
                                 "Hugo",
                                 "Léa",
                                 "Karim",
                                 "Claire",
                                 "Tomás",
                                 "Marie",
                                 "Yanis",
                                 "Nora",
                                 "Théo",
                                 "Zoé",
                                 "Lucas"};

/// One in ten has extra time, as in a real room.
constexpr std::size_t kExtraTimeOneIn = 10;

struct Created {
    std::string session_code{};
    std::vector<std::pair<std::uint32_t, std::string>> codes{};  // seat, code
};

/// The manager signs in and makes the session.
class Office {
public:
    explicit Office(Stage& stage) : stage_(stage), caller_(stage.dialler) {}

    Task<Created> create() {
        const auto& who = stage_.plan.manager;
        Ask sign_in{
            .method = Method::Post,
            .target = "/api/v1/manager/sign-in",
            .body = json::write(json::Object{
                {"name", who.name}, {"password", std::string(as_text(who.password.expose()))}})};
        auto said = co_await caller_.ask(std::move(sign_in), stage_.patience_from_now());
        if (!said.is_done()) {
            throw std::runtime_error(said.status == 0
                                         ? "the centre does not answer"
                                         : "the manager cannot sign in: " + said.code());
        }
        Ask create{
            .method = Method::Post,
            .target = "/api/v1/manager/sessions",
            .body = json::write(json::Object{{"id", to_text(crypto::random_uuid_v4())},
                                             {"title", "Répétition"},
                                             {"room", "Salle 204"},
                                             {"language", "fr"},
                                             {"csv", invented_roster(stage_.plan.stations)}})};
        said = co_await caller_.ask(std::move(create), stage_.patience_from_now());
        if (!said.is_done())
            throw std::runtime_error("the session cannot be created: " + said.code());
        co_return created(said.value());
    }

private:
    Created created(const json::Value& value) {
        Created created{.session_code = text_in(value, "sessionCode"), .codes = {}};
        for (const auto& slip : array_in(value, "codes"))
            created.codes.emplace_back(number_in(slip, "seat"), text_in(slip, "code"));
        if (const auto* session = value.member("session")) {
            stage_.tally.session = text_in(*session, "id");
            stage_.tally.number = text_in(*session, "number");
        }
        stage_.say("session " + stage_.tally.number + " created, " +
                   std::to_string(created.codes.size()) + " candidates");
        return created;
    }

    Stage& stage_;
    Caller caller_;
};

/// What happens to whom in the demonstration, by seat.
void give_demo_part(Persona& persona) {
    switch (persona.seat) {
        case 2:
            persona.reports_at = 4;
            break;
        case 5:
            persona.reports_at = 9;
            break;
        case 7:
            persona.helps_at = 6;
            break;
        case 9:
            persona.gives_up_at = 25;
            break;
        case 11:
            persona.breaks_down_at = 22;
            break;
        default:
            break;
    }
}

void give_ordinary_part(Persona& persona, Dice& dice) {
    constexpr std::uint64_t kReportsOneIn = 20;
    constexpr std::uint64_t kHelpsOneIn = 20;
    constexpr std::uint64_t kWithin = 24;
    if (dice() % kReportsOneIn == 0)
        persona.reports_at = static_cast<std::int64_t>(1 + dice() % kWithin);
    if (dice() % kHelpsOneIn == 0)
        persona.helps_at = static_cast<std::int64_t>(1 + dice() % kWithin);
}

class Play {
public:
    explicit Play(const Plan& plan)
        : plan_(plan),
          dialler_(loop_, plan.centre, tally_.traffic),
          stage_(loop_, plan, dialler_, tally_) {
        if (!plan.package.empty()) stage_.knower = Knower(plan.package);
        stage_.acks.assign(plan.stations + 1, 0);
        tally_.stations = plan.stations;
    }

    std::string invite() {
        loop_.run(make_invitation());
        return invitation_;
    }

    Tally run() {
        const auto begun = Loop::now();
        loop_.run(play());
        tally_.seconds = ms_since(begun) / 1'000.0;
        return std::move(tally_);
    }

private:
    Task<void> make_invitation() {
        Office office(stage_);
        const auto created = co_await office.create();
        invitation_ =
            "session " + tally_.number + ", code de session " + created.session_code + "\n";
        for (const auto& [seat, code] : created.codes)
            invitation_ += "place " + std::to_string(seat) + ", code du candidat " + code + "\n";
    }

    Task<void> play() {
        Office office(stage_);
        const auto created = co_await office.create();
        console_ = std::make_unique<Console>(stage_, duties());
        auto& console = *console_;
        co_await console.sign_in(created.session_code);
        co_await console.open_session();
        seat_everybody(created);
        if (plan_.reconnect_storm) loop_.spawn(storm());
        co_await console.supervise();
        co_await console.close_session();
        stage_.closed = true;
        co_await see_everybody_off();
        co_await console.count_held();
        if (plan_.until != Until::Closed) co_await console.seal();
        tally_.reached = console.phase();
        if (tally_.reached == "accepted" || tally_.reached == "refused")
            tally_.registry = tally_.reached;
        console.leave();
    }

    /// Those who fetch their receipts are waited for, as long as one reply may take.
    Task<void> see_everybody_off() {
        const auto most = stage_.patience_from_now() + plan_.patience;
        while (stage_.seen_off < stations_.size() && Loop::now() < most)
            co_await loop_.sleep_until(Loop::now() + std::chrono::milliseconds{50});
    }

    void seat_everybody(const Created& created) {
        Dice dice(plan_.seed);
        std::normal_distribution<double> abilities(0.0, 1.0);
        for (const auto& [seat, code] : created.codes) {
            Persona persona{.seat = seat, .code = code, .ability = abilities(dice)};
            if (plan_.story == Story::Demo) {
                give_demo_part(persona);
            } else {
                give_ordinary_part(persona, dice);
            }
            stations_.push_back(std::make_unique<Station>(stage_, std::move(persona)));
            loop_.spawn(stations_.back()->sit());
        }
        stage_.say(std::to_string(stations_.size()) + " stations come in");
    }

    [[nodiscard]] Duties duties() const {
        if (plan_.stations < 4) return {};
        return {.pauses_seat = 3, .gives_time_to = 4};
    }

    /// In the middle of the rehearsal every WebSocket is cut at once.
    Task<void> storm() {
        while (!stage_.start_at)
            co_await loop_.sleep_until(Loop::now() + std::chrono::milliseconds{200});
        const auto middle =
            plan_.duration.count() > 0 ? plan_.duration / 2 : stage_.scaled(kThinkMost * 8);
        co_await loop_.sleep_until(*stage_.start_at + middle);
        stage_.say("every live connection is cut at once");
        for (const auto& station : stations_)
            station->cut_live();
    }

    const Plan& plan_;
    Tally tally_{};
    std::string invitation_{};
    Loop loop_;
    Dialler dialler_;
    Stage stage_;
    // Last, so that they are gone first: their bells hang on the loop.
    std::vector<std::unique_ptr<Station>> stations_;
    std::unique_ptr<Console> console_;
};

}  // namespace

std::string invented_roster(std::size_t stations) {
    std::string csv = "seat;last_name;first_name;birth_date;external_id;extra_time_percent\n";
    for (std::size_t place = 0; place < stations; ++place) {
        std::array<char, 16> date{};
        // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): the compiler checks a literal format
        static_cast<void>(std::snprintf(date.data(),
                                        date.size(),
                                        "%02zu/%02zu/%04zu",
                                        1 + place % 28,
                                        1 + place / 28 % 12,
                                        1960 + place % 40));
        csv += std::to_string(place + 1) + ";" + kLastNames.at(place % kLastNames.size()) + ";" +
               kFirstNames.at(place % kFirstNames.size()) + ";" + date.data() + ";R" +
               std::to_string(1000 + place) + ";" +
               (place % kExtraTimeOneIn == kExtraTimeOneIn - 1 ? "33" : "0") + "\n";
    }
    return csv;
}

std::string invite_people(const Plan& plan) {
    return Play(plan).invite();
}

Tally run_rehearsal(const Plan& plan) {
    return Play(plan).run();
}

}  // namespace probant::center::rehearse
