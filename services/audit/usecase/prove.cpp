// SPDX-License-Identifier: Apache-2.0
#include "services/audit/usecase/prove.h"

namespace clearway::audit {

namespace {

core::Error NotBelowCheckpoint(const StoredCheckpoint& checkpoint) {
    return {.code = core::ErrorCode::kNotFound,
            .detail = "the log up to the checkpoint of size " + std::to_string(checkpoint.size) +
                      " holds no such entry"};
}

// All entries must lie below the checkpoint.
ProvenEntries Prove(LogReader& log, StoredCheckpoint checkpoint,
                    std::span<const LoggedEntry> entries) {
    std::vector<std::uint64_t> numbers;
    for (const auto& one : entries) numbers.push_back(one.sequence);
    auto proofs = merkle::Tree(log).Inclusions(numbers, checkpoint.size);
    ProvenEntries proven{.checkpoint = std::move(checkpoint)};
    for (std::size_t i = 0; i < entries.size(); ++i)
        proven.entries.push_back({.number = entries[i].sequence,
                                  .leaf = LeafOf(entries[i].entry),
                                  .proof = std::move(proofs[i])});
    return proven;
}

core::Result<ProvenEntries> ProveOne(LogReader& log, StoredCheckpoint checkpoint,
                                     std::span<const LoggedEntry> entry) {
    if (entry.empty() || entry.front().sequence >= checkpoint.size)
        return NotBelowCheckpoint(checkpoint);
    return Prove(log, std::move(checkpoint), entry.first(1));
}

}  // namespace

core::Result<StoredCheckpoint> FindCheckpoint(LogReader& log, std::uint64_t signed_size) {
    const auto latest = log.LatestCheckpoint();
    if (!latest)
        return core::Error{.code = core::ErrorCode::kNotFound,
                           .detail = "the log has no checkpoint yet"};
    if (signed_size == 0 || signed_size == latest->size) return *latest;
    if (signed_size > latest->size)
        return core::InvalidField(
            "signed_size", "must not be beyond the signed size, " + std::to_string(latest->size));
    const auto found = log.CheckpointOf(signed_size);
    if (!found)
        return core::Error{.code = core::ErrorCode::kNotFound,
                           .detail = "no checkpoint has this size"};
    return *found;
}

core::Result<ProvenEntries> ProveNumber(LogReader& log, std::uint64_t number,
                                        std::uint64_t signed_size) {
    auto checkpoint = FindCheckpoint(log, signed_size);
    if (!checkpoint) return std::move(checkpoint).error();
    if (number >= checkpoint->size) return NotBelowCheckpoint(*checkpoint);
    return ProveOne(log, *std::move(checkpoint), log.ReadEntries(number, number + 1));
}

core::Result<ProvenEntries> ProveFact(LogReader& log, const FactName& fact,
                                      std::uint64_t signed_size) {
    auto checkpoint = FindCheckpoint(log, signed_size);
    if (!checkpoint) return std::move(checkpoint).error();
    const auto found = log.FindFact(fact.source, fact.stream_id, fact.version);
    if (!found) return NotBelowCheckpoint(*checkpoint);
    return ProveOne(log, *std::move(checkpoint), {&*found, 1});
}

core::Result<ProvenEntries> ProveStreams(LogReader& log, const StreamQuery& query,
                                         std::uint64_t signed_size) {
    auto checkpoint = FindCheckpoint(log, signed_size);
    if (!checkpoint) return std::move(checkpoint).error();
    // One more than the page tells whether there is another.
    auto found = log.ReadStreams(query.streams, query.begin, query.limit + 1);
    std::erase_if(found, [&](const auto& one) { return one.sequence >= checkpoint->size; });
    std::optional<std::uint64_t> next;
    if (found.size() > query.limit) {
        next = found.back().sequence;
        found.pop_back();
    }
    auto proven = Prove(log, *std::move(checkpoint), found);
    proven.next = next;
    return proven;
}

core::Result<ProvenGrowth> ProveGrowth(LogReader& log, std::uint64_t from_size,
                                       std::uint64_t signed_size) {
    auto checkpoint = FindCheckpoint(log, signed_size);
    if (!checkpoint) return std::move(checkpoint).error();
    if (from_size == 0 || from_size > checkpoint->size)
        return core::InvalidField(
            "from_size", "must be 1 to the signed size, " + std::to_string(checkpoint->size));
    auto proof = merkle::Tree(log).Consistency(from_size, checkpoint->size);
    return ProvenGrowth{
        .from_size = from_size, .proof = std::move(proof), .checkpoint = *std::move(checkpoint)};
}

}  // namespace clearway::audit
