// SPDX-License-Identifier: Apache-2.0
// The use cases' ports over PostgreSQL: writes go through the one writer, reads through the pool.
#pragma once

#include "postgres/read_pool.h"
#include "services/settlement/store/holder_names.h"
#include "services/settlement/store/ledger_store.h"
#include "services/settlement/usecase/ports.h"

namespace clearway::settlement {

class StoredLedgerWriter final : public LedgerWriter {
public:
    explicit StoredLedgerWriter(LedgerRunner& runner) : runner_(runner) {}
    async::Task<core::Result<Reply>> Submit(Command command) override {
        const auto weight = WeightOf(command);
        return runner_.Submit(std::move(command), weight);
    }

private:
    static std::size_t WeightOf(const Command& command) {
        if (const auto* booking = std::get_if<BookTransfers>(&command.what)) {
            return booking->orders.size();
        }
        if (const auto* booking = std::get_if<BookSettlement>(&command.what)) {
            return booking->orders.size();
        }
        return 1;
    }

    LedgerRunner& runner_;
};

class StoredLedgerReader final : public LedgerReader {
public:
    // Reads of the whole ledger go through a pool of their own: payments never wait for them.
    // Holders' names are opened on the pool's threads.
    StoredLedgerReader(postgres::ReadPool& pool, postgres::ReadPool& whole_ledger,
                       vault::ServiceVault& vault)
        : pool_(pool), whole_ledger_(whole_ledger), vault_(vault) {}

    async::Task<core::Result<Account>> FindAccount(std::string partner_id,
                                                   core::AccountId id) override;
    async::Task<core::Result<std::vector<Account>>> ListAccounts(
        std::string partner_id, std::optional<core::PagePosition> after, int limit) override;
    async::Task<core::Result<std::vector<Account>>> ResolveAccounts(
        std::vector<core::AccountId> ids) override;
    async::Task<core::Result<StatementPage>> ReadStatement(StatementQuery query) override;
    async::Task<core::Result<std::vector<TrialLine>>> ReadTrialBalance() override;
    async::Task<core::Result<std::vector<OpenHold>>> EarliestHolds(int limit) override;

private:
    postgres::ReadPool& pool_;
    postgres::ReadPool& whole_ledger_;
    vault::ServiceVault& vault_;
};

}  // namespace clearway::settlement
