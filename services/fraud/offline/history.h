// SPDX-License-Identifier: Apache-2.0
// Past payments and reports of them, in the order in which the features learn of them, wherever
// they are kept.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "services/fraud/features/feature_engine.h"

namespace clearway::fraud {

struct Transaction {
    std::uint64_t line = 0;  // of its file, the first after the names is 2; 0: it is of no file
    std::string id = {};
    Observation attempt;
    bool fraud = false;  // it is labelled so: reported at any time
};

struct HistoryEntry {
    enum class Kind : std::uint8_t {
        kTransaction,
        kReport,      // the transaction was fraud
        kWithdrawal,  // it has other terms now, which follow
    };

    Kind kind = Kind::kTransaction;
    Transaction transaction;
};

class History {
public:
    virtual ~History() = default;
    // What people call it.
    virtual std::string Name() const = 0;
    virtual bool HasLabels() const = 0;
    // nullopt: that was all.
    virtual std::optional<HistoryEntry> Next() = 0;
    // How much of it was read, 0 to 1.
    virtual double Progress() const = 0;
};

// Hands the entry to the engine. True for a transaction: `row` has its features.
bool Apply(FeatureEngine& engine, const HistoryEntry& entry, std::span<double> row);

}  // namespace clearway::fraud
