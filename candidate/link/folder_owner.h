// candidate/link/folder_owner.h: what root makes in another's folder is that one's.
//
// Role     Enrolment by root fills the folders of the station's user and of the kiosk's: neither
//          could read what stayed root's. For anyone but root, nothing.
// Errors   std::system_error.
// Threads  A value.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cerrno>
#include <filesystem>
#include <system_error>

#include <sys/stat.h>
#include <unistd.h>

namespace probant::candidate {

class FolderOwner {
public:
    explicit FolderOwner(const std::filesystem::path& folder) {
        if (::stat(folder.c_str(), &status_) != 0) fail(folder);
    }

    void give(const std::filesystem::path& path) const {
        if (::geteuid() != 0) return;
        if (::lchown(path.c_str(), status_.st_uid, status_.st_gid) != 0) fail(path);
    }

private:
    [[noreturn]] static void fail(const std::filesystem::path& path) {
        throw std::system_error(errno, std::generic_category(), path.string());
    }

    struct stat status_ {};
};

}  // namespace probant::candidate
