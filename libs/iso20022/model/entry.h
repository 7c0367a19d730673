// SPDX-License-Identifier: Apache-2.0
// An entry of a statement, and the transactions that it is made of.
#pragma once

#include "iso20022/model/statement.h"

namespace clearway::iso20022 {

struct ProprietaryReference {
    std::string type = {};
    std::string reference = {};

    friend bool operator==(const ProprietaryReference&, const ProprietaryReference&) = default;
};

struct References {
    std::string message_id = {};
    std::string servicer_reference = {};
    std::string payment_information_id = {};
    std::string instruction_id = {};
    std::string end_to_end_id = {};
    std::string uetr = {};
    std::string transaction_id = {};
    std::string mandate_id = {};
    std::string cheque_number = {};
    std::string clearing_reference = {};
    std::vector<ProprietaryReference> proprietary = {};

    friend bool operator==(const References&, const References&) = default;
};

struct EntryTransaction {
    References references = {};
    std::optional<core::Money> amount = {};
    std::optional<Side> side = {};
    AmountDetails amounts = {};
    BankTransactionCode code = {};
    EntryCharges charges = {};
    PartyOrAgent initiating_party = {};
    PartyOrAgent debtor = {};
    Account debtor_account = {};
    PartyOrAgent ultimate_debtor = {};
    PartyOrAgent creditor = {};
    Account creditor_account = {};
    PartyOrAgent ultimate_creditor = {};
    Agent debtor_agent = {};
    Agent creditor_agent = {};
    Code local_instrument = {};
    Code purpose = {};
    Remittance remittance = {};
    std::optional<core::Timestamp> accepted = {};
    std::optional<Date> settlement_date = {};
    std::optional<core::Timestamp> transaction_time = {};
    Reason return_reason = {};
    std::string additional_information = {};

    // Version 02 has no amount of a transaction but the one in its details.
    const std::optional<core::Money>& BookedAmount() const {
        return amount ? amount : amounts.transaction.amount;
    }
    friend bool operator==(const EntryTransaction&, const EntryTransaction&) = default;
};

// NtryDtls: a batch or single transactions.
struct EntryDetails {
    std::string batch_message_id = {};
    std::string batch_payment_information_id = {};
    std::optional<std::uint64_t> batch_number_of_transactions = {};
    std::optional<core::Money> batch_total = {};
    std::optional<Side> batch_side = {};
    std::vector<EntryTransaction> transactions = {};

    friend bool operator==(const EntryDetails&, const EntryDetails&) = default;
};

struct Entry {
    std::string reference = {};
    std::optional<core::Money> amount = {};
    std::optional<Side> side = {};
    std::optional<bool> reversal = {};
    std::string status = {};  // BOOK, PDNG, INFO, FUTR
    DayOrTime booked = {};
    DayOrTime value_date = {};
    std::string servicer_reference = {};
    BankTransactionCode code = {};
    AmountDetails amounts = {};
    EntryCharges charges = {};
    std::vector<EntryDetails> details = {};
    std::string additional_information = {};

    friend bool operator==(const Entry&, const Entry&) = default;
};

// More of the entry before it: one of more than kEntryDetailsAtOnce details and transactions comes
// in pieces, so that a batch of any size is read. A batch that goes on has its own fields (Btch) in
// its first piece only. Written are whole entries.
struct EntryMore {
    std::vector<EntryDetails> details = {};
    std::string additional_information = {};

    friend bool operator==(const EntryMore&, const EntryMore&) = default;
};

inline constexpr std::size_t kEntryDetailsAtOnce = 1'000;

}  // namespace clearway::iso20022
