// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/peers/adjustment_client.h"

namespace clearway::reconciliation {
namespace {

using namespace std::chrono_literals;
namespace pb = settlement::v1;

constexpr char kBook[] = "clearway.settlement.v1.LedgerService.BookTransfers";
constexpr auto kLimit = 5'000ms;

pb::BookTransfersRequest RequestOf(const AdjustmentOrder& order) {
    pb::BookTransfersRequest request;
    auto& transfer = *request.add_transfers();
    transfer.set_transfer_id(order.transfer_id.ToString());
    transfer.set_debtor_account_id(order.debtor.ToString());
    transfer.set_creditor_account_id(order.creditor.ToString());
    transfer.mutable_amount()->set_currency(std::string(order.amount.GetCurrency().Code()));
    transfer.mutable_amount()->set_minor_units(order.amount.MinorUnits());
    return request;
}

}  // namespace

async::Task<core::Result<std::string>> AdjustmentClient::Post(AdjustmentOrder order) {
    const auto request = RequestOf(order);
    const rpc::CallContext call;
    auto calling = settlement_.Call<pb::BookTransfersResponse>(call, kLimit, kBook, request);
    const auto answer = co_await std::move(calling);
    if (!answer) co_return answer.error();
    co_return ReadAdjustmentAnswer(*answer);
}

core::Result<std::string> ReadAdjustmentAnswer(const pb::BookTransfersResponse& answer) {
    if (answer.outcomes_size() != 1) return core::ErrorCode::kInternal;
    const auto outcome = answer.outcomes(0);
    if (outcome == pb::TRANSFER_OUTCOME_POSTED || outcome == pb::TRANSFER_OUTCOME_REPLAYED)
        return std::string();
    // Money moved under this id, and not as we say now: no refusal, a person looks.
    if (outcome == pb::TRANSFER_OUTCOME_OTHER_TRANSFER) return core::ErrorCode::kInternal;
    // A word of a newer settlement is no refusal: nothing is known.
    if (!pb::TransferOutcome_IsValid(outcome) || outcome == pb::TRANSFER_OUTCOME_UNSPECIFIED)
        return core::ErrorCode::kUnavailable;
    return pb::TransferOutcome_Name(outcome);
}

}  // namespace clearway::reconciliation
