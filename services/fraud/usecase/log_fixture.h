// SPDX-License-Identifier: Apache-2.0
// For tests: a feature log in memory.
#pragma once

#include <algorithm>
#include <vector>

#include "services/fraud/usecase/ports.h"

namespace clearway::fraud {

// A log of which only the first entries were stored yet.
class FakeLog final : public FeatureLogReader {
public:
    core::Uuid Identity() override { return identity; }
    std::int64_t End() override { return visible == 0 ? 0 : entries[visible - 1].sequence; }
    std::vector<LogEntry> ReadAfter(std::int64_t sequence, std::int64_t limit) override {
        const auto end = entries.begin() + static_cast<std::ptrdiff_t>(visible);
        const auto first =
            std::ranges::upper_bound(entries.begin(), end, sequence, {}, &LogEntry::sequence);
        return {first, first + std::min<std::ptrdiff_t>(limit, end - first)};
    }
    std::vector<core::PaymentId> ReportedUntil(std::int64_t sequence) override {
        std::vector<core::PaymentId> reported;
        for (const auto& entry : ReadAfter(0, static_cast<std::int64_t>(visible))) {
            if (entry.kind == LogEntry::Kind::kReport && entry.sequence <= sequence)
                reported.push_back(entry.attempt.payment_id);
        }
        return reported;
    }

    core::Uuid identity = EntityKeyOf("this log");
    std::vector<LogEntry> entries;
    std::size_t visible = 0;
};

}  // namespace clearway::fraud
