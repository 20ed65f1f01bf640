// SPDX-License-Identifier: EUPL-1.2
#include "center/app/data_folder.h"

#include <cerrno>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "center/app/centre.h"
#include "center/storage/reserve.h"
#include "server/observe/log.h"

namespace probant::center {
namespace {

/// SQLite's own files beside two databases, and the first entries.
constexpr std::uintmax_t kFreeAtLeast = std::uintmax_t{512} << 10U;

}  // namespace

DataFolder::DataFolder(const std::filesystem::path& path) {
    std::filesystem::create_directories(path);
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    const auto file = path / "lock";
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg,hicpp-vararg): open(2) is what it is
    lock_ = ::open(file.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
    if (lock_ < 0) {
        throw CannotStart({"Le fichier " + file.string() +
                               " ne peut pas être ouvert : rendez le dossier des données au compte "
                               "qui lance le centre, ou libérez de la place.",
                           "The file " + file.string() +
                               " cannot be opened: give the data folder back to the account that "
                               "runs the centre, or free some space."});
    }
    if (::flock(lock_, LOCK_EX | LOCK_NB) == 0) return;
    const bool held = errno == EWOULDBLOCK;
    ::close(lock_);
    if (!held) {
        throw CannotStart({"Le fichier " + file.string() +
                               " ne peut pas être verrouillé : mettez les données sur un disque de "
                               "cette machine.",
                           "The file " + file.string() +
                               " cannot be locked: put the data on a disk of this machine."});
    }
    throw CannotStart({"Un centre en marche se sert déjà du dossier " + path.string() +
                           " : arrêtez-le, ou donnez à celui-ci un autre dossier. Pour créer une "
                           "session sans rien arrêter, passez par la page du responsable.",
                       "A running centre already uses the folder " + path.string() +
                           ": stop it, or give this one another folder. To make a session "
                           "without stopping anything, use the manager’s page."});
}

DataFolder::~DataFolder() {
    ::close(lock_);
}

void make_room_to_start(const std::filesystem::path& data) {
    const auto is_full = [&] { return std::filesystem::space(data).available < kFreeAtLeast; };
    std::error_code none;
    for (const auto& session : std::filesystem::directory_iterator(data / "sessions", none)) {
        if (!is_full()) return;
        if (release_reserve(session.path()))
            server::log().error("disk.reserve_released", {{"at_start", true}});
    }
    if (!is_full()) return;
    throw CannotStart({"Le disque du dossier " + data.string() +
                           " est plein : libérez de la place, puis redémarrez. Rien n’est perdu.",
                       "The disk of the folder " + data.string() +
                           " is full: free some space, then start again. Nothing is lost."});
}

}  // namespace probant::center
