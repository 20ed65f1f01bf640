// center/app/accounts.h: adds an account from the command line.
//
// Role     Made at the centre by whoever may read its configuration; nobody signs up.
// Threads  A free function, used once by the main thread.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>

#include "center/app/config.h"

namespace probant::center {

struct NewAccount {
    std::string name{};
    std::string role{};
    std::filesystem::path password_file{};
};

/// Prints the account's id: an invigilator's key file is named by it. Exit status of the program.
int add_account(const CentreConfig& config, const NewAccount& account, std::ostream& out);

}  // namespace probant::center
