// SPDX-License-Identifier: Apache-2.0
#include "services/rail_simulator/domain/plan.h"

#include <algorithm>

namespace clearway::rail_simulator {
namespace {

constexpr char kCancelledByOrder[] = "DS02";
constexpr char kAlreadyReturned[] = "ARDT";
constexpr char kWasRejected[] = "NARR";
constexpr char kSaysOpposite[] = "MS03";  // a reason that was not specified

Step Rejects(const Conduct& conduct, Act act, std::chrono::milliseconds after) {
    return {.act = act,
            .after = after,
            .told = !conduct.silent,
            .status = std::string(kRejected),
            .reason = conduct.reason.empty() ? kSaysOpposite : conduct.reason,
            .copies = conduct.answers};
}

}  // namespace

bool CanPlan(const Order& order, const Conduct& conduct) {
    return order.amount.MinorUnits() > -conduct.amount_off_by;
}

std::vector<Step> PlanOf(const Order& order, const Conduct& conduct) {
    const auto minor = order.amount.MinorUnits() + conduct.amount_off_by;
    const auto later = conduct.delay + conduct.contradicts_after;
    const auto settles = [&](std::chrono::milliseconds after) {
        return Step{.act = Act::kSettle,
                    .after = after,
                    .told = !conduct.silent,
                    .status = std::string(kAccepted),
                    .minor_units = minor,
                    .copies = conduct.answers};
    };
    std::vector<Step> steps;
    switch (conduct.outcome) {
        case Outcome::kSettle: steps = {settles(conduct.delay)}; break;
        case Outcome::kReject: steps = {Rejects(conduct, Act::kReject, conduct.delay)}; break;
        case Outcome::kWait: break;
        case Outcome::kSettleThenSayRejected:
            steps = {settles(conduct.delay), Rejects(conduct, Act::kSay, later)};
            break;
        case Outcome::kSayRejectedThenSettle:
            steps = {Rejects(conduct, Act::kSay, conduct.delay), settles(later)};
            break;
    }
    if (conduct.returns_after)
        steps.push_back({.act = Act::kReturn,
                         .after = conduct.delay + *conduct.returns_after,
                         .reason = conduct.return_reason,
                         .minor_units = minor});
    return steps;
}

std::vector<Step> FilePlanOf(const Order& order, const Conduct& conduct) {
    auto steps = PlanOf(order, conduct);
    for (auto& step : steps)
        if (step.after.count() == 0 && step.act != Act::kSay) step.told = false;
    return steps;
}

Step ReportStep(int copies) { return {.act = Act::kReport, .copies = copies}; }

core::Timestamp DayEnd(core::Timestamp booked) {
    return std::chrono::floor<std::chrono::days>(booked) + std::chrono::days(1);
}

core::Timestamp CycleEnd(core::Timestamp now, std::chrono::minutes cycle) {
    const auto since = now.time_since_epoch();
    return core::Timestamp((since / std::chrono::microseconds(cycle) + 1) *
                           std::chrono::microseconds(cycle));
}

Manner MannerOf(const Rule* rule) {
    if (rule == nullptr) return {};
    return {.rule = rule->name,
            .silent = rule->then.silent,
            .deaf = rule->then.deaf,
            .notifies = rule->then.notifies,
            .recall_refusal = rule->then.recall_refusal};
}

Status StatusOf(const Payment& payment) {
    switch (payment.state) {
        case State::kPending: return {.status = std::string(kPending)};
        case State::kRejected: return {.status = std::string(kRejected), .reason = payment.reason};
        case State::kCancelled:
            return {.status = std::string(kRejected), .reason = kCancelledByOrder};
        case State::kSettled:
        case State::kReturned: break;
    }
    return {.status = std::string(kAccepted)};
}

std::string GroupStatusOf(std::span<const Status> statuses) {
    const auto all = [&](std::string_view status) {
        return std::ranges::all_of(statuses, [&](const auto& one) { return one.status == status; });
    };
    if (all(kAccepted)) return std::string(kAccepted);
    return all(kRejected) ? std::string(kRejected) : "PART";
}

std::optional<Status> AnswerEnquiry(const Payment& payment) {
    if (payment.manner.deaf) return std::nullopt;
    return StatusOf(payment);
}

RecallAnswer AnswerRecall(const Payment* payment) {
    if (payment == nullptr) return {.reason = std::string(kNeverHad)};
    switch (payment->state) {
        case State::kCancelled: return {.granted = true};
        case State::kReturned: return {.reason = kAlreadyReturned};
        case State::kRejected: return {.reason = kWasRejected};
        case State::kPending:
        case State::kSettled: break;
    }
    if (!payment->manner.recall_refusal.empty()) return {.reason = payment->manner.recall_refusal};
    if (payment->state == State::kPending) return {.granted = true, .cancels = true};
    return {.granted = true, .returns = true};
}

bool Applies(const Step& step, const Payment& payment) {
    switch (step.act) {
        case Act::kSettle:
        case Act::kReject: return payment.state == State::kPending;
        case Act::kReturn: return payment.state == State::kSettled;
        case Act::kSay: return payment.state != State::kCancelled;
        case Act::kReport:
        case Act::kState: return true;
    }
    return false;
}

void Apply(const Step& step, core::Timestamp now, Payment& payment) {
    switch (step.act) {
        case Act::kSettle:
            payment.state = State::kSettled;
            payment.settled_minor = step.minor_units;
            payment.settled_at = now;
            return;
        case Act::kReject:
            payment.state = State::kRejected;
            payment.reason = step.reason;
            return;
        case Act::kReturn:
            payment.state = State::kReturned;
            payment.reason = step.reason;
            return;
        case Act::kSay:
        case Act::kReport:
        case Act::kState: return;
    }
}

}  // namespace clearway::rail_simulator
