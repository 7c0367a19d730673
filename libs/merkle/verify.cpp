// SPDX-License-Identifier: Apache-2.0
#include "merkle/verify.h"

namespace clearway::merkle {

namespace {

// Climbs from a node to the root of the tree, beside whose last node it stands or which it is.
struct Climb {
    std::uint64_t node = 0;
    std::uint64_t last = 0;

    void Up() {
        node >>= 1;
        last >>= 1;
    }
    bool Arrived() const { return last == 0; }
    // Its neighbour stands on the left: it is a right child, or the last of an uneven row, which
    // has gone up alone until it became one.
    bool HasLeftNeighbour() const { return (node & 1) != 0 || node == last; }
    void UpAlone() {
        while ((node & 1) == 0 && node != 0) Up();
    }
};

}  // namespace

bool VerifyInclusion(const Hash& leaf, std::uint64_t index, std::uint64_t size,
                     std::span<const Hash> proof, const Hash& root) {
    if (index >= size) return false;
    Climb climb{index, size - 1};
    auto hash = leaf;
    for (const auto& beside : proof) {
        if (climb.Arrived()) return false;
        if (climb.HasLeftNeighbour()) {
            hash = HashChildren(beside, hash);
            climb.UpAlone();
        } else {
            hash = HashChildren(hash, beside);
        }
        climb.Up();
    }
    return climb.Arrived() && hash == root;
}

bool VerifyConsistency(const TreeState& older, const TreeState& newer,
                       std::span<const Hash> proof) {
    if (older.size > newer.size) return false;
    if (older.size == newer.size) return proof.empty() && older.root == newer.root;
    if (older.size == 0) return proof.empty() && older.root == EmptyRoot();
    Climb climb{older.size - 1, newer.size - 1};
    while ((climb.node & 1) != 0) climb.Up();
    // A perfect older tree is a node of the newer one, and then not repeated in the proof.
    const bool perfect = climb.node == 0;
    if (proof.empty()) return false;
    auto old_hash = perfect ? older.root : proof.front();
    auto new_hash = old_hash;
    for (const auto& beside : perfect ? proof : proof.subspan(1)) {
        if (climb.Arrived()) return false;
        if (climb.HasLeftNeighbour()) {
            old_hash = HashChildren(beside, old_hash);
            new_hash = HashChildren(beside, new_hash);
            climb.UpAlone();
        } else {
            new_hash = HashChildren(new_hash, beside);
        }
        climb.Up();
    }
    return climb.Arrived() && old_hash == older.root && new_hash == newer.root;
}

}  // namespace clearway::merkle
