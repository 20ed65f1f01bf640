// SPDX-License-Identifier: EUPL-1.2
#include "center/app/session_adding.h"

#include <optional>

#include "center/api/enrolment.h"
#include "center/app/data_folder.h"
#include "center/app/hosted_session.h"
#include "center/app/opening.h"
#include "center/auth/codes.h"
#include "center/import/roster.h"
#include "center/storage/centre_store.h"
#include "crypto/keyed_digest.h"
#include "crypto/random.h"
#include "server/files/read_folder.h"
#include "server/program/exit_status.h"
#include "server/text/nfc.h"

namespace probant::center {
namespace {

/// As the page's: docs/openapi.yaml.
constexpr std::size_t kTitleBytesMax = 400;
constexpr std::size_t kRoomBytesMax = 200;

int refuse_faults(const Roster& roster) {
    for (const auto& fault : roster.faults) {
        const auto row = std::to_string(fault.row);
        const auto column = fault.column.empty() ? "" : ", " + fault.column;
        std::cerr << "  " << row << column << " : " << fault.sentence.fr << '\n';
        std::cerr << "  " << row << column << ": " << fault.sentence.en << '\n';
    }
    return server::refuse({"La liste a des erreurs, par ligne et colonne. Rien n’a été importé.",
                           "The list has mistakes, by row and column. Nothing was imported."});
}

/// No account made it: whoever could type it at the server's console did.
engine::Actor console_actor(const SecretBytes& secret) {
    const auto digest =
        crypto::keyed_digest(secret, "probant command line v1", as_bytes(std::string_view{}));
    std::array<std::uint8_t, 16> bytes{};
    std::copy_n(digest.bytes.begin(), bytes.size(), bytes.begin());
    return {.role = engine::Role::Manager, .id = uuid_v4_from(bytes)};
}

void print(const SessionFacts& facts,
           const std::string& session_code,
           const std::vector<EntrySlip>& slips,
           std::ostream& out) {
    out << "session " << facts.number << ", code de session " << printed(session_code) << '\n';
    for (const auto& slip : slips) {
        out << "place " << slip.seat.value << ", " << slip.last_name << " " << slip.first_name
            << ", code " << printed(slip.code) << '\n';
    }
}

json::Value to_json(const SessionFacts& facts,
                    const std::string& session_code,
                    const std::vector<EntrySlip>& slips) {
    return json::Object{
        {"session", json::Object{{"id", facts.id.text()}, {"number", facts.number}}},
        {"sessionCode", printed(session_code)},
        {"codes", slips_to_json(slips)}};
}

/// What was typed, checked.
struct Checked {
    std::string title{};
    std::string room{};
    Roster roster{};
};

std::optional<std::string> text_of(const std::string& typed, std::size_t bytes_max) {
    auto text = server::to_nfc(typed);
    const bool fits = text && !text->empty() && text->size() <= bytes_max;
    return fits ? text : std::nullopt;
}

/// Makes the session's file and its row. Throws what the disk throws.
int make(const CentreConfig& config,
         const NewSession& session,
         const Checked& checked,
         std::ostream& out) {
    const auto lock = crypto::Lock{open_machine_secret(config)};
    const auto& secret = std::get<crypto::MachineSecret>(lock).bytes();
    const auto content = open_package(config);
    CentreStore store(config.data / "centre.db");
    const SystemClock clock;
    const engine::SessionId id{crypto::random_uuid_v4()};
    const SessionFacts facts{.id = id,
                             .number = store.free_session_number(),
                             .title = checked.title,
                             .room = checked.room,
                             .centre = config.name,
                             .language = session.language,
                             .created_ms = clock.wall_ms()};
    auto enrolled = enrol(secret,
                          {.session = id,
                           .centre = config.id,
                           .language = facts.language,
                           .roster = checked.roster,
                           .content = *content});
    const auto session_code = make_code();
    store.put_session({.id = id,
                       .number = facts.number,
                       .code = hash_of_code(secret, CodePurpose::Session, session_code),
                       .created_ms = facts.created_ms});
    const RoomLoopParts parts{
        .sessions = config.data / "sessions", .content = content, .clock = &clock};
    HostedSession hosted(parts.sessions / id.text(), facts, parts);
    const auto end = hosted.judge({.session = id,
                                   .order = {.by = console_actor(secret),
                                             .id = engine::CommandId{id.uuid},
                                             .command = std::move(enrolled.command)},
                                   .sides = std::move(enrolled.sides)});
    if (const auto* refusal = std::get_if<engine::Refusal>(&end)) {
        const std::string why(engine::name_of(*refusal));
        return server::refuse(
            {"La session est refusée : " + why + ".", "The session is refused: " + why + "."});
    }
    hosted.commit();
    if (session.json) {
        out << json::write(to_json(facts, session_code, enrolled.slips)) << '\n';
    } else {
        print(facts, session_code, enrolled.slips, out);
    }
    return server::kDone;
}

}  // namespace

int add_session(const CentreConfig& config, const NewSession& session, std::ostream& out) {
    const auto title = text_of(session.title, kTitleBytesMax);
    const auto room = text_of(session.room, kRoomBytesMax);
    if (!title || !room) {
        return server::misuse({"--title et --room : un texte d’une ligne, ni vide ni très long.",
                               "--title and --room: a line of text, neither empty nor very long."});
    }
    const auto csv = server::read_text_file(session.roster, kRosterBytesMax);
    if (!csv) {
        return server::refuse(
            {"La liste " + session.roster.string() + " ne se lit pas, ou dépasse 1 Mio.",
             "The roster " + session.roster.string() + " cannot be read, or is over 1 MiB."});
    }
    const auto roster = read_roster(*csv);
    if (!roster.faults.empty()) return refuse_faults(roster);

    // A centre that runs holds it, and makes sessions on the manager's page.
    const DataFolder data(config.data);
    return make(config, session, {.title = *title, .room = *room, .roster = roster}, out);
}

}  // namespace probant::center
