// SPDX-License-Identifier: EUPL-1.2
#include "tests/load/process.h"

#include <array>
#include <bit>
#include <ctime>
#include <fstream>
#include <stdexcept>
#include <string>

#include <sys/resource.h>
#include <unistd.h>

namespace probant::load {

std::chrono::nanoseconds processor_time(pid_t process) {
    clockid_t clock{};
    timespec spent{};
    // A hundredth of a second, the unit of /proc/PID/stat, is many answers.
    if (::clock_getcpuclockid(process, &clock) != 0 || ::clock_gettime(clock, &spent) != 0)
        throw std::runtime_error("the process has ended");
    return std::chrono::seconds{spent.tv_sec} + std::chrono::nanoseconds{spent.tv_nsec};
}

std::int64_t resident_bytes(pid_t process) {
    std::ifstream file("/proc/" + std::to_string(process) + "/statm");
    std::int64_t total = 0;
    std::int64_t resident = 0;
    if (!(file >> total >> resident)) throw std::runtime_error("the process has ended");
    return resident * ::sysconf(_SC_PAGESIZE);
}

std::uint64_t synced(const std::filesystem::path& count) {
    std::array<char, sizeof(std::uint64_t)> bytes{};
    std::ifstream file(count, std::ios::binary);
    if (!file.read(bytes.data(), bytes.size())) return 0;
    return std::bit_cast<std::uint64_t>(bytes);
}

std::vector<std::string> counting_into(const std::filesystem::path& count) {
    return {"FSYNC_COUNT_FILE=" + count.string(), "LD_PRELOAD=" PROBANT_TEST_BIN "/countsync.so"};
}

void allow_many_files() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    // Refused: what is too much for the limit at hand will say so when it opens.
    static_cast<void>(::setrlimit(RLIMIT_NOFILE, &limit));
}

}  // namespace probant::load
