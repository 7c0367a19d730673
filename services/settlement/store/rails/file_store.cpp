// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/store/rails/file_store.h"

#include "embedded/settlement_sql.h"
#include "postgres/array.h"
#include "postgres/row.h"
#include "services/settlement/store/rails/transfer_row.h"
#include "services/settlement/store/text_forms.h"

namespace clearway::settlement {
namespace {

namespace sql = embedded::settlement_sql;
using postgres::AsText;
using rails::RailTransfer;

RailCollection ReadCollection(const pqxx::row& row) {
    return {.rail = AsText(row["rail"]),
            .currency = CurrencyOf(AsText(row["currency"])),
            .cut_off = postgres::AsTimestamp(row["cut_off"])};
}

std::vector<RailTransfer> ReadTransfers(const pqxx::result& rows) {
    std::vector<RailTransfer> transfers;
    for (const auto& row : rows) transfers.push_back(ReadRailTransfer(row));
    return transfers;
}

}  // namespace

RailFilePayments FindPaymentsOfFiles(postgres::Transaction& transaction,
                                     const std::set<core::Uuid>& files) {
    RailFilePayments payments;
    if (files.empty()) return payments;
    postgres::UuidArray wanted;
    for (const auto& file : files) wanted.Add(file);
    for (const auto& row : postgres::Execute(
             transaction, {"find_payments_of_files", sql::kFindPaymentsOfFiles}, wanted.Take()))
        payments[postgres::AsUuid(row["file_id"])].push_back(
            postgres::AsId<rails::RailTransferId>(row["id"]));
    return payments;
}

void AddRailFiles(postgres::Transaction& transaction, std::span<const RailFile> files) {
    for (const auto& file : files) {
        const auto& collection = file.collection;
        postgres::Execute(transaction, {"add_rail_file", sql::kAddRailFile}, file.id.ToString(),
                          collection.rail, std::string(collection.currency.Code()),
                          core::FormatRfc3339(collection.cut_off), file.number,
                          core::FormatRfc3339(file.made_at),
                          pqxx::binarystring(file.message_digest));
    }
}

std::vector<RailCollection> ListRailCollections(postgres::Transaction& transaction, int limit) {
    std::vector<RailCollection> collections;
    for (const auto& row : postgres::Execute(
             transaction, {"list_rail_collections", sql::kListRailCollections}, limit))
        collections.push_back(ReadCollection(row));
    return collections;
}

std::vector<RailTransfer> ListGathered(postgres::Transaction& transaction,
                                       const RailCollection& collection, int limit) {
    return ReadTransfers(postgres::Execute(transaction, {"list_gathered", sql::kListGathered},
                                           collection.rail, std::string(collection.currency.Code()),
                                           core::FormatRfc3339(collection.cut_off), limit));
}

int CountRailFiles(postgres::Transaction& transaction, const RailCollection& collection) {
    const auto rows = postgres::Execute(transaction, {"count_rail_files", sql::kCountRailFiles},
                                        collection.rail, std::string(collection.currency.Code()),
                                        core::FormatRfc3339(collection.cut_off));
    return static_cast<int>(postgres::AsInt(rows[0]["files"]));
}

std::optional<StoredRailFile> FindRailFile(postgres::Transaction& transaction,
                                           const core::Uuid& id) {
    const auto rows =
        postgres::Execute(transaction, {"find_rail_file", sql::kFindRailFile}, id.ToString());
    if (rows.empty()) return std::nullopt;
    const auto row = rows[0];
    StoredRailFile stored{.file = {.id = id,
                                   .collection = ReadCollection(row),
                                   .number = static_cast<int>(postgres::AsInt(row["number"])),
                                   .made_at = postgres::AsTimestamp(row["made_at"]),
                                   .message_digest = postgres::AsBytes(row["message_digest"])},
                          .payments = {}};
    stored.payments = ReadTransfers(postgres::Execute(
        transaction, {"list_payments_of_file", sql::kListPaymentsOfFile}, id.ToString()));
    return stored;
}

}  // namespace clearway::settlement
