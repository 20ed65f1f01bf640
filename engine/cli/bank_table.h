// engine/cli/bank_table.h: BANK.csv and RESP.u8, the files that the measuring commands share.
//
// Role        Reads a bank as a table and answers as bytes, strictly: what cannot be true is
//             refused in one line that names the file, the row and the column.
// Format      BANK.csv has the columns of kBankColumns, in any order, and those of
//             kBankMayColumns where it wants; others are ignored with one warning. RESP.u8 is
//             row-major, persons x items: 0 to 8 a category, 9 not administered.
// Threads     Values and free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "crypto/base/bytes.h"
#include "engine/bank/competence.h"
#include "engine/bank/ids.h"
#include "engine/bank/item.h"
#include "engine/models/item_model.h"

namespace probant::engine::cli {

constexpr std::uint8_t kNotAdministered = 9;

/// One row. Item n is row n.
struct BankRow {
    ItemModel model{};
    Competence competence{};
    std::uint32_t domain{};  ///< 1 … 5
    TubeNumber tube{};       ///< numbered as they first come
    std::int64_t skill{};
    std::int64_t level{};
    std::optional<std::int64_t> enemy_group{};
    double time_intensity{};            ///< beta: mean of ln seconds for a person of mean speed
    double time_discrimination{};       ///< alpha: 1 / SD of ln seconds
    std::string language{};             ///< empty: any
    std::string type{};                 ///< of interaction; empty: not said
    std::string access{};               ///< what it suits, ';' between; empty: everybody
    std::uint32_t words{};              ///< to read
    std::optional<std::int64_t> set{};  ///< items about the same document
    ItemStatus status{ItemStatus::Live};
};

/// For whom a test is: an item that does not say is for everybody.
struct Audience {
    std::vector<std::string> languages{};  ///< one of them; empty: any
    std::vector<std::string> needs{};      ///< all of them must be among what an item suits
};

struct BankTable {
    std::string path{};
    std::vector<BankRow> items{};
    std::string digest{};  ///< SHA-256 of the file, hexadecimal
};

/// Throws Misuse on what cannot be read; warns of extra columns on standard error.
[[nodiscard]] BankTable read_bank_table(const std::string& path);

/// Persons x items answers, row-major.
class Responses {
public:
    Responses() = default;

    Responses(Bytes bytes, std::size_t items) : bytes_(std::move(bytes)), items_(items) {}

    [[nodiscard]] std::size_t persons() const { return items_ == 0 ? 0 : bytes_.size() / items_; }

    [[nodiscard]] std::size_t items() const { return items_; }

    /// A category, or kNotAdministered.
    [[nodiscard]] std::uint8_t at(std::size_t person, std::size_t item) const {
        return bytes_[person * items_ + item];
    }

    /// Row-major, persons() x items().
    [[nodiscard]] const Bytes& bytes() const { return bytes_; }

private:
    Bytes bytes_{};
    std::size_t items_{};
};

/// Throws Misuse for a wrong size, or any byte that is neither a category nor kNotAdministered.
[[nodiscard]] Responses read_responses(const std::string& path,
                                       std::size_t persons,
                                       std::size_t items);

/// Throws Misuse for an answer in a category that its item does not have.
void refuse_unknown_categories(const Responses& responses,
                               const BankTable& bank,
                               const std::string& path);

/// SIM.csv: who answers, row k is row k of every other person file.
struct Candidates {
    std::vector<std::int64_t> names{};  ///< column sim
    std::vector<double> thetas{};       ///< column theta
};

[[nodiscard]] Candidates read_candidates(const std::string& path);

}  // namespace probant::engine::cli
