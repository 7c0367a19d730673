// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/offline/history.h"

namespace clearway::fraud {

bool Apply(FeatureEngine& engine, const HistoryEntry& entry, std::span<double> row) {
    const auto& attempt = entry.transaction.attempt;
    switch (entry.kind) {
        case HistoryEntry::Kind::kTransaction: engine.Observe(attempt, row); return true;
        case HistoryEntry::Kind::kReport: engine.Report(attempt); return false;
        case HistoryEntry::Kind::kWithdrawal: engine.Withdraw(attempt); return false;
    }
    return false;
}

}  // namespace clearway::fraud
