// SPDX-License-Identifier: EUPL-1.2
#include "center/api/notes.h"

#include "crypto/keyed_digest.h"

namespace probant::center {

WrittenNote write_note(const SecretBytes& centre_secret,
                       engine::CommandId order,
                       const std::string& text) {
    if (text.empty()) return {};
    const auto salt = crypto::keyed_digest(centre_secret, "probant note salt v1", order.uuid.bytes);
    const auto digest = crypto::Sha256().add(salt.bytes).add(as_bytes(text)).finish();
    return {
        .digest = digest,
        .sides = {NoteText{
            .digest = digest, .salt = Bytes(salt.bytes.begin(), salt.bytes.end()), .text = text}}};
}

}  // namespace probant::center
