// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/events/fraud_reported.h"

#include "clearway/fraud/v1/fraud_events.pb.h"

namespace clearway::fraud {

events::NewEvent ToEvent(const FraudReport& report, std::int32_t version,
                         const std::string& traceparent) {
    const std::string kind(NameOf(report.kind));
    v1::FraudReported fact;
    fact.set_payment_id(report.payment.ToString());
    fact.set_kind(kind);
    fact.set_reason(report.reason);
    fact.set_reported_by(report.reported_by);
    auto event = events::MakeEvent(ReportStream(report.payment), version, fact, report.reported_at,
                                   "reported: " + kind);
    event.traceparent = traceparent;
    return event;
}

}  // namespace clearway::fraud
