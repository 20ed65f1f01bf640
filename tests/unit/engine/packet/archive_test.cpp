// What an archive of packet files may hold. SPDX-License-Identifier: EUPL-1.2
#include "engine/packet/archive.h"

#include <string>

#include <catch2/catch.hpp>

using namespace probant;
using namespace probant::engine;

namespace {

ArchiveFiles two_files() {
    return {{"checkpoint", to_bytes("three lines\n")}, {"packet.dsse.json", Bytes(700, 0x41)}};
}

ArchiveFault fault_of(const Bytes& archive) {
    const auto read = read_ustar(archive);
    REQUIRE(!read);
    return read.error();
}

/// Writes the header's checksum again after a change, as an attacker would.
void mend_checksum(Bytes& archive) {
    std::size_t sum = 0;
    for (std::size_t at = 0; at < 512; ++at)
        sum += at >= 148 && at < 156 ? std::size_t{' '} : archive[at];
    for (std::size_t digit = 6; digit > 0; --digit, sum /= 8)
        archive[148 + digit] = static_cast<std::uint8_t>('0' + sum % 8);
    archive[148] = '0';
    archive[155] = 0;
}

}  // namespace

TEST_CASE("An archive gives back the files it was made of") {
    const auto read = read_ustar(write_ustar(two_files()));

    REQUIRE(read);
    CHECK(read.value() == two_files());
}

TEST_CASE("The same files always give the same archive") {
    CHECK(write_ustar(two_files()) == write_ustar(two_files()));
}

TEST_CASE("An archive cut anywhere is refused") {
    const auto whole = write_ustar(two_files());
    for (std::size_t size = 0; size < whole.size(); size += 64) {
        const Bytes cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
        REQUIRE(!read_ustar(cut));
    }
}

TEST_CASE("A byte of a header changed is refused") {
    const auto whole = write_ustar(two_files());
    for (std::size_t at = 0; at < 512; ++at) {
        auto changed = whole;
        changed[at] ^= 0x01;
        INFO("byte " << at);
        // The checksum's own final space is the only byte that nothing covers.
        if (at < 154 || at > 155) REQUIRE(!read_ustar(changed));
    }
}

TEST_CASE("A link in an archive is refused") {
    auto archive = write_ustar(two_files());
    archive[156] = '2';
    mend_checksum(archive);

    CHECK(fault_of(archive) == ArchiveFault::NotAFile);
}

TEST_CASE("A name that climbs out of its folder is refused") {
    auto archive = write_ustar(two_files());
    archive[0] = '.';
    archive[1] = '.';
    archive[2] = '/';
    mend_checksum(archive);

    CHECK(fault_of(archive) == ArchiveFault::BadName);
    CHECK(!is_archive_name(".."));
    CHECK(!is_archive_name("."));
    CHECK(!is_archive_name("a/b"));
    CHECK(!is_archive_name("Capital"));
    CHECK(is_archive_name(std::string(64, 'a')));
    CHECK(!is_archive_name(std::string(65, 'a')));
}

TEST_CASE("A file that comes twice in an archive is refused") {
    const auto one = write_ustar({{"checkpoint", to_bytes("x")}});
    Bytes twice(one.begin(), one.begin() + 1024);
    twice.insert(twice.end(), one.begin(), one.end());

    CHECK(fault_of(twice) == ArchiveFault::NameTwice);
}

TEST_CASE("Something hidden after a file or after the end is refused") {
    auto padded = write_ustar(two_files());
    padded[512 + 100] = 1;
    CHECK(fault_of(padded) == ArchiveFault::BadPadding);

    auto followed = write_ustar(two_files());
    followed.back() = 1;
    CHECK(fault_of(followed) == ArchiveFault::BadPadding);
}

TEST_CASE("A seventeenth file in an archive is refused") {
    Bytes archive;
    for (std::size_t n = 0; n <= kArchiveFilesMax; ++n) {
        const auto one = write_ustar({{"f" + std::to_string(n), to_bytes("x")}});
        archive.insert(archive.end(), one.begin(), one.begin() + 1024);
    }
    archive.insert(archive.end(), 1024, 0);

    CHECK(fault_of(archive) == ArchiveFault::TooManyFiles);
}
