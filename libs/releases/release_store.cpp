// SPDX-License-Identifier: Apache-2.0
#include "releases/release_store.h"

#include <array>

#include "embedded/releases_sql.h"
#include "postgres/array.h"
#include "postgres/row.h"

namespace clearway::releases {

namespace {

namespace sql = embedded::releases_sql;

// Columns of read_releases.sql.
Release ToRelease(const pqxx::row& row) {
    Release release{.kind = static_cast<ReleaseKind>(postgres::AsInt(row[0])),
                    .version = postgres::AsText(row[1]),
                    .stage = static_cast<ReleaseStage>(postgres::AsInt(row[2])),
                    .submitted_by = postgres::AsText(row[3]),
                    .submitted_at = postgres::AsTimestamp(row[4]),
                    .approved_by = {},
                    .activated_at = postgres::AsOptionalTimestamp(row[5]),
                    .signed_by = postgres::AsText(row[6]),
                    .digest = postgres::AsText(row[7]),
                    .history = {}};
    for (int i = 8; i <= 9; ++i) {
        if (!row[i].is_null()) release.approved_by.push_back(postgres::AsText(row[i]));
    }
    return release;
}

void ReadHistory(postgres::Transaction& transaction, Release& release) {
    const auto rows = postgres::Execute(transaction, {"read_release_steps", sql::kReadReleaseSteps},
                                        static_cast<std::int64_t>(release.kind), release.version);
    for (const auto& row : rows)
        release.history.push_back({static_cast<ReleaseStep>(postgres::AsInt(row[0])),
                                   postgres::AsText(row[1]), postgres::AsTimestamp(row[2])});
}

// $1 kind, $2 version (all: ''), $3 stage (all: 0), $4 limit.
std::vector<Release> Read(postgres::Transaction& transaction, std::int64_t kind,
                          const std::string& version, std::int64_t stage, std::int64_t limit) {
    std::vector<Release> releases;
    for (const auto& row : postgres::Execute(transaction, {"read_releases", sql::kReadReleases},
                                             kind, version, stage, limit)) {
        releases.push_back(ToRelease(row));
        ReadHistory(transaction, releases.back());
    }
    return releases;
}

std::optional<Release> First(std::vector<Release> releases) {
    if (releases.empty()) return std::nullopt;
    return std::move(releases.front());
}

ReleaseContent ReadContent(postgres::Transaction& transaction, const Release& release) {
    const auto rows =
        postgres::Execute(transaction, {"read_release_content", sql::kReadReleaseContent},
                          static_cast<std::int64_t>(release.kind), release.version);
    const auto& row = rows.at(0);
    return {.text = postgres::AsText(row[0]),
            .signature = postgres::AsText(row[1]),
            .booster = postgres::AsBytes(row[2]),
            .card = postgres::AsText(row[3])};
}

}  // namespace

StoredReleases::StoredReleases(postgres::Transaction& transaction) : transaction_(transaction) {
    transaction.exec("LOCK TABLE releases IN SHARE ROW EXCLUSIVE MODE");
}

std::optional<Release> StoredReleases::Find(ReleaseKind kind, const std::string& version) {
    if (version.empty()) return std::nullopt;
    return First(Read(transaction_, static_cast<std::int64_t>(kind), version, 0, 1));
}

std::optional<Release> StoredReleases::Active(ReleaseKind kind) {
    return First(Read(transaction_, static_cast<std::int64_t>(kind), "",
                      static_cast<std::int64_t>(ReleaseStage::kActive), 1));
}

std::optional<Release> StoredReleases::Previous(ReleaseKind kind) {
    auto previous = First(Read(transaction_, static_cast<std::int64_t>(kind), "",
                               static_cast<std::int64_t>(ReleaseStage::kRetired), 1));
    // The list begins with those that were active, the last first.
    return previous && previous->activated_at ? previous : std::nullopt;
}

void StoredReleases::Add(const Release& release, const ReleaseContent& content) {
    postgres::BytesArray booster;
    booster.Add(content.booster);
    postgres::Execute(transaction_, {"add_release", sql::kAddRelease},
                      static_cast<std::int64_t>(release.kind), release.version,
                      static_cast<std::int64_t>(release.stage), release.submitted_by,
                      core::FormatRfc3339(release.submitted_at), release.signed_by, release.digest,
                      content.text, content.signature, booster.Take(), content.card);
    Save(release);
}

void StoredReleases::Save(const Release& release) {
    postgres::TextArray approved, takers;
    postgres::IntegerArray steps;
    postgres::TimestampArray times;
    for (const auto& by : release.approved_by) approved.Add(by);
    for (const auto& step : release.history) {
        steps.Add(static_cast<std::int64_t>(step.step));
        takers.Add(step.taken_by);
        times.Add(step.taken_at);
    }
    std::optional<std::string> activated;
    if (release.activated_at) activated = core::FormatRfc3339(*release.activated_at);
    postgres::Execute(transaction_, {"save_release", sql::kSaveRelease},
                      static_cast<std::int64_t>(release.kind), release.version,
                      static_cast<std::int64_t>(release.stage), approved.Take(), activated);
    postgres::Execute(transaction_, {"add_release_steps", sql::kAddReleaseSteps},
                      static_cast<std::int64_t>(release.kind), release.version, steps.Take(),
                      takers.Take(), times.Take());
}

ReleaseContent StoredReleases::Content(const Release& release) {
    return ReadContent(transaction_, release);
}

std::vector<Release> ListReleases(postgres::Transaction& transaction,
                                  std::optional<ReleaseKind> kind, int limit) {
    return Read(transaction, kind ? static_cast<std::int64_t>(*kind) : 0, "", 0, limit);
}

std::vector<KeptRelease> LoadReleases(postgres::Transaction& transaction, ReleaseKind kind) {
    constexpr std::int64_t kAtMost = 16;
    std::vector<KeptRelease> kept;
    for (const auto stage :
         {ReleaseStage::kActive, ReleaseStage::kRetired, ReleaseStage::kShadow}) {
        for (auto& release : Read(transaction, static_cast<std::int64_t>(kind), "",
                                  static_cast<std::int64_t>(stage), kAtMost)) {
            if (stage == ReleaseStage::kRetired && !release.activated_at) continue;
            auto content = ReadContent(transaction, release);
            kept.push_back({std::move(release), std::move(content)});
        }
    }
    return kept;
}

}  // namespace clearway::releases
