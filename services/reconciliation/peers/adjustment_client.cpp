// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/peers/adjustment_client.h"

#include <algorithm>

namespace clearway::reconciliation {
namespace {

using namespace std::chrono_literals;
namespace pb = settlement::v1;

constexpr char kBook[] = "clearway.settlement.v1.LedgerService.BookTransfers";
constexpr auto kLimit = 5'000ms;

pb::BookTransfersRequest RequestOf(const std::vector<AdjustmentTransfer>& transfers) {
    pb::BookTransfersRequest request;
    request.set_all_or_none(true);
    for (const auto& one : transfers) {
        auto& transfer = *request.add_transfers();
        transfer.set_transfer_id(one.transfer_id.ToString());
        transfer.set_debtor_account_id(one.debtor.ToString());
        transfer.set_creditor_account_id(one.creditor.ToString());
        transfer.mutable_amount()->set_currency(std::string(one.amount.GetCurrency().Code()));
        transfer.mutable_amount()->set_minor_units(one.amount.MinorUnits());
    }
    return request;
}

bool IsPosted(int outcome) {
    return outcome == pb::TRANSFER_OUTCOME_POSTED || outcome == pb::TRANSFER_OUTCOME_REPLAYED;
}

}  // namespace

async::Task<core::Result<std::string>> AdjustmentClient::Post(
    std::vector<AdjustmentTransfer> transfers) {
    const auto request = RequestOf(transfers);
    const rpc::CallContext call;
    auto calling = settlement_.Call<pb::BookTransfersResponse>(call, kLimit, kBook, request);
    const auto answer = co_await std::move(calling);
    if (!answer) co_return answer.error();
    co_return ReadAdjustmentAnswer(*answer, transfers.size());
}

core::Result<std::string> ReadAdjustmentAnswer(const pb::BookTransfersResponse& answer,
                                               std::size_t transfers) {
    if (static_cast<std::size_t>(answer.outcomes_size()) != transfers)
        return core::ErrorCode::kInternal;
    std::string refusal;
    for (const auto outcome : answer.outcomes()) {
        if (IsPosted(outcome) || outcome == pb::TRANSFER_OUTCOME_NOT_POSTED) continue;
        // Money moved under this id, and not as we say now: no refusal, a person looks.
        if (outcome == pb::TRANSFER_OUTCOME_OTHER_TRANSFER) return core::ErrorCode::kInternal;
        // A word of a newer settlement is no refusal: nothing is known.
        if (!pb::TransferOutcome_IsValid(outcome) || outcome == pb::TRANSFER_OUTCOME_UNSPECIFIED)
            return core::ErrorCode::kUnavailable;
        if (refusal.empty()) refusal = pb::TransferOutcome_Name(outcome);
    }
    const auto posted = std::ranges::count_if(answer.outcomes(), IsPosted);
    if (posted == answer.outcomes_size()) return refusal;
    // Part of it moved, whatever is said of the rest; or nothing did, and nobody says why.
    if (posted > 0 || refusal.empty()) return core::ErrorCode::kInternal;
    return refusal;
}

}  // namespace clearway::reconciliation
