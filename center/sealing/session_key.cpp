// SPDX-License-Identifier: EUPL-1.2
#include "center/sealing/session_key.h"

#include <fstream>

#include "engine/packet/session_key.h"

namespace probant::center {
namespace {

EndorsedSessionKey endorse(const crypto::KeyPair& pair, const SessionKeyMaking& making) {
    const engine::SessionKeyStatement statement{.centre = making.centre_key.label.centre,
                                                .session = making.session,
                                                .key = pair.public_key()};
    return {.public_key = pair.public_key().text(),
            .endorsement = engine::endorse_session_key(statement, making.centre_key.pair)};
}

}  // namespace

Result<EndorsedSessionKey, std::string> make_session_key(const std::filesystem::path& file,
                                                         const SessionKeyMaking& making) {
    if (std::filesystem::exists(file)) {
        const auto kept = open_session_key(file, making.lock);
        if (!kept) return Refused{kept.error()};
        return endorse(kept.value(), making);
    }
    const auto pair = crypto::KeyPair::generate();
    const crypto::KeyLabel label{.use = crypto::Role::Session,
                                 .centre = making.centre_key.label.centre,
                                 .demo = making.centre_key.label.demo};
    const auto sealed = crypto::seal_key(label, pair, making.lock);
    const auto written = crypto::write_private(file, as_bytes(sealed), crypto::Existing::Refuse);
    if (!written) return Refused{std::string(crypto::sentence_of(written.error()))};
    return endorse(pair, making);
}

Result<crypto::KeyPair, std::string> open_session_key(const std::filesystem::path& file,
                                                      const crypto::Lock& lock) {
    const auto text = crypto::read_secret(file);
    if (!text) return Refused{std::string(crypto::sentence_of(text.error()))};
    auto key = crypto::open_signing_key(as_text(text.value().expose()), lock);
    if (!key) return Refused{std::string(crypto::sentence_of(key.error()))};
    if (key.value().label.use != crypto::Role::Session)
        return Refused{std::string("this key file is not that of a session")};
    return std::move(key).value().pair;
}

bool erase_session_key(const std::filesystem::path& file) {
    std::error_code ignored;
    const auto size = std::filesystem::file_size(file, ignored);
    if (ignored) return false;
    // The file is sealed; writing over it is for disks that keep their blocks in place.
    std::ofstream(file, std::ios::binary | std::ios::in) << std::string(size, '\0') << std::flush;
    return std::filesystem::remove(file);
}

}  // namespace probant::center
