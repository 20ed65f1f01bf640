// SPDX-License-Identifier: EUPL-1.2
#include "candidate/link/station_identity.h"

#include <array>
#include <charconv>
#include <cstdio>
#include <optional>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "candidate/link/folder_owner.h"
#include "crypto/canonical_json.h"
#include "crypto/json_member.h"
#include "crypto/private_file.h"

namespace probant::candidate {
namespace {

namespace fs = std::filesystem;

constexpr mode_t kOwnerAlone = 0700;

fs::path identity_folder(const fs::path& state) {
    return state / "identity";
}

server::Sentence not_enrolled(const fs::path& state) {
    return {"Ce poste n’est pas enrôlé (" + state.string() +
                ") : demandez un code à la console et lancez probant-station enrol.",
            "This station is not enrolled (" + state.string() +
                "): ask the console for a code and run probant-station enrol."};
}

server::Sentence broken(const fs::path& file, std::string_view why) {
    return {
        file.string() + " ne peut pas servir : enrôlez ce poste à nouveau (probant-station enrol).",
        file.string() + " cannot be used, " + std::string(why) +
            ": enrol this station again (probant-station enrol)."};
}

server::Sentence not_writable(const fs::path& state, std::string_view why) {
    return {
        "Le dossier " + state.string() +
            " ne peut pas être écrit : lancez la commande en tant que l’utilisateur du poste, ou "
            "nommez un autre dossier avec --state.",
        "The folder " + state.string() + " cannot be written (" + std::string(why) +
            "): run the command as the station's user, or name another folder with --state."};
}

struct Written {
    StationId station{};
    std::string centre{};
    std::int64_t expires_ms{};
};

std::optional<Written> read_written(std::string_view text) {
    const auto read = json::read(text);
    if (!read) return std::nullopt;
    const auto* id = json::text_member(read.value(), "station");
    const auto* centre = json::text_member(read.value(), "centre");
    const auto* expires = read.value().member("expiresMs");
    if (id == nullptr || centre == nullptr || expires == nullptr || expires->integer() == nullptr)
        return std::nullopt;
    const auto station = StationId::parse(*id);
    if (!station) return std::nullopt;
    return Written{.station = *station, .centre = *centre, .expires_ms = *expires->integer()};
}

std::string written(const NewIdentity& identity) {
    return json::write(json::Object{{"station", identity.station.text()},
                                    {"centre", identity.centre},
                                    {"expiresMs", identity.expires_ms}});
}

/// A folder beside the one it is to become, gone again unless it has.
class NewFolder {
public:
    explicit NewFolder(fs::path path) : path_(std::move(path)) {
        clear();
        if (::mkdir(path_.c_str(), kOwnerAlone) != 0)
            throw std::system_error(errno, std::generic_category(), path_.string());
    }

    NewFolder(const NewFolder&) = delete;
    NewFolder& operator=(const NewFolder&) = delete;
    NewFolder(NewFolder&&) = delete;
    NewFolder& operator=(NewFolder&&) = delete;

    ~NewFolder() { clear(); }

    [[nodiscard]] const fs::path& path() const { return path_; }

    /// Where there is one already, the two change places: at no moment is there none.
    void become(const fs::path& place) const {
        const unsigned flags = fs::exists(place) ? RENAME_EXCHANGE : RENAME_NOREPLACE;
        if (::renameat2(AT_FDCWD, path_.c_str(), AT_FDCWD, place.c_str(), flags) != 0)
            throw std::system_error(errno, std::generic_category(), place.string());
    }

private:
    void clear() const {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }

    fs::path path_;
};

void write_file(const fs::path& path, ByteView content) {
    const auto done = crypto::write_private(path, content, crypto::Existing::Refuse);
    if (!done)
        throw std::runtime_error(path.string() + ": " + std::string(sentence_of(done.error())));
}

}  // namespace

Result<StationIdentity, server::Sentence> read_identity(const fs::path& state) {
    const auto folder = identity_folder(state);
    std::error_code error;
    if (!fs::exists(folder, error)) return Refused{not_enrolled(state)};
    const auto about = crypto::read_secret(folder / "station.json");
    if (!about) return Refused{broken(folder / "station.json", sentence_of(about.error()))};
    const auto known = read_written(as_text(about.value().expose()));
    if (!known) return Refused{broken(folder / "station.json", "it is not as it was written")};
    auto seed = crypto::read_secret(folder / "session.key");
    if (!seed) return Refused{broken(folder / "session.key", sentence_of(seed.error()))};
    if (seed.value().size() != crypto::kSeedBytes)
        return Refused{broken(folder / "session.key", "it is no key")};
    for (const char* file : {"station.pem", "station.key"}) {
        const auto content = crypto::read_secret(folder / file);
        if (!content) return Refused{broken(folder / file, sentence_of(content.error()))};
    }
    return StationIdentity{.station = known->station,
                           .centre = known->centre,
                           .expires_ms = known->expires_ms,
                           .certificate = folder / "station.pem",
                           .key = folder / "station.key",
                           .session_key = crypto::KeyPair::from_seed(seed.value())};
}

Result<bool, server::Sentence> prepare_state(const fs::path& state) {
    std::error_code error;
    const bool made = fs::create_directories(state, error);
    if (error) return Refused{not_writable(state, error.message())};
    if (made) fs::permissions(state, fs::perms::owner_all, error);
    if (::access(state.c_str(), W_OK | X_OK) != 0)
        return Refused{not_writable(state, std::generic_category().message(errno))};
    return true;
}

Result<bool, server::Sentence> keep_identity(const fs::path& state, const NewIdentity& identity) {
    try {
        const NewFolder folder(state / "identity.new");
        write_file(folder.path() / "station.json", as_bytes(written(identity)));
        write_file(folder.path() / "station.pem", as_bytes(identity.certificate));
        write_file(folder.path() / "authority.pem", as_bytes(identity.authority));
        write_file(folder.path() / "station.key", identity.key.expose());
        write_file(folder.path() / "session.key", identity.session_seed.expose());
        const FolderOwner owner(state);
        for (const auto& file : fs::directory_iterator(folder.path()))
            owner.give(file.path());
        owner.give(folder.path());
        folder.become(identity_folder(state));
        return true;
    } catch (const std::exception& failed) {
        return Refused{not_writable(state, failed.what())};
    }
}

std::optional<LastOpening> read_last_opening(const fs::path& state) {
    const auto content = crypto::read_secret(state / "last_opening");
    if (!content) return std::nullopt;
    const auto text = as_text(content.value().expose());
    const auto space = text.find(' ');
    const auto candidate = engine::CandidateId::parse(text.substr(0, space));
    if (!candidate || space == std::string_view::npos) return std::nullopt;
    const auto digits = text.substr(space + 1);
    LastOpening last{.candidate = *candidate, .number = 0};
    const auto* end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, last.number);
    if (error != std::errc{} || stop != end) return std::nullopt;
    return last;
}

bool keep_last_opening(const fs::path& state, const LastOpening& last) {
    const auto text = last.candidate.text() + ' ' + std::to_string(last.number);
    return crypto::write_private(state / "last_opening", as_bytes(text), crypto::Existing::Replace)
        .has_value();
}

}  // namespace probant::candidate
