// SPDX-License-Identifier: Apache-2.0
// Proofs of the stored log, by a pool of readers, which must outlive it.
#pragma once

#include "postgres/read_pool.h"
#include "services/audit/usecase/prove.h"

namespace clearway::audit {

class StoredProofs final : public ProofDesk {
public:
    explicit StoredProofs(postgres::ReadPool& readers) : readers_(readers) {}

    async::Task<core::Result<StoredCheckpoint>> Checkpoint(std::uint64_t signed_size) override;
    async::Task<core::Result<ProvenEntries>> Number(std::uint64_t number,
                                                    std::uint64_t signed_size) override;
    async::Task<core::Result<ProvenEntries>> Fact(FactName fact,
                                                  std::uint64_t signed_size) override;
    async::Task<core::Result<ProvenEntries>> Streams(StreamQuery query,
                                                     std::uint64_t signed_size) override;
    async::Task<core::Result<ProvenGrowth>> Growth(std::uint64_t from_size,
                                                   std::uint64_t signed_size) override;

private:
    postgres::ReadPool& readers_;
};

}  // namespace clearway::audit
