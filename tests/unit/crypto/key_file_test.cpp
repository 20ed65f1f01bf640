// Passphrases, private files and sealed keys.
//
// SPDX-License-Identifier: EUPL-1.2
#include "crypto/key_file.h"

#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>

#include "crypto/private_file.h"
#include "crypto/random.h"
#include "tests/unit/crypto/keys.h"

using namespace probant;          // NOLINT(google-build-using-namespace): a test of this namespace
using namespace probant::crypto;  // NOLINT(google-build-using-namespace)
using crypto_test::key_of;

namespace {

const KeyLabel kCentre{Role::Centre, "FR-0042", false};

Passphrase phrase(std::string text) {
    auto passphrase = Passphrase::take(SecretBytes::from(std::move(text)));
    REQUIRE(passphrase);
    return std::move(*passphrase);
}

Lock machine_of(std::uint8_t filler) {
    auto secret = MachineSecret::take(SecretBytes::from(Bytes(kMachineSecretBytes, filler)));
    REQUIRE(secret);
    return std::move(*secret);
}

std::optional<KeyFileFault> fault_of(std::string_view text, const Lock& lock) {
    const auto key = open_signing_key(text, lock);
    if (key) return std::nullopt;
    return key.error();
}

/// A folder of its own, gone with the test.
class Folder {
public:
    Folder()
        : path_(std::filesystem::temp_directory_path() / ("probant-" + to_hex(random_array<8>()))) {
        std::filesystem::create_directory(path_);
    }

    ~Folder() { std::filesystem::remove_all(path_); }

    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    Folder(Folder&&) = delete;
    Folder& operator=(Folder&&) = delete;

    [[nodiscard]] std::filesystem::path file(const std::string& name) const { return path_ / name; }

    [[nodiscard]] std::size_t files() const {
        return static_cast<std::size_t>(
            std::distance(std::filesystem::directory_iterator(path_), {}));
    }

private:
    std::filesystem::path path_;
};

void set_mode(const std::filesystem::path& path, unsigned mode) {
    std::filesystem::permissions(path, static_cast<std::filesystem::perms>(mode));
}

}  // namespace

TEST_CASE("A passphrase is hashed with its own salt and verified") {
    const Passphrase right = phrase("correct horse battery");
    const std::string hash = hash_passphrase(right);
    CHECK(hash.starts_with("$argon2id$v=19$m=65536,t=3,p=1$"));
    CHECK(hash != hash_passphrase(right));
    CHECK(verify_passphrase(hash, right));
    CHECK_FALSE(verify_passphrase(hash, phrase("correct horse batterz")));
    CHECK_FALSE(verify_passphrase("", right));
    CHECK_FALSE(verify_passphrase(hash + hash, right));
}

TEST_CASE("A hash that asks for more than the limit is refused without computing it") {
    const Passphrase any = phrase("correct horse battery");
    CHECK_FALSE(
        verify_passphrase("$argon2id$v=19$m=4194304,t=3,p=1$AAAAAAAAAAAAAAAAAAAAAA$"
                          "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                          any));
    CHECK_FALSE(
        verify_passphrase("$argon2id$v=19$m=65536,t=4000000,p=1$AAAAAAAAAAAAAAAAAAAAAA$"
                          "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                          any));
}

TEST_CASE("An empty passphrase and one over the limit are none") {
    CHECK_FALSE(Passphrase::take(SecretBytes(0)));
    CHECK(Passphrase::take(SecretBytes(kPassphraseBytesMax)));
    CHECK_FALSE(Passphrase::take(SecretBytes(kPassphraseBytesMax + 1)));
}

TEST_CASE("A key sealed by a passphrase opens with it alone") {
    const Lock right = phrase("correct horse battery");
    const std::string text = seal_key(kCentre, key_of(1), right);
    const auto key = open_signing_key(text, right);
    REQUIRE(key);
    CHECK(key.value().label == kCentre);
    CHECK(key.value().pair.public_key() == key_of(1).public_key());
    CHECK(fault_of(text, phrase("correct horse batterz")) == KeyFileFault::CannotOpen);
    CHECK(fault_of(text, machine_of(1)) == KeyFileFault::OtherLock);
}

TEST_CASE("A key sealed by a machine secret opens with it alone") {
    const std::string text = seal_key(kCentre, key_of(1), machine_of(7));
    CHECK_FALSE(fault_of(text, machine_of(7)));
    CHECK(fault_of(text, machine_of(8)) == KeyFileFault::CannotOpen);
    CHECK(fault_of(text, phrase("correct horse battery")) == KeyFileFault::OtherLock);
    CHECK(text != seal_key(kCentre, key_of(1), machine_of(7)));
}

TEST_CASE("A key file changed in any byte or cut anywhere does not open") {
    const Lock lock = machine_of(7);
    const std::string text = seal_key(kCentre, key_of(1), lock);
    crypto_test::with_each_byte_changed(text, [&](const std::string& changed, std::size_t at) {
        INFO("byte " << at);
        REQUIRE(fault_of(changed, lock).has_value());
    });
    crypto_test::with_each_cut(text, [&](const std::string& cut, std::size_t size) {
        INFO("cut at " << size);
        REQUIRE(fault_of(cut, lock).has_value());
    });
    CHECK(fault_of(text + "\n", lock) == KeyFileFault::Malformed);
}

TEST_CASE("A key file does not hold its key in the clear") {
    const KeyPair pair = KeyPair::generate();
    const std::string text = seal_key(kCentre, pair, machine_of(7));
    const SecretBytes seed = pair.seed();
    CHECK(text.find(to_base64url(seed.expose())) == std::string::npos);
    CHECK(text.find(to_hex(seed.expose())) == std::string::npos);
}

TEST_CASE("A key that receives and a key that signs do not stand in for one another") {
    const KeyLabel registry{Role::AgeRegistry, "", true};
    const Lock lock = machine_of(7);
    const auto identity = age::Identity::generate();
    const std::string text = seal_key(registry, identity, lock);
    const auto key = open_receiving_key(text, lock);
    REQUIRE(key);
    CHECK(key.value().identity.recipient() == identity.recipient());
    CHECK(key.value().label == registry);
    CHECK(fault_of(text, lock) == KeyFileFault::OtherUse);

    const auto signing = open_receiving_key(seal_key(kCentre, key_of(1), lock), lock);
    REQUIRE_FALSE(signing);
    CHECK(signing.error() == KeyFileFault::OtherUse);
}

TEST_CASE("The head of a key file is read without its lock") {
    const auto head = read_key_file_head(seal_key(kCentre, key_of(1), machine_of(7)));
    REQUIRE(head);
    CHECK(head.value().lock == LockKind::Machine);
    CHECK(head.value().label == kCentre);
    CHECK(head.value().public_key == AnyPublicKey(key_of(1).public_key()));
}

TEST_CASE("A session key lies under a secret that only the centre key gives") {
    const KeyLabel session{Role::Session, "FR-0042", false};
    const auto lock_of = [](const KeyPair& centre) -> Lock {
        return std::move(*MachineSecret::take(centre.derived_secret("session-key-file")));
    };
    const std::string text = seal_key(session, key_of(3), lock_of(key_of(1)));
    CHECK_FALSE(fault_of(text, lock_of(key_of(1))));
    CHECK(fault_of(text, lock_of(key_of(2))) == KeyFileFault::CannotOpen);
}

TEST_CASE("A private file comes back as written and nothing lies beside it") {
    const Folder folder;
    REQUIRE(write_private(folder.file("key"), as_bytes("secret"), Existing::Refuse));
    const auto secret = read_secret(folder.file("key"));
    REQUIRE(secret);
    CHECK(as_text(secret.value().expose()) == "secret");
    CHECK(folder.files() == 1);
}

TEST_CASE("A file that is there is replaced only when asked") {
    const Folder folder;
    REQUIRE(write_private(folder.file("key"), as_bytes("one"), Existing::Refuse));
    const auto refused = write_private(folder.file("key"), as_bytes("two"), Existing::Refuse);
    REQUIRE_FALSE(refused);
    CHECK(refused.error() == FileFault::AlreadyThere);
    CHECK(as_text(read_secret(folder.file("key")).value().expose()) == "one");
    REQUIRE(write_private(folder.file("key"), as_bytes("two"), Existing::Replace));
    CHECK(as_text(read_secret(folder.file("key")).value().expose()) == "two");
    CHECK(folder.files() == 1);
}

TEST_CASE("A secret that others may read is refused") {
    const Folder folder;
    REQUIRE(write_private(folder.file("key"), as_bytes("secret"), Existing::Refuse));
    const unsigned open_mode = GENERATE(0640U, 0604U, 0620U, 0700U, 0666U);
    set_mode(folder.file("key"), open_mode);
    const auto secret = read_secret(folder.file("key"));
    REQUIRE_FALSE(secret);
    CHECK(secret.error() == FileFault::NotPrivate);
    set_mode(folder.file("key"), 0400);
    CHECK(read_secret(folder.file("key")));
}

TEST_CASE("A link, a folder and an absent file are no secret") {
    const Folder folder;
    REQUIRE(write_private(folder.file("key"), as_bytes("secret"), Existing::Refuse));
    std::filesystem::create_symlink(folder.file("key"), folder.file("link"));
    std::filesystem::create_directory(folder.file("folder"));
    CHECK(read_secret(folder.file("link")).error() == FileFault::NotOrdinary);
    CHECK(read_secret(folder.file("folder")).error() == FileFault::NotOrdinary);
    CHECK(read_secret(folder.file("absent")).error() == FileFault::Absent);
}

TEST_CASE("A private file over the limit is refused") {
    const Folder folder;
    const Bytes large(kPrivateFileBytesMax + 1, 1);
    REQUIRE(write_private(folder.file("key"), large, Existing::Refuse));
    CHECK(read_secret(folder.file("key")).error() == FileFault::TooLarge);
    REQUIRE(write_private(
        folder.file("key"), ByteView(large).first(kPrivateFileBytesMax), Existing::Replace));
    CHECK(read_secret(folder.file("key")));
}
