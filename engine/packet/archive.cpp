// SPDX-License-Identifier: EUPL-1.2
#include "engine/packet/archive.h"

#include <algorithm>
#include <optional>

#include "crypto/base/ensure.h"

namespace probant::engine {
namespace {

constexpr std::size_t kBlock = 512;

/// A field of the header: where it is and how long.
struct HeadField {
    std::size_t at;
    std::size_t size;
};

constexpr HeadField kName{.at = 0, .size = 100};
constexpr HeadField kMode{.at = 100, .size = 8};
constexpr HeadField kUser{.at = 108, .size = 8};
constexpr HeadField kGroup{.at = 116, .size = 8};
constexpr HeadField kSize{.at = 124, .size = 12};
constexpr HeadField kTime{.at = 136, .size = 12};
constexpr HeadField kChecksum{.at = 148, .size = 8};
constexpr std::size_t kType = 156;
constexpr HeadField kLinkName{.at = 157, .size = 100};
constexpr HeadField kMagic{.at = 257, .size = 8};
constexpr HeadField kPrefix{.at = 345, .size = 155};

constexpr std::string_view kUstar{
    "ustar\0"
    "00",
    8};
constexpr std::uint8_t kRegular = '0';

ByteView field_of(ByteView header, HeadField place) {
    return header.subspan(place.at, place.size);
}

bool is_zero(ByteView bytes) {
    return std::ranges::all_of(bytes, [](std::uint8_t byte) { return byte == 0; });
}

std::size_t padding_of(std::size_t size) {
    return (kBlock - size % kBlock) % kBlock;
}

void put_text(Bytes& header, HeadField place, std::string_view text) {
    ENSURE(text.size() <= place.size);
    std::ranges::copy(text, header.begin() + static_cast<std::ptrdiff_t>(place.at));
}

/// Octal digits filling the field but its last byte, which stays zero.
void put_octal(Bytes& header, HeadField place, std::size_t value) {
    for (std::size_t digit = place.size - 1; digit > 0; --digit, value /= 8)
        header[place.at + digit - 1] = static_cast<std::uint8_t>('0' + (value % 8));
    ENSURE(value == 0);
}

std::optional<std::size_t> octal_of(ByteView header, HeadField place) {
    std::size_t value = 0;
    std::size_t digits = 0;
    for (const auto byte : field_of(header, place)) {
        if (byte == 0 || byte == ' ') break;
        if (byte < '0' || byte > '7') return std::nullopt;
        value = value * 8 + (byte - std::size_t{'0'});
        ++digits;
    }
    if (digits == 0) return std::nullopt;
    return value;
}

/// The sum of the header's bytes, its own field counted as spaces.
std::size_t checksum_of(ByteView header) {
    std::size_t sum = 0;
    for (std::size_t at = 0; at < header.size(); ++at) {
        const bool own = at >= kChecksum.at && at < kChecksum.at + kChecksum.size;
        sum += own ? std::size_t{' '} : header[at];
    }
    return sum;
}

Bytes header_of(std::string_view name, std::size_t size) {
    constexpr std::size_t kReadable = 0644;
    Bytes header(kBlock, 0);
    put_text(header, kName, name);
    put_octal(header, kMode, kReadable);
    put_octal(header, kUser, 0);
    put_octal(header, kGroup, 0);
    put_octal(header, kSize, size);
    put_octal(header, kTime, 0);
    header[kType] = kRegular;
    put_text(header, kMagic, kUstar);
    put_octal(header, {.at = kChecksum.at, .size = kChecksum.size - 1}, checksum_of(header));
    header[kChecksum.at + kChecksum.size - 1] = ' ';
    return header;
}

struct Member {
    std::string name{};
    std::size_t size{};
};

Result<Member, ArchiveFault> read_header(ByteView header) {
    if (as_text(field_of(header, kMagic)) != kUstar) return Refused{ArchiveFault::BadHeader};
    const auto sum = octal_of(header, kChecksum);
    const auto size = octal_of(header, kSize);
    if (!sum || *sum != checksum_of(header) || !size) return Refused{ArchiveFault::BadHeader};
    if (header[kType] != kRegular || !is_zero(field_of(header, kLinkName)))
        return Refused{ArchiveFault::NotAFile};

    const auto field = as_text(field_of(header, kName));
    const auto name = field.substr(0, field.find('\0'));
    const auto rest = field_of(header, kName).subspan(name.size());
    if (!is_archive_name(name) || !is_zero(rest) || !is_zero(field_of(header, kPrefix)))
        return Refused{ArchiveFault::BadName};
    return Member{.name = std::string(name), .size = *size};
}

/// Moves one file from the front of `rest` into `files`.
std::optional<ArchiveFault> take_member(ByteView& rest, ArchiveFiles& files) {
    const auto member = read_header(rest.first(kBlock));
    if (!member) return member.error();
    const auto& [name, size] = member.value();
    const auto body = rest.subspan(kBlock);
    const auto padding = padding_of(size);
    if (size > body.size() || padding > body.size() - size) return ArchiveFault::Truncated;
    if (!is_zero(body.subspan(size, padding))) return ArchiveFault::BadPadding;
    if (files.size() == kArchiveFilesMax) return ArchiveFault::TooManyFiles;
    const auto content = body.first(size);
    if (!files.emplace(name, Bytes(content.begin(), content.end())).second)
        return ArchiveFault::NameTwice;
    rest = body.subspan(size + padding);
    return std::nullopt;
}

}  // namespace

std::string_view name_of(ArchiveFault fault) {
    switch (fault) {
        case ArchiveFault::TooLarge:
            return "too_large";
        case ArchiveFault::TooManyFiles:
            return "too_many_files";
        case ArchiveFault::Truncated:
            return "truncated";
        case ArchiveFault::BadHeader:
            return "bad_header";
        case ArchiveFault::NotAFile:
            return "not_a_file";
        case ArchiveFault::BadName:
            return "bad_name";
        case ArchiveFault::NameTwice:
            return "name_twice";
        case ArchiveFault::BadPadding:
            return "bad_padding";
    }
    fail_ensure("a fault has a name");
}

bool is_archive_name(std::string_view name) {
    // "." and ".." are made of allowed characters: they name no file.
    if (name.empty() || name.size() > kArchiveNameMax || name.front() == '.') return false;
    return std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
    });
}

Bytes write_ustar(const ArchiveFiles& files) {
    ENSURE(files.size() <= kArchiveFilesMax);
    Bytes archive;
    for (const auto& [name, content] : files) {
        ENSURE(is_archive_name(name));
        const auto header = header_of(name, content.size());
        archive.insert(archive.end(), header.begin(), header.end());
        archive.insert(archive.end(), content.begin(), content.end());
        archive.insert(archive.end(), padding_of(content.size()), 0);
    }
    archive.insert(archive.end(), 2 * kBlock, 0);
    ENSURE(archive.size() <= kArchiveBytesMax);
    return archive;
}

Result<ArchiveFiles, ArchiveFault> read_ustar(ByteView archive) {
    if (archive.size() > kArchiveBytesMax) return Refused{ArchiveFault::TooLarge};
    ArchiveFiles files;
    while (archive.size() >= kBlock && !is_zero(archive.first(kBlock)))
        if (const auto fault = take_member(archive, files)) return Refused{*fault};
    if (archive.size() < 2 * kBlock) return Refused{ArchiveFault::Truncated};
    if (!is_zero(archive)) return Refused{ArchiveFault::BadPadding};
    return files;
}

}  // namespace probant::engine
