// SPDX-License-Identifier: Apache-2.0
// Answers about the log, each with what proves it against a signed checkpoint. In all of them
// `signed_size` names the checkpoint; 0: the latest. Errors: kInvalidArgument beyond the signed
// log, kNotFound for a size that was not signed, and for an entry that is not below the checkpoint.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "async/task.h"
#include "core/result.h"
#include "merkle/tree.h"
#include "services/audit/usecase/ports.h"

namespace clearway::audit {

struct ProvenEntry {
    std::uint64_t number = 0;
    std::string leaf;
    merkle::Proof proof;
};

struct ProvenEntries {
    StoredCheckpoint checkpoint;
    std::vector<ProvenEntry> entries = {};   // by number
    std::optional<std::uint64_t> next = {};  // number from which to go on; nullopt: that was all
};

// A fact as its service names it.
struct FactName {
    std::string source;
    core::Uuid stream_id;
    std::int32_t version = 0;
};

struct StreamQuery {
    std::vector<core::Uuid> streams;
    std::uint64_t begin = 0;  // the first number of interest
    std::size_t limit = 200;
};

struct ProvenGrowth {
    std::uint64_t from_size = 0;
    merkle::Proof proof;
    StoredCheckpoint checkpoint;
};

core::Result<StoredCheckpoint> FindCheckpoint(LogReader& log, std::uint64_t signed_size);
core::Result<ProvenEntries> ProveNumber(LogReader& log, std::uint64_t number,
                                        std::uint64_t signed_size);
core::Result<ProvenEntries> ProveFact(LogReader& log, const FactName& fact,
                                      std::uint64_t signed_size);
// No entry at all is an answer, too.
core::Result<ProvenEntries> ProveStreams(LogReader& log, const StreamQuery& query,
                                         std::uint64_t signed_size);
// That the log begins with what it was when it had `from_size` entries, at least one.
core::Result<ProvenGrowth> ProveGrowth(LogReader& log, std::uint64_t from_size,
                                       std::uint64_t signed_size);

// The same, awaited, of the stored log. Errors besides: those of postgres::ReadPool.
class ProofDesk {
public:
    virtual ~ProofDesk() = default;
    virtual async::Task<core::Result<StoredCheckpoint>> Checkpoint(std::uint64_t signed_size) = 0;
    virtual async::Task<core::Result<ProvenEntries>> Number(std::uint64_t number,
                                                            std::uint64_t signed_size) = 0;
    virtual async::Task<core::Result<ProvenEntries>> Fact(FactName fact,
                                                          std::uint64_t signed_size) = 0;
    virtual async::Task<core::Result<ProvenEntries>> Streams(StreamQuery query,
                                                             std::uint64_t signed_size) = 0;
    virtual async::Task<core::Result<ProvenGrowth>> Growth(std::uint64_t from_size,
                                                           std::uint64_t signed_size) = 0;
};

}  // namespace clearway::audit
