// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/store/list_version_store.h"

#include <algorithm>
#include <utility>

#include "embedded/compliance_sql.h"
#include "postgres/array.h"
#include "postgres/row.h"
#include "services/compliance/domain/list/list_bytes.h"

namespace clearway::compliance {
namespace {

namespace sql = embedded::compliance_sql;

core::Sha256Digest AsDigest(const pqxx::field& field) {
    const auto bytes = postgres::AsBytes(field);
    core::Sha256Digest digest{};
    std::copy_n(bytes.begin(), std::min(bytes.size(), digest.size()), digest.begin());
    return digest;
}

// Columns of read_list_versions.sql.
ListVersion ToVersion(const pqxx::row& row) {
    ListVersion version;
    version.id = postgres::AsUuid(row[0]);
    version.source = postgres::AsText(row[1]);
    version.format = postgres::AsText(row[2]);
    version.version = postgres::AsText(row[3]);
    version.date = postgres::AsText(row[4]);
    version.checksum = AsDigest(row[5]);
    version.content = AsDigest(row[6]);
    version.entries = postgres::AsInt(row[7]);
    version.names = postgres::AsInt(row[8]);
    version.refused = postgres::AsInt(row[9]);
    version.report = postgres::AsText(row[10]);
    version.state = static_cast<ListState>(postgres::AsInt(row[11]));
    version.imported_by = postgres::AsText(row[12]);
    version.imported_at = postgres::AsTimestamp(row[13]);
    version.approved_by = postgres::AsText(row[14]);
    version.override_reason = postgres::AsText(row[15]);
    version.activated_by = postgres::AsText(row[16]);
    version.activated_at = postgres::AsOptionalTimestamp(row[17]);
    version.activation = postgres::AsInt(row[18]);
    version.replaced = postgres::AsUuid(row[19]);
    version.facts = static_cast<std::int32_t>(postgres::AsInt(row[20]));
    return version;
}

std::vector<ListVersion> Read(postgres::Transaction& transaction, const core::Uuid& id,
                              const std::string& source, std::int64_t state, std::int64_t limit) {
    std::vector<ListVersion> versions;
    for (const auto& row :
         postgres::Execute(transaction, {"read_list_versions", sql::kReadListVersions},
                           id.ToString(), source, state, limit))
        versions.push_back(ToVersion(row));
    return versions;
}

std::optional<ListVersion> First(std::vector<ListVersion> versions) {
    if (versions.empty()) return std::nullopt;
    return std::move(versions.front());
}

std::optional<std::string> UnlessNil(const core::Uuid& id) {
    return id.IsNil() ? std::nullopt : std::optional(id.ToString());
}

void Save(postgres::Transaction& transaction, const ListVersion& version) {
    postgres::BytesArray digests;
    digests.Add(core::AsBytes(version.checksum));
    digests.Add(core::AsBytes(version.content));
    std::optional<std::string> activated;
    if (version.activated_at) activated = core::FormatRfc3339(*version.activated_at);
    postgres::Execute(transaction, {"save_list_version", sql::kSaveListVersion},
                      version.id.ToString(), version.source, version.format, version.version,
                      version.date, digests.Take(), version.entries, version.names, version.refused,
                      version.report, static_cast<std::int64_t>(version.state), version.imported_by,
                      core::FormatRfc3339(version.imported_at), version.approved_by,
                      version.override_reason, version.activated_by, activated, version.activation,
                      UnlessNil(version.replaced), std::int64_t{version.facts});
}

}  // namespace

void LockLists(postgres::Transaction& transaction) {
    transaction.exec("LOCK TABLE list_versions IN SHARE ROW EXCLUSIVE MODE");
}

std::optional<ListVersion> FindListVersion(postgres::Transaction& transaction,
                                           const core::Uuid& id) {
    if (id.IsNil()) return std::nullopt;
    return First(Read(transaction, id, "", 0, 1));
}

std::optional<ListVersion> FindActiveList(postgres::Transaction& transaction,
                                          const std::string& source) {
    return First(Read(transaction, {}, source, static_cast<std::int64_t>(ListState::kActive), 1));
}

std::vector<ListVersion> LoadActiveLists(postgres::Transaction& transaction) {
    constexpr std::int64_t kSourcesMax = 100;
    auto active =
        Read(transaction, {}, "", static_cast<std::int64_t>(ListState::kActive), kSourcesMax);
    std::ranges::sort(active, {}, &ListVersion::source);
    return active;
}

std::vector<ListVersion> LoadListVersions(postgres::Transaction& transaction,
                                          const std::string& source, std::int64_t limit) {
    return Read(transaction, {}, source, 0, limit);
}

std::vector<core::Uuid> FindUnannouncedLists(postgres::Transaction& transaction) {
    std::vector<core::Uuid> ids;
    for (const auto& row :
         postgres::Execute(transaction, {"read_unannounced_lists", sql::kReadUnannouncedLists}))
        ids.push_back(postgres::AsUuid(row[0]));
    return ids;
}

ActiveIds ReadActiveIds(postgres::Transaction& transaction) {
    ActiveIds ids;
    for (const auto& row :
         postgres::Execute(transaction, {"read_active_lists", sql::kReadActiveLists}))
        ids.emplace_back(postgres::AsUuid(row[0]), postgres::AsInt(row[1]));
    return ids;
}

std::int64_t LastActivation(postgres::Transaction& transaction) {
    const auto rows =
        postgres::Execute(transaction, {"last_list_activation", sql::kLastListActivation});
    return postgres::AsInt(rows.at(0)[0]);
}

void AddListVersion(postgres::Transaction& transaction, const KeptList& kept) {
    postgres::BytesArray digest, content;
    digest.Add(core::AsBytes(kept.version.content));
    content.Add(kept.bytes);
    postgres::Execute(transaction, {"add_list_content", sql::kAddListContent}, digest.Take(),
                      content.Take());
    Save(transaction, kept.version);
}

void SaveListVersions(postgres::Transaction& transaction, std::vector<ListVersion> versions) {
    std::ranges::stable_partition(versions,
                                  [](const auto& one) { return one.state != ListState::kActive; });
    for (const auto& version : versions) Save(transaction, version);
}

SanctionsList LoadListContent(postgres::Transaction& transaction, const ListVersion& version) {
    postgres::BytesArray digest;
    digest.Add(core::AsBytes(version.content));
    const auto rows =
        postgres::Execute(transaction, {"read_list_content", sql::kReadListContent}, digest.Take());
    if (rows.empty()) throw BrokenList(version.version);
    const auto bytes = postgres::AsBytes(rows.at(0)[0]);
    if (core::Sha256(bytes) != version.content) throw BrokenList(version.version);
    auto list = UnpackList(bytes);
    if (!list || list->version != version.version) throw BrokenList(version.version);
    return std::move(*list);
}

}  // namespace clearway::compliance
