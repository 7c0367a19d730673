// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/store/party_store.h"

#include "embedded/compliance_sql.h"
#include "postgres/array.h"
#include "postgres/page_place.h"
#include "postgres/row.h"
#include "services/compliance/store/exceptions/exception_store.h"
#include "services/compliance/store/party_seal.h"

namespace clearway::compliance {
namespace {

namespace sql = embedded::compliance_sql;

using Rings = std::map<PartyId, vault::SharedKeyring>;

// Columns of party_rows.
std::optional<ReopeningProposal> ReadReopening(const pqxx::row& row) {
    if (row[6].is_null()) return std::nullopt;
    return ReopeningProposal{.by = postgres::AsText(row[6]),
                             .reason = postgres::AsText(row[7]),
                             .at = postgres::AsTimestamp(row[8])};
}

std::optional<TierProposal> ReadTierProposal(const pqxx::row& row) {
    if (row[20].is_null()) return std::nullopt;
    return TierProposal{.tier = static_cast<KycTier>(postgres::AsInt(row[20])),
                        .by = postgres::AsText(row[21]),
                        .reason = postgres::AsText(row[22]),
                        .at = postgres::AsTimestamp(row[23])};
}

constexpr int kSealed = 18;

Party ReadRow(const pqxx::row& row) {
    return {.id = postgres::AsId<PartyId>(row[0]),
            .partner_id = postgres::AsText(row[1]),
            .kind = static_cast<PartyKind>(postgres::AsInt(row[2])),
            .status = static_cast<KycStatus>(postgres::AsInt(row[3])),
            .status_reason = postgres::AsText(row[4]),
            .confirmed_case = postgres::AsUuid(row[5]),
            .reopening = ReadReopening(row),
            .tier = static_cast<KycTier>(postgres::AsInt(row[9])),
            .higher_tier = ReadTierProposal(row),
            .risk = static_cast<RiskRating>(postgres::AsInt(row[10])),
            .risk_reason = postgres::AsText(row[11]),
            .registered_at = postgres::AsTimestamp(row[12]),
            .updated_at = postgres::AsTimestamp(row[13]),
            .reviewed_at = postgres::AsTimestamp(row[14]),
            .details_version = static_cast<std::int32_t>(postgres::AsInt(row[15])),
            .screened_version = static_cast<std::int32_t>(postgres::AsInt(row[16])),
            .case_open = postgres::AsBool(row[19]),
            .version = static_cast<std::int32_t>(postgres::AsInt(row[17]))};
}

void LoadDocuments(postgres::Transaction& transaction, const RecordKeys& keys, const Rings& rings,
                   std::vector<Party>& parties) {
    std::map<PartyId, Party*> by_id;
    postgres::UuidArray ids;
    for (auto& party : parties) {
        by_id.emplace(party.id, &party);
        ids.Add(party.id);
    }
    for (const auto& row : postgres::Execute(
             transaction, {"load_party_documents", sql::kLoadPartyDocuments}, ids.Take())) {
        auto& party = *by_id.at(postgres::AsId<PartyId>(row[0]));
        const auto id = postgres::AsUuid(row[1]);
        party.documents.push_back({.document_id = id,
                                   .type = postgres::AsText(row[2]),
                                   .number = OpenNumber(*rings.at(party.id), id,
                                                        postgres::AsBytes(row[7]), keys.unreadable),
                                   .country = postgres::AsText(row[3]),
                                   .expires_on = postgres::AsText(row[4]),
                                   .sha256 = postgres::AsText(row[5]),
                                   .added_at = postgres::AsTimestamp(row[6])});
    }
}

struct Opened {
    std::vector<Party> parties;  // in the order of the rows, without documents
    Rings rings;
};

Opened OpenRows(const RecordKeys& keys, const pqxx::result& rows) {
    Opened opened;
    auto& parties = opened.parties;
    std::vector<vault::PersonId> persons;
    for (const auto& row : rows) {
        parties.push_back(ReadRow(row));
        persons.push_back(PersonOf(parties.back().id));
    }
    if (parties.empty()) return opened;
    const auto opening = keys.persons.ForOpening(persons);
    for (std::size_t i = 0; i < parties.size(); ++i) {
        OpenDetails(*opening[i], postgres::AsBytes(rows[static_cast<int>(i)][kSealed]), parties[i],
                    keys.unreadable);
        opened.rings.emplace(parties[i].id, opening[i]);
    }
    return opened;
}

// With documents.
std::vector<Party> ReadParties(postgres::Transaction& transaction, const RecordKeys& keys,
                               const pqxx::result& rows) {
    auto opened = OpenRows(keys, rows);
    if (!opened.parties.empty()) LoadDocuments(transaction, keys, opened.rings, opened.parties);
    return std::move(opened.parties);
}

std::vector<Party> ReadWithoutKeys(const pqxx::result& rows) {
    std::vector<Party> parties;
    for (const auto& row : rows) {
        parties.push_back(ReadRow(row));
        parties.back().unreadable = true;
    }
    return parties;
}

std::vector<Party> ReadLocked(postgres::Transaction& transaction, const RecordKeys& keys,
                              const pqxx::result& rows) {
    try {
        return ReadParties(transaction, keys, rows);
    } catch (const vault::KeyEncryptionError&) {
        return ReadWithoutKeys(rows);
    }
}

// Asks for the keys of those alone for whom something is sealed.
postgres::BytesArray SealAll(vault::PersonKeys& keys, std::span<const Party> parties) {
    std::vector<vault::PersonId> persons;
    for (const auto& party : parties)
        if (!party.unreadable) persons.push_back(PersonOf(party.id));
    const auto rings = keys.ForSealing(persons);
    auto ring = rings.begin();
    postgres::BytesArray sealed;
    for (const auto& party : parties)
        sealed.Add(party.unreadable ? std::string() : SealDetails(**ring++, party));
    return sealed;
}

void SaveDocuments(postgres::Transaction& transaction, vault::PersonKeys& keys,
                   std::span<const NewDocument> documents) {
    if (documents.empty()) return;
    std::vector<vault::PersonId> persons;
    for (const auto& added : documents) persons.push_back(PersonOf(added.party));
    const auto rings = keys.ForSealing(persons);
    postgres::UuidArray ids, parties;
    postgres::TextArray types, countries, expiries, digests;
    postgres::TimestampArray times;
    postgres::BytesArray numbers;
    for (std::size_t i = 0; i < documents.size(); ++i) {
        const auto& document = documents[i].document;
        ids.Add(document.document_id);
        parties.Add(documents[i].party);
        types.Add(document.type);
        countries.Add(document.country);
        expiries.Add(document.expires_on);
        digests.Add(document.sha256);
        times.Add(document.added_at);
        numbers.Add(SealNumber(*rings[i], document));
    }
    postgres::Execute(transaction, {"add_party_documents", sql::kAddPartyDocuments}, ids.Take(),
                      parties.Take(), types.Take(), countries.Take(), expiries.Take(),
                      digests.Take(), times.Take(), numbers.Take());
}

using Parties = core::Result<std::vector<Party>>;

// What waits for a second operator: empty texts where nothing does.
struct ProposalColumns {
    template <class Proposal>
    void Add(const std::optional<Proposal>& proposal) {
        by.Add(proposal ? proposal->by : "");
        reasons.Add(proposal ? proposal->reason : "");
        times.AddOptional(proposal ? std::optional(proposal->at) : std::nullopt);
    }
    postgres::TextArray by, reasons;
    postgres::TimestampArray times;
};

std::vector<KnownParty> KnownOf(postgres::Transaction& transaction,
                                const std::vector<Party>& parties) {
    std::vector<KnownParty> known;
    std::vector<PartyId> ids;
    std::map<PartyId, std::size_t> places;
    for (const auto& party : parties) {
        places.emplace(party.id, known.size());
        ids.push_back(party.id);
        if (party.unreadable) {
            known.push_back({.party = party.id.value, .names = {}, .unreadable = true});
            continue;
        }
        KnownParty one{.party = party.id.value,
                       .names = {},
                       .facts = FactsOf(party.details),
                       .digest = DigestOf(party)};
        for (auto& name : NamesOf(party.details)) one.names.emplace_back(std::move(name));
        known.push_back(std::move(one));
    }
    for (auto& one : LoadInForce(transaction, ids))
        known[places.at(one.party)].exceptions.push_back(std::move(one));
    return known;
}

}  // namespace

PartiesById LockParties(postgres::Transaction& transaction, const RecordKeys& keys,
                        std::span<const PartyId> ids) {
    PartiesById parties;
    if (ids.empty()) return parties;
    postgres::UuidArray array;
    for (const auto& id : ids) array.Add(id);
    const auto rows =
        postgres::Execute(transaction, {"lock_parties", sql::kLockParties}, array.Take());
    for (auto& party : ReadLocked(transaction, keys, rows)) {
        const auto id = party.id;
        parties.emplace(id, std::move(party));
    }
    return parties;
}

void SaveParties(postgres::Transaction& transaction, vault::PersonKeys& keys,
                 std::span<const Party> parties, std::span<const NewDocument> documents) {
    if (parties.empty()) return;
    postgres::UuidArray ids, confirmed;
    postgres::TextArray partners, status_reasons, risk_reasons;
    postgres::IntegerArray kinds, statuses, tiers, higher_tiers, risks, details, screened, versions;
    postgres::TimestampArray registered, updated, reviewed;
    ProposalColumns reopenings, raises;
    for (const auto& party : parties) {
        ids.Add(party.id);
        partners.Add(party.partner_id);
        kinds.Add(static_cast<std::int64_t>(party.kind));
        statuses.Add(static_cast<std::int64_t>(party.status));
        status_reasons.Add(party.status_reason);
        tiers.Add(static_cast<std::int64_t>(party.tier));
        risks.Add(static_cast<std::int64_t>(party.risk));
        risk_reasons.Add(party.risk_reason);
        registered.Add(party.registered_at);
        updated.Add(party.updated_at);
        reviewed.Add(party.reviewed_at);
        details.Add(std::int64_t{party.details_version});
        screened.Add(std::int64_t{party.screened_version});
        versions.Add(std::int64_t{party.version});
        confirmed.AddUnlessNil(party.confirmed_case);
        reopenings.Add(party.reopening);
        raises.Add(party.higher_tier);
        higher_tiers.Add(party.higher_tier ? static_cast<std::int64_t>(party.higher_tier->tier)
                                           : 0);
    }
    postgres::Execute(transaction, {"save_parties", sql::kSaveParties}, ids.Take(), partners.Take(),
                      kinds.Take(), statuses.Take(), status_reasons.Take(), tiers.Take(),
                      risks.Take(), risk_reasons.Take(), registered.Take(), updated.Take(),
                      reviewed.Take(), details.Take(), screened.Take(), versions.Take(),
                      SealAll(keys, parties).Take(), confirmed.Take(), reopenings.by.Take(),
                      reopenings.reasons.Take(), reopenings.times.Take(), higher_tiers.Take(),
                      raises.by.Take(), raises.reasons.Take(), raises.times.Take());
    SaveDocuments(transaction, keys, documents);
}

async::Task<Parties> PartyReader::Read(Query query) {
    std::function<Parties(postgres::Transaction&)> read =
        [this, query = std::move(query)](postgres::Transaction& transaction) -> Parties {
        // A token that is away is no broken database: whoever asks is told to come again.
        try {
            return ReadParties(transaction, {keys_, unreadable_}, query(transaction));
        } catch (const vault::KeyEncryptionError&) {
            return core::ErrorCode::kUnavailable;
        }
    };
    auto parties = co_await pool_.Read<std::vector<Party>>(std::move(read));
    co_return parties;
}

async::Task<core::Result<Party>> PartyReader::Get(PartyId id) {
    Query query = [id](postgres::Transaction& transaction) {
        postgres::UuidArray ids;
        ids.Add(id);
        return postgres::Execute(transaction, {"get_parties", sql::kGetParties}, ids.Take());
    };
    auto found = co_await Read(std::move(query));
    if (!found) co_return std::move(found).error();
    if (found->empty()) co_return core::ErrorCode::kPartyNotFound;
    co_return std::move(found->front());
}

async::Task<Parties> PartyReader::List(PartyFilter filter) {
    return Read([filter](postgres::Transaction& transaction) {
        const auto status = filter.status ? static_cast<std::int64_t>(*filter.status) : 0;
        return postgres::Execute(transaction, {"list_parties", sql::kListParties},
                                 postgres::MicrosBefore(filter.after), postgres::IdAt(filter.after),
                                 static_cast<std::int64_t>(filter.limit), filter.partner_id,
                                 status);
    });
}

async::Task<Parties> PartyReader::ListForReview(ReviewFilter filter) {
    return Read([filter](postgres::Transaction& transaction) {
        return postgres::Execute(transaction, {"parties_for_review", sql::kPartiesForReview},
                                 postgres::MicrosAfter(filter.after), postgres::IdAt(filter.after),
                                 static_cast<std::int64_t>(filter.limit),
                                 core::ToMicros(filter.low), core::ToMicros(filter.medium),
                                 core::ToMicros(filter.high));
    });
}

async::Task<Parties> PartyReader::ListUnscreened(PartyId after, std::size_t limit) {
    return Read([after, limit](postgres::Transaction& transaction) {
        return postgres::Execute(transaction, {"unscreened_parties", sql::kUnscreenedParties},
                                 after.ToString(), static_cast<std::int64_t>(limit));
    });
}

async::Task<core::Result<std::vector<KnownParty>>> PartyReader::Page(core::Uuid after,
                                                                     std::size_t limit) {
    using Page = core::Result<std::vector<KnownParty>>;
    std::function<Page(postgres::Transaction&)> read =
        [this, after, limit](postgres::Transaction& transaction) -> Page {
        try {
            const auto rows = postgres::Execute(transaction, {"parties_from", sql::kPartiesFrom},
                                                after.ToString(), static_cast<std::int64_t>(limit));
            return KnownOf(transaction, OpenRows({keys_, unreadable_}, rows).parties);
        } catch (const vault::KeyEncryptionError&) {
            return core::ErrorCode::kUnavailable;
        }
    };
    auto page = co_await pool_.Read<std::vector<KnownParty>>(std::move(read));
    co_return page;
}

}  // namespace clearway::compliance
