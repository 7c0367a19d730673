// SPDX-License-Identifier: Apache-2.0
#include "services/audit/rpc/proof_calls.h"

#include <charconv>

#include "crypto/base64.h"
#include "rpc/times.h"

namespace clearway::audit {

namespace {

constexpr int kStreamsMax = 64;
constexpr int kPageSizeDefault = 200;
constexpr int kPageSizeMax = 1'000;

// Numbers and sizes; nullopt below zero.
std::optional<std::uint64_t> Count(std::int64_t number) {
    if (number < 0) return std::nullopt;
    return static_cast<std::uint64_t>(number);
}

core::Error Negative(std::string field) {
    return core::InvalidField(std::move(field), "must not be negative");
}

void Write(const StoredCheckpoint& checkpoint, v1::Checkpoint& out) {
    out.set_size(static_cast<std::int64_t>(checkpoint.size));
    out.set_note(checkpoint.note);
    *out.mutable_signed_at() = rpc::ToTimestamp(checkpoint.signed_at);
}

template <class Message>
void WriteProof(const merkle::Proof& proof, Message& out) {
    for (const auto& hash : proof) out.add_proof(crypto::ToBase64(merkle::BytesOf(hash)));
}

v1::ProvenEntries ToProto(const ProvenEntries& proven) {
    v1::ProvenEntries out;
    Write(proven.checkpoint, *out.mutable_checkpoint());
    for (const auto& entry : proven.entries) {
        auto& one = *out.add_entries();
        one.set_number(static_cast<std::int64_t>(entry.number));
        one.set_leaf(entry.leaf);
        WriteProof(entry.proof, one);
    }
    if (proven.next) out.set_next_page_token(std::to_string(*proven.next));
    return out;
}

// A page begins with the number that its token is.
std::optional<std::uint64_t> BeginOf(const std::string& token) {
    std::int64_t begin = 0;
    if (token.empty()) return 0;
    const auto* end = token.data() + token.size();
    const auto [stopped, error] = std::from_chars(token.data(), end, begin);
    if (error != std::errc() || stopped != end) return std::nullopt;
    return Count(begin);
}

core::Result<FactName> ReadFact(const v1::FactName& fact) {
    const auto stream = core::Uuid::Parse(fact.stream_id());
    if (!stream) return core::InvalidField("fact.stream_id", "must be a UUID");
    if (fact.service().empty()) return core::InvalidField("fact.service", "must name a service");
    if (fact.version() < 1) return core::InvalidField("fact.version", "must be 1 or more");
    return FactName{.source = fact.service(), .stream_id = *stream, .version = fact.version()};
}

core::Result<StreamQuery> ReadQuery(const v1::ListEntriesRequest& request) {
    StreamQuery query;
    if (request.stream_ids_size() < 1 || request.stream_ids_size() > kStreamsMax)
        return core::InvalidField("stream_ids", "must be 1 to 64 UUIDs");
    for (const auto& id : request.stream_ids()) {
        const auto stream = core::Uuid::Parse(id);
        if (!stream) return core::InvalidField("stream_ids", "must be 1 to 64 UUIDs");
        query.streams.push_back(*stream);
    }
    const auto size = request.page_size() == 0 ? kPageSizeDefault : request.page_size();
    if (size < 1 || size > kPageSizeMax)
        return core::InvalidField("page_size", "must be 1 to 1000");
    query.limit = static_cast<std::size_t>(size);
    const auto begin = BeginOf(request.page_token());
    if (!begin) return core::InvalidField("page_token", "must be one that was given");
    query.begin = *begin;
    return query;
}

}  // namespace

async::Task<core::Result<v1::Checkpoint>> GetCheckpoint(ProofDesk& proofs,
                                                        const v1::GetCheckpointRequest& request) {
    const auto size = Count(request.signed_size());
    if (!size) co_return Negative("signed_size");
    const auto found = co_await proofs.Checkpoint(*size);
    if (!found) co_return found.error();
    v1::Checkpoint out;
    Write(*found, out);
    co_return out;
}

async::Task<core::Result<v1::ProvenEntries>> GetInclusionProof(
    ProofDesk& proofs, const v1::GetInclusionProofRequest& request) {
    const auto size = Count(request.signed_size());
    if (!size) co_return Negative("signed_size");
    if (request.has_fact()) {
        auto fact = ReadFact(request.fact());
        if (!fact) co_return std::move(fact).error();
        const auto proven = co_await proofs.Fact(*std::move(fact), *size);
        if (!proven) co_return proven.error();
        co_return ToProto(*proven);
    }
    if (request.entry_case() != v1::GetInclusionProofRequest::kNumber)
        co_return core::InvalidField("number", "or fact must be given");
    const auto number = Count(request.number());
    if (!number) co_return Negative("number");
    const auto proven = co_await proofs.Number(*number, *size);
    if (!proven) co_return proven.error();
    co_return ToProto(*proven);
}

async::Task<core::Result<v1::ProvenEntries>> ListEntries(ProofDesk& proofs,
                                                         const v1::ListEntriesRequest& request) {
    const auto size = Count(request.signed_size());
    if (!size) co_return Negative("signed_size");
    auto query = ReadQuery(request);
    if (!query) co_return std::move(query).error();
    const auto proven = co_await proofs.Streams(*std::move(query), *size);
    if (!proven) co_return proven.error();
    co_return ToProto(*proven);
}

async::Task<core::Result<v1::ConsistencyProof>> GetConsistencyProof(
    ProofDesk& proofs, const v1::GetConsistencyProofRequest& request) {
    const auto size = Count(request.signed_size());
    if (!size) co_return Negative("signed_size");
    const auto from = Count(request.from_size());
    if (!from) co_return Negative("from_size");
    const auto proven = co_await proofs.Growth(*from, *size);
    if (!proven) co_return proven.error();
    v1::ConsistencyProof out;
    out.set_from_size(static_cast<std::int64_t>(proven->from_size));
    WriteProof(proven->proof, out);
    Write(proven->checkpoint, *out.mutable_checkpoint());
    co_return out;
}

}  // namespace clearway::audit
