// SPDX-License-Identifier: Apache-2.0
// What an append-only tree must remember to grow: the roots of the perfect trees that its leaves
// make up, one for each bit of its size. log2(n) hashes, whatever was appended.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "merkle/hash.h"

namespace clearway::merkle {

class Frontier {
public:
    Frontier() = default;
    // `roots`: from the largest perfect tree to the smallest. Throws std::invalid_argument when
    // they are not as many as the size has bits.
    Frontier(std::uint64_t size, std::vector<Hash> roots);

    std::uint64_t Size() const { return size_; }
    Hash Root() const;

    // `completed(height, root)` hears of each perfect tree that this leaf completes: the leaf
    // itself at height 0 first, then those that it is the last leaf of.
    template <class Completed>
    void Append(const Hash& leaf, Completed&& completed) {
        completed(0, leaf);
        roots_.push_back(leaf);
        for (int height = 1; (size_ >> (height - 1) & 1) != 0; ++height)
            completed(height, MergeLastTwo());
        ++size_;
    }
    void Append(const Hash& leaf) {
        Append(leaf, [](int, const Hash&) {});
    }

private:
    const Hash& MergeLastTwo();

    std::uint64_t size_ = 0;
    std::vector<Hash> roots_;
};

// The root over trees that stand side by side, from the largest to the smallest.
Hash RootOver(std::span<const Hash> roots);

}  // namespace clearway::merkle
