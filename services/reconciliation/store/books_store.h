// SPDX-License-Identifier: Apache-2.0
// Both sides' records and the breaks in PostgreSQL, inside the writer's transaction. Set-based; the
// proof is the statement judge.sql.
#pragma once

#include "postgres/connection.h"
#include "services/reconciliation/usecase/ports.h"

namespace clearway::reconciliation {

class BooksStore final : public Books {
public:
    // The transaction must outlive it.
    explicit BooksStore(postgres::Transaction& transaction) : transaction_(transaction) {}

    void RecordExpectations(std::span<const Expectation> expectations,
                            core::Timestamp received_at) override;
    void RecordMovements(std::span<const Movement> movements,
                         core::Timestamp received_at) override;
    std::vector<core::PaymentId> LockDue(core::Timestamp late_before, std::int64_t limit) override;
    std::vector<Judgement> Judge(std::span<const core::PaymentId> payments,
                                 core::Timestamp late_before) override;
    void Open(std::span<const Break> breaks) override;
    std::vector<ClosedBreak> Close(std::span<const BreakKey> breaks,
                                   core::Timestamp closed_at) override;
    void Save(std::span<const Check> checks, std::int64_t matched_more) override;
    Totals ReadTotals() override;

private:
    template <class Records>
    void NoteNews(const Records& records);

    postgres::Transaction& transaction_;
};

}  // namespace clearway::reconciliation
