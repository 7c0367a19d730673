// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/usecase/assess_payment.h"

#include <utility>

#include "services/fraud/usecase/follow_log.h"
#include "telemetry/cpu_time.h"

namespace clearway::fraud {

namespace {

std::vector<metrics::Counter> OutcomeCounters() {
    std::vector<metrics::Counter> counters;
    for (const auto* outcome : {"approve", "challenge", "review", "decline"}) {
        counters.emplace_back("clearway_fraud_assessments_total", "Payments assessed, by outcome.",
                              metrics::Labels{{"outcome", outcome}});
    }
    return counters;
}

metrics::Counter CpuCounter(const char* explained) {
    return {"clearway_fraud_assessment_cpu_seconds_total",
            "CPU time of assessments: features, model, policy and explanation.",
            metrics::Labels{{"explained", explained}}};
}

}  // namespace

PaymentAssessor::PaymentAssessor(FeatureEngine engine, std::shared_ptr<const Scoring> scoring,
                                 const PartyLists& lists, std::size_t payments_max)
    : lists_(lists),
      cpu_plain_(CpuCounter("no")),
      cpu_explained_(CpuCounter("yes")),
      outcomes_(OutcomeCounters()),
      engine_(std::move(engine)),
      scoring_(std::move(scoring)),
      payments_(payments_max),
      row_(engine_.Table().Size()) {}

Assessment PaymentAssessor::Assess(const Attempt& attempt) {
    const auto begun = metrics::ThreadCpuSeconds();
    auto found = Count(attempt);
    if (!found.scoring) {
        found.answer->complete.wait(false);
        return found.answer->assessment;
    }
    Complete(found);
    const auto& cpu = found.row.empty() ? cpu_plain_ : cpu_explained_;
    cpu.Add(metrics::ThreadCpuSeconds() - begun);
    return found.answer->assessment;
}

PaymentAssessor::Case PaymentAssessor::Count(const Attempt& attempt) {
    const std::lock_guard lock(mutex_);
    auto& remembered = payments_.Touch(attempt.payment_id.value);
    if (remembered.counted) {
        if (remembered.answer && SameTerms(*remembered.counted, attempt))
            return {.answer = remembered.answer};
        engine_.Withdraw(ObservationOf(*remembered.counted));
    }
    remembered = {.counted = attempt, .answer = nullptr};
    engine_.Observe(ObservationOf(attempt), row_);
    Case open{.answer = std::make_shared<Answer>(),
              .scoring = scoring_,
              .judgement = scoring_->Judge(row_, lists_.FlagsOf(attempt), orders_.Count(attempt))};
    const auto outcome = open.judgement.verdict.outcome;
    if (outcome != Outcome::kApprove) open.row = row_;
    outcomes_[static_cast<std::size_t>(outcome)].Add();
    remembered.answer = open.answer;
    return open;
}

// Without the lock: an explanation takes longer than all the rest, and no other payment waits for
// it.
void PaymentAssessor::Complete(Case& open) {
    // Also when something throws: whoever waits for this answer gets what there is of it.
    const struct Completion {
        ~Completion() {
            complete.test_and_set();
            complete.notify_all();
        }
        std::atomic_flag& complete;
    } completion{open.answer->complete};
    auto& assessment = open.answer->assessment;
    assessment.outcome = open.judgement.verdict.outcome;
    assessment.score = open.judgement.score;
    assessment.policy_version = open.scoring->PolicyVersion();
    assessment.model_version = open.scoring->ModelVersion();
    if (!open.row.empty()) open.scoring->Explain(open.row, open.judgement);
    assessment.reasons = open.scoring->ReasonsOf(open.judgement);
    assessment.contributions = std::move(open.judgement.contributions);
}

void PaymentAssessor::Learn(std::span<const LogEntry> entries) {
    for (const auto& entry : entries) {
        // Taken once an entry, so that a long batch never keeps a score waiting.
        const std::lock_guard lock(mutex_);
        if (entry.kind == LogEntry::Kind::kAttempt) {
            auto& remembered = payments_.Touch(entry.attempt.payment_id.value);
            if (remembered.counted) {
                if (SameTerms(*remembered.counted, entry.attempt)) continue;
                engine_.Withdraw(ObservationOf(*remembered.counted));
            }
            if (!IsPlausible(entry.attempt.created_at)) {
                remembered = {};
                continue;
            }
            remembered = {.counted = entry.attempt, .answer = nullptr};
            orders_.Count(entry.attempt);
        }
        ApplyEntry(engine_, entry);
    }
}

void PaymentAssessor::Use(std::shared_ptr<const Scoring> scoring) {
    const std::lock_guard lock(mutex_);
    scoring_.swap(scoring);
}

std::shared_ptr<const Scoring> PaymentAssessor::Used() {
    const std::lock_guard lock(mutex_);
    return scoring_;
}

std::size_t PaymentAssessor::Entities() {
    const std::lock_guard lock(mutex_);
    return engine_.Entities();
}

}  // namespace clearway::fraud
