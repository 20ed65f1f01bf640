// SPDX-License-Identifier: EUPL-1.2
#include "candidate/agent/kiosk_browser.h"

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <thread>

#include <catch2/catch.hpp>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "candidate/agent/own_signs.h"
#include "candidate/agent/service_manager.h"
#include "tests/unit/server/temporary_folder.h"

namespace {

using namespace probant;
using namespace probant::candidate;
using namespace std::chrono_literals;
using tests::TemporaryFolder;

/// A real program may take its time, not for ever.
bool eventually(const std::function<bool()>& holds) {
    for (int count = 0; count < 1000; ++count) {
        if (holds()) return true;
        std::this_thread::sleep_for(20ms);
    }
    return false;
}

KioskCommand shell(const std::string& script, const TemporaryFolder& home) {
    return {.words = {"/bin/sh", "-c", script}, .home = home.path()};
}

/// The process that the script said it was.
pid_t process_in(const std::filesystem::path& file) {
    std::ifstream stream(file);
    pid_t process = 0;
    stream >> process;
    return process;
}

}  // namespace

TEST_CASE("A browser that is killed is started again, and that is told") {
    const TemporaryFolder home;
    KioskBrowser kiosk(shell("echo $$ > \"$HOME/process\"; exec sleep 60", home));
    CHECK(kiosk.facts().state == BrowserState::Off);
    kiosk.start();
    REQUIRE(eventually([&] { return process_in(home.path() / "process") > 0; }));
    const auto first = process_in(home.path() / "process");

    ::kill(first, SIGKILL);

    REQUIRE(eventually([&] {
        const auto now = process_in(home.path() / "process");
        return now > 0 && now != first && kiosk.facts().state == BrowserState::Running;
    }));
    CHECK(kiosk.facts().restarts == 1);
    const auto second = process_in(home.path() / "process");
    kiosk.stop();
    CHECK(::kill(second, 0) != 0);
    CHECK(kiosk.facts().state == BrowserState::Off);
}

TEST_CASE("A browser that cannot be started is tried again and again") {
    const TemporaryFolder home;
    KioskBrowser kiosk({.words = {"/nowhere/browser"}, .home = home.path()});
    kiosk.start();

    CHECK(eventually([&] { return kiosk.facts().restarts >= 3; }));
}

TEST_CASE("What a browser started ends with it") {
    const TemporaryFolder home;
    KioskBrowser kiosk(
        shell("sleep 60 & echo $! > \"$HOME/helper\"; trap '' TERM; wait; sleep 60", home));
    kiosk.start();
    REQUIRE(eventually([&] { return process_in(home.path() / "helper") > 0; }));
    const auto helper = process_in(home.path() / "helper");

    kiosk.stop();

    CHECK(eventually([&] { return ::kill(helper, 0) != 0; }));
}

TEST_CASE("The browser is given a home of its own and no word of the service manager's") {
    const TemporaryFolder home;
    REQUIRE(::setenv("NOTIFY_SOCKET", "/nowhere", 1) == 0);
    KioskBrowser kiosk(
        shell(R"(echo "$HOME ${NOTIFY_SOCKET:-none}" > "$HOME/said"; exec sleep 60)", home));
    kiosk.start();

    std::string said;
    CHECK(eventually([&] {
        std::ifstream stream(home.path() / "said");
        return static_cast<bool>(std::getline(stream, said));
    }));
    CHECK(said == home.path().string() + " none");
    ::unsetenv("NOTIFY_SOCKET");
}

TEST_CASE("A lost camera is a sign while it is lost, a restart for two minutes") {
    constexpr std::int64_t kNow = 1'700'000'000'000;
    OwnFacts facts{.wall_ms = kNow, .eyes = {}, .kiosk = {}, .cut_short_ms = 0};
    CHECK(own_signs(facts).empty());

    facts.eyes.camera = CameraState::Missing;
    facts.eyes.lost_since_ms = kNow - 600'000;
    facts.kiosk = {.state = BrowserState::Running, .restarts = 2, .last_end_ms = kNow - 119'999};
    facts.cut_short_ms = kNow - 120'000;

    const auto signs = own_signs(facts);

    REQUIRE(signs.size() == 2);
    CHECK(signs.at(0).sign == engine::StationSign::CameraLost);
    CHECK(signs.at(0).evidence == "missing");
    CHECK(signs.at(0).since_ms == kNow - 600'000);
    CHECK(signs.at(1).sign == engine::StationSign::BrowserRestarted);
    CHECK(signs.at(1).state == engine::SignState::CouldNotTell);

    facts.cut_short_ms = kNow - 5;
    CHECK(own_signs(facts).back().sign == engine::StationSign::AgentRestarted);
}

TEST_CASE("The service manager is told over its socket, and where there is none nothing happens") {
    const TemporaryFolder folder;
    const auto path = (folder.path() / "notify").string();
    const int socket = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    REQUIRE(socket >= 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.copy(std::data(address.sun_path), sizeof address.sun_path - 1);
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): the sockets interface
    REQUIRE(::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    REQUIRE(::setenv("NOTIFY_SOCKET", path.c_str(), 1) == 0);
    REQUIRE(::setenv("WATCHDOG_USEC", "10000000", 1) == 0);
    const ServiceManager manager;
    ::unsetenv("NOTIFY_SOCKET");
    ::unsetenv("WATCHDOG_USEC");

    manager.tell("READY=1");

    std::string heard(64, '\0');
    const auto count = ::recv(socket, heard.data(), heard.size(), MSG_DONTWAIT);
    ::close(socket);
    REQUIRE(count == 7);
    CHECK(heard.substr(0, 7) == "READY=1");
    CHECK(manager.watchdog() == engine::Duration{5'000});
    const ServiceManager none;
    none.tell("READY=1");
    CHECK_FALSE(none.watchdog());
}
