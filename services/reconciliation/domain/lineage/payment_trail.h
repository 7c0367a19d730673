// SPDX-License-Identifier: Apache-2.0
// What facts tell of a payment's way: who asked, what was decided, where it left, what moved. In
// whatever order they come. Plain values; no I/O, no clock.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/ids.h"
#include "core/money.h"
#include "services/reconciliation/domain/expectation.h"

namespace clearway::reconciliation {

struct TrailReason {
    std::string code = {};
    std::string message = {};
    std::string iso_code = {};  // empty: the code is one, or there is none

    friend bool operator==(const TrailReason&, const TrailReason&) = default;
};

struct TrailOrder {
    std::string partner_id;
    core::AccountId debtor;
    std::optional<core::AccountId> creditor;  // absent: a party elsewhere
    core::Money amount;
    std::string end_to_end_id;
    core::Timestamp created_at;
};

// The request that made the payment.
struct TrailRequest {
    std::string request_id = {};
    std::string trace_id = {};
    std::string payment_file_id = {};  // empty: it came by the API
    std::int32_t file_position = 0;
};

enum class DecisionOutcome : std::uint8_t { kAuthorised = 1, kDeclined = 2, kInReview = 3 };

struct TrailDecision {
    DecisionOutcome outcome = DecisionOutcome::kAuthorised;
    core::Timestamp at;
    std::vector<TrailReason> reasons = {};  // for the partner
    std::vector<std::string> degradations = {};
    std::int32_t fraud_score = -1;  // 0 to 1000; -1: not scored
    std::vector<TrailReason> fraud_reasons = {};
    std::string fraud_policy_version = {};
    std::string fraud_model_version = {};
    std::string screening_outcome = {};
    std::string screening_list_version = {};
    std::string screening_case_id = {};
};

struct TrailTransfer {
    core::TransferId transfer_id;
    core::AccountId debtor;
    core::AccountId creditor;
    core::Money amount;
    std::int64_t window_number = 0;  // 0: nothing to settle
    bool is_return = false;
    core::Timestamp at;
};

enum class RailState : std::uint8_t {
    kSubmitted = 1,
    kUnknown = 2,  // no answer in time
    kAccepted = 3,
    kRejected = 4,
    kReturned = 5,
};

struct TrailRail {
    RailState state = RailState::kSubmitted;
    std::string rail = {};
    std::string rule = {};
    std::vector<std::string> left_out = {};
    std::int32_t attempts = 0;
    std::string message_id = {};
    std::string uetr = {};
    std::optional<core::Timestamp> submitted_at = {};
    std::optional<core::Timestamp> answered_at = {};
    TrailReason reason = {};
    std::vector<std::string> return_ids = {};
    std::vector<std::string> conflict_ids = {};
    bool recall_requested = false;
};

struct PaymentTrail {
    core::PaymentId payment_id;
    std::optional<TrailOrder> order = {};  // absent: not heard yet
    TrailRequest request = {};
    std::vector<TrailDecision> decisions = {};  // in their order
    std::optional<PaymentState> state = {};     // as of the payment's latest fact
    core::Timestamp state_at = {};
    std::optional<TrailRail> rail = {};
    std::vector<TrailTransfer> transfers = {};  // in their order
};

// What is there of a payment at our banks.
struct AtTheBank {
    std::size_t expected = 0;  // transfers that statements must show
    std::size_t matched = 0;   // that they do
};

// The last link that is there.
enum class LineageStage : std::uint8_t {
    kUnknown = 0,  // only what came later was heard so far
    kDecided = 1,
    kAtRail = 2,
    kMoved = 3,
    kOnStatement = 4,
};

LineageStage StageOf(const PaymentTrail& trail, const AtTheBank& bank);

// Whether no link is to come any more.
bool IsComplete(const PaymentTrail& trail, const AtTheBank& bank);

}  // namespace clearway::reconciliation
