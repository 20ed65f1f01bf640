// SPDX-License-Identifier: EUPL-1.2
#include "server/config/config.h"

#include <sstream>
#include <string>

#include <catch2/catch.hpp>

#include "tests/unit/server/temporary_folder.h"

namespace {

using namespace probant;
using namespace probant::server;
using probant::tests::TemporaryFolder;

struct Config {
    std::string address;
    std::uint16_t port = 0;
    std::filesystem::path journal;
    std::optional<bool> rehearsal;
};

Config read_config(ConfigFile& file) {
    return {.address = file.text("listen.address"),
            .port = file.number<std::uint16_t>("listen.port", 1, 65535),
            .journal = file.path("journal"),
            .rehearsal = file.optional_boolean("rehearsal")};
}

constexpr std::string_view kGood =
    "journal = \"data\"\n"
    "[listen]\n"
    "address = \"127.0.0.1\"\n"
    "port = 8443\n";

std::string faults_of(std::string_view text, Language language = Language::English) {
    auto file = ConfigFile::parse(text, "center.toml");
    static_cast<void>(read_config(file));
    return describe(file.faults(), language);
}

}  // namespace

TEST_CASE("A complete configuration becomes its struct, paths taken from its own folder") {
    const TemporaryFolder folder;
    const auto path = folder.write("center.toml", kGood);

    const auto config = load_config<Config>(path, read_config);

    REQUIRE(config);
    CHECK(config.value().address == "127.0.0.1");
    CHECK(config.value().port == 8443);
    CHECK(config.value().journal == folder.path() / "data");
    CHECK_FALSE(config.value().rehearsal.has_value());
}

TEST_CASE("An unknown key is refused with its line, in both languages") {
    const auto text = std::string(kGood) + "prot = 1\n";

    CHECK(faults_of(text) ==
          "center.toml:5: the key listen.prot is unknown: correct its name or remove it\n");
    CHECK(faults_of(text, Language::French) ==
          "center.toml:5 : la clé listen.prot est inconnue : corrigez son nom ou retirez-la\n");
}

TEST_CASE("A missing key is refused by its name") {
    CHECK(faults_of("journal = \"data\"\n[listen]\nport = 1\n") ==
          "center.toml: the key listen.address is missing: add it\n");
}

TEST_CASE("A key of another type or out of bounds is refused with its line") {
    CHECK(faults_of("journal = 3\n[listen]\naddress = \"a\"\nport = 65536\n") ==
          "center.toml:1: the key journal must be a quoted text, not empty\n"
          "center.toml:4: the key listen.port must be a whole number from 1 to 65535\n");
}

TEST_CASE("What is not TOML is refused with its line, and no key is said to be missing") {
    const auto said = faults_of("journal = \"data\"\n[listen\n");

    CHECK(said.starts_with("center.toml:2: this is not TOML"));
    CHECK(said.find("missing") == std::string::npos);
}

TEST_CASE("A configuration file that is not there is refused") {
    const auto config = load_config<Config>("/nowhere/center.toml", read_config);

    REQUIRE_FALSE(config);
    CHECK(describe(config.error(), Language::English) ==
          "/nowhere/center.toml: this file cannot be read: check its path and whose it is\n");
}

TEST_CASE("A word outside its list is refused with the list") {
    auto file = ConfigFile::parse("level = \"loud\"\n", "c");

    static_cast<void>(file.word("level", {"info", "debug"}));

    CHECK(describe(file.faults(), Language::English) ==
          "c:1: the key level must be one of: info, debug\n");
}

TEST_CASE("Checking a configuration prints ok or every fault, and says which") {
    std::ostringstream out;

    CHECK(report_check({}, out) == 0);
    CHECK(report_check({{"c", 3, {"faux", "wrong"}}}, out) == 1);
    CHECK(out.str() == "ok\nc:3 : faux\nc:3: wrong\n");
}
