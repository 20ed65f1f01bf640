// crypto/merkle.h: the hash tree of RFC 6962, over a journal or a log that only grows.
//
// Role       Tree answers for its whole past: root, inclusion and consistency at any size it had.
//            verify_* need nothing but the proof.
// Invariants A leaf is SHA-256(0x00 ‖ entry), a node SHA-256(0x01 ‖ left ‖ right); the empty tree
//            has the hash of nothing. append() costs O(log n), the tree 64 bytes a leaf.
// Threads    A Tree has one owner; the functions are free.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "crypto/base/bytes.h"
#include "crypto/digest.h"

namespace probant::crypto::merkle {

using Proof = std::vector<Digest>;

/// No tree of 2^63 leaves exists, so no honest proof is longer than its height and one more.
constexpr std::size_t kProofHashesMax = 64;

[[nodiscard]] Digest leaf_hash(ByteView entry);
[[nodiscard]] Digest node_hash(const Digest& left, const Digest& right);

class Tree {
public:
    void append(const Digest& leaf);

    [[nodiscard]] std::uint64_t size() const;

    [[nodiscard]] Digest root() const { return root_at(size()); }

    /// The root when the tree had `size` leaves. ENSUREs size <= size().
    [[nodiscard]] Digest root_at(std::uint64_t size) const;

    /// That leaf `index` is in the tree of `size` leaves. ENSUREs index < size <= size().
    [[nodiscard]] Proof inclusion(std::uint64_t index, std::uint64_t size) const;

    /// That the tree of `size` leaves begins with that of `earlier`. ENSUREs earlier <= size.
    [[nodiscard]] Proof consistency(std::uint64_t earlier, std::uint64_t size) const;

private:
    [[nodiscard]] Digest range_hash(std::uint64_t begin, std::uint64_t end) const;

    // levels_[k][i] is the hash of the 2^k leaves from i·2^k: complete subtrees only.
    std::vector<std::vector<Digest>> levels_{};
};

[[nodiscard]] bool verify_inclusion(const Digest& leaf,
                                    std::uint64_t index,
                                    std::uint64_t size,
                                    std::span<const Digest> proof,
                                    const Digest& root);

/// A tree and its size, as a checkpoint states them.
struct Head {
    std::uint64_t size{};
    Digest root{};
    friend auto operator<=>(const Head&, const Head&) = default;
};

/// False for an empty `earlier`: every tree begins with it, which proves nothing.
[[nodiscard]] bool verify_consistency(const Head& earlier,
                                      const Head& later,
                                      std::span<const Digest> proof);

}  // namespace probant::crypto::merkle
