// tests/unit/candidate/integrity/made_machine.h: a machine as the kernel shows it, in a folder.
//
// Role     Holds a tree of /proc, /sys, /run and /etc: what is read from it is files and links, as
//          on a station.
// Threads  Belongs to the test.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "tests/unit/server/temporary_folder.h"

namespace probant::tests {

struct MadeProcess {
    std::uint64_t number{};
    std::string name{"program"};
    std::string executable{};  ///< empty: we may not know
    std::string claimed{};
    std::uint64_t parent = 1;
    std::uint64_t account = 1000;
    std::string state{"S"};
    bool of_kernel{};
};

class MadeMachine {
public:
    [[nodiscard]] const std::filesystem::path& root() const { return folder_.path(); }

    void write(const std::string& file, std::string_view text) const {
        std::filesystem::create_directories((root() / file).parent_path());
        folder_.write(file, text);
    }

    /// A device of /sys: there as soon as its folder is.
    void make_folder(const std::string& folder) const {
        std::filesystem::create_directories(root() / folder);
    }

    void link(const std::string& from, const std::string& target) const {
        std::filesystem::create_directories((root() / from).parent_path());
        std::filesystem::create_symlink(target, root() / from);
    }

    void run(const MadeProcess& process) const {
        const std::string folder = "proc/" + std::to_string(process.number) + '/';
        const std::string flags = process.of_kernel ? "2129984" : "4194560";
        write(folder + "stat",
              std::to_string(process.number) + " (" + process.name + ") " + process.state + ' ' +
                  std::to_string(process.parent) + " 0 0 0 -1 " + flags + " 0 0\n");
        write(folder + "status",
              "Name:\tx\nUid:\t" + std::to_string(process.account) + "\t0\t0\t0\n");
        const std::string& called = process.claimed.empty() ? process.executable : process.claimed;
        write(folder + "cmdline",
              called + std::string(1, '\0') + "--option" + std::string(1, '\0'));
        if (!process.executable.empty()) link(folder + "exe", process.executable);
    }

    /// What every machine runs first.
    void boot() const {
        run({.number = 1,
             .name = "systemd",
             .executable = "/usr/lib/systemd/systemd",
             .parent = 0,
             .account = 0});
    }

private:
    TemporaryFolder folder_;
};

}  // namespace probant::tests
