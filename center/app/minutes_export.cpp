// SPDX-License-Identifier: EUPL-1.2
#include "center/app/minutes_export.h"

#include <algorithm>
#include <iostream>
#include <optional>
#include <vector>

#include "center/app/numbered_session.h"
#include "center/storage/session_store.h"
#include "crypto/canonical_json.h"
#include "crypto/private_file.h"
#include "server/program/exit_status.h"
#include "server/program/service.h"

namespace probant::center {
namespace {

/// Each batch after its length, two bytes, high one first; nothing where the row is torn.
std::optional<json::Array> batches_of(const Bytes& row) {
    json::Array batches;
    for (std::size_t at = 0; at < row.size();) {
        if (row.size() - at < 2) return std::nullopt;
        const auto size = std::size_t{row[at]} << 8U | row[at + 1];
        at += 2;
        if (row.size() - at < size) return std::nullopt;
        batches.emplace_back(to_base64(ByteView(row).subspan(at, size)));
        at += size;
    }
    return batches;
}

bool write_journal(SessionStore& store, const std::filesystem::path& file) {
    std::string entries;
    store.for_each_entry([&](std::string_view bytes) { entries.append(bytes).push_back('\n'); });
    return crypto::write_private(file, as_bytes(entries), crypto::Existing::Refuse).has_value();
}

}  // namespace

int export_minutes(const CentreConfig& config, const MinutesWanted& wanted, std::ostream& out) {
    const auto session = session_numbered(config, wanted.number);
    if (!session) return refuse_number();
    auto store = SessionStore::open_read_only(config.data / "sessions" / session->text());
    if (!wanted.journal.empty() && !write_journal(store, wanted.journal)) {
        return server::refuse(
            {"Le fichier de --journal existe ou ne s’écrit pas : nommez-en un autre.",
             "The file of --journal exists or cannot be written: name another."});
    }
    for (const auto& person : store.people()) {
        for (const auto& minute : store.minutes(person.candidate)) {
            auto batches = batches_of(minute.batches);
            if (!batches) {
                return server::refuse({"Une minute est abîmée dans le fichier de la session.",
                                       "A minute is torn in the session's file."});
            }
            out << json::write(json::Object{{"candidate", person.candidate.text()},
                                            {"opening", minute.opening},
                                            {"minute", minute.minute},
                                            {"batches", std::move(*batches)},
                                            {"signature", to_base64(minute.signature)},
                                            {"station", to_text(minute.station)}})
                << '\n';
        }
    }
    return server::kDone;
}

}  // namespace probant::center
