// SPDX-License-Identifier: EUPL-1.2
#include "crypto/private_file.h"

#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "crypto/random.h"

namespace probant::crypto {

namespace {

constexpr mode_t kOwnerReadsWrites = S_IRUSR | S_IWUSR;
constexpr mode_t kOwnerReads = S_IRUSR;
constexpr mode_t kEveryoneReads = kOwnerReadsWrites | S_IRGRP | S_IROTH;
constexpr mode_t kPermissions = S_IRWXU | S_IRWXG | S_IRWXO;

[[noreturn]] void fail_system(const char* what) {
    throw std::system_error(errno, std::generic_category(), what);
}

class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}

    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }

    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    Descriptor(Descriptor&&) = delete;
    Descriptor& operator=(Descriptor&&) = delete;

    [[nodiscard]] int number() const { return number_; }

private:
    int number_;
};

int open_file(const std::filesystem::path& path, int flags, mode_t mode = kOwnerReadsWrites) {
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): POSIX has no other
    return ::open(path.c_str(), flags | O_CLOEXEC, mode);
}

FileFault fault_of_errno() {
    switch (errno) {
        case ENOENT:
            return FileFault::Absent;
        case EACCES:
        case EPERM:
        case EROFS:
            return FileFault::NotAllowed;
        case ELOOP:
        case ENOTDIR:
        case ENXIO:
            return FileFault::NotOrdinary;
        case EEXIST:
            return FileFault::AlreadyThere;
        default:
            fail_system("private file");
    }
}

Result<std::size_t, FileFault> judged_size(int descriptor) {
    struct stat status {};

    if (::fstat(descriptor, &status) != 0) fail_system("fstat");
    if (!S_ISREG(status.st_mode)) return Refused{FileFault::NotOrdinary};
    const mode_t mode = status.st_mode & kPermissions;
    if (mode != kOwnerReadsWrites && mode != kOwnerReads) return Refused{FileFault::NotPrivate};
    if (status.st_uid != ::geteuid() && status.st_uid != 0) return Refused{FileFault::NotPrivate};
    if (std::cmp_greater(status.st_size, kPrivateFileBytesMax)) return Refused{FileFault::TooLarge};
    return static_cast<std::size_t>(status.st_size);
}

void write_all(int descriptor, ByteView content) {
    while (!content.empty()) {
        const ssize_t written = ::write(descriptor, content.data(), content.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail_system("write");
        content = content.subspan(static_cast<std::size_t>(written));
    }
}

std::filesystem::path folder_of(const std::filesystem::path& path) {
    return path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
}

void sync_folder(const std::filesystem::path& path) {
    const Descriptor folder(open_file(folder_of(path), O_RDONLY | O_DIRECTORY));
    if (folder.number() < 0 || ::fsync(folder.number()) != 0) fail_system("fsync of the folder");
}

/// The temporary file's name, gone again unless it was given its final one.
class Temporary {
public:
    explicit Temporary(const std::filesystem::path& target)
        : path_(folder_of(target) / (".new-" + to_hex(random_array<8>()))) {}

    ~Temporary() { ::unlink(path_.c_str()); }

    Temporary(const Temporary&) = delete;
    Temporary& operator=(const Temporary&) = delete;
    Temporary(Temporary&&) = delete;
    Temporary& operator=(Temporary&&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

Result<bool, FileFault> write_whole(const std::filesystem::path& path,
                                    ByteView content,
                                    Existing existing,
                                    mode_t mode) {
    const Temporary temporary(path);
    {
        const Descriptor file(
            open_file(temporary.path(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode));
        if (file.number() < 0) return Refused{fault_of_errno()};
        write_all(file.number(), content);
        if (::fsync(file.number()) != 0) fail_system("fsync");
    }
    // link() refuses a name that is taken, rename() replaces it; both are atomic.
    const int named = existing == Existing::Refuse
                          ? ::link(temporary.path().c_str(), path.c_str())
                          : ::rename(temporary.path().c_str(), path.c_str());
    if (named != 0) return Refused{fault_of_errno()};
    sync_folder(path);
    return true;
}

}  // namespace

std::string_view sentence_of(FileFault fault) {
    switch (fault) {
        case FileFault::Absent:
            return "there is no such file or folder: check the path";
        case FileFault::NotAllowed:
            return "the system refuses: check who owns the file and folder";
        case FileFault::NotOrdinary:
            return "it is not an ordinary file: give the file itself";
        case FileFault::NotPrivate:
            return "others may read it or own it: chmod 600 and chown it";
        case FileFault::TooLarge:
            return "it is too large: give a key file or a secret";
        case FileFault::AlreadyThere:
            return "it is already there: choose another name";
    }
    fail_ensure("a fault of the list");
}

Result<SecretBytes, FileFault> read_secret(const std::filesystem::path& path) {
    // Non-blocking: a pipe under this name must not hold us.
    const Descriptor file(open_file(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK));
    if (file.number() < 0) return Refused{fault_of_errno()};
    const auto size = judged_size(file.number());
    if (!size) return Refused{size.error()};
    SecretBytes secret(size.value());
    std::size_t held = 0;
    while (held < secret.size()) {
        const auto rest = secret.fill().subspan(held);
        const ssize_t count = ::read(file.number(), rest.data(), rest.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) fail_system("read");
        held += static_cast<std::size_t>(count);
    }
    return secret;
}

Result<bool, FileFault> write_private(const std::filesystem::path& path,
                                      ByteView content,
                                      Existing existing) {
    return write_whole(path, content, existing, kOwnerReadsWrites);
}

Result<bool, FileFault> write_public(const std::filesystem::path& path,
                                     ByteView content,
                                     Existing existing) {
    return write_whole(path, content, existing, kEveryoneReads);
}

}  // namespace probant::crypto
