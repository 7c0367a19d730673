// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/store/rescreening_store.h"

#include "embedded/compliance_sql.h"
#include "postgres/array.h"
#include "postgres/row.h"

namespace clearway::compliance {
namespace {

namespace sql = embedded::compliance_sql;

std::optional<std::string> TextOf(const std::optional<core::Timestamp>& time) {
    return time ? std::optional(core::FormatRfc3339(*time)) : std::nullopt;
}

}  // namespace

void AddRescreening(postgres::Transaction& transaction, const Rescreening& rescreening,
                    core::Timestamp started_at, std::optional<core::Timestamp> done_at) {
    std::optional<std::string> replaced;
    if (!rescreening.replaced.IsNil()) replaced = rescreening.replaced.ToString();
    postgres::Execute(transaction, {"add_rescreening", sql::kAddRescreening},
                      rescreening.activation, rescreening.list_version.ToString(), replaced,
                      core::FormatRfc3339(started_at), TextOf(done_at));
}

std::optional<Rescreening> NextRescreening(postgres::Transaction& transaction,
                                           core::Timestamp begun_by) {
    const auto rows = postgres::Execute(transaction, {"next_rescreening", sql::kNextRescreening},
                                        core::FormatRfc3339(begun_by));
    if (rows.empty()) return std::nullopt;
    const auto& row = rows.at(0);
    return Rescreening{.activation = postgres::AsInt(row[0]),
                       .list_version = postgres::AsUuid(row[1]),
                       .replaced = postgres::AsUuid(row[2]),
                       .last_party = postgres::AsUuid(row[3]),
                       .parties = postgres::AsInt(row[4]),
                       .alerts = postgres::AsInt(row[5])};
}

bool SaveProgress(postgres::Transaction& transaction, const Rescreening& before,
                  const RescreenedPage& page, std::optional<core::Timestamp> done_at) {
    const auto rows = postgres::Execute(
        transaction, {"save_rescreening", sql::kSaveRescreening}, before.activation,
        before.last_party.ToString(), page.last_party.ToString(), page.parties,
        static_cast<std::int64_t>(page.hits.size() + page.unreadable.size()), TextOf(done_at));
    return rows.affected_rows() == 1;
}

void MarkUnscreened(postgres::Transaction& transaction, std::span<const core::Uuid> parties) {
    if (parties.empty()) return;
    postgres::UuidArray ids;
    for (const auto& id : parties) ids.Add(id);
    postgres::Execute(transaction, {"mark_unscreened", sql::kMarkUnscreened}, ids.Take());
}

std::map<std::int64_t, RescreeningState> LoadRescreenings(postgres::Transaction& transaction,
                                                          std::int64_t limit) {
    std::map<std::int64_t, RescreeningState> states;
    for (const auto& row :
         postgres::Execute(transaction, {"read_rescreenings", sql::kReadRescreenings}, limit))
        states.emplace(postgres::AsInt(row[0]), RescreeningState{.parties = postgres::AsInt(row[1]),
                                                                 .alerts = postgres::AsInt(row[2]),
                                                                 .done = postgres::AsBool(row[3])});
    return states;
}

}  // namespace clearway::compliance
