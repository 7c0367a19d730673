// SPDX-License-Identifier: Apache-2.0
#include "merkle/frontier.h"

#include <bit>
#include <stdexcept>

namespace clearway::merkle {

Frontier::Frontier(std::uint64_t size, std::vector<Hash> roots)
    : size_(size), roots_(std::move(roots)) {
    if (static_cast<std::size_t>(std::popcount(size_)) != roots_.size())
        throw std::invalid_argument("a tree's perfect trees are as many as the bits of its size");
}

Hash Frontier::Root() const { return RootOver(roots_); }

const Hash& Frontier::MergeLastTwo() {
    const auto right = roots_.back();
    roots_.pop_back();
    return roots_.back() = HashChildren(roots_.back(), right);
}

Hash RootOver(std::span<const Hash> roots) {
    if (roots.empty()) return EmptyRoot();
    auto root = roots.back();
    for (auto left = roots.size() - 1; left > 0; --left) root = HashChildren(roots[left - 1], root);
    return root;
}

}  // namespace clearway::merkle
