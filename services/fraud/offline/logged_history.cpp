// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/offline/logged_history.h"

#include <utility>

namespace clearway::fraud {

using Kind = HistoryEntry::Kind;

LoggedHistory::LoggedHistory(std::unique_ptr<FeatureLogReader> log, std::int64_t read_at_once,
                             std::size_t payments_max)
    : log_(std::move(log)),
      read_at_once_(read_at_once),
      end_(log_->End()),
      payments_(payments_max) {
    const auto reported = log_->ReportedUntil(end_);
    reported_.insert(reported.begin(), reported.end());
}

std::optional<HistoryEntry> LoggedHistory::Next() {
    while (next_ == entries_.size()) {
        if (!ReadOn()) return std::nullopt;
    }
    return std::move(entries_[next_++]);
}

// False at the end. What was read may hold nothing for the features.
bool LoggedHistory::ReadOn() {
    entries_.clear();
    next_ = 0;
    if (position_ >= end_) return false;
    const auto read = log_->ReadAfter(position_, read_at_once_);
    for (const auto& entry : read) {
        if (entry.sequence > end_) break;
        if (!first_) first_ = entry.sequence;
        if (entry.kind == LogEntry::Kind::kAttempt)
            TakeAttempt(entry.attempt);
        else if (IsPlausible(entry.attempt.created_at))
            Add(Kind::kReport, entry.attempt);
    }
    position_ = read.empty() ? end_ : read.back().sequence;
    return true;
}

// As PaymentAssessor::Learn() does it.
void LoggedHistory::TakeAttempt(const Attempt& attempt) {
    auto& counted = payments_.Touch(attempt.payment_id.value);
    if (counted) {
        if (SameTerms(*counted, attempt)) return;
        Add(Kind::kWithdrawal, *counted);
    }
    counted.reset();
    if (!IsPlausible(attempt.created_at)) return;
    counted = attempt;
    Add(Kind::kTransaction, attempt);
}

void LoggedHistory::Add(Kind kind, const Attempt& attempt) {
    entries_.push_back({.kind = kind,
                        .transaction = {.id = attempt.payment_id.ToString(),
                                        .attempt = ObservationOf(attempt),
                                        .fraud = reported_.contains(attempt.payment_id)}});
}

double LoggedHistory::Progress() const {
    if (!first_ || position_ >= end_) return position_ >= end_ ? 1 : 0;
    return static_cast<double>(position_ - *first_) / static_cast<double>(end_ - *first_);
}

}  // namespace clearway::fraud
