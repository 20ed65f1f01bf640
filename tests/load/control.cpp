// SPDX-License-Identifier: EUPL-1.2
#include "tests/load/control.h"

#include <stdexcept>

namespace probant::load {
namespace {

constexpr std::chrono::seconds kStartsWithin{20};

std::string program_of(ControlKind kind) {
    const std::string bin = PROBANT_TEST_BIN;
    return bin + (kind == ControlKind::Beast ? "/beast_control" : "/thread_control");
}

}  // namespace

bool is_built(ControlKind kind) {
    return std::filesystem::exists(program_of(kind));
}

Control::Control(ControlKind kind,
                 const std::filesystem::path& tls,
                 const std::vector<std::string>& environment) {
    program_ =
        std::make_unique<support::Child>(support::Launch{.command = {program_of(kind),
                                                                     (tls / "server.pem").string(),
                                                                     (tls / "server.key").string(),
                                                                     folder_.path().string()},
                                                         .environment = environment,
                                                         .reads_output = true});
    const auto port = program_->line(kStartsWithin);
    if (!port) throw std::runtime_error(program_of(kind) + " does not start");
    peer_ = {.host = "localhost",
             .port = static_cast<std::uint16_t>(std::stoul(*port)),
             .authority = tls / "ca.pem"};
}

}  // namespace probant::load
