// engine/bank/fields.h: reading JSON written by authors, and telling them what to mend.
//
// Role        Internal to the bank's readers. `Faults` gathers, `Fields` walks one object and
//             gathers a fault for each field that is missing, unknown or out of its limits.
// Invariants  A getter that finds a fault returns a default and the reading goes on: an author is
//             told everything at once. Nothing read is used while there are faults.
// Threads     Values belong to the reading that made them.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/canonical_json.h"
#include "engine/bank/bank_fault.h"

namespace probant::engine {

/// A place in a bank's files.
struct Where {
    std::string file{};
    std::string item{};
    std::string field{};

    [[nodiscard]] Where member(std::string_view name) const;
    [[nodiscard]] Where element(std::size_t index) const;
};

class Faults {
public:
    /// Both sentences say what to do.
    void add(const Where& where, std::string fr, std::string en);

    [[nodiscard]] bool empty() const { return faults_.empty(); }

    [[nodiscard]] std::vector<BankFault> take() { return std::move(faults_); }

private:
    std::vector<BankFault> faults_{};
};

/// The least and the most an integer may be, both allowed.
struct Range {
    std::int64_t least{};
    std::int64_t most{};
};

class Fields {
public:
    Fields(const json::Value& value, Where where, Faults& faults);

    /// Null and a fault when it is missing.
    [[nodiscard]] const json::Value* required(std::string_view name);
    [[nodiscard]] const json::Value* optional(std::string_view name);

    [[nodiscard]] std::int64_t integer(std::string_view name, Range range);
    [[nodiscard]] std::optional<std::int64_t> optional_integer(std::string_view name, Range range);
    [[nodiscard]] bool boolean(std::string_view name);
    [[nodiscard]] bool flag(std::string_view name);  ///< optional, and only ever `true`
    [[nodiscard]] std::string text(std::string_view name, std::size_t characters_max);
    [[nodiscard]] Text bilingual(std::string_view name, std::size_t characters_max);
    [[nodiscard]] std::optional<Text> optional_bilingual(std::string_view name,
                                                         std::size_t characters_max);

    /// The elements, each with its place; a fault unless there are `range` of them.
    [[nodiscard]] const json::Array& array(std::string_view name, Range range);

    /// A fault for each field nobody asked for.
    void refuse_unknown();

    [[nodiscard]] Where at(std::string_view name) const { return where_.member(name); }

    [[nodiscard]] const Where& where() const { return where_; }

    [[nodiscard]] Faults& faults() { return faults_; }

private:
    const json::Value& value_;
    Where where_;
    Faults& faults_;
    std::set<std::string, std::less<>> asked_{};
};

/// The value as a text in both languages.
[[nodiscard]] Text read_bilingual(const json::Value& value,
                                  const Where& where,
                                  std::size_t characters_max,
                                  Faults& faults);

/// The value as one text: not empty, short enough, in NFC for certain, nothing invisible in it.
[[nodiscard]] std::string read_text(const json::Value& value,
                                    const Where& where,
                                    std::size_t characters_max,
                                    Faults& faults);

/// `bytes` as JSON, or null after a fault.
[[nodiscard]] std::optional<json::Value> read_json(std::string_view bytes,
                                                   const Where& where,
                                                   Faults& faults);

}  // namespace probant::engine
