// center/storage/session_store.h: the file of one session: its journal and what stands beside it.
//
// Role        `sessions/<id>/session.db`. The entries are the evidence, append-only by trigger.
//             Beside them: who the candidates are, the texts that entries name by digest, hashes of
//             codes and of sign-ins. Deleting the folder deletes a session whole.
// Invariants  What one append() gets is durable together or not at all, and durable once it
//             returned. It is never retried: after an error the store is closed and opened again.
// Threads     Belongs to the room loop. Readers open the file read-only for themselves.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

#include "center/storage/side_record.h"
#include "engine/session/ids.h"

namespace probant::center {

/// What a session is called, for people; nothing here is judged by.
struct SessionFacts {
    engine::SessionId id{};
    std::string number{};  ///< six digits
    std::string title{};
    std::string room{};
    std::string centre{};
    std::string language{};
    std::int64_t created_ms{};
};

/// One entry on its way to the disk.
struct EntryRow {
    std::uint64_t n{};
    std::string bytes{};
};

class SessionStore {
public:
    /// Makes the folder and the file of a new session.
    static SessionStore create(const std::filesystem::path& folder, const SessionFacts& facts);
    static SessionStore open(const std::filesystem::path& folder);
    /// For readers on other threads: sees what is committed, changes nothing.
    static SessionStore open_read_only(const std::filesystem::path& folder);

    SessionStore(SessionStore&&) noexcept;
    SessionStore& operator=(SessionStore&&) noexcept;
    SessionStore(const SessionStore&) = delete;
    SessionStore& operator=(const SessionStore&) = delete;
    ~SessionStore();

    /// One durable transaction. Throws server::sql::SqlError: then nothing may be told.
    void append(const std::vector<EntryRow>& entries, const std::vector<SideRecord>& sides);

    void for_each_entry(const std::function<void(std::string_view bytes)>& see);
    /// Those from number `first` on.
    void for_each_entry_from(std::uint64_t first,
                             const std::function<void(std::string_view bytes)>& see);

    /// The bytes of entry `n`; empty when there is none.
    [[nodiscard]] std::string entry(std::uint64_t n);

    /// Which entry each command made, by the id that the entries state.
    [[nodiscard]] std::unordered_map<engine::CommandId, std::uint64_t> commands();

    /// Empty when nothing was said under this name.
    [[nodiscard]] std::string fact(std::string_view name);

    /// False for a file whose making was cut short: nobody was ever told of its session.
    [[nodiscard]] bool is_made();

    [[nodiscard]] SessionFacts facts();
    [[nodiscard]] std::vector<Person> people();
    [[nodiscard]] std::vector<CodeHash> codes();
    [[nodiscard]] std::vector<SignInRow> sign_ins();
    [[nodiscard]] std::vector<NoteText> texts();
    [[nodiscard]] std::optional<StillRow> still(const crypto::Digest& digest);
    [[nodiscard]] std::vector<crypto::Digest> stills();
    [[nodiscard]] std::vector<MinuteRow> minutes(engine::CandidateId candidate);
    [[nodiscard]] std::optional<CheckpointRow> checkpoint_covering(std::uint64_t n);
    [[nodiscard]] std::optional<CheckpointRow> last_checkpoint();
    [[nodiscard]] std::uint64_t entries();

private:
    class Inside;
    explicit SessionStore(std::unique_ptr<Inside> inside);
    std::unique_ptr<Inside> inside_;
};

}  // namespace probant::center
