// center/api/notes.h: a text that goes with an order, as a salted digest and a side record.
//
// Role     The salt is a keyed digest of the order's id: the same order asked twice carries the
//          same note, and nobody without the centre's secret can guess texts from digests.
// Threads  Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "center/storage/side_record.h"
#include "crypto/base/secret.h"
#include "engine/session/command.h"

namespace probant::center {

constexpr std::size_t kNoteCharactersMax = 500;
constexpr std::size_t kNoteBytesMax = 4 * kNoteCharactersMax;

struct WrittenNote {
    engine::Note digest{};
    std::vector<SideRecord> sides{};
};

/// Nothing is written for an empty text. `text` is NFC.
[[nodiscard]] WrittenNote write_note(const SecretBytes& centre_secret,
                                     engine::CommandId order,
                                     const std::string& text);

}  // namespace probant::center
