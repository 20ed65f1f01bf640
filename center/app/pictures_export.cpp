// SPDX-License-Identifier: EUPL-1.2
#include "center/app/pictures_export.h"

#include <iostream>
#include <optional>
#include <system_error>

#include "center/app/numbered_session.h"
#include "center/storage/session_store.h"
#include "crypto/canonical_json.h"
#include "crypto/private_file.h"
#include "server/program/exit_status.h"
#include "server/program/service.h"

namespace probant::center {
namespace {

/// A folder of its owner alone, that was not there.
bool make_private_folder(const std::filesystem::path& folder) {
    std::error_code error;
    if (!std::filesystem::create_directory(folder, error)) return false;
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
    return !error;
}

}  // namespace

int export_pictures(const CentreConfig& config, const PicturesWanted& wanted, std::ostream& out) {
    const auto session = session_numbered(config, wanted.number);
    if (!session) return refuse_number();
    if (!make_private_folder(wanted.folder)) {
        return server::refuse(
            {"Le dossier de --to existe ou ne se crée pas : nommez-en un nouveau.",
             "The folder of --to exists or cannot be made: name a new one."});
    }
    auto store = SessionStore::open_read_only(config.data / "sessions" / session->text());
    for (const auto& digest : store.stills()) {
        const auto still = store.still(digest);
        if (!still) continue;  // deleted meanwhile
        const auto name = to_hex(digest.bytes) + ".jpg";
        if (!crypto::write_private(wanted.folder / name, still->jpeg, crypto::Existing::Refuse)) {
            return server::refuse({"Une image ne s’écrit pas : le disque est-il plein ?",
                                   "A picture cannot be written: is the disk full?"});
        }
        out << json::write(json::Object{{"candidate", still->candidate.text()},
                                        {"takenMs", still->taken_ms},
                                        {"digest", to_hex(digest.bytes)},
                                        {"file", name}})
            << '\n';
    }
    return server::kDone;
}

}  // namespace probant::center
