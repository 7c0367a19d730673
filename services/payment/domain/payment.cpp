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

core::Uuid TokenOf(const std::string& partner_id, const ExternalParty& party) {
    std::string text;
    Append(text, partner_id);
    Append(text, party.name.Reveal());
    Append(text, party.country);
    Append(text, party.iban.Reveal());
    const auto digest = core::Sha256(text);
    return core::Uuid::Derive(core::Uuid(), core::AsBytes(digest));
}

std::string FingerprintOf(const Terms& terms) {
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
    return core::AsBytes(core::Sha256(text));
}

}  // namespace clearway::payment
