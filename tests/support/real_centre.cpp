// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/real_centre.h"

#include <fstream>
#include <stdexcept>
#include <thread>

namespace probant::support {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

/// A debug build under a sanitizer, on a machine with other work, is slow to read a bank.
constexpr std::chrono::seconds kStartsWithin{120};

std::string program(const std::string& name) {
    return std::string(PROBANT_TEST_BIN) + "/" + name;
}

std::string first_line(const std::filesystem::path& file) {
    std::ifstream stream(file);
    std::string line;
    std::getline(stream, line);
    return line;
}

}  // namespace

RealCentre::RealCentre(CentreWishes wishes)
    : wishes_(std::move(wishes)), secure_port_(free_port()), plain_port_(free_port()) {
    Child ground({.command = {std::string(PROBANT_TEST_SOURCE) + "/tests/integration/centre_ground",
                              PROBANT_TEST_BIN,
                              folder().string(),
                              std::to_string(secure_port_),
                              std::to_string(plain_port_),
                              std::to_string(wishes_.stations)}});
    if (ground.wait() != 0) throw std::runtime_error("the ground of the centre cannot be made");
    if (wishes_.data.empty()) return;
    std::filesystem::create_directories(wishes_.data);
    const auto own = folder() / "centre" / "data";
    std::filesystem::copy(own, wishes_.data, std::filesystem::copy_options::recursive);
    std::filesystem::remove_all(own);
    std::filesystem::create_directory_symlink(wishes_.data, own);
}

std::filesystem::path RealCentre::sessions() const {
    return folder() / "centre" / "data" / "sessions";
}

server::Peer RealCentre::peer(bool secure) const {
    return {.host = "localhost",
            .port = secure ? secure_port_ : plain_port_,
            .secure = secure,
            .authority = folder() / "tls" / "ca.pem"};
}

center::rehearse::Plan RealCentre::plan(bool secure) const {
    center::rehearse::Plan plan;
    plan.centre = peer(secure);
    const auto centre = folder() / "centre";
    plan.manager = {"responsable", SecretBytes::from(first_line(centre / "manager.password"))};
    plan.invigilator = {"surveillant",
                        SecretBytes::from(first_line(centre / "invigilator.password"))};
    plan.passphrase = SecretBytes::from(first_line(centre / "keys" / "passphrase"));
    return plan;
}

bool RealCentre::is_ready() const {
    server::HttpClient client(peer(/*secure=*/false));
    const auto reply = client.fetch({.target = "/health/ready"});
    return reply && reply.value().status == 200;
}

std::chrono::milliseconds RealCentre::start() {
    const auto begun = Clock::now();
    program_ = std::make_unique<Child>(Launch{
        .command = {program("probant-center"), "--config", (folder() / "center.toml").string()},
        .environment = wishes_.environment});
    while (!is_ready()) {
        if (!program_->is_running()) throw std::runtime_error("the centre does not start");
        if (Clock::now() - begun > kStartsWithin)
            throw std::runtime_error("the centre is not ready in time");
        std::this_thread::sleep_for(10ms);
    }
    return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begun);
}

void RealCentre::kill() {
    if (program_) program_->kill();
}

int RealCentre::stop() {
    return program_ ? program_->stop() : 0;
}

}  // namespace probant::support
