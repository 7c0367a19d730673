// SPDX-License-Identifier: Apache-2.0
// What is looked up to lead from a line of a statement to the request of a payment, and back.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "async/task.h"
#include "core/result.h"
#include "services/reconciliation/domain/exceptions/exception.h"
#include "services/reconciliation/domain/lineage/payment_trail.h"
#include "services/reconciliation/domain/three_way.h"

namespace clearway::reconciliation {

// Days are counted from 1970-01-01.
struct LineOnTrail {
    core::Uuid line_id;
    std::optional<core::Uuid> match_id;
    core::Uuid file_id;
    std::string file_name;
    std::string file_sha256;
    std::string statement;  // the bank's name of it
    std::int64_t position;  // in the statement, from 1
    bool counts;
    core::AccountId account;
    core::Money amount;  // positive: credited to the account
    std::int64_t booked_day;
    std::int64_t value_day;
    std::string uetr;
    std::string end_to_end_id;
    std::string instruction_id;
    std::string reference;
    std::string bank_id;
};

struct ExpectationOnTrail {
    core::TransferId transfer_id;
    std::optional<core::PaymentId> payment_id;
    core::AccountId account;
    core::Money amount;  // negative: it leaves the account
    std::int64_t value_day;
    std::optional<core::Uuid> match_id;
};

struct MatchOnTrail {
    core::Uuid match_id;
    std::string pass;
    core::Timestamp found_at;
    std::int64_t lines;
    std::int64_t expectations;
    core::Money difference;  // what the lines have more than was expected
};

// All that hangs together with what was asked for, linked by ids.
struct Lineage {
    std::vector<LineOnTrail> lines = {};
    std::vector<MatchOnTrail> matches = {};
    std::vector<ExpectationOnTrail> expectations = {};
    std::vector<StatementException> exceptions = {};
    std::vector<PaymentTrail> payments = {};
    std::vector<ThreeWay> three_ways = {};  // of the payments
    bool more = false;                      // beyond kLineageRowsMax of a kind
};

inline constexpr std::size_t kLineageRowsMax = 100;

// What statements show of a payment.
AtTheBank AtTheBankOf(const Lineage& lineage, const core::PaymentId& payment);

struct LineId {
    core::Uuid value;
};
using LineageSubject = std::variant<core::PaymentId, LineId, core::TransferId>;

class LineageDesk {
public:
    virtual ~LineageDesk() = default;
    // Errors: kPaymentNotFound for a payment, kNotFound for others; kOverloaded, kUnavailable.
    virtual async::Task<core::Result<Lineage>> Find(LineageSubject subject) = 0;
};

}  // namespace clearway::reconciliation
