// SPDX-License-Identifier: EUPL-1.2
#include "server/observe/log.h"

#include <chrono>
#include <memory>
#include <mutex>
#include <ostream>
#include <utility>

#include <fmt/chrono.h>
#include <spdlog/logger.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

namespace probant::server {
namespace {

/// Long enough for any library's message, short enough for one line of a terminal.
constexpr std::size_t kMachineTextMax = 200;

constexpr std::size_t kFileBytesMax = std::size_t{10} * 1024 * 1024;
constexpr std::size_t kFilesKept = 5;

constexpr bool is_plain(char character) {
    return character >= 0x20 && character < 0x7F;
}

void append_text(std::string& line, std::string_view text) {
    line += '"';
    for (const char character : text) {
        if (character == '"' || character == '\\') line += '\\';
        line += is_plain(character) ? character : '?';
    }
    line += '"';
}

struct Appender {
    std::string& line;

    void operator()(std::int64_t number) const { line += std::to_string(number); }

    void operator()(bool value) const { line += value ? "true" : "false"; }

    void operator()(std::string_view text) const { append_text(line, text); }

    void operator()(const std::string& text) const { append_text(line, text); }
};

std::string_view text_of(LogLevel level) {
    switch (level) {
        case LogLevel::Debug:
            return "debug";
        case LogLevel::Info:
            return "info";
        case LogLevel::Warning:
            return "warning";
        case LogLevel::Error:
            return "error";
    }
    return "error";
}

spdlog::level::level_enum spdlog_level(LogLevel level) {
    switch (level) {
        case LogLevel::Debug:
            return spdlog::level::debug;
        case LogLevel::Info:
            return spdlog::level::info;
        case LogLevel::Warning:
            return spdlog::level::warn;
        case LogLevel::Error:
            return spdlog::level::err;
    }
    return spdlog::level::err;
}

/// Where the lines of this process go. One per process: a log that must be carried to every
/// function that may fail would be in every signature.
class Outlet {
public:
    Outlet() : logger_(made(std::make_shared<spdlog::sinks::stderr_sink_mt>(), LogLevel::Info)) {}

    void lead_to(const spdlog::sink_ptr& sink, LogLevel least) {
        auto next = made(sink, least);
        const std::lock_guard lock(mutex_);
        logger_ = std::move(next);
    }

    std::shared_ptr<spdlog::logger> logger() {
        const std::lock_guard lock(mutex_);
        return logger_;
    }

private:
    static std::shared_ptr<spdlog::logger> made(const spdlog::sink_ptr& sink, LogLevel least) {
        auto logger = std::make_shared<spdlog::logger>("probant", sink);
        logger->set_pattern("%v");
        logger->set_level(spdlog_level(least));
        logger->flush_on(spdlog::level::info);
        return logger;
    }

    std::mutex mutex_;  // guards logger_
    std::shared_ptr<spdlog::logger> logger_;
};

Outlet& outlet() {
    static Outlet the_outlet;
    return the_outlet;
}

std::string instant() {
    const auto now =
        std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    const auto millis = now.time_since_epoch().count() % 1000;
    return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z",
                       fmt::gmtime(std::chrono::system_clock::to_time_t(now)),
                       millis);
}

void write(LogLevel level, Word event, LogFields fields) {
    const auto logger = outlet().logger();
    if (!logger->should_log(spdlog_level(level))) return;
    std::string line = R"({"at":")" + instant() + R"(","level":")";
    line += text_of(level);
    line += R"(","event":)";
    append_text(line, event.text());
    for (const auto& field : fields) {
        line += ',';
        append_text(line, field.name.text());
        line += ':';
        std::visit(Appender{line}, field.value.side());
    }
    line += '}';
    logger->log(spdlog_level(level), line);
}

}  // namespace

MachineText::MachineText(std::string_view said) : text(said.substr(0, kMachineTextMax)) {}

// log().info(…) is how everyone writes: by the log that log() lends, not by the name of a class.
// NOLINTBEGIN(readability-convert-member-functions-to-static)
void Log::debug(Word event, LogFields fields) {
    write(LogLevel::Debug, event, fields);
}

void Log::info(Word event, LogFields fields) {
    write(LogLevel::Info, event, fields);
}

void Log::warning(Word event, LogFields fields) {
    write(LogLevel::Warning, event, fields);
}

void Log::error(Word event, LogFields fields) {
    write(LogLevel::Error, event, fields);
}

// NOLINTEND(readability-convert-member-functions-to-static)

Log& log() {
    static Log the_log;
    return the_log;
}

void log_to_file(const std::filesystem::path& file, LogLevel least) {
    outlet().lead_to(std::make_shared<spdlog::sinks::rotating_file_sink_mt>(
                         file.string(), kFileBytesMax, kFilesKept),
                     least);
}

void log_to_stderr(LogLevel least) {
    outlet().lead_to(std::make_shared<spdlog::sinks::stderr_sink_mt>(), least);
}

void log_to_stream(std::ostream& stream, LogLevel least) {
    outlet().lead_to(std::make_shared<spdlog::sinks::ostream_sink_mt>(stream, true), least);
}

}  // namespace probant::server
