// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/store/statements/stored_statement_desk.h"

#include <memory>

#include "embedded/reconciliation_statement_sql.h"
#include "services/reconciliation/store/statements/file_row.h"
#include "services/reconciliation/store/statements/statement_parts.h"
#include "services/reconciliation/store/statements/statement_shelf.h"

namespace clearway::reconciliation {
namespace {

namespace sql = embedded::reconciliation_statement_sql;
using Facts = std::vector<StatementFact>;

constexpr std::int64_t kAnyState = 0;
// Newer than any file: the year 2100.
const core::PagePosition kNewest{core::FromMicros(4'102'444'800'000'000), core::Uuid()};

void Tell(std::span<const KeptFile> files, const std::string& by, core::Timestamp at,
          Facts& facts) {
    for (const auto& file : files) facts.emplace_back(FileJudged{file, by, at});
}

core::Error OtherDigest() {
    return core::InvalidField("sha256", "must be the digest of the whole file");
}

}  // namespace

ImportedStatement StoredStatementDesk::Take(postgres::Transaction& transaction,
                                            const ImportOrder& order, Facts& facts) const {
    StoredStatementShelf shelf(transaction);
    auto imported = ImportStatement(
        shelf, order, {.mappings = settings_.mappings, .accounts = settings_.accounts.Names()},
        watch_);
    if (imported.known || order.dry_run) return imported;
    Tell(std::span(&imported.file, 1), order.by, order.at, facts);
    Tell(imported.moved, order.by, order.at, facts);
    return imported;
}

async::Task<core::Result<ImportedStatement>> StoredStatementDesk::Import(ImportOrder order) {
    const auto shared = std::make_shared<const ImportOrder>(std::move(order));
    auto doing = writer_.Do<ImportedStatement>(
        [this, shared](auto& transaction, auto& facts) -> core::Result<ImportedStatement> {
            return Take(transaction, *shared, facts);
        });
    co_return co_await std::move(doing);
}

async::Task<core::Result<PartTaken>> StoredStatementDesk::TakePart(StatementPart part) {
    const auto shared = std::make_shared<const StatementPart>(std::move(part));
    auto doing = writer_.Do<PartTaken>([this, shared](auto& transaction,
                                                      auto& facts) -> core::Result<PartTaken> {
        auto kept = KeepPart(transaction, *shared);
        if (!kept.whole) return PartTaken{.received = kept.received};
        ForgetParts(transaction, shared->sha256, shared->at);
        const ImportOrder order{
            .text = statements::ReadFileBytes(shared->name, std::move(*kept.whole)),
            .by = shared->by,
            .at = shared->at};
        if (order.text.sha256 != shared->sha256) return OtherDigest();
        return PartTaken{.received = kept.received, .imported = Take(transaction, order, facts)};
    });
    co_return co_await std::move(doing);
}

async::Task<core::Result<std::vector<KeptFile>>> StoredStatementDesk::Decide(
    FileDecision decision) {
    auto doing = writer_.Do<std::vector<KeptFile>>(
        [decision = std::move(decision)](auto& transaction,
                                         auto& facts) -> core::Result<std::vector<KeptFile>> {
            StoredStatementShelf shelf(transaction);
            const auto decide = decision.release ? ReleaseStatement : DiscardStatement;
            matching::TextPool texts;
            const auto before = shelf.Find(decision.file_id, texts);
            auto files = decide(shelf, decision.file_id, decision.by, decision.reason);
            if (files && files->front().version != before->version)
                Tell(*files, decision.by, decision.at, facts);
            return files;
        });
    co_return co_await std::move(doing);
}

async::Task<core::Result<std::vector<KeptFile>>> StoredStatementDesk::List(FileQuery query) {
    auto reading = readers_.Read<std::vector<KeptFile>>(
        [query](postgres::Transaction& transaction) -> core::Result<std::vector<KeptFile>> {
            const auto after = query.after.value_or(kNewest);
            const auto state = query.state ? static_cast<std::int64_t>(*query.state) : kAnyState;
            matching::TextPool texts;
            return LoadFiles(
                transaction,
                postgres::Execute(transaction, {"list_statement_files", sql::kListStatementFiles},
                                  state, core::ToMicros(after.time), after.id.ToString(),
                                  query.limit),
                texts);
        });
    co_return co_await std::move(reading);
}

}  // namespace clearway::reconciliation
