// SPDX-License-Identifier: Apache-2.0
// Credit transfers: pain.001 (batches of them), pacs.008 and pacs.009.
#pragma once

#include "iso20022/model/header.h"

namespace clearway::iso20022 {

struct ReferredDocument {
    Code type = {};
    std::string number = {};
    std::optional<Date> date = {};

    friend bool operator==(const ReferredDocument&, const ReferredDocument&) = default;
};

struct StructuredRemittance {
    std::vector<ReferredDocument> documents = {};
    std::optional<core::Money> due_amount = {};
    std::optional<core::Money> credit_note_amount = {};
    std::optional<core::Money> remitted_amount = {};
    Code reference_type = {};
    std::string reference_issuer = {};
    std::string reference = {};  // the creditor's
    std::vector<std::string> additional = {};

    friend bool operator==(const StructuredRemittance&, const StructuredRemittance&) = default;
};

struct Remittance {
    std::vector<std::string> unstructured = {};
    std::vector<StructuredRemittance> structured = {};

    friend bool operator==(const Remittance&, const Remittance&) = default;
};

struct Charge {
    std::optional<core::Money> amount = {};
    Agent agent = {};

    friend bool operator==(const Charge&, const Charge&) = default;
};

// PmtInf of pain.001; its transfers follow it.
struct PaymentBatch {
    std::string id = {};
    std::string method = {};
    std::optional<bool> batch_booking = {};
    std::optional<std::uint64_t> number_of_transactions = {};
    std::optional<Decimal> control_sum = {};
    PaymentType payment_type = {};
    DayOrTime requested_execution = {};
    Party debtor = {};
    Account debtor_account = {};
    Agent debtor_agent = {};
    Party ultimate_debtor = {};
    std::string charge_bearer = {};

    friend bool operator==(const PaymentBatch&, const PaymentBatch&) = default;
};

struct Via {
    Agent agent = {};
    Account account = {};

    friend bool operator==(const Via&, const Via&) = default;
};

struct CreditTransfer {
    std::string instruction_id = {};
    std::string end_to_end_id = {};
    std::string transaction_id = {};
    std::string uetr = {};
    std::string clearing_reference = {};
    PaymentType payment_type = {};
    std::optional<core::Money> settlement_amount = {};  // between the banks
    std::optional<Date> settlement_date = {};
    std::string settlement_priority = {};
    std::optional<core::Timestamp> debited = {};
    std::optional<core::Timestamp> credited = {};
    std::optional<core::Timestamp> accepted = {};
    std::optional<core::Money> instructed_amount = {};  // by the debtor
    std::optional<core::Money> equivalent_amount = {};  // instead, in the debtor's currency
    std::string equivalent_currency = {};               // and what it is to arrive in
    std::string exchange_rate = {};
    std::string charge_bearer = {};
    std::vector<Charge> charges = {};
    std::vector<Via> previous_agents = {};  // at most 3
    Agent instructing_agent = {};
    Agent instructed_agent = {};
    std::vector<Via> intermediaries = {};  // at most 3
    PartyOrAgent ultimate_debtor = {};
    Party initiating_party = {};
    PartyOrAgent debtor = {};  // a bank in pacs.009
    Account debtor_account = {};
    Agent debtor_agent = {};
    Account debtor_agent_account = {};
    Agent creditor_agent = {};
    Account creditor_agent_account = {};
    PartyOrAgent creditor = {};  // a bank in pacs.009
    Account creditor_account = {};
    PartyOrAgent ultimate_creditor = {};
    Code purpose = {};
    Remittance remittance = {};

    friend bool operator==(const CreditTransfer&, const CreditTransfer&) = default;
};

}  // namespace clearway::iso20022
