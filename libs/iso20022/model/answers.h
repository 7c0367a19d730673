// SPDX-License-Identifier: Apache-2.0
// What is said about payments sent before: their state (pain.002, pacs.002), the question for it
// (pacs.028), their return (pacs.004), the wish to cancel them (camt.056) and its answer
// (camt.029).
#pragma once

#include "iso20022/model/transfer.h"

namespace clearway::iso20022 {

struct Reason {
    Party originator = {};
    Code reason = {};
    std::vector<std::string> additional = {};

    friend bool operator==(const Reason&, const Reason&) = default;
};

struct Case {
    std::string id = {};
    PartyOrAgent creator = {};
    std::optional<bool> reopened = {};

    friend bool operator==(const Case&, const Case&) = default;
};

struct StatusCount {
    std::optional<std::uint64_t> number = {};
    std::string status = {};
    std::optional<Decimal> sum = {};

    friend bool operator==(const StatusCount&, const StatusCount&) = default;
};

// A message sent before, and what is said of it as a whole.
struct OriginalGroup {
    std::string cancellation_id = {};
    Case related_case = {};
    std::string message_id = {};
    std::string message_name = {};
    std::optional<core::Timestamp> created = {};
    std::optional<std::uint64_t> number_of_transactions = {};
    std::optional<Decimal> control_sum = {};
    std::optional<bool> whole_group = {};  // camt.056: all of it is to be cancelled
    std::string status = {};
    std::vector<Reason> reasons = {};
    std::vector<StatusCount> counts = {};

    friend bool operator==(const OriginalGroup&, const OriginalGroup&) = default;
};

// pain.002: a batch of the message before; the states of its transfers follow.
struct OriginalBatch {
    std::string id = {};
    std::optional<std::uint64_t> number_of_transactions = {};
    std::optional<Decimal> control_sum = {};
    std::string status = {};
    std::vector<Reason> reasons = {};
    std::vector<StatusCount> counts = {};

    friend bool operator==(const OriginalBatch&, const OriginalBatch&) = default;
};

// What the transaction said, repeated.
struct OriginalDetails {
    std::optional<core::Money> settlement_amount = {};
    std::optional<core::Money> instructed_amount = {};
    std::optional<core::Money> equivalent_amount = {};  // instead, in the debtor's currency
    std::string equivalent_currency = {};               // and what it was to arrive in
    std::optional<Date> settlement_date = {};
    DayOrTime requested_execution = {};
    PaymentType payment_type = {};
    Remittance remittance = {};
    PartyOrAgent ultimate_debtor = {};
    PartyOrAgent debtor = {};
    Account debtor_account = {};
    Agent debtor_agent = {};
    Agent creditor_agent = {};
    PartyOrAgent creditor = {};
    Account creditor_account = {};
    PartyOrAgent ultimate_creditor = {};
    Code purpose = {};

    friend bool operator==(const OriginalDetails&, const OriginalDetails&) = default;
};

// A transaction sent before.
struct OriginalTransaction {
    std::string message_id = {};
    std::string message_name = {};
    std::optional<core::Timestamp> message_created = {};
    std::string instruction_id = {};
    std::string end_to_end_id = {};
    std::string transaction_id = {};
    std::string uetr = {};
    std::string clearing_reference = {};
    std::optional<core::Money> settlement_amount = {};
    std::optional<Date> settlement_date = {};
    OriginalDetails details = {};

    friend bool operator==(const OriginalTransaction&, const OriginalTransaction&) = default;
};

struct TransactionStatus {
    std::string status_id = {};
    OriginalTransaction original = {};
    std::string status = {};  // ACSC, RJCT, ...
    std::vector<Reason> reasons = {};
    std::vector<Charge> charges = {};
    std::optional<core::Timestamp> accepted = {};
    DayOrTime effective_settlement = {};
    std::string servicer_reference = {};
    std::string clearing_reference = {};
    Agent instructing_agent = {};
    Agent instructed_agent = {};

    friend bool operator==(const TransactionStatus&, const TransactionStatus&) = default;
};

struct StatusRequest {
    std::string request_id = {};
    OriginalTransaction original = {};
    std::optional<core::Timestamp> accepted = {};
    std::string clearing_reference = {};
    Agent instructing_agent = {};
    Agent instructed_agent = {};

    friend bool operator==(const StatusRequest&, const StatusRequest&) = default;
};
}  // namespace clearway::iso20022
