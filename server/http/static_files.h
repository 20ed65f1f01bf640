// server/http/static_files.h: the pages, loaded once at start, served from memory.
//
// Role        Reads the folder the page build made: every regular file whose name and extension
//             are on closed lists, with its .br and .gz beside it when the build made them.
//             A server shows the pages it has an API for; the others of the folder stay unread.
// Invariants  A request's path is only looked up in this set: it never reaches the file system.
//             "console.html" is served at /console.html and /console, "index.html" at its folder,
//             with a slash at the end or without.
//             Names carrying their hash (app-5KQ2ZR7A.js) are cached for a year, html never.
// Threads     Immutable once loaded; any thread reads.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/base/bytes.h"
#include "crypto/base/result.h"
#include "server/base/sentence.h"
#include "server/http/reply.h"
#include "server/http/request.h"

namespace probant::server {

/// The pages of a centre weigh well under 4 MiB; more means a wrong folder was named.
constexpr std::size_t kStaticBytesMax = std::size_t{64} * 1024 * 1024;
constexpr std::size_t kStaticFilesMax = 4096;

/// Which pages of a folder are shown. By default all, and "/" is the folder's own index.html.
struct PageChoice {
    std::vector<std::string> pages{};  ///< names of folders at the top; empty for all of them
    std::string front{};               ///< the page at "/", in place of the top's own files
};

class StaticFiles {
public:
    /// An empty set: nothing is found.
    StaticFiles() = default;

    /// Refuses, with a sentence, a folder that is missing, too big, holds an unexpected file, or
    /// has no front page where one is named.
    static Result<StaticFiles, Sentence> load(const std::filesystem::path& folder,
                                              const PageChoice& choice = {});

    /// Nothing when the path names no file of the set. Handles If-None-Match and encodings.
    [[nodiscard]] std::optional<Reply> find(const Request& request) const;

    [[nodiscard]] std::vector<std::string> paths() const;

private:
    struct File {
        std::string content_type;
        std::string etag;
        bool hashed = false;
        std::shared_ptr<const Bytes> plain;
        std::shared_ptr<const Bytes> brotli;  // null when the build made none
        std::shared_ptr<const Bytes> gzip;
    };

    /// What is sent of a file: its bytes, how they are coded, and what tells them apart.
    struct Variant {
        std::shared_ptr<const Bytes> bytes;
        std::string_view coding;  // empty for the plain bytes
        std::string_view suffix;
    };

    static Variant variant_for(const File& file, const Request& request);
    static std::string caching_of(const File& file);
    static Reply reply_of(const File& file, const Request& request);
    static std::shared_ptr<const File> read(const std::filesystem::path& file,
                                            std::string_view content_type);
    void serve(const std::string& path, const std::shared_ptr<const File>& file);
    /// False when the front page that was chosen is not there.
    [[nodiscard]] bool put_front(const PageChoice& choice);

    std::map<std::string, std::shared_ptr<const File>, std::less<>> files_;  // by request path
};

}  // namespace probant::server
