// SPDX-License-Identifier: Apache-2.0
#include "services/audit/store/stored_proofs.h"

#include "services/audit/store/log_in_transaction.h"

namespace clearway::audit {

namespace {

template <class Answer, class Question>
async::Task<core::Result<Answer>> Ask(postgres::ReadPool& readers, Question question) {
    return readers.Read<Answer>([question = std::move(question)](auto& transaction) {
        LogInTransaction log(transaction);
        return core::Result<Answer>(question(log));
    });
}

}  // namespace

async::Task<core::Result<StoredCheckpoint>> StoredProofs::Checkpoint(std::uint64_t signed_size) {
    return Ask<StoredCheckpoint>(
        readers_, [signed_size](LogReader& log) { return FindCheckpoint(log, signed_size); });
}

async::Task<core::Result<ProvenEntries>> StoredProofs::Number(std::uint64_t number,
                                                              std::uint64_t signed_size) {
    return Ask<ProvenEntries>(readers_, [number, signed_size](LogReader& log) {
        return ProveNumber(log, number, signed_size);
    });
}

async::Task<core::Result<ProvenEntries>> StoredProofs::Fact(FactName fact,
                                                            std::uint64_t signed_size) {
    return Ask<ProvenEntries>(readers_, [fact = std::move(fact), signed_size](LogReader& log) {
        return ProveFact(log, fact, signed_size);
    });
}

async::Task<core::Result<ProvenEntries>> StoredProofs::Streams(StreamQuery query,
                                                               std::uint64_t signed_size) {
    return Ask<ProvenEntries>(readers_, [query = std::move(query), signed_size](LogReader& log) {
        return ProveStreams(log, query, signed_size);
    });
}

async::Task<core::Result<ProvenGrowth>> StoredProofs::Growth(std::uint64_t from_size,
                                                             std::uint64_t signed_size) {
    return Ask<ProvenGrowth>(readers_, [from_size, signed_size](LogReader& log) {
        return ProveGrowth(log, from_size, signed_size);
    });
}

}  // namespace clearway::audit
