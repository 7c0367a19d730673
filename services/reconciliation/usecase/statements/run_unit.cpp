// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/usecase/statements/run_unit.h"

#include <algorithm>
#include <unordered_map>

#include "services/reconciliation/usecase/statements/day_at.h"

namespace clearway::reconciliation {
namespace {

// New ones, and what the run says of those that are known.
void Compare(const UnitResult& result, const std::vector<StatementException>& known,
             core::Timestamp at, UnitOutcome& outcome) {
    std::unordered_map<core::Uuid, const StatementException*> found;
    for (const auto& one : result.exceptions) found.emplace(one.exception_id, &one);
    for (const auto& one : known) {
        const auto there = found.extract(one.exception_id);
        const bool is_there = !there.empty();
        if (auto change = OnRun(one, is_there ? there.mapped() : nullptr, at))
            outcome.changed.push_back(std::move(*change));
        const bool ended = one.IsOver() && one.state != ExceptionState::kHealed;
        outcome.exceptions += is_there && !ended;
    }
    for (const auto& one : result.exceptions)
        if (found.contains(one.exception_id)) outcome.opened.push_back(one);
    outcome.exceptions += std::ssize(outcome.opened);
}

// Of what a run may still say something.
std::int64_t OpenLines(const UnitBook& unit) {
    return std::ssize(unit.book.lines) - std::ssize(unit.settled_lines);
}

std::int64_t OpenExpectations(const UnitBook& unit) {
    return std::ranges::count(unit.expected, false, &UnitBook::Expected::settled);
}

// A day that has not come settles nothing, whatever statement names it.
matching::Day NoLaterThan(matching::Day day, core::Timestamp at) {
    return std::min(day, DayAt(at));
}

void Settle(UnitStore& store, const core::AccountId& account, matching::Day last_day,
            const StatementAges& ages) {
    if (ages.settle.count() == 0) return;
    const auto before = [&](std::chrono::days age) {
        return last_day - static_cast<matching::Day>(age.count());
    };
    const auto forget_to = ages.keep.count() == 0 ? std::nullopt : std::optional(before(ages.keep));
    store.Settle(account, before(ages.settle), forget_to);
}

}  // namespace

void RunCounts::Add(const RunCounts& other) {
    lines += other.lines;
    expectations += other.expectations;
    lines_matched += other.lines_matched;
    expectations_matched += other.expectations_matched;
    not_due += other.not_due;
    exceptions += other.exceptions;
}

UnitOutcome RunUnit(UnitStore& store, const UnitOrder& order, const matching::Rules& rules,
                    const StatementAges& ages) {
    store.LiftForLateRows(order.account);
    auto unit = store.LoadBook(order.account);
    const auto result = FindResult(unit, rules, order.at);
    UnitOutcome outcome{{.lines = OpenLines(unit),
                         .expectations = OpenExpectations(unit),
                         .not_due = result.not_due},
                        order.account};
    outcome.lines_matched = outcome.lines - std::ssize(result.unmatched_lines);
    outcome.expectations_matched = outcome.expectations - std::ssize(result.unmatched_expectations);
    Compare(result, store.LoadExceptions(order.account), order.at, outcome);
    if (order.dry_run) return outcome;
    store.SaveMatches(result, order.run, order.at);
    store.Open(outcome.opened);
    store.Save(outcome.changed);
    if (result.last_day)
        Settle(store, order.account, NoLaterThan(*result.last_day, order.at), ages);
    return outcome;
}

}  // namespace clearway::reconciliation
