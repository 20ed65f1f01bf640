// tests/load/process.h: what a bench asks the system about processes, its own and a server's.
//
// Role     Reads another process's processor time, resident memory and fsyncs.
// Threads  Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <sys/types.h>

namespace probant::load {

/// Of all its threads, those that have ended too. Throws std::runtime_error when there is none.
[[nodiscard]] std::chrono::nanoseconds processor_time(pid_t process);

/// What it holds in memory now, in bytes. Throws std::runtime_error when there is none.
[[nodiscard]] std::int64_t resident_bytes(pid_t process);

/// How often a process that has countsync.so loaded has made the disk hold what it wrote; 0 before
/// it starts.
[[nodiscard]] std::uint64_t synced(const std::filesystem::path& count);

/// What makes a process count so, for its environment.
[[nodiscard]] std::vector<std::string> counting_into(const std::filesystem::path& count);

/// As many open files as the system lets this process and those that it starts have.
void allow_many_files();

}  // namespace probant::load
