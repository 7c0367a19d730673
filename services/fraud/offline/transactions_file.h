// SPDX-License-Identifier: Apache-2.0
// Reads labelled transactions from CSV, plain or gzip, one at a time. The first line names the
// columns; needed are tx_id, tx_datetime (ISO 8601; UTC without a zone), customer_id, terminal_id
// and amount (major units, at most four decimals); fraud (0 or 1) may be missing; others are left
// alone.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

#include "services/fraud/features/observation.h"

namespace clearway::fraud {

// Says the file, the line and what is wrong with it.
class BadTransactions : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct Transaction {
    std::uint64_t line = 0;  // the first after the names is 2
    // The customer is the payer, the terminal the payee: it takes the money.
    Observation attempt;
    bool fraud = false;
};

class TransactionsFile {
public:
    // Throws BadTransactions for a file that cannot be read or has not these columns.
    explicit TransactionsFile(const std::string& path);
    ~TransactionsFile();

    bool HasLabels() const;
    // The next transaction, nullopt at the end of the file. Throws BadTransactions.
    std::optional<Transaction> Next();
    // How much of the file was read, 0 to 1.
    double Progress() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace clearway::fraud
