// SPDX-License-Identifier: EUPL-1.2
#include "crypto/merkle.h"

#include <algorithm>
#include <bit>
#include <optional>

#include "crypto/base/ensure.h"

namespace probant::crypto::merkle {

namespace {

constexpr std::array<std::uint8_t, 1> kLeafPrefix{0x00};
constexpr std::array<std::uint8_t, 1> kNodePrefix{0x01};

// RFC 6962 § 2.1: the largest power of two below `count`.
std::uint64_t split_of(std::uint64_t count) {
    return std::bit_floor(count - 1);
}

// A path to a leaf, or to the last leaf of an earlier tree: `node` is the place at the present
// level, `last` the last place there (RFC 9162 § 2.1.3.2).
struct Walk {
    std::uint64_t node{};
    std::uint64_t last{};

    void rise() {
        node >>= 1U;
        last >>= 1U;
    }

    [[nodiscard]] bool is_right() const { return (node & 1U) != 0; }

    // A right edge without sibling takes no hash until the level where it has one.
    void rise_to_sibling() {
        while (!is_right() && node != 0) {
            rise();
        }
    }
};

struct Roots {
    Digest earlier;
    Digest later;
};

// RFC 9162 § 2.1.4.2: both roots out of one proof, from the subtree both trees hold. Nothing when
// the proof is longer or shorter than the way up.
std::optional<Roots> climb(Walk walk, const Digest& shared, std::span<const Digest> proof) {
    Roots roots{.earlier = shared, .later = shared};
    for (const Digest& sibling : proof) {
        if (walk.last == 0) return std::nullopt;
        if (walk.is_right() || walk.node == walk.last) {
            roots.earlier = node_hash(sibling, roots.earlier);
            roots.later = node_hash(sibling, roots.later);
            walk.rise_to_sibling();
        } else {
            roots.later = node_hash(roots.later, sibling);
        }
        walk.rise();
    }
    if (walk.last != 0) return std::nullopt;
    return roots;
}

}  // namespace

Digest leaf_hash(ByteView entry) {
    return Sha256().add(kLeafPrefix).add(entry).finish();
}

Digest node_hash(const Digest& left, const Digest& right) {
    return Sha256().add(kNodePrefix).add(left.bytes).add(right.bytes).finish();
}

std::uint64_t Tree::size() const {
    return levels_.empty() ? 0 : levels_.front().size();
}

void Tree::append(const Digest& leaf) {
    Digest node = leaf;
    for (std::size_t level = 0;; ++level) {
        if (level == levels_.size()) levels_.emplace_back();
        std::vector<Digest>& row = levels_[level];
        row.push_back(node);
        if (row.size() % 2 != 0) return;
        node = node_hash(row[row.size() - 2], row.back());
    }
}

// The leaves [begin, end): joined from the right out of complete subtrees.
Digest Tree::range_hash(std::uint64_t begin, std::uint64_t end) const {
    ENSURE(begin < end);
    std::vector<Digest> parts;
    for (std::uint64_t at = begin; at < end;) {
        const std::uint64_t width = std::bit_floor(end - at);
        ENSURE(width != 0 && at % width == 0);
        parts.push_back(levels_[static_cast<std::size_t>(std::countr_zero(width))][at / width]);
        at += width;
    }
    Digest hash = parts.back();
    for (auto part = parts.rbegin() + 1; part != parts.rend(); ++part) {
        hash = node_hash(*part, hash);
    }
    return hash;
}

Digest Tree::root_at(std::uint64_t size) const {
    ENSURE(size <= this->size());
    if (size == 0) return sha256(ByteView{});
    return range_hash(0, size);
}

Proof Tree::inclusion(std::uint64_t index, std::uint64_t size) const {
    ENSURE(size <= this->size());
    ENSURE(index < size);
    Proof proof;
    for (std::uint64_t begin = 0, end = size; end - begin > 1;) {
        const std::uint64_t middle = begin + split_of(end - begin);
        const bool left = index < middle;
        proof.push_back(left ? range_hash(middle, end) : range_hash(begin, middle));
        (left ? end : begin) = middle;
    }
    std::ranges::reverse(proof);
    return proof;
}

Proof Tree::consistency(std::uint64_t earlier, std::uint64_t size) const {
    ENSURE(size <= this->size());
    ENSURE(earlier <= size);
    Proof proof;
    if (earlier == 0 || earlier == size) return proof;
    std::uint64_t begin = 0;
    std::uint64_t end = size;
    while (end != earlier) {
        const std::uint64_t middle = begin + split_of(end - begin);
        const bool left = earlier <= middle;
        proof.push_back(left ? range_hash(middle, end) : range_hash(begin, middle));
        (left ? end : begin) = middle;
    }
    // The verifier holds the earlier root already when it is one complete subtree.
    if (begin != 0) proof.push_back(range_hash(begin, end));
    std::ranges::reverse(proof);
    return proof;
}

bool verify_inclusion(const Digest& leaf,
                      std::uint64_t index,
                      std::uint64_t size,
                      std::span<const Digest> proof,
                      const Digest& root) {
    if (index >= size) return false;
    Walk walk{.node = index, .last = size - 1};
    Digest hash = leaf;
    for (const Digest& sibling : proof) {
        if (walk.last == 0) return false;
        if (walk.is_right() || walk.node == walk.last) {
            hash = node_hash(sibling, hash);
            walk.rise_to_sibling();
        } else {
            hash = node_hash(hash, sibling);
        }
        walk.rise();
    }
    return walk.last == 0 && hash == root;
}

bool verify_consistency(const Head& earlier, const Head& later, std::span<const Digest> proof) {
    if (earlier.size == 0 || earlier.size > later.size) return false;
    if (earlier.size == later.size) return proof.empty() && earlier.root == later.root;

    // A power of two: the proof begins with the earlier root, left unsaid.
    const bool whole = std::has_single_bit(earlier.size);
    if (!whole && proof.empty()) return false;
    Walk walk{.node = earlier.size - 1, .last = later.size - 1};
    while (walk.is_right()) {
        walk.rise();
    }
    const auto roots =
        whole ? climb(walk, earlier.root, proof) : climb(walk, proof.front(), proof.subspan(1));
    return roots && roots->earlier == earlier.root && roots->later == later.root;
}

}  // namespace probant::crypto::merkle
