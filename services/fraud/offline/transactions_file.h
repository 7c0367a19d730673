// SPDX-License-Identifier: Apache-2.0
// Reads labelled transactions from CSV, plain or gzip, one at a time. The first line names the
// columns; needed are tx_id, tx_datetime (ISO 8601; UTC without a zone), customer_id, terminal_id
// and amount (major units, at most four decimals); fraud (0 or 1) may be missing; others are left
// alone.
#pragma once

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

#include "services/fraud/offline/history.h"

namespace clearway::fraud {

// Says the file, the line and what is wrong with it.
class BadTransactions : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

// The customer is the payer, the terminal the payee: it takes the money. A fraud is reported right
// after it.
class TransactionsFile final : public History {
public:
    // Throws BadTransactions for a file that cannot be read or has not these columns.
    explicit TransactionsFile(const std::string& path);
    ~TransactionsFile() override;

    std::string Name() const override;
    bool HasLabels() const override;
    // Throws BadTransactions.
    std::optional<HistoryEntry> Next() override;
    double Progress() const override;

private:
    struct State;
    std::optional<Transaction> NextTransaction();

    std::unique_ptr<State> state_;
};

}  // namespace clearway::fraud
