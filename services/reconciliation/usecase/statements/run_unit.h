// SPDX-License-Identifier: Apache-2.0
// One account of a run, in one transaction: what is found takes the place of what was found before,
// but for what is settled for good, which it leaves to itself.
#pragma once

#include <chrono>
#include <optional>
#include <span>

#include "services/reconciliation/domain/exceptions/decide_exception.h"
#include "services/reconciliation/usecase/statements/unit_result.h"

namespace clearway::reconciliation {

// What a run needs of the store, inside one transaction; whoever else works on statements waits for
// its end. Failures of the database are exceptions.
class UnitStore {
public:
    virtual ~UnitStore() = default;
    // Takes back what is settled where rows came behind the checkpoint that it was settled without.
    virtual void LiftForLateRows(const core::AccountId& account) = 0;
    virtual UnitBook LoadBook(const core::AccountId& account) = 0;
    // Those that are not settled.
    virtual std::vector<StatementException> LoadExceptions(const core::AccountId& account) = 0;
    virtual void SaveMatches(const UnitResult& result, const core::Uuid& run,
                             core::Timestamp at) = 0;
    // New exceptions and changes of those that are there, each with its step of the trail.
    virtual void Open(std::span<const StatementException> exceptions) = 0;
    virtual void Save(std::span<const ExceptionChange> changes) = 0;
    // Settles what is of this day or before, whole matches only, and lets go of what was settled
    // and is of `forget_to` or before, but for what people work on.
    virtual void Settle(const core::AccountId& account, matching::Day settle_to,
                        std::optional<matching::Day> forget_to) = 0;
};

// Counted back from the day of an account's last statement, or from today where that is before it.
struct StatementAges {
    std::chrono::days settle{180};  // until then later evidence moves a row; zero: for ever
    std::chrono::days keep{400};    // of what is settled; zero: for ever
};

// Of one account, or of all of a run.
struct RunCounts {
    std::int64_t lines = 0;
    std::int64_t expectations = 0;
    std::int64_t lines_matched = 0;
    std::int64_t expectations_matched = 0;
    std::int64_t not_due = 0;
    std::int64_t exceptions = 0;  // that are there after it, but for those that people have ended

    void Add(const RunCounts& other);
};

struct UnitOutcome : RunCounts {
    core::AccountId account;
    std::vector<StatementException> opened = {};
    std::vector<ExceptionChange> changed = {};
};

struct UnitOrder {
    core::Uuid run;
    core::AccountId account;
    core::Timestamp at;
    bool dry_run = false;  // the caller takes back what it lifts; nothing else is written
};

UnitOutcome RunUnit(UnitStore& store, const UnitOrder& order, const matching::Rules& rules,
                    const StatementAges& ages = {});

}  // namespace clearway::reconciliation
