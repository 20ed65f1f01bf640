// center/api/services.h: what handlers may use.
//
// Role     A bundle of references, made once by the wiring; each handler takes what it needs.
// Threads  Everything here may be used from any HTTP thread.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <string>

#include "center/app/room_loop.h"
#include "center/auth/code_index.h"
#include "center/auth/sign_ins.h"
#include "center/auth/tries.h"
#include "center/live/live.h"
#include "center/stations/stations.h"
#include "center/storage/centre_store.h"
#include "center/storage/notebook.h"
#include "crypto/base/secret.h"
#include "server/http/reply.h"
#include "server/observe/health.h"
#include "server/observe/metrics.h"

namespace probant::center {

/// What sealing a session needs from outside the api. It takes as long as a replay, on the HTTP
/// thread that asked.
class Sealing {
public:
    Sealing() = default;
    Sealing(const Sealing&) = delete;
    Sealing& operator=(const Sealing&) = delete;
    Sealing(Sealing&&) = delete;
    Sealing& operator=(Sealing&&) = delete;
    virtual ~Sealing() = default;

    enum class End : std::uint8_t {
        Sealed,
        WrongPassphrase,
        NotClosed,
        NoKeyFile,          ///< of that account
        UnreadableKeyFile,  ///< open to others, not ours, torn, or no key of an invigilator's kind
        UnknownKey,         ///< not in trust, or not as an invigilator of this centre
        ExpiredKey,         ///< or not valid yet
        RevokedKey,
        DemoKey,  ///< in production
        CentreKeyNotValid,
        OtherPackage,  ///< is installed than the one that the session was made with
        Failed,
    };

    /// Blocks until the packet is in the outbox or why it is not: what the registry would refuse
    /// for its signers is refused here, where it can still be mended. `account` is who signs.
    virtual End seal(engine::SessionId session,
                     const std::string& account,
                     SecretBytes passphrase) = 0;

    /// A key for a session about to open: public half and endorsement, its secret kept safe.
    struct SessionKey {
        std::string public_key{};
        std::string endorsement{};
    };

    /// Made for a draft alone; of a session that is open, the one that it has. Empty when closed.
    virtual SessionKey make_session_key(engine::SessionId session) = 0;
};

struct Services {
    RoomLoop& rooms;
    CentreStore& centre;
    SignIns& sign_ins;
    CodeIndex& codes;
    Tries& tries;
    Links& links;
    Stations& stations;
    Notebook& notebook;
    Live& live;
    Sealing& sealing;
    const Clock& clock;
    const SecretBytes& secret;  ///< the centre's own: codes, salts, ids
    server::Metrics& metrics;
    server::Health& health;
    std::shared_ptr<const engine::Content> content{};
    std::filesystem::path sessions_folder{};
    std::string centre_name{};
    std::string centre_id{};
    std::string authority_words{};  ///< of the TLS authority: what an enrolment compares
};

}  // namespace probant::center
