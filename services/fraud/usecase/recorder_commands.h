// SPDX-License-Identifier: Apache-2.0
// What changes the service's state: what events tell, and what callers ask for. One writer applies
// all of it.
#pragma once

#include <variant>

#include "core/result.h"
#include "services/fraud/domain/attempt.h"
#include "services/fraud/domain/fraud_report.h"
#include "services/fraud/domain/party_listing.h"
#include "services/fraud/domain/review_case.h"

namespace clearway::fraud {

using RecorderCommand = std::variant<DecidedPayment, OpenReview, EndReview, LearnReport,
                                     ReportFraud, ListParty, UnlistParty>;
// Of the command's own kind; Done for what events tell.
using RecorderReply = std::variant<core::Done, FraudReport, PartyListing>;

}  // namespace clearway::fraud
