// SPDX-License-Identifier: EUPL-1.2
#include "candidate/link/enrolment.h"

#include <filesystem>
#include <iostream>
#include <string>

#include <catch2/catch.hpp>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <sys/stat.h>
#include <unistd.h>

#include "candidate/link/browser_store.h"
#include "candidate/link/station_identity.h"
#include "candidate/link/tls_request.h"
#include "tests/unit/server/temporary_folder.h"

namespace {

using namespace probant;
using namespace probant::candidate;
using tests::TemporaryFolder;

// Of no one: made for this test, its key thrown away.
NewIdentity an_identity(std::uint8_t number) {
    NewIdentity identity{.station = {},
                         .centre = "Centre d’essai",
                         .expires_ms = 1'700'000'000'000,
                         .certificate = "certificate",
                         .authority = "authority",
                         .key = SecretBytes::from(std::string("key")),
                         .session_seed = crypto::KeyPair::generate().seed()};
    identity.station.uuid.bytes.back() = number;
    return identity;
}

std::filesystem::perms mode_of(const std::filesystem::path& path) {
    return std::filesystem::status(path).permissions();
}

}  // namespace

TEST_CASE("A code is read as the centre reads it, however it was typed") {
    CHECK(read_enrolment_code("abcd-2345") == "ABCD2345");
    CHECK(read_enrolment_code(" AB CD 23 45 ") == "ABCD2345");
    CHECK(read_enrolment_code("oil02345") == "01102345");
    CHECK_FALSE(read_enrolment_code("ABCD234"));
    CHECK_FALSE(read_enrolment_code("ABCD23456"));
    CHECK_FALSE(read_enrolment_code("ABCD234U"));
    CHECK_FALSE(read_enrolment_code("ABCD234é"));
    CHECK_FALSE(read_enrolment_code(""));
}

TEST_CASE("A request is of a fresh P-256 key and signed by it") {
    const auto made = make_tls_request();
    const auto other = make_tls_request();

    auto* memory = BIO_new_mem_buf(made.request.data(), static_cast<int>(made.request.size()));
    auto* request = PEM_read_bio_X509_REQ(memory, nullptr, nullptr, nullptr);
    REQUIRE(request != nullptr);
    auto* key = X509_REQ_get0_pubkey(request);
    CHECK(EVP_PKEY_get_bits(key) == 256);
    CHECK(EVP_PKEY_get_base_id(key) == EVP_PKEY_EC);
    CHECK(X509_REQ_verify(request, key) == 1);
    CHECK(other.request != made.request);
    X509_REQ_free(request);
    BIO_free(memory);
}

TEST_CASE("The first words of a fingerprint are four groups of four") {
    CHECK(first_words("ab12cd34ef567890ffff") == "ab12 cd34 ef56 7890");
}

TEST_CASE("What is no certificate is not read as one") {
    CHECK_FALSE(read_certificate(""));
    CHECK_FALSE(read_certificate("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"));
    CHECK_FALSE(is_of_key("no certificate", make_tls_request().key));
}

TEST_CASE("An identity is kept for its owner alone and read back") {
    const TemporaryFolder folder;
    const auto state = folder.path() / "station";
    REQUIRE(prepare_state(state));

    REQUIRE(keep_identity(state, an_identity(5)));

    const auto read = read_identity(state);
    REQUIRE(read);
    CHECK(read.value().station.uuid.bytes.back() == 5);
    CHECK(read.value().centre == "Centre d’essai");
    CHECK(mode_of(state / "identity") == std::filesystem::perms::owner_all);
    for (const auto& file : std::filesystem::directory_iterator(state / "identity")) {
        CHECK(mode_of(file) ==
              (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
    }
    CHECK_FALSE(std::filesystem::exists(state / "identity.new"));
}

TEST_CASE("A new identity takes the place of the old one as a whole") {
    const TemporaryFolder folder;
    REQUIRE(keep_identity(folder.path(), an_identity(5)));
    const auto before = read_identity(folder.path()).value().session_key.keyid();

    REQUIRE(keep_identity(folder.path(), an_identity(6)));

    const auto after = read_identity(folder.path());
    REQUIRE(after);
    CHECK(after.value().station.uuid.bytes.back() == 6);
    CHECK(after.value().session_key.keyid() != before);
    CHECK_FALSE(std::filesystem::exists(folder.path() / "identity.new"));
}

TEST_CASE("What root enrols belongs to whoever owns the station's folder") {
    if (::geteuid() != 0) {
        std::cout << "skipped: only root can give a folder away\n";
        return;
    }
    const TemporaryFolder folder;
    constexpr uid_t kSomeone = 65'534;
    REQUIRE(::chown(folder.path().c_str(), kSomeone, kSomeone) == 0);

    REQUIRE(keep_identity(folder.path(), an_identity(5)));

    for (const auto& file : {"", "station.key", "session.key", "station.json"}) {
        struct stat status {};

        REQUIRE(::stat((folder.path() / "identity" / file).c_str(), &status) == 0);
        CHECK(status.st_uid == kSomeone);
    }
}

TEST_CASE("A station without an identity, or with one that others read, says what to do") {
    const TemporaryFolder folder;
    const auto none = read_identity(folder.path());
    REQUIRE_FALSE(none);
    CHECK(none.error().en.find("probant-station enrol") != std::string::npos);

    REQUIRE(keep_identity(folder.path(), an_identity(5)));
    std::filesystem::permissions(folder.path() / "identity" / "session.key",
                                 std::filesystem::perms::others_read,
                                 std::filesystem::perm_options::add);
    const auto open = read_identity(folder.path());
    REQUIRE_FALSE(open);
    CHECK(open.error().en.find("chmod 600") != std::string::npos);
}

TEST_CASE("The number of the last opening outlives the program, and nonsense is none") {
    const TemporaryFolder folder;
    CHECK_FALSE(read_last_opening(folder.path()));
    LastOpening last{.candidate = {}, .number = 41};
    last.candidate.uuid.bytes.back() = 7;

    REQUIRE(keep_last_opening(folder.path(), last));
    CHECK(read_last_opening(folder.path()) == last);

    for (const auto* nonsense : {"many", "41", "00000000-0000-0000-0000-000000000007", ""}) {
        folder.write("last_opening", nonsense);
        CHECK_FALSE(read_last_opening(folder.path()));
    }
}

TEST_CASE("A browser's old database wins over the place of a new one") {
    const TemporaryFolder home;
    CHECK(database_below(home.path()) == home.path() / ".local/share/pki/nssdb");

    std::filesystem::create_directories(home.path() / ".pki/nssdb");
    CHECK(database_below(home.path()) == home.path() / ".pki/nssdb");

    home.write("cert9.db", "");
    CHECK(database_below(home.path()) == home.path());
}
