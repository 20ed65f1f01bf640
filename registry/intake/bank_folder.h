// registry/intake/bank_folder.h: the banks that the registry holds, as folders.
//
// Role        `banks/<name>/` is a package each (docs/BANK.md); a person installs one by copying it
//             there, best under the digest of its bank. Found by what it holds, not by its name. A
//             folder that is a package itself holds that one alone.
// Invariants  A folder that is no package that can be used is passed over and told through
//             faults(). What was read once is kept in memory.
// Threads     Belongs to the intake's worker.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "registry/intake/history.h"

namespace probant::registry {

/// A national registry holds a few versions; a wrong folder could hold thousands.
constexpr std::size_t kBanksMax = 64;
constexpr std::size_t kPackageBytesMax = std::size_t{128} << 20U;

class BankFolder : public Contents {
public:
    explicit BankFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}

    /// Looks again at the folder when the package is not known yet.
    std::shared_ptr<const engine::Content> find(const engine::ContentDigest& digest) override;

    /// Reads what was installed since; faults() then says what could not be used.
    void look_again();

    /// One line for each folder passed over, with its first fault.
    [[nodiscard]] const std::vector<std::string>& faults() const { return faults_; }

private:
    bool read(const std::filesystem::path& package);

    std::filesystem::path folder_;
    std::set<std::filesystem::path> read_{};
    std::map<engine::ContentDigest, std::shared_ptr<const engine::Content>> contents_{};
    std::vector<std::string> faults_{};
};

}  // namespace probant::registry
