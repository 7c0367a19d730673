// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/store/exceptions/exception_store.h"

#include <algorithm>
#include <stdexcept>

#include "embedded/compliance_sql.h"
#include "postgres/array.h"
#include "postgres/page_place.h"
#include "postgres/row.h"

namespace clearway::compliance {
namespace {

namespace sql = embedded::compliance_sql;

using Exceptions = std::vector<ScreeningException>;

core::Sha256Digest AsDigest(const pqxx::field& field) {
    const auto bytes = postgres::AsBytes(field);
    core::Sha256Digest digest{};
    if (bytes.size() != digest.size())
        throw std::runtime_error("screening_exceptions holds a digest of another size");
    std::ranges::copy(bytes, digest.begin());
    return digest;
}

ScreeningException ReadRow(const pqxx::row& row) {
    return {.id = postgres::AsUuid(row[0]),
            .party = postgres::AsId<PartyId>(row[1]),
            .entry_id = postgres::AsText(row[2]),
            .listed_name = postgres::AsText(row[3]),
            .party_digest = AsDigest(row[4]),
            .entry_digest = AsDigest(row[5]),
            .alert_id = postgres::AsUuid(row[6]),
            .state = static_cast<ExceptionState>(postgres::AsInt(row[7])),
            .found_at = postgres::AsTimestamp(row[8]),
            .cleared_at = postgres::AsOptionalTimestamp(row[9]),
            .cleared_by = postgres::AsText(row[10]),
            .case_id = postgres::AsUuid(row[11]),
            .revoked_at = postgres::AsOptionalTimestamp(row[12]),
            .revoked_by = postgres::AsText(row[13]),
            .reason = postgres::AsText(row[14])};
}

Exceptions ReadRows(const pqxx::result& rows) {
    Exceptions exceptions;
    for (const auto& row : rows) exceptions.push_back(ReadRow(row));
    return exceptions;
}

}  // namespace

void SaveFound(postgres::Transaction& transaction, std::span<const ScreeningException> found) {
    if (found.empty()) return;
    postgres::UuidArray ids, parties, alerts;
    postgres::TextArray entries, names;
    postgres::BytesArray party_digests, entry_digests;
    postgres::TimestampArray times;
    for (const auto& one : found) {
        ids.Add(one.id);
        parties.Add(one.party);
        entries.Add(one.entry_id);
        names.Add(one.listed_name);
        party_digests.Add(core::AsBytes(one.party_digest));
        entry_digests.Add(core::AsBytes(one.entry_digest));
        alerts.Add(one.alert_id);
        times.Add(one.found_at);
    }
    postgres::Execute(transaction, {"note_matches", sql::kNoteMatches}, ids.Take(), parties.Take(),
                      entries.Take(), names.Take(), party_digests.Take(), entry_digests.Take(),
                      alerts.Take(), times.Take());
}

Exceptions LoadInForce(postgres::Transaction& transaction, std::span<const PartyId> parties) {
    postgres::UuidArray ids;
    for (const auto& party : parties) ids.Add(party);
    return ReadRows(postgres::Execute(transaction, {"exceptions_of_party", sql::kExceptionsOfParty},
                                      ids.Take()));
}

Exceptions Close(postgres::Transaction& transaction, const CloseMatches& command) {
    postgres::Execute(transaction, {"lock_matches", sql::kLockMatches}, command.case_id.ToString());
    const auto after = command.cleared ? ExceptionState::kInForce : ExceptionState::kConfirmed;
    return ReadRows(postgres::Execute(
        transaction, {"close_matches", sql::kCloseMatches}, command.case_id.ToString(),
        static_cast<std::int64_t>(command.alerts), static_cast<std::int64_t>(after),
        core::ToMicros(command.at), command.closed_by));
}

std::optional<ScreeningException> LockException(postgres::Transaction& transaction,
                                                const core::Uuid& id) {
    const auto rows =
        postgres::Execute(transaction, {"lock_exception", sql::kLockException}, id.ToString());
    return rows.empty() ? std::nullopt : std::optional(ReadRow(rows[0]));
}

Exceptions Revoke(postgres::Transaction& transaction, std::span<const core::Uuid> ids,
                  const Revocation& revocation) {
    if (ids.empty()) return {};
    postgres::UuidArray array;
    for (const auto& id : ids) array.Add(id);
    return ReadRows(postgres::Execute(transaction, {"revoke_exceptions", sql::kRevokeExceptions},
                                      array.Take(), core::ToMicros(revocation.at), revocation.by,
                                      revocation.reason));
}

async::Task<core::Result<Exceptions>> ExceptionReader::Of(PartyId party) {
    std::function<core::Result<Exceptions>(postgres::Transaction&)> read =
        [party](postgres::Transaction& transaction) {
            return LoadInForce(transaction, std::span(&party, 1));
        };
    auto found = co_await pool_.Read<Exceptions>(std::move(read));
    co_return found;
}

async::Task<core::Result<Exceptions>> ExceptionReader::List(ExceptionFilter filter) {
    std::function<core::Result<Exceptions>(postgres::Transaction&)> read =
        [filter](postgres::Transaction& transaction) {
            return ReadRows(postgres::Execute(
                transaction, {"list_exceptions", sql::kListExceptions},
                postgres::MicrosBefore(filter.after), postgres::IdAt(filter.after),
                static_cast<std::int64_t>(filter.limit),
                filter.party ? filter.party->ToString() : std::string()));
        };
    auto page = co_await pool_.Read<Exceptions>(std::move(read));
    co_return page;
}

}  // namespace clearway::compliance
