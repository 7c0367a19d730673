// SPDX-License-Identifier: Apache-2.0
// Money that comes back, and the wish that it should: pacs.004, camt.056 and camt.029.
#pragma once

#include "iso20022/model/answers.h"

namespace clearway::iso20022 {

struct PaymentReturn {
    std::string return_id = {};
    OriginalTransaction original = {};
    std::optional<core::Money> returned_amount = {};
    std::optional<Date> settlement_date = {};
    std::optional<core::Money> returned_instructed_amount = {};
    std::string charge_bearer = {};
    std::vector<Charge> charges = {};
    std::string clearing_reference = {};
    Agent instructing_agent = {};
    Agent instructed_agent = {};
    std::vector<Reason> reasons = {};

    friend bool operator==(const PaymentReturn&, const PaymentReturn&) = default;
};

// Assgnmt: who hands the case to whom.
struct CaseAssignment {
    std::string id = {};
    PartyOrAgent assigner = {};
    PartyOrAgent assignee = {};
    std::optional<core::Timestamp> created = {};

    friend bool operator==(const CaseAssignment&, const CaseAssignment&) = default;
};

struct ControlData {
    std::optional<std::uint64_t> number_of_transactions = {};
    std::optional<Decimal> control_sum = {};

    friend bool operator==(const ControlData&, const ControlData&) = default;
};

// Sts of camt.029: what came of the case.
struct Resolution {
    std::string confirmation = {};  // CNCL, RJCR, PDCR, ...
    std::vector<Code> rejected_modifications = {};
    Case duplicate_of = {};
    std::optional<bool> assignment_cancelled = {};

    friend bool operator==(const Resolution&, const Resolution&) = default;
};

// Undrlyg and CxlDtls: the transactions of one group follow.
struct UnderlyingGroup {
    OriginalGroup group = {};

    friend bool operator==(const UnderlyingGroup&, const UnderlyingGroup&) = default;
};

struct CancellationRequest {
    std::string cancellation_id = {};
    Case related_case = {};
    OriginalTransaction original = {};
    Agent assigner = {};
    Agent assignee = {};
    std::vector<Reason> reasons = {};

    friend bool operator==(const CancellationRequest&, const CancellationRequest&) = default;
};

struct CancellationStatus {
    std::string status_id = {};
    Case related_case = {};
    OriginalTransaction original = {};
    std::string status = {};  // ACCR, RJCR, PDCR
    std::vector<Reason> reasons = {};
    PartyOrAgent assigner = {};
    PartyOrAgent assignee = {};

    friend bool operator==(const CancellationStatus&, const CancellationStatus&) = default;
};

}  // namespace clearway::iso20022
