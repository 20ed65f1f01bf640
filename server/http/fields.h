// server/http/fields.h: reads a JSON body strictly, field by field.
//
// Role        A handler names what it expects; the first thing that is missing, of another type,
//             out of bounds or unexpected becomes a 400 whose sentence names the field.
// Invariants  Numbers are integers (crypto/canonical_json). After a fault every read gives an
//             empty value, so that the handler stays straight: it looks at refusal() once.
// Misuse      Dropping a Fields without asking refusal() is a bug (ENSURE).
// Threads     Belongs to the thread that made it.
//
//     Fields fields(request);
//     const auto code = fields.text("code", {.min = 4, .max = 16});
//     const auto note = fields.optional_text("note", {.max = 500});
//     if (const auto refusal = fields.refusal()) return *refusal;
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/base/strong_id.h"
#include "crypto/canonical_json.h"
#include "server/http/reply.h"
#include "server/http/request.h"

namespace probant::server {

/// Lengths in bytes of UTF-8.
struct TextBounds {
    std::size_t min = 0;
    std::size_t max = 256;
    bool line_ends = false;  ///< may end its lines with CR LF, as a spreadsheet's file does
};

struct IntegerBounds {
    std::int64_t min = 0;
    std::int64_t max = json::kIntegerMax;
};

class Fields {
public:
    /// The body, which must be application/json and one object.
    explicit Fields(const Request& request);
    /// An object already read, for instance a frame of the hub.
    explicit Fields(std::string_view text);
    Fields(Fields&& other) noexcept;
    Fields(const Fields&) = delete;
    Fields& operator=(const Fields&) = delete;
    Fields& operator=(Fields&&) = delete;
    ~Fields();

    [[nodiscard]] std::string text(std::string_view name, TextBounds bounds = {});
    [[nodiscard]] std::int64_t integer(std::string_view name, IntegerBounds bounds = {});
    [[nodiscard]] bool boolean(std::string_view name);
    [[nodiscard]] Uuid uuid(std::string_view name);
    [[nodiscard]] json::Value value(std::string_view name);  ///< any kind; the caller goes on
    [[nodiscard]] json::Array array(std::string_view name, std::size_t max);
    /// Texts within bounds, at most `max` of them.
    [[nodiscard]] std::vector<std::string> texts(std::string_view name,
                                                 std::size_t max,
                                                 TextBounds bounds = {});
    /// One of `words`: its place in the list.
    [[nodiscard]] std::size_t word(std::string_view name,
                                   std::initializer_list<std::string_view> words);

    // Absent or null gives nothing.
    [[nodiscard]] std::optional<std::string> optional_text(std::string_view name,
                                                           TextBounds bounds = {});
    [[nodiscard]] std::optional<std::int64_t> optional_integer(std::string_view name,
                                                               IntegerBounds bounds = {});
    [[nodiscard]] std::optional<bool> optional_boolean(std::string_view name);
    [[nodiscard]] std::optional<json::Value> optional_value(std::string_view name);

    template <class Id>
    [[nodiscard]] Id id(std::string_view name) {
        return Id{uuid(name)};
    }

    /// For a rule the handler checks itself: records the fault, first one wins.
    void refuse(std::string_view name, Sentence because);

    /// The 400 to answer, or nothing when all that came was named and well formed.
    [[nodiscard]] std::optional<Reply> refusal();

private:
    void open(std::string_view text);
    const json::Value* take(std::string_view name, bool required);
    void fault(std::string_view code, std::string_view name, Sentence sentence);
    std::string checked_text(std::string_view name, const json::Value& value, TextBounds bounds);
    bool checked_boolean(std::string_view name, const json::Value& value);
    std::int64_t checked_integer(std::string_view name,
                                 const json::Value& value,
                                 IntegerBounds bounds);

    json::Object members_;
    std::set<std::string, std::less<>> named_;
    std::optional<Problem> fault_;
    bool asked_ = false;
};

}  // namespace probant::server
