// SPDX-License-Identifier: Apache-2.0
// The platform's own payments as its feature log has them, up to the end that the log had at the
// start. The features see what those of the service see: the same entries in the same order, a
// report where it came in. A payment is labelled as fraud when the log holds a report of it,
// however late.
#pragma once

#include <memory>
#include <unordered_set>
#include <vector>

#include "services/fraud/features/entity_table.h"
#include "services/fraud/offline/history.h"
#include "services/fraud/usecase/ports.h"

namespace clearway::fraud {

class LoggedHistory final : public History {
public:
    // Reads `read_at_once` entries at a time. Remembers as many payments as the service does unless
    // told otherwise. Throws what the log does, as Next() does.
    explicit LoggedHistory(std::unique_ptr<FeatureLogReader> log,
                           std::int64_t read_at_once = 10'000,
                           std::size_t payments_max = 1'000'000);

    std::string Name() const override { return "the feature log"; }
    bool HasLabels() const override { return true; }
    std::optional<HistoryEntry> Next() override;
    double Progress() const override;

private:
    bool ReadOn();
    void TakeAttempt(const Attempt& attempt);
    void Add(HistoryEntry::Kind kind, const Attempt& attempt);

    std::unique_ptr<FeatureLogReader> log_;
    std::int64_t read_at_once_;
    std::int64_t end_;
    std::unordered_set<core::PaymentId> reported_;
    EntityTable<std::optional<Attempt>> payments_;  // as they are counted
    std::optional<std::int64_t> first_;             // sequences
    std::int64_t position_ = 0;
    std::vector<HistoryEntry> entries_;  // of the piece that was read last
    std::size_t next_ = 0;               // of them
};

}  // namespace clearway::fraud
