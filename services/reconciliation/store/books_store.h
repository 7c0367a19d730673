// SPDX-License-Identifier: Apache-2.0
// The books in PostgreSQL, inside the writer's transaction: set-based, a statement a table.
#pragma once

#include "postgres/connection.h"
#include "services/reconciliation/store/payment_row.h"
#include "services/reconciliation/usecase/ports.h"

namespace clearway::reconciliation {

class BooksStore final : public Books {
public:
    // Waits until no other transaction has the books, and keeps them until its own ends. The
    // transaction must outlive it.
    explicit BooksStore(postgres::Transaction& transaction);

    std::vector<Record> Load(std::span<const core::PaymentId> payments) override;
    std::vector<Record> LoadInFlight(std::span<const core::PaymentId> payments) override;
    void Recall(std::span<Record> records) override;

    void Save(std::span<const Record> records) override;
    void Open(std::span<const Break> breaks) override;
    void Close(std::span<const core::Uuid> breaks, core::Timestamp closed_at) override;
    void AddToTotals(std::int64_t matched_more, std::int64_t in_flight_more) override;

    void NoteInFlight(std::span<const core::PaymentId> payments, core::Timestamp since) override;
    Due TakeDue(core::Timestamp late_before, std::int64_t lists_max) override;

    Totals ReadTotals() override;

private:
    void Write(const postgres::Statement& statement, PaymentColumns& columns);
    void SaveMovedAgain(std::span<const Record> records);

    postgres::Transaction& transaction_;
};

}  // namespace clearway::reconciliation
