// SPDX-License-Identifier: Apache-2.0
#include "services/payment/peers/compliance_client.h"

#include "clearway/compliance/v1/compliance_service.pb.h"

namespace clearway::payment {
namespace {

using compliance::v1::ScreenRequest;
using compliance::v1::ScreenResponse;

// An outcome that this version does not know counts as not screened.
ScreeningOutcome OutcomeOf(compliance::v1::ScreeningOutcome outcome) {
    if (outcome == compliance::v1::SCREENING_OUTCOME_CLEAR) return ScreeningOutcome::kClear;
    if (outcome == compliance::v1::SCREENING_OUTCOME_HIT) return ScreeningOutcome::kHit;
    return ScreeningOutcome::kUnavailable;
}

// A standing that this version does not know is not a good one.
PayerStanding StandingOf(compliance::v1::PayerOutcome payer) {
    switch (payer) {
        case compliance::v1::PAYER_OUTCOME_UNSPECIFIED:
        case compliance::v1::PAYER_OUTCOME_ALLOWED: return PayerStanding::kGood;
        case compliance::v1::PAYER_OUTCOME_LIMIT_EXCEEDED: return PayerStanding::kLimitExceeded;
        default: return PayerStanding::kNotVerified;
    }
}

ScreenRequest RequestOf(const Terms& terms, const std::vector<Party>& parties) {
    ScreenRequest request;
    request.set_payment_id(terms.payment_id.ToString());
    request.set_partner_id(terms.partner_id);
    request.mutable_amount()->set_currency(std::string(terms.amount.GetCurrency().Code()));
    request.mutable_amount()->set_minor_units(terms.amount.MinorUnits());
    request.set_remittance_information(terms.remittance_information.Reveal());
    for (const auto& party : parties) {
        auto* row = request.add_parties();
        row->set_role(party.debtor ? compliance::v1::PARTY_ROLE_DEBTOR
                                   : compliance::v1::PARTY_ROLE_CREDITOR);
        row->set_name(party.name.Reveal());
        row->set_country(party.country);
        row->set_party_id(party.party_id);
        if (!party.person.IsNil()) row->set_person_id(party.person.ToString());
    }
    return request;
}

constexpr char kScreen[] = "clearway.compliance.v1.ComplianceService.Screen";

}  // namespace

ComplianceClient::ComplianceClient(rpc::Peer& channel, std::chrono::milliseconds limit)
    : peer_(channel), limit_(limit) {}

Task<Result<ScreeningAnswer>> ComplianceClient::Screen(const CallContext& call, const Terms& terms,
                                                       std::vector<Party> parties) {
    auto request = RequestOf(terms, parties);
    auto answer = co_await peer_.Call<ScreenResponse>(call, limit_, kScreen, request);
    if (!answer) co_return std::move(answer).error();
    co_return ScreeningAnswer{.outcome = OutcomeOf(answer->outcome()),
                              .payer = StandingOf(answer->payer()),
                              .list_version = answer->list_version(),
                              .case_id = answer->case_id()};
}

}  // namespace clearway::payment
