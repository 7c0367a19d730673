// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/store/list_store.h"

#include "embedded/fraud_sql.h"
#include "postgres/array.h"
#include "postgres/page_place.h"
#include "postgres/row.h"

namespace clearway::fraud {

namespace {

namespace sql = embedded::fraud_sql;

ListedParty ReadParty(const pqxx::row& row) {
    return {.list = static_cast<ListKind>(postgres::AsInt(row[0])),
            .party = static_cast<PartyKind>(postgres::AsInt(row[1])),
            .key = postgres::AsUuid(row[2])};
}

PartyListing ReadListing(const pqxx::row& row) {
    return {.party = ReadParty(row),
            .reason = postgres::AsText(row[4]),
            .added_by = postgres::AsText(row[5]),
            .added_at = postgres::AsTimestamp(row[6]),
            .expires_at = postgres::AsTimestamp(row[7]),
            .ended_at = postgres::AsOptionalTimestamp(row[8]),
            .ended_by = postgres::AsText(row[9]),
            .version = static_cast<std::int32_t>(postgres::AsInt(row[3])),
            .ended_version = static_cast<std::int32_t>(postgres::AsInt(row[10]))};
}

std::vector<PartyListing> ReadPage(postgres::Transaction& transaction,
                                   const ListingFilter& filter) {
    const auto micros = postgres::MicrosBefore(filter.after);
    const auto key = postgres::IdAt(filter.after);
    std::vector<PartyListing> listings;
    for (const auto& row :
         postgres::Execute(transaction, {"list_parties", sql::kListParties}, micros, key,
                           static_cast<std::int64_t>(filter.limit), filter.with_ended))
        listings.push_back(ReadListing(row));
    return listings;
}

std::vector<ListEntry> LoadLists(postgres::Transaction& transaction) {
    std::vector<ListEntry> entries;
    for (const auto& row : postgres::Execute(transaction, {"load_lists", sql::kLoadLists})) {
        const auto party = ReadParty(row);
        entries.push_back({.list = party.list,
                           .party = party.party,
                           .key = party.key,
                           .expires_at = postgres::AsTimestamp(row[3])});
    }
    return entries;
}

}  // namespace

std::map<ListedParty, PartyListing> LoadNewestListings(postgres::Transaction& transaction,
                                                       std::span<const ListedParty> parties) {
    std::map<ListedParty, PartyListing> newest;
    if (parties.empty()) return newest;
    postgres::IntegerArray lists, kinds;
    postgres::UuidArray keys;
    for (const auto& party : parties) {
        lists.Add(static_cast<std::int64_t>(party.list));
        kinds.Add(static_cast<std::int64_t>(party.party));
        keys.Add(party.key);
    }
    const auto rows =
        postgres::Execute(transaction, {"load_newest_listings", sql::kLoadNewestListings},
                          lists.Take(), kinds.Take(), keys.Take());
    for (const auto& row : rows) newest.insert_or_assign(ReadParty(row), ReadListing(row));
    return newest;
}

void SaveListings(postgres::Transaction& transaction, std::span<const PartyListing> listings) {
    if (listings.empty()) return;
    postgres::IntegerArray lists, kinds, versions, ended_versions;
    postgres::UuidArray keys;
    postgres::TextArray reasons, added_by, ended_by;
    postgres::TimestampArray added, expires, ended;
    for (const auto& listing : listings) {
        lists.Add(static_cast<std::int64_t>(listing.party.list));
        kinds.Add(static_cast<std::int64_t>(listing.party.party));
        keys.Add(listing.party.key);
        versions.Add(std::int64_t{listing.version});
        reasons.Add(listing.reason);
        added_by.Add(listing.added_by);
        added.Add(listing.added_at);
        expires.Add(listing.expires_at);
        ended.AddOptional(listing.ended_at);
        ended_by.Add(listing.ended_by);
        ended_versions.Add(std::int64_t{listing.ended_version});
    }
    postgres::Execute(transaction, {"save_listings", sql::kSaveListings}, lists.Take(),
                      kinds.Take(), keys.Take(), versions.Take(), reasons.Take(), added_by.Take(),
                      added.Take(), expires.Take(), ended.Take(), ended_by.Take(),
                      ended_versions.Take());
}

async::Task<core::Result<std::vector<PartyListing>>> StoredLists::Page(ListingFilter filter) {
    std::function<core::Result<std::vector<PartyListing>>(postgres::Transaction&)> read =
        [filter](postgres::Transaction& transaction) { return ReadPage(transaction, filter); };
    auto page = co_await pool_.Read<std::vector<PartyListing>>(std::move(read));
    co_return page;
}

async::Task<core::Result<core::Done>> StoredLists::Refresh() {
    std::function<core::Result<core::Done>(postgres::Transaction&)> read =
        [this](postgres::Transaction& transaction) -> core::Result<core::Done> {
        const std::lock_guard lock(refreshing_);
        lists_.Replace(LoadLists(transaction));
        return core::Done{};
    };
    auto refreshed = co_await pool_.Read<core::Done>(std::move(read));
    co_return refreshed;
}

}  // namespace clearway::fraud
