// center/app/centre.h: a whole centre, put together from its configuration.
//
// Role        The only place that knows every part: reads keys, trust, package and pages; opens the
//             files; starts the threads; stops them in the reverse order.
// Invariants  Whatever is missing or wrong refuses to start with a sentence that says what to do;
//             nothing listens before everything is ready.
// Threads     start() and stop() from the main thread.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <stdexcept>

#include "center/app/config.h"
#include "server/base/sentence.h"

namespace probant::center {

/// Why a centre does not start.
class CannotStart : public std::runtime_error {
public:
    explicit CannotStart(server::Sentence because)
        : std::runtime_error(because.en), because_(std::move(because)) {}

    [[nodiscard]] const server::Sentence& because() const { return because_; }

private:
    server::Sentence because_;
};

class Centre {
public:
    /// Throws CannotStart.
    explicit Centre(const CentreConfig& config);
    Centre(const Centre&) = delete;
    Centre& operator=(const Centre&) = delete;
    Centre(Centre&&) = delete;
    Centre& operator=(Centre&&) = delete;
    ~Centre();

    /// Serves once it returns. Throws CannotStart: a port in use, a certificate that cannot be
    /// read.
    void start();
    void stop();

private:
    class Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace probant::center
