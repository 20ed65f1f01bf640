// SPDX-License-Identifier: EUPL-1.2
#include "server/http/static_files.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <system_error>
#include <utility>

#include "crypto/digest.h"

namespace probant::server {
namespace {

struct Type {
    std::string_view extension;
    std::string_view content_type;
};

constexpr std::array<Type, 13> kTypes{{
    {".html", "text/html; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".json", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".webp", "image/webp"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".pdf", "application/pdf"},
    {".txt", "text/plain; charset=utf-8"},
}};

/// The length of the hash that the page build puts in a name: "app-5KQ2ZR7A.js".
constexpr std::size_t kHashLength = 8;

std::optional<std::string_view> content_type_of(const std::filesystem::path& file) {
    const auto extension = file.extension().string();
    const auto* const type = std::ranges::find(kTypes, extension, &Type::extension);
    if (type == kTypes.end()) return std::nullopt;
    return type->content_type;
}

bool is_hashed(const std::filesystem::path& file) {
    const auto stem = file.stem().string();
    if (stem.size() <= kHashLength) return false;
    const auto dash = stem.size() - kHashLength - 1;
    return stem[dash] == '-' && stem.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
                                                       dash + 1) == std::string::npos;
}

bool is_plain_name(std::string_view path) {
    return path.find_first_not_of(
               "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/") ==
               std::string_view::npos &&
           path.find("/.") == std::string_view::npos;
}

bool is_variant(const std::filesystem::path& file) {
    return file.extension() == ".br" || file.extension() == ".gz";
}

/// Nothing for what does not belong among the pages.
std::optional<std::string_view> type_of(const std::filesystem::directory_entry& entry,
                                        std::string_view path) {
    if (entry.is_symlink() || !entry.is_regular_file() || !is_plain_name(path)) return std::nullopt;
    const auto& file = entry.path();
    return content_type_of(is_variant(file) ? file.stem() : file.filename());
}

std::optional<Bytes> read_whole(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(stream),
                           std::istreambuf_iterator<char>()};
    if (!stream.is_open() || stream.bad()) return std::nullopt;
    return to_bytes(text);
}

std::shared_ptr<const Bytes> read_variant(const std::filesystem::path& file, const char* suffix) {
    auto path = file;
    path += suffix;
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(path, ignored)) return nullptr;
    auto bytes = read_whole(path);
    return bytes ? std::make_shared<const Bytes>(std::move(*bytes)) : nullptr;
}

/// "gzip, br;q=1.0": true unless absent or weighted zero.
bool accepts(const Request& request, std::string_view coding) {
    std::string_view rest = request.header("accept-encoding").value_or("");
    while (!rest.empty()) {
        const auto comma = rest.find(',');
        std::string_view piece = rest.substr(0, comma);
        rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(comma + 1);
        const auto start = piece.find_first_not_of(' ');
        piece.remove_prefix(std::min(start, piece.size()));
        const auto name = piece.substr(0, piece.find_first_of("; "));
        if (name != coding) continue;
        const auto weight = piece.find("q=0");
        return weight == std::string_view::npos ||
               piece.find_first_of("123456789", weight + 3) != std::string_view::npos;
    }
    return false;
}

/// The addresses of a page: its file, and the shorter one people type.
std::vector<std::string> addresses_of(const std::string& path) {
    constexpr std::string_view kIndex = "/index.html";
    constexpr std::string_view kHtml = ".html";
    std::vector<std::string> all{path};
    if (path.ends_with(kIndex)) {
        const auto folder = path.substr(0, path.size() - kIndex.size());
        all.push_back(folder + '/');
        if (!folder.empty()) all.push_back(folder);
    } else if (path.ends_with(kHtml)) {
        all.push_back(path.substr(0, path.size() - kHtml.size()));
    }
    return all;
}

/// "/verify/index.html" belongs to the page "verify"; a file at the top to no page.
std::string_view page_of(std::string_view path) {
    const auto end = path.find('/', 1);
    return end == std::string_view::npos ? std::string_view{} : path.substr(1, end - 1);
}

bool is_shown(std::string_view path, const PageChoice& choice) {
    const auto page = page_of(path);
    if (page.empty()) return choice.front.empty();
    return choice.pages.empty() || std::ranges::count(choice.pages, page) != 0;
}

Refused<Sentence> refused(const std::filesystem::path& file,
                          std::string_view fr,
                          std::string_view en) {
    return {{file.string() + " : " + std::string(fr), file.string() + ": " + std::string(en)}};
}

/// What was met on the way through a folder.
struct Met {
    std::size_t bytes = 0;
    std::size_t files = 0;

    /// False past either limit.
    bool add(std::size_t size) {
        bytes += size;
        return ++files <= kStaticFilesMax && bytes <= kStaticBytesMax;
    }
};

}  // namespace

std::shared_ptr<const StaticFiles::File> StaticFiles::read(const std::filesystem::path& file,
                                                           std::string_view content_type) {
    auto plain = read_whole(file);
    if (!plain) return nullptr;
    auto made = std::make_shared<File>();
    made->content_type = std::string(content_type);
    made->etag = crypto::sha256(*plain).hex().substr(0, 32);
    made->hashed = is_hashed(file);
    made->plain = std::make_shared<const Bytes>(std::move(*plain));
    made->brotli = read_variant(file, ".br");
    made->gzip = read_variant(file, ".gz");
    return made;
}

Result<StaticFiles, Sentence> StaticFiles::load(const std::filesystem::path& folder,
                                                const PageChoice& choice) {
    std::error_code error;
    const std::filesystem::recursive_directory_iterator walk(folder, error);
    if (error) {
        return refused(folder,
                       "ce dossier de pages ne peut pas être lu.",
                       "this folder of pages cannot be read.");
    }
    StaticFiles loaded;
    Met met;
    for (const auto& entry : walk) {
        if (entry.is_directory() && !entry.is_symlink()) continue;
        const auto& file = entry.path();
        const std::string path = '/' + file.lexically_relative(folder).generic_string();
        const auto type = type_of(entry, path);
        if (!type) {
            return refused(file,
                           "ce fichier n'a pas sa place parmi les pages.",
                           "this file does not belong among the pages.");
        }
        if (!met.add(entry.file_size())) {
            return refused(folder,
                           "ce dossier est trop gros pour être celui des pages.",
                           "this folder is too big to be the one of the pages.");
        }
        if (is_variant(file) || !is_shown(path, choice)) continue;
        const auto made = read(file, *type);
        if (!made) {
            return refused(file, "ce fichier ne peut pas être lu.", "this file cannot be read.");
        }
        loaded.serve(path, made);
    }
    if (!loaded.put_front(choice)) {
        return refused(folder / choice.front,
                       "cette page manque : construisez les pages (deploy/build).",
                       "this page is missing: build the pages (deploy/build).");
    }
    return loaded;
}

void StaticFiles::serve(const std::string& path, const std::shared_ptr<const File>& file) {
    for (auto& address : addresses_of(path))
        files_.emplace(std::move(address), file);
}

bool StaticFiles::put_front(const PageChoice& choice) {
    if (choice.front.empty()) return true;
    const auto front = files_.find("/" + choice.front);
    if (front == files_.end()) return false;
    files_.emplace("/", front->second);
    return true;
}

StaticFiles::Variant StaticFiles::variant_for(const File& file, const Request& request) {
    if (file.brotli != nullptr && accepts(request, "br")) return {file.brotli, "br", "-br"};
    if (file.gzip != nullptr && accepts(request, "gzip")) return {file.gzip, "gzip", "-gz"};
    return {file.plain, "", ""};
}

std::string StaticFiles::caching_of(const File& file) {
    if (file.hashed) return "public, max-age=31536000, immutable";
    return file.content_type.starts_with("text/html") ? "no-store" : "no-cache";
}

Reply StaticFiles::reply_of(const File& file, const Request& request) {
    const auto [bytes, coding, suffix] = variant_for(file, request);
    const std::string etag = '"' + file.etag + std::string(suffix) + '"';

    Reply reply{200, file.content_type, {}, bytes};
    reply.with("Cache-Control", caching_of(file));
    reply.with("ETag", etag).with("Vary", "Accept-Encoding");
    if (request.header("if-none-match") == etag) {
        reply.status = 304;
        return reply;
    }
    if (!coding.empty()) reply.with("Content-Encoding", std::string(coding));
    return reply;
}

std::optional<Reply> StaticFiles::find(const Request& request) const {
    const auto found = files_.find(request.path);
    if (found == files_.end()) return std::nullopt;
    return reply_of(*found->second, request);
}

std::vector<std::string> StaticFiles::paths() const {
    std::vector<std::string> all;
    all.reserve(files_.size());
    for (const auto& [path, file] : files_)
        all.push_back(path);
    return all;
}

}  // namespace probant::server
