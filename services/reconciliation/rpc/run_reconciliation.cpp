// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/rpc/run_reconciliation.h"

namespace clearway::reconciliation {

async::Task<core::Result<v1::RunReconciliationResponse>> RunReconciliation(
    ReconciliationRun& run, const rpc::CallContext& call,
    const v1::RunReconciliationRequest& request, std::stop_token stop) {
    const std::chrono::seconds grace(request.grace_seconds());
    auto outcome = co_await run.Run(grace, call.deadline, std::move(stop));
    if (!outcome) co_return std::move(outcome).error();
    v1::RunReconciliationResponse response;
    response.set_payments_checked(outcome->payments_checked);
    response.set_matched(outcome->totals.matched);
    response.set_in_flight(outcome->totals.in_flight);
    response.set_breaks_open(outcome->totals.breaks_open);
    response.set_breaks_new(outcome->breaks_new);
    response.set_breaks_closed(outcome->breaks_closed);
    co_return response;
}

}  // namespace clearway::reconciliation
