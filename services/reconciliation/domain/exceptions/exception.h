// SPDX-License-Identifier: Apache-2.0
// A difference between a bank's statement and what the ledger moved, and what people make of it.
// Plain values; no I/O, no clock.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.h"
#include "core/ids.h"
#include "services/reconciliation/domain/exceptions/adjustment.h"

namespace clearway::reconciliation {

// The numbers are those of the table and of the public enumeration; append only.
enum class ExceptionState : std::uint8_t {
    kOpen = 1,
    kProposed = 2,  // the adjustment waits for a second operator
    kApproved = 3,  // it is being posted: by whoever gets to it, once
    kPosted = 4,
    kClosed = 5,  // by an operator, with a reason and without an adjustment
    kHealed = 6,  // later evidence explained it
    // What was posted is taken back, once it is contradicted.
    kReversalProposed = 7,
    kReversalApproved = 8,
    kReversed = 9,
    // What is contradicted stays as it is: the posting, or that it was taken back.
    kStandProposed = 10,
    kReversalStandProposed = 11,
};
std::string_view NameOf(ExceptionState state);  // "proposed"

// What was done, in the trail.
enum class ExceptionStep : std::uint8_t {
    kOpened = 1,
    kAssigned = 2,
    kNoted = 3,
    kProposed = 4,
    kRejected = 5,
    kApproved = 6,
    kPosted = 7,
    kRefused = 8,  // by the ledger
    kClosed = 9,
    kHealed = 10,
    kReopened = 11,
    kContradicted = 12,  // later evidence explains, or is of other terms than, what was posted
                         // already, or there is again what was taken back: a person looks
    kRefreshed = 13,     // a run finds other terms; who proposed the old ones has proposed nothing
    kReversed = 14,      // by the ledger
    kStandProposed = 15,
    kStands = 16,     // two operators know of the evidence, and leave it as it is
    kSupported = 17,  // a run finds nothing against it any more
};
std::string_view NameOf(ExceptionStep step);

struct StatementException {
    core::Uuid exception_id;
    core::AccountId account;
    std::string exception_class;  // "wrong_amount": see docs/reconciliation_rules.md
    std::optional<core::Uuid> line_id = {};
    std::optional<core::TransferId> expectation_id = {};
    std::optional<core::PaymentId> payment_id = {};
    core::Currency currency;
    std::int64_t value_day = 0;  // since 1970-01-01
    SuggestedAdjustment adjustment = {};

    ExceptionState state = ExceptionState::kOpen;
    bool contradicted = false;
    // What runs find against what is posted or taken back: "explained", or terms. It stays where
    // operators let that stand, so that only other evidence contradicts it once more.
    std::string contradiction = {};
    std::string assignee = {};
    std::string proposed_by = {};
    // The posting, or what was approved of it since: a proposal that waits leaves it as it is.
    std::string approved_by = {};
    // As they were at the approval: it is posted between no others, and taken back between these.
    std::optional<AdjustmentAccounts> accounts = {};
    std::int32_t version = 1;  // of its trail: one a step
    core::Timestamp opened_at = {};
    core::Timestamp changed_at = {};

    // Nobody works on it any more.
    bool IsOver() const {
        return state == ExceptionState::kPosted || state == ExceptionState::kClosed ||
               state == ExceptionState::kHealed || state == ExceptionState::kReversed;
    }
    // An adjustment of it is posted, or being posted, or was.
    bool IsAdjusted() const;
    // It was posted and taken back.
    bool IsReversed() const {
        return state == ExceptionState::kReversed ||
               state == ExceptionState::kReversalStandProposed;
    }
    bool AwaitsSecondOperator() const;
    // What an operator agrees to: amounts, sides, currencies and day.
    bool HasTermsOf(const StatementException& other) const;
    std::string Terms() const;  // of others with the same terms the same
    // The first transfer of the adjustment, whoever posts it and however often.
    core::TransferId Transfer() const;
    core::TransferId ReversalTransfer() const;
    // What is to be posted now: the adjustment, or its reversal. Empty: it is not approved.
    std::vector<AdjustmentTransfer> TransfersToPost() const;
};

// The same two rows of an account with the same difference are the same exception in every run.
core::Uuid ExceptionIdOf(const core::AccountId& account, std::string_view exception_class,
                         const std::optional<core::Uuid>& line,
                         const std::optional<core::TransferId>& expectation);

}  // namespace clearway::reconciliation
