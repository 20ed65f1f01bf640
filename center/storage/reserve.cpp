// SPDX-License-Identifier: EUPL-1.2
#include "center/storage/reserve.h"

#include <fcntl.h>
#include <unistd.h>

#include "server/observe/log.h"

namespace probant::center {
namespace {

std::filesystem::path reserve_in(const std::filesystem::path& folder) {
    return folder / "reserve";
}

bool has_room(const std::filesystem::path& folder) {
    std::error_code failed;
    const auto space = std::filesystem::space(folder, failed);
    return !failed && space.available >= static_cast<std::uintmax_t>(kReserveBytes + kFreeBesides);
}

}  // namespace

bool make_reserve(const std::filesystem::path& folder) {
    const auto file = reserve_in(folder);
    std::error_code failed;
    if (std::filesystem::file_size(file, failed) == static_cast<std::uintmax_t>(kReserveBytes))
        return true;
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg,hicpp-vararg): open(2) is what it is
    const int opened = ::open(file.c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    if (opened < 0) return false;
    // Blocks, not a length: a file with a hole sets nothing aside.
    const bool set_aside = has_room(folder) && ::fallocate(opened, 0, 0, kReserveBytes) == 0;
    ::close(opened);
    if (set_aside) return true;
    std::filesystem::remove(file, failed);
    server::log().warning("session.no_reserve",
                          {{"folder", server::MachineText(folder.filename().string())}});
    return false;
}

bool release_reserve(const std::filesystem::path& folder) {
    std::error_code failed;
    return std::filesystem::remove(reserve_in(folder), failed);
}

}  // namespace probant::center
