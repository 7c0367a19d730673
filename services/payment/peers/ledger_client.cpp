// SPDX-License-Identifier: Apache-2.0
#include "services/payment/peers/ledger_client.h"

#include "clearway/settlement/v1/settlement_service.pb.h"
#include "rpc/times.h"

namespace clearway::payment {
namespace {

using namespace std::chrono_literals;
using settlement::v1::PlaceHoldRequest;
using settlement::v1::PlaceHoldResponse;
using settlement::v1::VoidHoldRequest;
using settlement::v1::VoidHoldResponse;

constexpr auto kLimit = 2000ms;

PlaceHoldRequest RequestOf(const Terms& terms, core::Timestamp expires_at) {
    PlaceHoldRequest request;
    request.set_hold_id(core::DeriveHoldId(terms.payment_id).ToString());
    request.set_payment_id(terms.payment_id.ToString());
    request.set_debtor_account_id(terms.debtor.ToString());
    if (terms.creditor) request.set_creditor_account_id(terms.creditor->ToString());
    request.mutable_amount()->set_currency(std::string(terms.amount.GetCurrency().Code()));
    request.mutable_amount()->set_minor_units(terms.amount.MinorUnits());
    *request.mutable_expires_at() = rpc::ToTimestamp(expires_at);
    return request;
}

Result<HoldOutcome> OutcomeOf(settlement::v1::HoldOutcome outcome) {
    using core::ErrorCode;
    switch (static_cast<int>(outcome)) {
        case settlement::v1::HOLD_OUTCOME_HELD: return HoldOutcome::kHeld;
        case settlement::v1::HOLD_OUTCOME_INSUFFICIENT_FUNDS:
            return HoldOutcome::kInsufficientFunds;
        case settlement::v1::HOLD_OUTCOME_DEBTOR_CLOSED: return HoldOutcome::kDebtorClosed;
        case settlement::v1::HOLD_OUTCOME_CREDITOR_CLOSED: return HoldOutcome::kCreditorClosed;
        case settlement::v1::HOLD_OUTCOME_SETTLEMENT_LIMIT: return HoldOutcome::kSettlementLimit;
        case settlement::v1::HOLD_OUTCOME_PARTICIPANT_SUSPENDED:
            return HoldOutcome::kInstitutionSuspended;
        case settlement::v1::HOLD_OUTCOME_HOLD_ENDED: return HoldOutcome::kEnded;
        case settlement::v1::HOLD_OUTCOME_UNKNOWN_ACCOUNT: return ErrorCode::kAccountNotFound;
        case settlement::v1::HOLD_OUTCOME_CURRENCY_MISMATCH: return ErrorCode::kCurrencyMismatch;
    }
    return ErrorCode::kUnavailable;  // a newer settlement's word: never a guess
}

constexpr char kPlaceHold[] = "clearway.settlement.v1.LedgerService.PlaceHold";
constexpr char kVoidHold[] = "clearway.settlement.v1.LedgerService.VoidHold";

}  // namespace

LedgerClient::LedgerClient(rpc::Peer& channel) : peer_(channel) {}

Task<Result<HoldOutcome>> LedgerClient::PlaceHold(const CallContext& call, const Terms& terms,
                                                  core::Timestamp expires_at) {
    auto request = RequestOf(terms, expires_at);
    auto answer = co_await peer_.Call<PlaceHoldResponse>(call, kLimit, kPlaceHold, request);
    if (!answer) co_return std::move(answer).error();
    co_return OutcomeOf(answer->outcome());
}

Task<Result<core::Done>> LedgerClient::VoidHold(const CallContext& call,
                                                const core::PaymentId& payment) {
    VoidHoldRequest request;
    request.set_hold_id(core::DeriveHoldId(payment).ToString());
    auto answer = co_await peer_.Call<VoidHoldResponse>(call, kLimit, kVoidHold, request);
    if (!answer) co_return std::move(answer).error();
    co_return core::Done{};
}

}  // namespace clearway::payment
