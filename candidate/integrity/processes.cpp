// SPDX-License-Identifier: EUPL-1.2
#include "candidate/integrity/processes.h"

#include <algorithm>
#include <set>

#include "candidate/integrity/machine_files.h"

namespace probant::candidate::integrity {
namespace {

// The kernel's PF_KTHREAD: no program can give it to itself.
constexpr std::uint64_t kKernelThread = 0x0020'0000;
// Debian's first account of a person, and the account of nobody.
constexpr std::uint64_t kPeopleFrom = 1000;
constexpr std::uint64_t kNobody = 65'534;
// A browser's processes are four deep.
constexpr int kAncestorsMax = 16;
constexpr std::string_view kReplaced = " (deleted)";

enum class Verdict { Fine, Unlisted, Untold };

std::optional<std::uint64_t> account_of(const std::filesystem::path& folder) {
    const auto status = content_of_file(folder / "status");
    if (!status) return std::nullopt;
    for (const auto line : lines_of(*status)) {
        const auto words = words_of_line(line);
        if (words.size() > 1 && words.front() == "Uid:") return whole_number(words.at(1));
    }
    return std::nullopt;
}

// "12 (name, that may hold brackets) S 1 …": state, parent, then the flags as the seventh.
bool take_stat(const std::string& stat, Process& process) {
    const auto open = stat.find('(');
    const auto close = stat.rfind(')');
    if (open == std::string::npos || close == std::string::npos || close < open) return false;
    const auto words = words_of_line(std::string_view(stat).substr(close + 1));
    if (words.size() < 7) return false;
    const auto parent = whole_number(words.at(1));
    const auto flags = whole_number(words.at(6));
    if (!parent || !flags) return false;
    process.name = stat.substr(open + 1, close - open - 1);
    process.parent = *parent;
    process.ended = words.front() == "Z" || words.front() == "X";
    process.of_kernel = (*flags & kKernelThread) != 0;
    return true;
}

// What a package has replaced meanwhile still runs from where it was.
std::string without_replaced(std::string path) {
    if (path.ends_with(kReplaced)) path.resize(path.size() - kReplaced.size());
    return path;
}

std::optional<Process> read_process(const std::filesystem::path& folder, std::uint64_t number) {
    const auto stat = content_of_file(folder / "stat");
    Process process{.number = number};
    if (!stat || !take_stat(*stat, process)) return std::nullopt;
    const auto account = account_of(folder);
    process.system = account && (*account < kPeopleFrom || *account == kNobody);
    process.executable = without_replaced(target_of_link(folder / "exe").value_or(""));
    const std::string arguments = content_of_file(folder / "cmdline").value_or("");
    process.claimed = arguments.substr(0, arguments.find('\0'));
    return process;
}

bool is_listed(const std::string& path, const std::vector<std::string>& allowed) {
    return std::ranges::any_of(allowed, [&](const std::string& entry) {
        return entry.ends_with('/') ? path.starts_with(entry) : path == entry;
    });
}

class ProcessJudge {
public:
    ProcessJudge(const Processes& processes, const std::vector<std::string>& allowed)
        : processes_(processes), allowed_(allowed) {}

    [[nodiscard]] Verdict verdict_on(const Process& process) const {
        if (process.of_kernel || process.ended) return Verdict::Fine;
        if (!process.executable.empty()) {
            const bool fine =
                process.executable == processes_.own || is_listed(process.executable, allowed_);
            return fine ? Verdict::Fine : Verdict::Unlisted;
        }
        return process.system || is_part_of_listed(process) ? Verdict::Fine : Verdict::Untold;
    }

private:
    // A browser hides the processes that it locks up: they were started by it, as itself.
    [[nodiscard]] bool is_part_of_listed(const Process& process) const {
        const Process* ancestor = parent_of(process);
        for (int steps = 0; ancestor != nullptr && steps < kAncestorsMax; ++steps) {
            const std::string& program = ancestor->executable;
            if (!program.empty()) {
                return is_listed(program, allowed_) &&
                       (process.claimed == program || process.claimed == "/proc/self/exe");
            }
            ancestor = parent_of(*ancestor);
        }
        return false;
    }

    [[nodiscard]] const Process* parent_of(const Process& process) const {
        const auto found = std::ranges::find(processes_.all, process.parent, &Process::number);
        return found == processes_.all.end() ? nullptr : &*found;
    }

    const Processes& processes_;
    const std::vector<std::string>& allowed_;
};

std::string told(const Process& process) {
    if (process.executable.empty()) return process.name;
    return without_owner(process.executable);
}

// Each once, in order.
std::vector<std::string> programs_with(const Processes& processes,
                                       const std::vector<std::string>& allowed,
                                       Verdict verdict) {
    std::set<std::string> programs;
    const ProcessJudge judge(processes, allowed);
    for (const Process& process : processes.all)
        if (judge.verdict_on(process) == verdict) programs.insert(told(process));
    return {programs.begin(), programs.end()};
}

}  // namespace

std::string base_name(std::string_view path) {
    const auto slash = path.rfind('/');
    return std::string(slash == std::string_view::npos ? path : path.substr(slash + 1));
}

std::optional<Processes> read_processes(const std::filesystem::path& root) {
    const auto folder = root / "proc";
    const auto names = names_in(folder);
    // Whoever may not see the first process sees only its own.
    if (!names || !content_of_file(folder / "1" / "stat")) return std::nullopt;
    Processes processes{.own =
                            without_replaced(target_of_link(folder / "self" / "exe").value_or(""))};
    for (const std::string& name : *names) {
        const auto number = whole_number(name);
        if (!number) continue;
        if (auto process = read_process(folder / name, *number))
            processes.all.push_back(std::move(*process));
    }
    return processes;
}

Judgement judge_processes(const std::optional<Processes>& processes,
                          const std::vector<std::string>& allowed) {
    using engine::SignState;
    Judgement judgement{.sign = engine::StationSign::Process, .state = SignState::CouldNotTell};
    if (!processes || allowed.empty()) return judgement;
    const auto unlisted = programs_with(*processes, allowed, Verdict::Unlisted);
    const auto untold = programs_with(*processes, allowed, Verdict::Untold);
    if (unlisted.empty() && untold.empty()) judgement.state = SignState::Ok;
    if (!unlisted.empty()) judgement.state = SignState::ToCheck;
    judgement.evidence = evidence_of(unlisted.empty() ? untold : unlisted);
    return judgement;
}

std::vector<std::string> programs_outside(const Processes& processes,
                                          const std::vector<std::string>& allowed) {
    return programs_with(processes, allowed, Verdict::Unlisted);
}

}  // namespace probant::candidate::integrity
