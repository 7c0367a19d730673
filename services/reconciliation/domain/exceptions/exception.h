// SPDX-License-Identifier: Apache-2.0
// A difference between a bank's statement and what the ledger moved, and what people make of it.
// Plain values; no I/O, no clock.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/clock.h"
#include "core/ids.h"
#include "core/money.h"

namespace clearway::reconciliation {

// The numbers are those of the table and of the public enumeration; append only.
enum class ExceptionState : std::uint8_t {
    kOpen = 1,
    kProposed = 2,  // the adjustment waits for a second operator
    kApproved = 3,  // it is being posted: by whoever gets to it, once
    kPosted = 4,
    kClosed = 5,  // by an operator, with a reason and without an adjustment
    kHealed = 6,  // later evidence explained it
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
                         // already: a person looks
    kRefreshed = 13,     // a run finds other terms; who proposed the old ones has proposed nothing
};
std::string_view NameOf(ExceptionStep step);

// What would set the books right. The nostro is the ledger's account for the one at the bank,
// suspense takes what nobody has explained yet.
struct SuggestedAdjustment {
    bool debit_nostro = false;      // else credit; the other side is suspense
    std::int64_t amount_minor = 0;  // 0: there is nothing to post
    std::string text;               // for a person
};

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
    std::string assignee = {};
    std::string proposed_by = {};
    std::string approved_by = {};
    // The other side of the adjustment, as it was at the approval: it is posted with no other one.
    std::optional<core::AccountId> suspense = {};
    std::int32_t version = 1;  // of its trail: one a step
    core::Timestamp opened_at = {};
    core::Timestamp changed_at = {};

    // Nobody works on it any more.
    bool IsOver() const {
        return state == ExceptionState::kPosted || state == ExceptionState::kClosed ||
               state == ExceptionState::kHealed;
    }
    // What an operator agrees to: amount, side, currency and day.
    bool HasTermsOf(const StatementException& other) const;
    // Of the adjustment, whoever posts it and however often.
    core::TransferId Transfer() const;
};

// The same two rows of an account with the same difference are the same exception in every run.
core::Uuid ExceptionIdOf(const core::AccountId& account, std::string_view exception_class,
                         const std::optional<core::Uuid>& line,
                         const std::optional<core::TransferId>& expectation);

}  // namespace clearway::reconciliation
