// SPDX-License-Identifier: EUPL-1.2
#include <fstream>
#include <iterator>
#include <string>

#include <catch2/catch.hpp>

#include "candidate/station/config.h"
#include "tests/unit/server/temporary_folder.h"

namespace {

using namespace probant;
using namespace probant::candidate::station;
using tests::TemporaryFolder;

std::string example() {
    std::ifstream file(PROBANT_TEST_EXAMPLE);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string with(std::string text, const std::string& old, const std::string& other) {
    const auto at = text.find(old);
    REQUIRE(at != std::string::npos);
    return text.replace(at, old.size(), other);
}

std::string faults_of(const std::string& text) {
    const TemporaryFolder folder;
    const auto config = load_station_config(folder.write("station.toml", text));
    return config ? "" : server::describe(config.error(), server::Language::English);
}

}  // namespace

TEST_CASE("The example of a station's configuration is one") {
    const TemporaryFolder folder;
    const auto config = load_station_config(folder.write("station.toml", example()));

    REQUIRE(config);
    CHECK(config.value().centre.host == "examen.montpellier.example");
    CHECK(config.value().centre.port == 8443);
    CHECK(config.value().authority == folder.path() / "centre-ca.pem");
    CHECK(config.value().camera == "/dev/video0");
    CHECK_FALSE(config.value().kiosk_command.empty());
    CHECK(config.value().usual.ports == std::vector<std::uint16_t>{22});
}

TEST_CASE("A station's configuration with a key that is wrong, missing or unknown names its line") {
    CHECK(faults_of(with(example(), "https://examen.montpellier.example:8443", "http://centre"))
              .find("station.toml:6: ") != std::string::npos);
    CHECK(faults_of(with(example(), "/dev/video0\"", "webcam\"")).find("is no camera") !=
          std::string::npos);
    CHECK(faults_of(with(example(), "[\"/usr/bin/startx\"]", "[\"startx\"]")).find("whole path") !=
          std::string::npos);
    CHECK(faults_of(with(example(), "[\"22\"]", "[\"ssh\"]")).find("is no port") !=
          std::string::npos);
    CHECK(faults_of(with(example(), "window = ", "windows = ")).find("windows") !=
          std::string::npos);
    CHECK(faults_of(with(example(), "models = \"/usr/share/probant/models\"", ""))
              .find("camera.models") != std::string::npos);
}
