// SPDX-License-Identifier: Apache-2.0
// A payment at a rail that speaks ISO 20022, for tests. Not linked by the service.
#pragma once

#include "services/settlement/rails/decide.h"
#include "services/settlement/rails/rail.h"
#include "services/settlement/rails/routing.h"

namespace clearway::settlement::rails::messages::testing {

inline const core::Currency kEur = *core::Currency::Parse("EUR");

inline Participant We() {
    return {.bic = "CLWYDEFF", .rail_bic = "RAILFRPP", .account_iban = "DE89370400440532013000"};
}

inline RailTransfer TransferNamed(const std::string& name, std::int64_t cents = 12'34) {
    return Create({.payment = core::DerivePaymentId("acme", name),
                   .partner_id = "acme",
                   .debtor = core::DeriveAccountId("acme", "debtor"),
                   .amount = core::Money(kEur, cents),
                   .creditor_country = "FR"},
                  core::FromMicros(1'767'225'600'000'000));
}

inline Instruction InstructionOf(const std::string& creditor_bic = "BNPAFRPP") {
    using Text = core::Sensitive<std::string>;
    return {.debtor_name = Text("Grace & Söhne <Handel>"),
            .creditor_name = Text("Ada Example"),
            .creditor_iban = Text("FR1420041010050500013M02606"),
            .creditor_bic = creditor_bic,
            .end_to_end_id = "INV-7",
            .remittance_information = Text("Invoice 7")};
}

}  // namespace clearway::settlement::rails::messages::testing
