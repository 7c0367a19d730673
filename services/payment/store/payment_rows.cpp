// SPDX-License-Identifier: Apache-2.0
#include "services/payment/store/payment_rows.h"

#include <stdexcept>

#include "embedded/payment_sql.h"
#include "postgres/array.h"
#include "postgres/row.h"

namespace clearway::payment {
namespace {

namespace sql = embedded::payment_sql;

std::vector<std::string> Lines(const std::string& text) {
    std::vector<std::string> lines;
    std::size_t begin = 0;
    while (begin < text.size()) {
        const auto end = std::min(text.find('\n', begin), text.size());
        lines.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return lines;
}

std::string Joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const auto& line : lines) text.append(line).append(1, '\n');
    return text;
}

core::Currency CurrencyOf(const pqxx::field& field) {
    const auto currency = core::Currency::Parse(field.c_str());
    if (!currency) throw std::runtime_error("a payment has an unknown currency");
    return *currency;
}

// As stored: what is personal is shut.
Terms TermsOf(const pqxx::row& row) {
    Terms terms{.payment_id = postgres::AsId<core::PaymentId>(row[0]),
                .partner_id = postgres::AsText(row[1]),
                .debtor = postgres::AsId<core::AccountId>(row[5]),
                .creditor = {},
                .amount = core::Money(CurrencyOf(row[11]), postgres::AsInt(row[12]))};
    if (!row[6].is_null()) terms.creditor = postgres::AsId<core::AccountId>(row[6]);
    terms.external_creditor.country = postgres::AsText(row[7]);
    terms.external_creditor.bic = postgres::AsText(row[8]);
    terms.sealed.person = postgres::AsUuid(row[9]);
    if (!row[10].is_null()) terms.sealed.text = postgres::AsBytes(row[10]);
    terms.end_to_end_id = postgres::AsText(row[14]);
    terms.automatic_capture = postgres::AsBool(row[15]);
    terms.device_id = postgres::AsText(row[16]);
    terms.terminal_id = postgres::AsText(row[17]);
    terms.created_at = postgres::AsTimestamp(row[22]);
    terms.fingerprint = postgres::AsBytes(row[2]);
    return terms;
}

// Nothing personal reaches the table in the clear, whatever a caller forgot.
const SealedTerms& SealedOf(const Terms& terms) {
    if (HasPersonal(terms) && terms.sealed.text.empty())
        throw std::logic_error("an order with personal data was not sealed");
    return terms.sealed;
}

void AddCaptured(postgres::IntegerArray& column, const Payment& payment) {
    payment.captured ? column.Add(payment.captured->MinorUnits()) : column.AddNull();
}

// The columns that a fact can change, as both statements take them.
struct ChangingColumns {
    postgres::UuidArray ids, capture_commands, cancel_commands;
    postgres::IntegerArray statuses, versions, captured;
    postgres::TextArray reasons, degradations;
    postgres::TimestampArray updated;

    void Add(const Payment& payment) {
        ids.Add(payment.terms.payment_id);
        statuses.Add(static_cast<std::int64_t>(payment.status));
        versions.Add(std::int64_t{payment.version});
        AddCaptured(captured, payment);
        reasons.Add(EncodeReasons(payment.reasons));
        degradations.Add(Joined(payment.degradations));
        capture_commands.AddUnlessNil(payment.capture_command);
        cancel_commands.AddUnlessNil(payment.cancel_command);
        updated.Add(payment.updated_at);
    }
};

// The columns of the order itself.
struct TermsColumns {
    postgres::TextArray partners, countries, bics, iban_keys, currencies, end_to_end_ids, devices,
        terminals;
    postgres::BytesArray fingerprints, sealed, iban_hashes;
    postgres::UuidArray debtors, creditors, persons;
    postgres::IntegerArray amounts;
    postgres::BoolArray automatic;
    postgres::TimestampArray created;

    void Add(const Payment& payment) {
        const auto& terms = payment.terms;
        partners.Add(terms.partner_id);
        fingerprints.Add(terms.fingerprint);
        debtors.Add(terms.debtor);
        creditors.AddOptional(terms.creditor);
        countries.Add(terms.external_creditor.country);
        bics.Add(terms.external_creditor.bic);
        AddSealed(SealedOf(terms));
        currencies.Add(terms.amount.GetCurrency().Code());
        amounts.Add(terms.amount.MinorUnits());
        end_to_end_ids.Add(terms.end_to_end_id);
        automatic.Add(terms.automatic_capture);
        devices.Add(terms.device_id);
        terminals.Add(terms.terminal_id);
        created.Add(terms.created_at);
    }

private:
    void AddSealed(const SealedTerms& terms) {
        // Of an account's holder who wrote nothing, nobody's key is needed.
        const bool any = !terms.text.empty();
        persons.AddUnlessNil(any ? terms.person : core::Uuid());
        any ? sealed.Add(terms.text) : sealed.AddNull();
        terms.iban_hash.empty() ? iban_hashes.AddNull() : iban_hashes.Add(terms.iban_hash);
        terms.iban_hash.empty() ? iban_keys.AddNull() : iban_keys.Add(terms.iban_key_id);
    }
};

}  // namespace

std::string EncodeReasons(const std::vector<Reason>& reasons) {
    std::string text;
    for (const auto& reason : reasons)
        text.append(reason.code)
            .append(1, '\t')
            .append(reason.message)
            .append(1, '\t')
            .append(reason.iso_code)
            .append(1, '\n');
    return text;
}

std::vector<Reason> DecodeReasons(const std::string& text) {
    std::vector<Reason> reasons;
    for (const auto& line : Lines(text)) {
        const auto tab = line.find('\t');
        if (tab == std::string::npos) continue;
        const auto next = std::min(line.find('\t', tab + 1), line.size());
        reasons.push_back({line.substr(0, tab), line.substr(tab + 1, next - tab - 1),
                           line.substr(std::min(next + 1, line.size()))});
    }
    return reasons;
}

Payment PaymentOf(const pqxx::row& row) {
    Payment payment{.terms = TermsOf(row)};
    payment.status = static_cast<Status>(row[3].as<std::int16_t>());
    payment.version = row[4].as<std::int32_t>();
    if (!row[13].is_null())
        payment.captured =
            core::Money(payment.terms.amount.GetCurrency(), postgres::AsInt(row[13]));
    payment.reasons = DecodeReasons(postgres::AsText(row[18]));
    payment.degradations = Lines(postgres::AsText(row[19]));
    payment.capture_command = postgres::AsUuid(row[20]);
    payment.cancel_command = postgres::AsUuid(row[21]);
    payment.updated_at = postgres::AsTimestamp(row[23]);
    return payment;
}

void InsertPayments(postgres::Transaction& transaction, std::span<const Payment* const> payments) {
    ChangingColumns c;
    TermsColumns t;
    for (const auto* payment : payments) {
        c.Add(*payment);
        t.Add(*payment);
    }
    postgres::Execute(
        transaction, {"insert_payments", sql::kInsertPayments}, c.ids.Take(), t.partners.Take(),
        t.fingerprints.Take(), c.statuses.Take(), c.versions.Take(), t.debtors.Take(),
        t.creditors.Take(), t.countries.Take(), t.bics.Take(), t.persons.Take(), t.sealed.Take(),
        t.iban_hashes.Take(), t.iban_keys.Take(), t.currencies.Take(), t.amounts.Take(),
        c.captured.Take(), t.end_to_end_ids.Take(), t.automatic.Take(), t.devices.Take(),
        t.terminals.Take(), c.reasons.Take(), c.degradations.Take(), c.capture_commands.Take(),
        c.cancel_commands.Take(), t.created.Take(), c.updated.Take());
}

std::size_t UpdatePayments(postgres::Transaction& transaction, std::span<const Update> updates) {
    ChangingColumns c;
    postgres::IntegerArray known;
    for (const auto& update : updates) {
        c.Add(*update.payment);
        known.Add(std::int64_t{update.known_version});
    }
    const auto done = postgres::Execute(
        transaction, {"update_payments", sql::kUpdatePayments}, c.ids.Take(), c.statuses.Take(),
        c.versions.Take(), c.captured.Take(), c.reasons.Take(), c.degradations.Take(),
        c.capture_commands.Take(), c.cancel_commands.Take(), c.updated.Take(), known.Take());
    return static_cast<std::size_t>(done.affected_rows());
}

}  // namespace clearway::payment
