// registry/app/accounts.h: adding a member of staff from the command line.
//
// Role     `probant-registry account add`: the first account cannot be made on a page.
// Threads  main's only.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <string>

#include "registry/api/config.h"

namespace probant::registry {

struct NewAccount {
    std::string name{};
    std::string roles{};  ///< "jury,publisher"
    std::filesystem::path password_file{};
};

/// The program's exit status; says on stderr what is wrong.
[[nodiscard]] int add_account(const RegistryConfig& config, const NewAccount& account);

}  // namespace probant::registry
