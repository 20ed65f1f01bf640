// SPDX-License-Identifier: EUPL-1.2
#include "candidate/agent/kiosk_browser.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <utility>

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "candidate/link/back_off.h"
#include "candidate/link/station_clock.h"
#include "crypto/base/ensure.h"
#include "server/observe/log.h"

namespace probant::candidate {
namespace {

/// Between two looks at a child: an end is noticed within a fifth of a second.
constexpr engine::Duration kLookEvery{200};

/// What a shell says of a command that cannot be run.
constexpr int kCannotRun = 127;

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
    std::vector<char*> list;
    list.reserve(texts.size() + 1);
    for (auto& text : texts)
        list.push_back(text.data());
    list.push_back(nullptr);
    return list;
}

std::vector<std::string> environment_with_home(const std::filesystem::path& home) {
    std::vector<std::string> all{"HOME=" + home.string()};
    // NOLINTNEXTLINE(cppcoreguidelines-pro-bounds-pointer-arithmetic): ended by a null, not counted
    for (char** one = environ; *one != nullptr; ++one) {
        const std::string text(*one);
        // What systemd told us is not for the browser, which could speak in our name.
        const bool ours = text.starts_with("HOME=") || text.starts_with("NOTIFY_SOCKET=") ||
                          text.starts_with("WATCHDOG_");
        if (!ours) all.push_back(text);
    }
    return all;
}

/// Only async-signal-safe calls: this process has threads.
[[noreturn]] void become(char* const* command, char* const* environment) {
    ::setpgid(0, 0);
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): prctl() has no other form
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    sigset_t none;
    ::sigemptyset(&none);
    ::pthread_sigmask(SIG_SETMASK, &none, nullptr);
    static_cast<void>(::signal(SIGPIPE, SIG_DFL));
    ::execve(*command, command, environment);
    ::_exit(kCannotRun);
}

}  // namespace

KioskBrowser::KioskBrowser(KioskCommand command) : command_(std::move(command)) {
    ENSURE(!command_.words.empty());
}

KioskBrowser::~KioskBrowser() {
    stop();
}

void KioskBrowser::start() {
    thread_ = std::thread([this] { run(); });
}

void KioskBrowser::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    woken_.notify_all();
    if (thread_.joinable()) thread_.join();
}

KioskFacts KioskBrowser::facts() const {
    const std::lock_guard lock(mutex_);
    return facts_;
}

// False once we are told to stop.
bool KioskBrowser::wait(engine::Duration most) {
    std::unique_lock lock(mutex_);
    return !woken_.wait_for(lock, most, [this] { return stopping_; });
}

void KioskBrowser::run() {
    do {
        if (start_child()) {
            follow_child();
        } else {
            note_end(-1);
        }
    } while (failures_ == 0 || wait(wait_after(failures_, draw_chance())));
    end_child();
    const std::lock_guard lock(mutex_);
    facts_.state = BrowserState::Off;
}

bool KioskBrowser::start_child() {
    auto words = command_.words;
    auto environment = environment_with_home(command_.home);
    const auto arguments = pointers_to(words);
    const auto variables = pointers_to(environment);
    const auto child = ::fork();
    if (child == 0) become(arguments.data(), variables.data());
    if (child < 0) return false;
    // Here as well: whichever of the two comes first, the group is there when it is needed.
    ::setpgid(child, child);
    child_ = child;
    started_ = steady_now();
    server::log().info("browser.started", {{"process", child_}});
    const std::lock_guard lock(mutex_);
    facts_.state = BrowserState::Running;
    return true;
}

// Until the child ends, or we are told to stop.
void KioskBrowser::follow_child() {
    while (true) {
        if (const auto status = child_ended()) {
            // What its helpers still hold, the next one wants.
            ::kill(-std::exchange(child_, -1), SIGKILL);
            return note_end(*status);
        }
        if (!wait(kLookEvery)) {
            failures_ = 1;
            return;
        }
    }
}

std::optional<int> KioskBrowser::child_ended() const {
    int status = 0;
    const auto ended = ::waitpid(child_, &status, WNOHANG);
    if (ended == 0 || (ended < 0 && errno == EINTR)) return std::nullopt;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

void KioskBrowser::note_end(int status) {
    const bool well = steady_now() - started_ >= kStartedWell;
    failures_ = well ? 1 : failures_ + 1;
    server::log().warning("browser.ended", {{"status", status}, {"failures", failures_}});
    const std::lock_guard lock(mutex_);
    facts_.state = BrowserState::Restarting;
    ++facts_.restarts;
    facts_.last_end_ms = wall_ms();
}

// The whole group: a browser is many processes.
void KioskBrowser::end_child() {
    if (child_ < 0) return;
    ::kill(-child_, SIGTERM);
    const auto until = steady_now() + kKioskPatience;
    while (!child_ended()) {
        if (steady_now() >= until) {
            ::kill(-child_, SIGKILL);
            ::waitpid(child_, nullptr, 0);
            break;
        }
        const timespec pause{.tv_sec = 0, .tv_nsec = 20'000'000};
        ::nanosleep(&pause, nullptr);
    }
    child_ = -1;
}

}  // namespace probant::candidate
