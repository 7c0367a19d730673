// SPDX-License-Identifier: Apache-2.0
// The one feature engine: the histories of payers, payees, devices and terminals, and the row of
// features that they make of an attempt. Online and offline alike; a function of what it was
// handed, in that order, and of nothing else: no clock, no random number. Bounded; not thread-safe.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "services/fraud/features/entity_history.h"
#include "services/fraud/features/entity_table.h"
#include "services/fraud/features/feature_table.h"
#include "services/fraud/features/observation.h"

namespace clearway::fraud {

class FeatureEngine {
public:
    // At most `entities_max` payers, payees, devices and terminals each: those that were not seen
    // for longest are forgotten. The table must outlive the engine.
    FeatureEngine(const FeatureTable& table, std::size_t entities_max);

    const FeatureTable& Table() const { return table_; }

    // The features of the attempt in the table's order, as of what was counted before, itself
    // included where the table says so; then counts it. NaN: not known. The row has Table().Size().
    void Observe(const Observation& attempt, std::span<double> row);
    // The two halves of Observe().
    void Read(const Observation& attempt, std::span<double> row) const;
    void Count(const Observation& attempt);
    // Takes out what was counted: the payment has other terms now.
    void Withdraw(const Observation& attempt);
    // An attempt with these parties and this time was reported as fraud. Features see it once their
    // delay is over, however early it came.
    void Report(const Observation& attempt);

    // The whole state, the parties in the order in which they would be forgotten. Load() takes the
    // place of what was there and throws BadState.
    void Save(StateWriter& out) const;
    void Load(StateReader& in);
    // SHA-256 of the state, 64 hex digits: the same events in the same order make the same.
    std::string StateHash() const;

    std::size_t Entities() const;
    // Bytes of the entities with what they hold on the heap.
    std::size_t EntityBytes() const;

private:
    static constexpr std::size_t kHistories = 4;  // Subject::kPayer to kTerminal

    struct Slot {
        std::size_t history;
        Window window;
    };
    struct Step {
        Measure measure;
        Subject subject;
        bool ever;
        std::uint16_t slot;  // of the totals, when not ever
        Window window;
    };

    static std::size_t HistoryOf(Subject subject);
    template <class Act>
    void ForEachEntity(const Observation& attempt, const Act& act);  // table, key, Sighting

    const FeatureTable& table_;
    std::size_t entities_max_;
    std::vector<Slot> slots_;  // each window of each history once, however many features read it
    std::vector<Step> steps_;
    std::vector<EntityTable<EntityHistory>> histories_;
};

}  // namespace clearway::fraud
