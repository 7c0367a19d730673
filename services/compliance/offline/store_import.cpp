// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/offline/store_import.h"

#include <utility>

#include "core/clock.h"
#include "postgres/in_transaction.h"
#include "services/compliance/store/list_version_store.h"

namespace clearway::compliance {
namespace {

// JSON of the database knows no NUL, and a refused entry may hold one.
std::string WithoutNul(std::string json) {
    constexpr std::string_view kNul = "\\u0000";
    for (auto at = json.find(kNul); at != std::string::npos; at = json.find(kNul, at))
        json.replace(at, kNul.size(), "\\ufffd");
    return json;
}

KeptList Keep(const ImportOrder& order, ImportedList imported) {
    const auto& report = imported.report;
    std::vector<std::string> digests;
    for (const auto& file : report.files) digests.push_back(file.sha256);
    ListVersion origin{.source = order.source,
                       .format = report.format,
                       .date = report.date.empty() ? order.date : report.date,
                       .checksum = ChecksumOf(digests),
                       .refused = std::ssize(report.refused),
                       .report = WithoutNul(ReportJson(report)),
                       .imported_by = order.imported_by,
                       .imported_at = core::SystemClock().Now()};
    imported.list.version.clear();
    return KeepList(std::move(origin), std::move(imported.list));
}

}  // namespace

std::string ShrinkRefusal(const ListDelta& delta) {
    return std::to_string(delta.gone.size()) + " of " + std::to_string(delta.previous_entries) +
           " entries are gone; --accept-shrink takes it all the same";
}

void StoreImport(const ImportOrder& order, ImportedList imported, ImportOutcome& outcome) {
    const auto list = imported.list;
    const auto kept = Keep(order, std::move(imported));
    postgres::Connection connection(order.database_url);
    postgres::InTransaction(
        connection, postgres::Access::kWrite, [&](postgres::Transaction& transaction) {
            LockLists(transaction);
            const auto known = FindListVersion(transaction, kept.version.id);
            if (const auto active = FindActiveList(transaction, order.source))
                outcome.delta = CompareLists(LoadListContent(transaction, *active), list);
            if (!known && outcome.delta && LostTooMany(*outcome.delta) && !order.accept_shrink) {
                outcome.refused = ShrinkRefusal(*outcome.delta);
                return core::Done{};
            }
            if (!known) AddListVersion(transaction, kept);
            outcome.stored =
                StoredImport{.version = known ? *known : kept.version, .known = known.has_value()};
            return core::Done{};
        });
}

}  // namespace clearway::compliance
