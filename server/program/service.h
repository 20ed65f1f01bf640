// server/program/service.h: a program that serves until it is told to stop.
//
// Role        What the mains of a centre and of a registry share: stopping on SIGINT or SIGTERM
//             from the main thread and in order, and logs where the configuration wants them.
// Invariants  The signals are blocked before the service makes its first thread, so that no other
//             thread ever sees them.
// Threads     The main thread.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <csignal>

#include "server/http/wire_socket.h"
#include "server/observe/log.h"
#include "server/program/exit_status.h"

namespace probant::server {

class StopSignals {
public:
    StopSignals() {
        sigemptyset(&signals_);
        sigaddset(&signals_, SIGINT);
        sigaddset(&signals_, SIGTERM);
        pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
    }

    void wait() const {
        int received = 0;
        sigwait(&signals_, &received);
    }

private:
    sigset_t signals_{};
};

/// `Service` is made from the configuration, started, and stopped when a signal comes.
template <class Service, class Config>
int serve_until_stopped(const Config& config) {
    const StopSignals signals;
    ignore_broken_pipes();
    if (config.log_file) log_to_file(*config.log_file, LogLevel::Info);
    Service service(config);
    service.start();
    signals.wait();
    service.stop();
    return kDone;
}

}  // namespace probant::server
