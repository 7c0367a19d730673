// SPDX-License-Identifier: Apache-2.0
#include "services/payment/domain/payment.h"

#include <string_view>

#include "core/digest.h"

namespace clearway::payment {
namespace {

// Length-prefixed: no two different lists of fields have the same text.
void Append(std::string& text, std::string_view field) {
    text.append(std::to_string(field.size())).append(1, ':').append(field);
}

}  // namespace

bool HasPersonal(const Terms& terms) {
    return !terms.creditor || !terms.remittance_information.Empty();
}

bool IsShut(const Terms& terms) {
    return !terms.sealed.text.empty() && !terms.erased && terms.external_creditor.name.Empty() &&
           terms.remittance_information.Empty();
}

void Shut(Terms& terms) {
    if (terms.sealed.text.empty()) return;
    terms.external_creditor.name = {};
    terms.external_creditor.iban = {};
    terms.remittance_information = {};
}

core::Uuid TokenOf(const std::string& partner_id, const ExternalParty& party,
                   const KeyedHash& hash) {
    std::string text;
    Append(text, partner_id);
    Append(text, party.name.Reveal());
    Append(text, party.country);
    Append(text, party.iban.Reveal());
    return core::Uuid::Derive(core::Uuid(), hash(text));
}

std::string FingerprintOf(const Terms& terms, const KeyedHash& hash) {
    std::string text;
    Append(text, terms.debtor.ToString());
    Append(text, terms.creditor ? terms.creditor->ToString() : std::string());
    Append(text, terms.external_creditor.name.Reveal());
    Append(text, terms.external_creditor.country);
    Append(text, terms.external_creditor.iban.Reveal());
    Append(text, terms.external_creditor.bic);
    Append(text, terms.amount.GetCurrency().Code());
    Append(text, std::to_string(terms.amount.MinorUnits()));
    Append(text, terms.end_to_end_id);
    Append(text, terms.remittance_information.Reveal());
    Append(text, terms.automatic_capture ? "automatic" : "manual");
    Append(text, terms.device_id);
    Append(text, terms.terminal_id);
    return HasPersonal(terms) ? hash(text) : core::AsBytes(core::Sha256(text));
}

}  // namespace clearway::payment
