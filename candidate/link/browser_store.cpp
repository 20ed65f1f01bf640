// SPDX-License-Identifier: EUPL-1.2
#include "candidate/link/browser_store.h"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "candidate/link/folder_owner.h"
#include "candidate/link/tls_request.h"
#include "crypto/private_file.h"
#include "crypto/random.h"

namespace probant::candidate {
namespace {

namespace fs = std::filesystem;

constexpr const char* kCertificateName = "probant-station";
constexpr const char* kStationsName = "probant-stations-authority";
constexpr const char* kCentreName = "probant-centre-authority";
constexpr std::size_t kPasswordBytes = 24;

using Words = std::vector<std::string>;

/// A folder of this process alone, gone afterwards with what was in it.
class PrivateFolder {
public:
    PrivateFolder() {
        std::string name = (fs::temp_directory_path() / "probant-enrol-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr)
            throw std::system_error(errno, std::generic_category(), name);
        path_ = name;
    }

    PrivateFolder(const PrivateFolder&) = delete;
    PrivateFolder& operator=(const PrivateFolder&) = delete;
    PrivateFolder(PrivateFolder&&) = delete;
    PrivateFolder& operator=(PrivateFolder&&) = delete;

    ~PrivateFolder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }

    [[nodiscard]] fs::path with(const char* name, ByteView content) const {
        auto file = path_ / name;
        if (!crypto::write_private(file, content, crypto::Existing::Refuse))
            throw std::runtime_error(file.string() + " cannot be written");
        return file;
    }

private:
    fs::path path_;
};

/// Says nothing and reads nothing. Its exit status; -1 where it could not be started.
int run_quietly(const Words& command) {
    Words texts = command;
    std::vector<char*> arguments;
    arguments.reserve(texts.size() + 1);
    for (auto& text : texts)
        arguments.push_back(text.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions{};
    ::posix_spawn_file_actions_init(&actions);
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        ::posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_RDWR, 0);
    pid_t child = -1;
    const int started =
        ::posix_spawnp(&child, arguments.front(), &actions, nullptr, arguments.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    if (started != 0) return -1;
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {}
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void must_run(const Words& command) {
    if (run_quietly(command) != 0) throw std::runtime_error(command.front() + " has failed");
}

std::string database_word(const fs::path& database) {
    return "sql:" + database.string();
}

void make_folders(const fs::path& home, const fs::path& database, const FolderOwner& owner) {
    fs::path made = home;
    for (const auto& part : database.lexically_relative(home)) {
        if (part == ".") continue;
        made /= part;
        if (::mkdir(made.c_str(), S_IRWXU) == 0) {
            owner.give(made);
        } else if (errno != EEXIST) {
            throw std::system_error(errno, std::generic_category(), made.string());
        }
    }
}

void put_authority(const std::string& database,
                   const char* name,
                   const char* trust,
                   const fs::path& file) {
    run_quietly({"certutil", "-D", "-d", database, "-n", name});
    must_run({"certutil", "-A", "-d", database, "-n", name, "-t", trust, "-i", file.string()});
}

void fill(const fs::path& database, const StoreContent& content) {
    const PrivateFolder folder;
    const auto word = database_word(database);
    if (!fs::exists(database / "cert9.db"))
        must_run({"certutil", "-N", "-d", word, "--empty-password"});
    const auto password = to_hex(crypto::random_array<kPasswordBytes>());
    const auto packed = pack_for_browser({.name = kCertificateName,
                                          .certificate_pem = content.certificate_pem,
                                          .key_pem = content.key_pem,
                                          .password = password});
    const auto pack = folder.with("station.p12", packed.expose());
    const auto said = folder.with("password", as_bytes(password + "\n"));
    const auto stations = folder.with("authority.pem", as_bytes(content.stations_authority_pem));
    run_quietly({"certutil", "-F", "-d", word, "-n", kCertificateName});
    must_run({"pk12util", "-i", pack.string(), "-d", word, "-w", said.string(), "-K", ""});
    put_authority(word, kStationsName, ",,", stations);
    put_authority(word, kCentreName, "C,,", content.centre_authority);
}

}  // namespace

fs::path database_below(const fs::path& home) {
    if (fs::exists(home / "cert9.db")) return home;
    if (fs::exists(home / ".pki" / "nssdb")) return home / ".pki" / "nssdb";
    return home / ".local" / "share" / "pki" / "nssdb";
}

Result<bool, server::Sentence> find_store_programs() {
    // Each answers this with a status of its own; -1 or 127 is that it is absent.
    for (const char* program : {"certutil", "pk12util"}) {
        const int status = run_quietly({program, "-H"});
        if (status >= 0 && status != 127) continue;
        const std::string name(program);
        return Refused{server::Sentence{
            name + " est absent : installez le paquet libnss3-tools, ou retirez --nss.",
            name + " is absent: install the package libnss3-tools, or leave --nss out."}};
    }
    return true;
}

Result<bool, server::Sentence> fill_store(const fs::path& home, const StoreContent& content) {
    const auto database = database_below(home);
    try {
        const FolderOwner owner(home);
        make_folders(home, database, owner);
        fill(database, content);
        for (const auto& file : fs::directory_iterator(database))
            owner.give(file.path());
        return true;
    } catch (const std::exception& failed) {
        const auto name = database.string();
        return Refused{server::Sentence{
            "Le navigateur n’a pas reçu le certificat (" + name +
                ") : vérifiez que --nss nomme le dossier personnel du kiosque et que vous pouvez y "
                "écrire, puis recommencez avec un nouveau code.",
            "The browser was not given the certificate (" + name + ", " + failed.what() +
                "): check that --nss names the home of the kiosk's user and that you may write "
                "there, then start again with a new code."}};
    }
}

}  // namespace probant::candidate
