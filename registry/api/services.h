// registry/api/services.h: what the handlers of the registry stand on.
//
// Role        One value, made in main, borrowed by every route. A handler takes a store of its own
//             for the length of its request.
// Threads     Shared by the HTTP threads; each member says how.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "registry/api/config.h"
#include "registry/api/upload_budget.h"
#include "registry/certificates/credential.h"
#include "registry/intake/worker.h"
#include "registry/storage/store.h"
#include "server/http/throttle.h"
#include "server/observe/health.h"
#include "server/observe/metrics.h"

namespace probant::registry {

/// Stores that are not in use. One serves one thread at a time.
class StorePool {
public:
    explicit StorePool(std::filesystem::path folder) : folder_(std::move(folder)) {}

    /// Gives the store back when it goes.
    class Borrowed {
    public:
        Borrowed(StorePool& pool, std::unique_ptr<Store> store)
            : pool_(pool), store_(std::move(store)) {}

        Borrowed(const Borrowed&) = delete;
        Borrowed& operator=(const Borrowed&) = delete;
        Borrowed(Borrowed&&) = delete;
        Borrowed& operator=(Borrowed&&) = delete;
        ~Borrowed();

        Store* operator->() const { return store_.get(); }

        Store& operator*() const { return *store_; }

    private:
        StorePool& pool_;
        std::unique_ptr<Store> store_;
    };

    [[nodiscard]] Borrowed borrow();

private:
    std::filesystem::path folder_;
    std::mutex mutex_{};  // guards free_
    std::vector<std::unique_ptr<Store>> free_{};
};

// How often an address may ask for what costs us: signing in, bringing a packet, verifying.
constexpr std::int64_t kMinuteMs = 60'000;
constexpr std::size_t kSignInsAMinute = 10;   ///< for one address
constexpr std::size_t kUploadsAMinute = 120;  ///< a centre behind one address sends a few a day
/// An employer's whole office may be one address; a machine that tries codes is far above.
constexpr std::size_t kReadingsAMinute = 120;

/// Four of the largest packets; beyond that a centre comes again in a minute.
constexpr std::size_t kUploadingBytesMax = 4 * engine::kArchiveBytesMax;

/// As many of these as there are threads weigh nothing: they are not counted.
constexpr std::size_t kSmallUploadBytes = std::size_t{1} << 20U;

struct Services {
    const RegistryConfig& config;
    const crypto::Trust& trust;
    const Issuer& issuer;
    StorePool& stores;
    IntakeWorker& intake;
    server::Health& health;
    server::Metrics& metrics;
    server::Throttle sign_ins{kSignInsAMinute, kMinuteMs};
    server::Throttle uploads{kUploadsAMinute, kMinuteMs};
    UploadBudget uploading{kUploadingBytesMax};
    server::Throttle readings{kReadingsAMinute, kMinuteMs};  ///< of certificates, by the public
};

/// Wall clock, Unix milliseconds.
[[nodiscard]] std::int64_t wall_ms();

}  // namespace probant::registry
