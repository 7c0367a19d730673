// SPDX-License-Identifier: Apache-2.0
#include "services/audit/usecase/compare_store.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <tuple>
#include <utility>

namespace clearway::audit {

namespace {

constexpr std::size_t kNamedMax = 100;
constexpr std::size_t kUuidDigits = 36;

// The order of streams, and within one of versions.
auto KeyOf(const auto& one) { return std::tuple(one.stream_id, one.version); }

std::string NameOf(const core::Uuid& stream_id, std::int32_t version) {
    return "version " + std::to_string(version) + " of stream " + stream_id.ToString();
}

}  // namespace

void StoreComparison::TakeEntry(std::uint64_t sequence, std::string_view leaf) {
    if (!leaf.starts_with(source_ + ' ')) return;
    const auto rest = leaf.substr(source_.size() + 1);
    const auto stream = core::Uuid::Parse(rest.substr(0, kUuidDigits));
    Logged logged;
    logged.sequence = sequence;
    logged.leaf = merkle::HashLeaf(leaf);
    if (rest.size() > kUuidDigits)
        std::from_chars(rest.data() + kUuidDigits + 1, rest.data() + rest.size(), logged.version);
    if (!stream || logged.version <= 0)
        throw std::runtime_error("entry " + std::to_string(sequence) + " names no fact");
    logged.stream_id = *stream;
    logged_.push_back(logged);
    ++comparison_.entries;
}

void StoreComparison::Sort() {
    if (std::exchange(sorted_, true)) return;
    std::ranges::sort(logged_, {}, [](const Logged& one) { return KeyOf(one); });
}

void StoreComparison::TakeFact(const Entry& fact) {
    Sort();
    ++comparison_.facts;
    const auto name = [&] { return NameOf(fact.stream_id, fact.version); };
    const auto found = std::ranges::lower_bound(logged_, KeyOf(fact), {},
                                                [](const Logged& one) { return KeyOf(one); });
    if (found == logged_.end() || found->stream_id != fact.stream_id) {
        ++comparison_.not_logged_yet;
    } else if (found->version != fact.version) {
        Differ(name() + " is in the store, and only later ones are in the log");
    } else if (std::exchange(found->seen, true)) {
        Differ(name() + " is in the store twice");
    } else if (found->leaf != merkle::HashLeaf(LeafOf(fact))) {
        Differ(name() + " is not what entry " + std::to_string(found->sequence) + " says");
    }
}

Comparison StoreComparison::Finish() {
    Sort();
    for (const auto& one : logged_) {
        if (!one.seen)
            Differ(NameOf(one.stream_id, one.version) + " is entry " +
                   std::to_string(one.sequence) + " and not in the store");
    }
    return std::move(comparison_);
}

void StoreComparison::Differ(std::string what) {
    if (comparison_.first_differences.size() < kNamedMax)
        comparison_.first_differences.push_back(std::move(what));
    ++comparison_.differences;
}

}  // namespace clearway::audit
