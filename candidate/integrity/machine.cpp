// SPDX-License-Identifier: EUPL-1.2
#include "candidate/integrity/machine.h"

#include "candidate/integrity/x_display.h"

namespace probant::candidate::integrity {

Readings read_machine(const std::filesystem::path& root, const IntegrityConfig& config) {
    return {.processes = read_processes(root),
            .remote = read_remote(root),
            .screens = read_screens(root),
            .virtual_machine = read_virtual_machine(root),
            .network = read_network(root),
            .usb = read_usb(root),
            .desktop = read_desktop(config.display)};
}

std::vector<Judgement> judge(const Readings& readings, const IntegrityConfig& config) {
    const auto outputs = readings.desktop ? readings.desktop->outputs : std::nullopt;
    return {judge_processes(readings.processes, config.processes),
            judge_screens(readings.screens, outputs),
            judge_remote(readings.remote, readings.processes, config.ports),
            judge_virtual_machine(readings.virtual_machine),
            judge_network(readings.network, config.networks, readings.elsewhere),
            judge_usb(readings.usb, config.usb),
            judge_focus(readings.desktop, config.window),
            judge_full_screen(readings.desktop, config.window)};
}

}  // namespace probant::candidate::integrity
