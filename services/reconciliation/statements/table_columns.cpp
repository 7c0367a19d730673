// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/statements/table_columns.h"

#include <algorithm>
#include <utility>

#include "services/reconciliation/matching/amount.h"

namespace clearway::reconciliation::statements {
namespace {

using Names = std::string_view[];

constexpr std::size_t kColumnsMax = 1'000;

constexpr Names kAccount = {"account",        "account_id",  "iban",   "account_iban",
                            "account_number", "own_account", "nostro", "nostro_account",
                            "auftragskonto",  "rekening",    "compte"};
constexpr Names kCurrency = {"currency", "ccy",    "currency_code", "amount_currency", "waehrung",
                             "währung",  "devise", "moneda",        "divisa",          "munt"};
constexpr Names kAmount = {"amount",          "amt",    "signed_amount", "transaction_amount",
                           "expected_amount", "betrag", "bedrag",        "montant",
                           "importe",         "importo"};
constexpr Names kAmountMinor = {"amount_minor", "amount_minor_units", "minor_units",
                                "amount_cents"};
constexpr Names kDebit = {"debit",  "debit_amount", "withdrawal",  "soll",
                          "debits", "withdrawals",  "paid_out",    "money_out",
                          "débit",  "belastung",    "lastschrift", "debet"};
constexpr Names kCredit = {"credit",   "credit_amount", "deposit",  "haben",  "credits",
                           "deposits", "paid_in",       "money_in", "crédit", "gutschrift"};
constexpr Names kDirection = {"direction",
                              "side",
                              "sign",
                              "dc",
                              "d_c",
                              "dc_mark",
                              "debit_credit",
                              "credit_debit",
                              "credit_debit_indicator",
                              "cdt_dbt_ind",
                              "cdtdbtind",
                              "af_bij",
                              "dr_cr",
                              "cr_dr",
                              "drcr",
                              "crdr",
                              "c_d",
                              "credit_or_debit",
                              "debit_or_credit",
                              "soll_haben",
                              "soll_haben_kennzeichen",
                              "s_h",
                              "h_s"};
constexpr Names kValueDate = {
    "value_date",          "valuta",          "value_day",   "expected_date",
    "expected_value_date", "settlement_date", "due_date",    "valutadatum",
    "wertstellung",        "date_de_valeur",  "date_valeur", "fecha_valor"};
constexpr Names kBookingDate = {"booking_date",     "booked",         "book_date",
                                "booked_at",        "posting_date",   "entry_date",
                                "transaction_date", "date",           "created_at",
                                "buchungstag",      "buchungsdatum",  "datum",
                                "buchung",          "date_operation", "date_opération",
                                "date_comptable",   "fecha",          "completed_date"};
constexpr Names kUetr = {"uetr"};
constexpr Names kEndToEndId = {
    "end_to_end_id", "end_to_end", "endtoendid", "end_to_end_reference",
    "e2e",           "e2e_id",     "eref",       "kundenreferenz_end_to_end"};
constexpr Names kInstructionId = {"instruction_id", "instruction", "instr_id", "instrid"};
constexpr Names kReference = {"reference",
                              "ref",
                              "references",
                              "payment_reference",
                              "customer_reference",
                              "creditor_reference",
                              "remittance_reference",
                              "batch_id",
                              "batch",
                              "invoice",
                              "sammlerreferenz",
                              "kundenreferenz",
                              "référence"};
constexpr Names kId = {"id",
                       "expectation_id",
                       "expected_id",
                       "line_id",
                       "entry_id",
                       "transaction_id",
                       "account_servicer_reference",
                       "acct_svcr_ref",
                       "bank_reference",
                       "bank_ref",
                       "entry_reference"};
constexpr Names kPaymentId = {"payment_id", "transfer_id", "order_id"};
constexpr Names kCounterpartyAccount = {"counterparty_account", "counterparty_iban",
                                        "other_account",        "partner_account",
                                        "kontonummer_iban",     "tegenrekening"};
constexpr Names kCounterpartyName = {
    "counterparty_name", "counterparty", "name", "partner", "beguenstigter_zahlungspflichtiger",
    "naam_omschrijving"};
constexpr Names kText = {"text",
                         "description",
                         "details",
                         "narrative",
                         "memo",
                         "purpose",
                         "remittance",
                         "remittance_information",
                         "remittance_info",
                         "unstructured",
                         "information",
                         "verwendungszweck",
                         "mededelingen",
                         "omschrijving",
                         "libelle",
                         "libellé",
                         "motif",
                         "concepto",
                         "causale"};
constexpr Names kFee = {"fee", "fee_max", "max_fee", "fee_tolerance", "expected_fee"};
constexpr Names kTolerance = {"tolerance", "amount_tolerance", "fx_tolerance"};
constexpr Names kStatementId = {"statement_id", "statement", "statement_number"};
constexpr Names kCode = {"bank_transaction_code", "transaction_code", "code"};
constexpr Names kReversal = {"reversal", "is_reversal"};

constexpr ColumnName kColumns[] = {
    {Meaning::kAccount, "account", kAccount},
    {Meaning::kCurrency, "currency", kCurrency},
    {Meaning::kAmount, "amount", kAmount},
    {Meaning::kAmountMinor, "amount_minor", kAmountMinor},
    {Meaning::kDebit, "debit", kDebit},
    {Meaning::kCredit, "credit", kCredit},
    {Meaning::kDirection, "direction", kDirection},
    {Meaning::kValueDate, "value_date", kValueDate},
    {Meaning::kBookingDate, "booking_date", kBookingDate},
    {Meaning::kUetr, "uetr", kUetr},
    {Meaning::kEndToEndId, "end_to_end_id", kEndToEndId},
    {Meaning::kInstructionId, "instruction_id", kInstructionId},
    {Meaning::kReference, "reference", kReference},
    {Meaning::kId, "id", kId},
    {Meaning::kPaymentId, "payment_id", kPaymentId},
    {Meaning::kCounterpartyAccount, "counterparty_account", kCounterpartyAccount},
    {Meaning::kCounterpartyName, "counterparty_name", kCounterpartyName},
    {Meaning::kText, "text", kText},
    {Meaning::kFee, "fee", kFee},
    {Meaning::kTolerance, "tolerance", kTolerance},
    {Meaning::kStatementId, "statement_id", kStatementId},
    {Meaning::kCode, "bank_transaction_code", kCode},
    {Meaning::kReversal, "reversal", kReversal},
};
static_assert(std::size(kColumns) == static_cast<std::size_t>(Meaning::kCount));
static_assert(std::ranges::is_sorted(kColumns, {}, &ColumnName::meaning));

// Texts and references: any of several columns may say one. Not amounts and days: another column
// may hold another one's.
constexpr Meaning kFilledInAny[] = {
    Meaning::kEndToEndId,          Meaning::kInstructionId,    Meaning::kReference, Meaning::kId,
    Meaning::kCounterpartyAccount, Meaning::kCounterpartyName, Meaning::kText};

// Names of these may say a currency: "Betrag (EUR)".
constexpr Meaning kMoney[] = {Meaning::kAmount, Meaning::kDebit, Meaning::kCredit};

// "End-to-End ID" -> "end_to_end_id".
std::string Plain(std::string_view name) {
    std::string plain;
    for (const char c : name) {
        if (c >= 'A' && c <= 'Z')
            plain += static_cast<char>(c - 'A' + 'a');
        else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                 static_cast<unsigned char>(c) >= 0x80)
            plain += c;
        else if (!plain.empty() && plain.back() != '_')
            plain += '_';
    }
    if (!plain.empty() && plain.back() == '_') plain.pop_back();
    return plain;
}

}  // namespace

std::span<const ColumnName> ColumnNames() { return kColumns; }

std::string_view NameOf(Meaning meaning) {
    return kColumns[static_cast<std::size_t>(meaning)].name;
}

TableColumns::TableColumns(std::span<const std::string_view> header,
                           const matching::CsvMapping& mapping)
    : width_(header.size()) {
    places_.fill(kNowhere);
    if (header.size() > kColumnsMax) {
        faults_.push_back("there are more than " + std::to_string(kColumnsMax) + " columns");
        return;
    }
    std::vector<std::string> plain;
    for (const auto name : header) plain.push_back(Plain(name));
    named_ = width_;
    while (named_ > 0 && plain[named_ - 1].empty()) --named_;
    if (mapping.columns.empty()) TakeCurrencies(plain);
    for (const auto& column : kColumns) {
        auto& place = places_[static_cast<std::size_t>(column.meaning)];
        const auto find = [&](std::string_view name) {
            const auto found = std::ranges::find(plain, name);
            if (found == plain.end() || place != kNowhere) return;
            place = static_cast<std::size_t>(found - plain.begin());
        };
        if (const auto named = mapping.columns.find(column.name); named != mapping.columns.end()) {
            find(Plain(named->second));
            if (place == kNowhere)
                faults_.push_back("the column '" + named->second + "' is missing");
        } else if (mapping.columns.empty()) {
            std::ranges::for_each(column.names, find);
            FindMore(column, plain);
        }
        if (place != kNowhere) FindTwins(column, plain);
    }
    if (mapping.columns.empty()) FindUnread();
    Check();
}

void TableColumns::FindMore(const ColumnName& column, const std::vector<std::string>& plain) {
    const auto meaning = static_cast<std::size_t>(column.meaning);
    for (const auto name : column.names) {
        const auto found = std::ranges::find(plain, name);
        const auto place = static_cast<std::size_t>(found - plain.begin());
        if (found == plain.end() || place == places_[meaning]) continue;
        if (std::ranges::find(kFilledInAny, column.meaning) != std::end(kFilledInAny))
            more_[meaning].push_back(place);
        else
            notes_.push_back("the column '" + *found + "' is not read: '" +
                             plain[places_[meaning]] + "' is");
    }
}

// "betrag_eur", "amount_in_eur" -> the amount, and its currency.
void TableColumns::TakeCurrencies(std::vector<std::string>& plain) {
    for (auto& name : plain) {
        const auto cut = name.rfind('_');
        if (cut == std::string::npos || name.size() - cut != 4) continue;
        auto code = name.substr(cut + 1);
        for (auto& c : code) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        auto base = name.substr(0, cut);
        if (base.ends_with("_in")) base.resize(base.size() - 3);
        const bool of_money = std::ranges::any_of(kColumns, [&](const ColumnName& column) {
            return std::ranges::find(kMoney, column.meaning) != std::end(kMoney) &&
                   std::ranges::find(column.names, base) != column.names.end();
        });
        if (!of_money || !matching::FindCurrency(code)) continue;
        if (!currency_.empty() && currency_ != code)
            faults_.push_back("the columns name amounts of " + currency_ + " and of " + code);
        currency_ = code;
        name = base;
    }
}

// Columns of the very same name: texts may stand in any of them, all else must say the same.
void TableColumns::FindTwins(const ColumnName& column, const std::vector<std::string>& plain) {
    const auto meaning = static_cast<std::size_t>(column.meaning);
    const auto first = places_[meaning];
    for (auto place = first + 1; place < plain.size(); ++place) {
        if (plain[place] != plain[first]) continue;
        if (std::ranges::find(kFilledInAny, column.meaning) != std::end(kFilledInAny))
            more_[meaning].push_back(place);
        else
            twins_.push_back({column.meaning, place});
    }
}

void TableColumns::FindUnread() {
    std::vector<bool> read(width_);
    for (const auto place : places_)
        if (place != kNowhere) read[place] = true;
    for (const auto& places : more_)
        for (const auto place : places) read[place] = true;
    for (const auto& twin : twins_) read[twin.place] = true;
    for (std::size_t place = 0; place < width_; ++place)
        if (!read[place]) unread_.push_back(place);
}

std::optional<Meaning> TableColumns::FindContradiction(
    std::span<const std::string_view> row) const {
    for (const auto& twin : twins_)
        if (!row[twin.place].empty() && row[twin.place] != In(row, twin.meaning))
            return twin.meaning;
    return std::nullopt;
}

bool TableColumns::Fit(std::vector<std::string_view>& row) const {
    while (row.size() > width_ && row.back().empty()) row.pop_back();
    while (row.size() < width_ && row.size() >= named_) row.emplace_back();
    return row.size() == width_;
}

std::string_view TableColumns::In(std::span<const std::string_view> row, Meaning meaning) const {
    const auto place = PlaceOf(meaning);
    if (place == kNowhere) return {};
    if (!row[place].empty()) return row[place];
    for (const auto other : more_[static_cast<std::size_t>(meaning)])
        if (!row[other].empty()) return row[other];
    return {};
}

std::vector<std::size_t> TableColumns::PlacesOf(Meaning meaning) const {
    if (!Has(meaning)) return {};
    auto places = more_[static_cast<std::size_t>(meaning)];
    places.insert(places.begin(), PlaceOf(meaning));
    return places;
}

void TableColumns::Check() {
    if (!Has(Meaning::kAmount) && !Has(Meaning::kAmountMinor) &&
        !(Has(Meaning::kDebit) && Has(Meaning::kCredit)))
        faults_.emplace_back("there is no column 'amount', and none of 'debit' and 'credit'");
    if (!Has(Meaning::kValueDate) && !Has(Meaning::kBookingDate))
        faults_.emplace_back("there is no column 'value_date' and no 'booking_date'");
}

}  // namespace clearway::reconciliation::statements
