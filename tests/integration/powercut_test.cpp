// The power-cut test: what the room loop has acknowledged is on the disk, whenever the power goes.
//
// Usage: powercut_test cuts | lie | failing_sync | full_disk
//   cuts          200 power cuts (PROBANT_CUTS), half of them with torn writes: 0 lost
//   lie           the control: fsync does nothing, so answers must be lost, or this test is blind
//   failing_sync  each 60th fsync fails and drops its data: 0 false acknowledgements
//   full_disk     the disk fills up: nothing acknowledged falsely, and the session goes on later
// Exit 0 as it should be, 1 not, 77 where FUSE cannot be used.
//
// SPDX-License-Identifier: EUPL-1.2
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <span>
#include <sstream>
#include <thread>

#include <sys/stat.h>

#include "crypto/sodium.h"
#include "tests/support/child.h"
#include "tests/support/journal_search.h"
#include "tests/support/loop_room.h"

namespace {

using namespace probant;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using support::Child;

constexpr int kSkipped = 77;

std::size_t wanted(const char* variable, std::size_t otherwise) {
    const char* text = std::getenv(variable);
    return text == nullptr ? otherwise : std::stoul(text);
}

std::string beside_us(const std::string& name) {
    return std::string(PROBANT_TEST_BIN) + "/" + name;
}

/// A disk whose power can be cut.
class Disk {
public:
    Disk() {
        std::filesystem::create_directories(backing());
        std::filesystem::create_directories(mount());
    }

    Disk(const Disk&) = delete;
    Disk& operator=(const Disk&) = delete;
    Disk(Disk&&) = delete;
    Disk& operator=(Disk&&) = delete;

    ~Disk() { take_off(); }

    /// False where FUSE cannot be used.
    bool put_on(const std::vector<std::string>& settings) {
        file_system_ = std::make_unique<Child>(support::Launch{
            .command = {beside_us("powercut_fs"), backing().string(), "-f", "-s", mount().string()},
            .environment = settings});
        const auto most = Clock::now() + 10s;
        while (Clock::now() < most && file_system_->is_running()) {
            if (is_mounted()) return true;
            std::this_thread::sleep_for(10ms);
        }
        return false;
    }

    void take_off() {
        if (!file_system_) return;
        Child({.command = {"fusermount3", "-u", "-z", "-q", mount().string()}}).wait();
        file_system_->stop(5s);
        file_system_.reset();
    }

    void cut() const {
        const auto cord = mount() / ".power_cut";
        std::ofstream(cord).close();
        std::filesystem::remove(cord);
    }

    void wipe() const { std::filesystem::remove_all(sessions()); }

    [[nodiscard]] std::filesystem::path mount() const { return folder_.path() / "disk"; }

    [[nodiscard]] std::filesystem::path sessions() const { return mount() / "sessions"; }

private:
    [[nodiscard]] std::filesystem::path backing() const { return folder_.path() / "backing"; }

    [[nodiscard]] bool is_mounted() const {
        struct stat above {};

        struct stat here {};

        return ::stat(folder_.path().c_str(), &above) == 0 && ::stat(mount().c_str(), &here) == 0 &&
               above.st_dev != here.st_dev;
    }

    support::TemporaryFolder folder_;
    std::unique_ptr<Child> file_system_;
};

/// What the crew has said, and what was found of it.
struct Count {
    std::size_t faults{};
    std::size_t acknowledged{};
    std::size_t unknown{};
    std::size_t lost{};
    std::size_t duplicated{};
    std::size_t broken{};  ///< journals that did not open or did not replay
    std::size_t after_unknown{};

    void print(const std::string& story) const {
        std::cout << "powercut_test " << story << ": faults " << faults << ", acknowledged "
                  << acknowledged << ", unknown " << unknown << ", lost " << lost << ", duplicated "
                  << duplicated << ", false acknowledgements " << lost << ", journals broken "
                  << broken << '\n'
                  << std::flush;
    }

    [[nodiscard]] bool is_clean() const {
        return acknowledged > 0 && lost == 0 && duplicated == 0 && broken == 0;
    }
};

class Watcher {
public:
    Watcher(const Disk& disk, Count& count) : disk_(disk), count_(count) {}

    void launch(const std::vector<std::string>& environment = {}) {
        crew_ = std::make_unique<Child>(
            support::Launch{.command = {beside_us("powercut_crew"), disk_.sessions().string()},
                            .environment = environment,
                            .reads_output = true});
        ready_ = false;
    }

    /// Listens for so long, counted from when the crew is at work; false when it has died.
    bool listen(std::chrono::milliseconds time) {
        auto until = Clock::now() + (ready_ ? time : std::chrono::milliseconds{60s});
        while (Clock::now() < until) {
            const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now());
            const auto line = crew_->line(std::min<std::chrono::milliseconds>(left, 100ms));
            if (!line && !crew_->is_running()) return false;
            if (line && hear(*line)) until = Clock::now() + time;
        }
        return ready_;
    }

    /// Stops it where it stands and hears what it had already said.
    void freeze() {
        crew_->signal(SIGSTOP);
        while (const auto line = crew_->line(50ms))
            static_cast<void>(hear(*line));
    }

    void kill() { crew_->kill(); }

    /// Looks for what was said in the sessions that were touched since the last time.
    void verify() {
        for (const auto& [session, told] : fresh_)
            verify_session(session, told);
        fresh_.clear();
        clear_away();
    }

private:
    /// Sessions that were whole and have been looked through: replaying them at each start again
    /// would be all that this test does. The last two stay: one may be half made.
    void clear_away() {
        if (!std::filesystem::exists(disk_.sessions())) return;
        std::set<std::filesystem::path> folders;
        for (const auto& folder : std::filesystem::directory_iterator(disk_.sessions()))
            folders.insert(folder.path());
        while (folders.size() > 2) {
            all_.erase(folders.begin()->filename().string());
            std::filesystem::remove_all(*folders.begin());
            folders.erase(folders.begin());
        }
    }

    /// True at the first sign of work.
    bool hear(const std::string& text) {
        std::istringstream words(text);
        std::string what;
        std::string session;
        std::string id;
        words >> what >> session >> id;
        if (what == "unknown") ++count_.unknown;
        if (what == "ack") {
            ++count_.acknowledged;
            if (count_.unknown > 0) ++count_.after_unknown;
            fresh_[session].insert(id);
        }
        const bool first = !ready_ && what == "ready";
        ready_ = ready_ || first;
        return first;
    }

    void verify_session(const std::string& session, const std::set<std::string>& told) {
        auto& known = all_[session];
        known.insert(told.begin(), told.end());
        support::JournalFound found;
        try {
            found = support::search_journal(disk_.sessions() / session, *support::room_content());
        } catch (const std::exception& error) {
            found.fault = error.what();
        }
        if (!found.fault.empty()) {
            ++count_.broken;
            std::cerr << "  session " << session << ": " << found.fault << '\n';
        }
        count_.duplicated += found.duplicated;
        for (const auto& id : known)
            if (!found.answers.contains(id)) ++count_.lost;
    }

    const Disk& disk_;
    Count& count_;
    std::unique_ptr<Child> crew_;
    bool ready_{};
    std::map<std::string, std::set<std::string>> fresh_;  // since the last verification
    std::map<std::string, std::set<std::string>> all_;
};

/// A crew at work, then the power goes, then everything is looked for.
bool cut_once(Watcher& watcher,
              const Disk& disk,
              std::chrono::milliseconds after,
              const std::vector<std::string>& environment = {}) {
    watcher.launch(environment);
    const bool worked = watcher.listen(after);
    watcher.freeze();
    disk.cut();
    watcher.kill();
    // What a thread stopped inside a system call still wrote was never synced either.
    disk.cut();
    watcher.verify();
    return worked;
}

int cuts(Disk& disk) {
    Count count;
    const auto number = wanted("PROBANT_CUTS", 200);
    std::mt19937_64 dice(7);
    Watcher watcher(disk, count);
    for (const bool torn : {false, true}) {
        disk.take_off();
        if (!disk.put_on(torn ? std::vector<std::string>{"PL_TORN=1"} : std::vector<std::string>{}))
            return kSkipped;
        for (std::size_t cut = 0; cut < number / 2; ++cut) {
            const std::chrono::milliseconds after{50 + dice() % 400};
            if (!cut_once(watcher, disk, after)) {
                std::cerr << "the crew does not come back after cut " << count.faults << '\n';
                ++count.broken;
                break;
            }
            ++count.faults;
        }
    }
    count.print("cuts");
    return count.is_clean() && count.faults == number / 2 * 2 ? 0 : 1;
}

int lie(Disk& disk) {
    Count count;
    if (!disk.put_on({})) return kSkipped;
    constexpr std::size_t kCuts = 10;
    for (; count.faults < kCuts; ++count.faults) {
        Watcher watcher(disk, count);
        cut_once(watcher, disk, 300ms, {"LD_PRELOAD=" + beside_us("nosync.so")});
        disk.wipe();
    }
    count.print("lie (the control: lost must not be 0)");
    return count.lost > 0 ? 0 : 1;
}

int failing_sync(Disk& disk) {
    Count count;
    if (!disk.put_on({"PL_EIO=60"})) return kSkipped;
    Watcher watcher(disk, count);
    watcher.launch();
    watcher.listen(std::chrono::seconds{wanted("PROBANT_EIO_SECONDS", 25)});
    watcher.freeze();
    disk.cut();
    watcher.kill();
    disk.take_off();
    if (!disk.put_on({})) return kSkipped;
    watcher.verify();
    count.faults = count.unknown;
    count.print("failing_sync");
    return count.is_clean() && count.unknown > 0 && count.after_unknown > 0 ? 0 : 1;
}

int full_disk(Disk& disk) {
    Count count;
    if (!disk.put_on({"PL_ENOSPC=3000000"})) return kSkipped;
    Watcher watcher(disk, count);
    watcher.launch();
    const auto most = Clock::now() + 120s;
    while (count.unknown == 0 && Clock::now() < most)
        if (!watcher.listen(1s)) break;
    watcher.listen(3s);
    watcher.freeze();
    disk.cut();
    watcher.kill();
    disk.take_off();
    if (!disk.put_on({})) return kSkipped;
    watcher.verify();
    const auto before = count.acknowledged;
    const bool came_back = cut_once(watcher, disk, 1s);
    count.faults = 1;
    count.print("full_disk");
    return count.is_clean() && count.unknown > 0 && came_back && count.acknowledged > before ? 0
                                                                                             : 1;
}

}  // namespace

int main(int argc, char** argv) {
    const std::map<std::string, int (*)(Disk&)> stories{
        {"cuts", cuts}, {"lie", lie}, {"failing_sync", failing_sync}, {"full_disk", full_disk}};
    const std::span raw(argv, static_cast<std::size_t>(argc));
    const std::vector<std::string> arguments(raw.begin(), raw.end());
    if (arguments.size() != 2 || !stories.contains(arguments[1])) return 2;
    try {
        crypto::start_sodium();
        // NOLINTNEXTLINE(misc-const-correctness): every story takes it off and puts it on
        Disk disk;
        const int status = stories.at(arguments[1])(disk);
        if (status == kSkipped)
            std::cout << "powercut_test: skipped, FUSE cannot be used on this machine\n";
        return status;
    } catch (const std::exception& error) {
        std::cerr << "powercut_test: " << error.what() << '\n';
        return 1;
    }
}
