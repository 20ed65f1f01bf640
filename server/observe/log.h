// server/observe/log.h: JSON lines for the operator, with ids and numbers only.
//
// Role        log().info("journal.appended", {{"entries", 12}}). The journal, not the log, is
//             evidence.
// Invariants  A value is a number, a boolean, an id, a digest or a word written in the source: a
//             text that came from outside has no way in, so no name, answer or key can be logged.
//             What a library says when it fails goes through MachineText, cut and cleaned.
// Threads     Any.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <concepts>
#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "crypto/base/strong_id.h"
#include "crypto/digest.h"

namespace probant::server {

/// Text known when the program was compiled.
class Word {
public:
    // Implicit on purpose, and only from a literal: that is what keeps secrets out.
    template <std::size_t Size>
    // NOLINTNEXTLINE(google-explicit-constructor,modernize-avoid-c-arrays)
    consteval Word(const char (&literal)[Size]) : text_(std::data(literal), Size - 1) {}

    [[nodiscard]] constexpr std::string_view text() const { return text_; }

private:
    std::string_view text_;
};

/// What a library said about a failure (SQLite, OpenSSL, the system): never a person's words.
struct MachineText {
    explicit MachineText(std::string_view said);
    std::string text;
};

class LogValue {
public:
    // NOLINTBEGIN(google-explicit-constructor)
    template <std::integral Number>
    LogValue(Number number) : side_(static_cast<std::int64_t>(number)) {}

    LogValue(bool value) : side_(value) {}

    template <std::size_t Size>
    // NOLINTNEXTLINE(modernize-avoid-c-arrays)
    consteval LogValue(const char (&literal)[Size])
        : side_(std::string_view(std::data(literal), Size - 1)) {}

    LogValue(Word word) : side_(word.text()) {}

    LogValue(MachineText said) : side_(std::move(said.text)) {}

    LogValue(const Uuid& uuid) : side_(to_text(uuid)) {}

    LogValue(const crypto::Digest& digest) : side_(digest.hex()) {}

    template <class Tag>
    LogValue(const TaggedUuid<Tag>& id) : LogValue(id.uuid) {}

    template <class Tag>
    LogValue(StrongId<Tag> id) : side_(std::int64_t{id.value}) {}

    // NOLINTEND(google-explicit-constructor)

    using Side = std::variant<std::int64_t, bool, std::string_view, std::string>;

    [[nodiscard]] const Side& side() const { return side_; }

private:
    Side side_;
};

struct LogField {
    Word name;
    LogValue value;
};

using LogFields = std::initializer_list<LogField>;

enum class LogLevel : std::uint8_t { Debug, Info, Warning, Error };

class Log {
public:
    void debug(Word event, LogFields fields = {});
    void info(Word event, LogFields fields = {});
    void warning(Word event, LogFields fields = {});
    void error(Word event, LogFields fields = {});

private:
    friend Log& log();
    Log() = default;
};

/// The log of this process. Writes to stderr until one of the functions below is called.
[[nodiscard]] Log& log();

/// Files of 10 MiB, five kept: a full disk is never the log's fault.
void log_to_file(const std::filesystem::path& file, LogLevel least);
void log_to_stderr(LogLevel least);
/// For tests; `stream` must outlive the next call to one of these.
void log_to_stream(std::ostream& stream, LogLevel least);

}  // namespace probant::server
