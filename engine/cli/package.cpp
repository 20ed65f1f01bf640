// SPDX-License-Identifier: EUPL-1.2
#include "engine/cli/package.h"

#include <utility>

#include "engine/cli/command.h"
#include "engine/cli/files.h"
#include "engine/journal/recorded_session.h"
#include "engine/packet/journal_check.h"

namespace probant::engine::cli {
namespace {

/// A journal of 2,000 sittings takes about 80 MiB.
constexpr std::uintmax_t kJournalBytesMax = std::uintmax_t{512} << 20U;

}  // namespace

Content read_content(const std::string& directory) {
    auto content = read_package(read_directory(directory));
    if (!content)
        throw Misuse(directory + " is no package that can be used: run probant-engine bank-check");
    return std::move(content).value();
}

JournalFile::JournalFile(const std::string& path) : bytes_(read_file(path, kJournalBytesMax)) {
    auto entries = split_entries(as_text(bytes_));
    if (!entries) throw Misuse(path + " is not a journal: one entry a line, each line ended");
    entries_ = std::move(*entries);
}

std::optional<Unlike> other_content(const std::vector<std::string_view>& entries,
                                    const Content& content) {
    if (entries.empty()) return std::nullopt;
    RecordedSession session;
    const auto created = replay_entry(session, entries.front(), content);
    if (!created) return std::nullopt;
    const auto& [bank, rules] = std::pair(session.room.created.bank, session.room.created.rules);
    if (bank != content.bank_digest) {
        return Unlike{.fault = "other_bank",
                      .what = "the session's bank is " + bank.hex() + ", the package has " +
                              content.bank_digest.hex()};
    }
    if (rules != content.rules_digest) {
        return Unlike{.fault = "other_rules",
                      .what = "the session's rules are " + rules.hex() + ", the package has " +
                              content.rules_digest.hex()};
    }
    return std::nullopt;
}

}  // namespace probant::engine::cli
