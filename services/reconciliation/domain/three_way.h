// SPDX-License-Identifier: Apache-2.0
// Three ways: what a payment says is to move, what the ledger moved, and what the statement of the
// bank shows, side by side, and whether they agree. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/reconciliation/domain/exceptions/exception.h"
#include "services/reconciliation/domain/record.h"

namespace clearway::reconciliation {

// The numbers are those of the public enumeration; append only.
enum class Agreement : std::uint8_t {
    kAgreed = 1,
    kAwaited = 2,           // somebody has not spoken yet, and need not have
    kResolved = 3,          // they differ, and operators have adjusted or closed it
    kPaymentOnly = 4,       // the ledger moved nothing
    kLedgerOnly = 5,        // the payment does not say so
    kStatementMissing = 6,  // payment and ledger agree, no statement shows it
    kStatementOnly = 7,     // a statement shows it, the ledger moved nothing
    kDiffers = 8,           // other amounts, accounts, days or times
};
std::string_view NameOf(Agreement agreement);  // "statement_missing"

// To the payee and back, of one currency; neither is negative.
struct Way {
    core::Currency currency;
    std::int64_t out_minor = 0;
    std::int64_t back_minor = 0;

    friend bool operator==(const Way&, const Way&) = default;
};

// A transfer of the payment over an account at a bank, which a statement must show.
struct ExpectedTransfer {
    core::TransferId transfer_id;
    core::Money amount;  // negative: it leaves the account
    bool matched = false;
};
// A difference that runs found in what the statement shows of the payment; not a healed one.
struct StatedDifference {
    core::Uuid exception_id;
    std::string exception_class;  // "missing"
    ExceptionState state = ExceptionState::kOpen;
    bool contradicted = false;
    std::optional<core::TransferId> transfer_id = {};  // that was expected
    std::optional<core::Money> line = {};              // what the statement says instead
    // Of a match: by how much its lines are more than what was expected. The statement says no
    // payment's part of it, so that it is shown at the transfer that the difference names.
    std::int64_t more_minor = 0;
};
struct StatementSide {
    std::vector<ExpectedTransfer> transfers = {};
    std::vector<StatedDifference> differences = {};
};

struct ThreeWay {
    core::PaymentId payment_id;
    Agreement agreement = Agreement::kAgreed;
    std::optional<PaymentState> state = {};
    std::optional<Way> payment = {};    // absent: it has told nothing
    std::optional<Way> ledger = {};     // absent: nothing moved
    std::optional<Way> statement = {};  // absent: it shows nothing
    std::vector<std::string> reasons = {};
    std::vector<core::Uuid> exceptions = {};
};

// `record` as it was judged last. One that is not stored is of a payment that agreed, and that the
// books have let go of.
ThreeWay CompareWays(const Record& record, const StatementSide& statement);

struct ThreeWayCounts {
    std::int64_t agreed = 0;  // of payments over an account at a bank
    std::int64_t awaited = 0;
    std::int64_t resolved = 0;
    std::int64_t payment_only = 0;
    std::int64_t ledger_only = 0;
    std::int64_t statement_missing = 0;
    std::int64_t statement_only = 0;
    std::int64_t differs = 0;

    void Add(Agreement agreement);
    std::int64_t Disagree() const {
        return payment_only + ledger_only + statement_missing + statement_only + differs;
    }
};

}  // namespace clearway::reconciliation
