// SPDX-License-Identifier: Apache-2.0
#include "services/payment/files/transfer_terms.h"

#include <algorithm>

#include "core/bic.h"
#include "core/country.h"
#include "core/iban.h"

namespace clearway::payment {
namespace {

using iso20022::CreditTransfer;
using iso20022::IsKnown;
using iso20022::PaymentBatch;
using MaybeReason = std::optional<Reason>;

constexpr std::size_t kRemittanceMax = 140;  // characters

// Characters of UTF-8 text: bytes that do not continue another.
std::size_t Characters(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

bool HasControl(std::string_view text) {
    return std::ranges::any_of(
        text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

bool SharesCharges(const std::string& bearer) {
    return bearer.empty() || bearer == "SLEV" || bearer == "SHAR";
}

Reason NotAdmitted(const char* what) { return {"CH17", std::string(what) + " is not carried."}; }

MaybeReason NotCarried(const PaymentBatch& batch, const CreditTransfer& transfer) {
    if (batch.method != "TRF") return NotAdmitted("Another method than TRF");
    if (transfer.equivalent_amount) return NotAdmitted("An equivalent amount");
    if (!transfer.exchange_rate.empty()) return NotAdmitted("An exchange rate");
    if (!SharesCharges(batch.charge_bearer) || !SharesCharges(transfer.charge_bearer))
        return NotAdmitted("A bearer of charges other than SLEV or SHAR");
    if (IsKnown(batch.ultimate_debtor) || IsKnown(transfer.ultimate_debtor))
        return NotAdmitted("An ultimate debtor");
    if (IsKnown(transfer.ultimate_creditor)) return NotAdmitted("An ultimate creditor");
    if (!transfer.intermediaries.empty()) return NotAdmitted("An intermediary agent");
    if (IsKnown(transfer.creditor_agent_account))
        return NotAdmitted("The creditor agent's account");
    if (!transfer.remittance.structured.empty())
        return NotAdmitted("Structured remittance information");
    return std::nullopt;
}

MaybeReason ReadDebtor(const PaymentBatch& batch, Terms& terms) {
    const auto account = ReadAccountNumber(batch.debtor_account.other.id);
    if (!account)
        return Reason{"AC02",
                      "The debtor's account must be one of yours, 32 hex digits in Othr/Id."};
    terms.debtor = *account;
    return std::nullopt;
}

// The payee's bank is named by its BIC, or follows from the IBAN.
MaybeReason ReadCreditorAgent(const CreditTransfer& transfer, ExternalParty& party) {
    const auto& agent = transfer.creditor_agent;
    if (!agent.member_id.empty() || (!agent.bic.empty() && !core::IsBic(agent.bic)))
        return Reason{"RC01", "The creditor's bank must be named by a valid BIC."};
    party.bic = agent.bic;
    return std::nullopt;
}

MaybeReason ReadElsewhere(const CreditTransfer& transfer, ExternalParty& party) {
    const auto& creditor = transfer.creditor.party;
    const auto& iban = transfer.creditor_account.iban;
    if (!core::IsIban(iban))
        return Reason{"AC03",
                      "The creditor's account must be one here in Othr/Id, or a valid IBAN."};
    if (creditor.name.find_first_not_of(' ') == std::string::npos)
        return Reason{"BE22", "The creditor's name is missing."};
    if (HasControl(creditor.name))
        return Reason{"CH16", "The creditor's name has control characters."};
    const auto& country =
        creditor.address.country.empty() ? creditor.country_of_residence : creditor.address.country;
    if (!core::IsCountryCode(country))
        return Reason{"BE11", "The creditor's country is missing, or none of ISO 3166."};
    party = {.name = core::Sensitive(creditor.name),
             .country = country,
             .iban = core::Sensitive(iban),
             .bic = {}};
    return ReadCreditorAgent(transfer, party);
}

MaybeReason ReadCreditor(const CreditTransfer& transfer, Terms& terms) {
    const auto& number = transfer.creditor_account.other.id;
    if (number.empty()) return ReadElsewhere(transfer, terms.external_creditor);
    terms.creditor = ReadAccountNumber(number);
    if (!terms.creditor)
        return Reason{"AC03", "The creditor's account in Othr/Id is none of here, 32 hex digits."};
    return std::nullopt;
}

MaybeReason ReadTexts(const CreditTransfer& transfer, Terms& terms) {
    terms.end_to_end_id = transfer.end_to_end_id;
    std::string text;
    for (const auto& line : transfer.remittance.unstructured)
        text.append(text.empty() ? "" : " ").append(line);
    if (Characters(text) > kRemittanceMax)
        return Reason{"CH15", "The remittance information has more than 140 characters."};
    if (HasControl(text) || HasControl(terms.end_to_end_id) || HasControl(transfer.instruction_id))
        return Reason{"CH16", "A reference or the remittance information has control characters."};
    terms.remittance_information = core::Sensitive(std::move(text));
    return std::nullopt;
}

}  // namespace

std::optional<core::AccountId> ReadAccountNumber(std::string_view text) {
    if (text.size() != 32) return std::nullopt;
    std::string hyphened(text);
    for (const std::size_t at : {8, 13, 18, 23}) hyphened.insert(at, 1, '-');
    return core::AccountId::Parse(hyphened);
}

std::variant<Terms, Reason> TermsOf(const PaymentBatch& batch, const CreditTransfer& transfer,
                                    const std::string& partner_id,
                                    const core::PaymentId& payment_id) {
    if (auto reason = NotCarried(batch, transfer)) return std::move(*reason);
    const auto& amount = transfer.instructed_amount;
    if (!amount || !amount->IsPositive()) return Reason{"AM01", "The amount is zero."};
    Terms terms{.payment_id = payment_id,
                .partner_id = partner_id,
                .debtor = {},
                .creditor = {},
                .amount = *amount};
    if (auto reason = ReadDebtor(batch, terms)) return std::move(*reason);
    if (auto reason = ReadCreditor(transfer, terms)) return std::move(*reason);
    if (auto reason = ReadTexts(transfer, terms)) return std::move(*reason);
    return terms;
}

}  // namespace clearway::payment
