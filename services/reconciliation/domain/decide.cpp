// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/domain/decide.h"

#include <string>

#include "services/reconciliation/domain/judge.h"

namespace clearway::reconciliation {

namespace {

// Deterministic: a batch that is decided again after a rollback opens the same break.
core::Uuid DeriveBreakId(const core::PaymentId& payment, BreakReason reason, std::int32_t version) {
    return core::Uuid::Derive(payment.value, "break/" + std::string(NameOf(reason)) + "/" +
                                                 std::to_string(version));
}

// Decides on one record after another; the facts of each take the next versions of its stream.
class Decision {
public:
    Decision(core::Timestamp late_before, core::Timestamp now)
        : late_before_(late_before), now_(now) {}

    void On(Record& record) {
        const auto judgement = Judge(record, late_before_);
        CloseHealed(record, judgement);
        OpenFound(record, judgement);
        auto& standing = record.standing;
        if (judgement.matched && !standing.reconciled) {
            standing.reconciled = true;
            Tell(record, PaymentReconciled{});
        }
        changes_.matched_more += judgement.matched - standing.matched;
        changes_.in_flight_more += judgement.in_flight - standing.in_flight;
        standing.matched = judgement.matched;
        standing.in_flight = judgement.in_flight;
    }
    Changes Take() { return std::move(changes_); }

private:
    void CloseHealed(Record& record, const Judgement& judgement) {
        std::erase_if(record.standing.open, [&](const OpenBreak& open) {
            if ((judgement.found & BitOf(open.reason)) != 0) return false;
            changes_.closed.push_back(open.break_id);
            Tell(record, BreakClosed{open.break_id, open.reason});
            return true;
        });
    }
    // Follows CloseHealed(): what is still open was found again.
    void OpenFound(Record& record, const Judgement& judgement) {
        auto missing = judgement.found;
        for (const auto& open : record.standing.open) missing &= ~BitOf(open.reason);
        for (const auto reason : ReasonsIn(missing)) {
            const auto id = DeriveBreakId(record.payment_id, reason,
                                          record.standing.stream_version + 1);
            Tell(record, BreakDetected{id, reason});
            record.standing.open.push_back({id, reason});
            changes_.opened.push_back({.break_id = id,
                                       .payment_id = record.payment_id,
                                       .reason = reason,
                                       .expected = judgement.expected,
                                       .actual = judgement.actual,
                                       .detected_at = now_,
                                       .closed_at = {}});
        }
    }
    template <class What>
    void Tell(Record& record, What what) {
        changes_.facts.push_back({.payment_id = record.payment_id,
                                  .version = ++record.standing.stream_version,
                                  .occurred_at = now_,
                                  .what = std::move(what)});
    }

    const core::Timestamp late_before_;
    const core::Timestamp now_;
    Changes changes_;
};

}  // namespace

Changes Decide(std::span<Record> records, core::Timestamp late_before, core::Timestamp now) {
    Decision decision(late_before, now);
    for (auto& record : records) decision.On(record);
    return decision.Take();
}

}  // namespace clearway::reconciliation
