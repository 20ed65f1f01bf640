// server/config/config.h: one TOML file becomes one immutable struct, or is refused.
//
// Role        A program names each key once, with its type and bounds; what is missing, of another
//             type, out of bounds or unknown is reported with its file, its line and a sentence.
// Invariants  No default hides in the code: a key is required unless read by optional_*. After a
//             fault, reads give an empty value, so that one run reports every fault.
// Misuse      Using what was read without asking faults() is a bug: build the struct in a function
//             that returns it only when there is none.
// Threads     Belongs to the thread that made it.
//
//     Config read_config(ConfigFile& file) {
//         return Config{.address = file.text("listen.address"),
//                       .port = file.number<std::uint16_t>("listen.port", 1, 65535)};
//     }
//     const auto config = load_config<Config>(path, read_config);   // Result<Config, ConfigFaults>
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <concepts>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <initializer_list>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "crypto/base/result.h"
#include "server/base/sentence.h"

namespace probant::server {

/// A configuration is written by hand; more is not one.
constexpr std::size_t kConfigBytesMax = std::size_t{256} * 1024;

struct ConfigFault {
    std::string file;
    std::uint32_t line = 0;  ///< 0 when the fault is nowhere in particular (a missing file)
    Sentence sentence;
};

using ConfigFaults = std::vector<ConfigFault>;

/// "center.toml:12: the key listen.prot is unknown", one line each.
[[nodiscard]] std::string describe(const ConfigFaults& faults, Language language);

class ConfigFile {
public:
    /// Never throws: what cannot be read or parsed is the first of faults().
    static ConfigFile read(const std::filesystem::path& file);
    static ConfigFile parse(std::string_view text, std::string name);

    ConfigFile(ConfigFile&&) noexcept;
    ConfigFile& operator=(ConfigFile&&) noexcept;
    ConfigFile(const ConfigFile&) = delete;
    ConfigFile& operator=(const ConfigFile&) = delete;
    ~ConfigFile();

    // Keys are dotted: "listen.port".
    [[nodiscard]] std::string text(std::string_view key);
    [[nodiscard]] bool boolean(std::string_view key);
    [[nodiscard]] std::int64_t integer(std::string_view key, std::int64_t min, std::int64_t max);
    [[nodiscard]] std::vector<std::string> texts(std::string_view key);
    /// A relative path is taken from the folder of the configuration file.
    [[nodiscard]] std::filesystem::path path(std::string_view key);
    /// One of `words`: its place in the list.
    [[nodiscard]] std::size_t word(std::string_view key,
                                   std::initializer_list<std::string_view> words);

    template <std::integral Number>
    [[nodiscard]] Number number(std::string_view key, Number min, Number max) {
        return static_cast<Number>(
            integer(key, static_cast<std::int64_t>(min), static_cast<std::int64_t>(max)));
    }

    [[nodiscard]] std::optional<std::string> optional_text(std::string_view key);
    [[nodiscard]] std::optional<bool> optional_boolean(std::string_view key);
    [[nodiscard]] std::optional<std::int64_t> optional_integer(std::string_view key,
                                                               std::int64_t min,
                                                               std::int64_t max);
    [[nodiscard]] std::optional<std::filesystem::path> optional_path(std::string_view key);

    /// For a rule between keys: reported at the line of `key`.
    void refuse(std::string_view key, Sentence because);

    /// Everything wrong so far, and every key of the file that nobody named, by line.
    [[nodiscard]] ConfigFaults faults() const;

private:
    class Inside;
    explicit ConfigFile(std::unique_ptr<Inside> inside);
    std::unique_ptr<Inside> inside_;
};

template <class Config>
[[nodiscard]] Result<Config, ConfigFaults> load_config(
    const std::filesystem::path& file, const std::function<Config(ConfigFile&)>& read) {
    ConfigFile source = ConfigFile::read(file);
    Config config = read(source);
    ConfigFaults faults = source.faults();
    if (!faults.empty()) return Refused{std::move(faults)};
    return config;
}

/// What `--check-config` prints, in both languages, and its exit status: 0 when there is no fault,
/// else 1.
[[nodiscard]] int report_check(const ConfigFaults& faults, std::ostream& out);

}  // namespace probant::server
