// SPDX-License-Identifier: Apache-2.0
// What banks tell of an account: reports during the day (camt.052), statements (camt.053) and
// notifications (camt.054). One model: a Statement, its entries, its end.
#pragma once

#include "iso20022/model/answers.h"

namespace clearway::iso20022 {

struct Balance {
    Code type = {};  // OPBD, CLBD, ...
    Code subtype = {};
    std::optional<core::Money> amount = {};
    std::optional<Side> side = {};
    DayOrTime date = {};

    friend bool operator==(const Balance&, const Balance&) = default;
};

struct EntryCount {
    std::optional<std::uint64_t> number = {};
    std::optional<Decimal> sum = {};

    friend bool operator==(const EntryCount&, const EntryCount&) = default;
};

// TxsSummry: what the bank counted.
struct EntryTotals {
    EntryCount all = {};
    std::optional<Decimal> net = {};
    std::optional<Side> net_side = {};
    EntryCount credits = {};
    EntryCount debits = {};

    friend bool operator==(const EntryTotals&, const EntryTotals&) = default;
};

struct Statement {
    std::string id = {};
    Page page = {};
    std::optional<std::uint64_t> electronic_sequence = {};
    std::optional<std::uint64_t> legal_sequence = {};
    std::optional<core::Timestamp> created = {};
    std::optional<core::Timestamp> from = {};
    std::optional<core::Timestamp> to = {};
    std::string copy_or_duplicate = {};
    Account account = {};
    Account related_account = {};
    std::vector<Balance> balances = {};
    EntryTotals totals = {};

    friend bool operator==(const Statement&, const Statement&) = default;
};

struct BankTransactionCode {
    std::string domain = {};
    std::string family = {};
    std::string sub_family = {};
    std::string proprietary = {};
    std::string issuer = {};

    friend bool operator==(const BankTransactionCode&, const BankTransactionCode&) = default;
};

struct ExchangedAmount {
    std::optional<core::Money> amount = {};
    std::string source_currency = {};
    std::string target_currency = {};
    std::string unit_currency = {};
    std::string rate = {};

    friend bool operator==(const ExchangedAmount&, const ExchangedAmount&) = default;
};

struct AmountDetails {
    ExchangedAmount instructed = {};
    ExchangedAmount transaction = {};
    ExchangedAmount counter_value = {};
    ExchangedAmount announced = {};

    friend bool operator==(const AmountDetails&, const AmountDetails&) = default;
};

struct ChargeRecord {
    std::optional<core::Money> amount = {};
    std::optional<Side> side = {};
    std::optional<bool> included = {};
    std::string bearer = {};
    Agent agent = {};

    friend bool operator==(const ChargeRecord&, const ChargeRecord&) = default;
};

struct EntryCharges {
    std::optional<core::Money> total = {};
    std::vector<ChargeRecord> records = {};

    friend bool operator==(const EntryCharges&, const EntryCharges&) = default;
};

struct StatementEnd {
    std::string additional_information = {};

    friend bool operator==(const StatementEnd&, const StatementEnd&) = default;
};

}  // namespace clearway::iso20022
