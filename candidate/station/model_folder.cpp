// SPDX-License-Identifier: EUPL-1.2
#include "candidate/station/model_folder.h"

#include <system_error>

namespace probant::candidate::station {

std::filesystem::path model_folder() {
    std::error_code error;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
    // build/release/bin/probant-station stands beside build/models.
    auto beside = program.parent_path().parent_path().parent_path() / "models";
    if (!error && std::filesystem::is_directory(beside, error)) return beside;
    return "/usr/share/probant/models";
}

}  // namespace probant::candidate::station
