// SPDX-License-Identifier: Apache-2.0
// What the use cases need of the store. No SQL, no proto; failures of the database are exceptions.
#pragma once

#include <span>
#include <vector>

#include "services/fraud/domain/attempt.h"

namespace clearway::fraud {

// One entry of the feature log: what the features are made of, in the order in which it was stored.
struct LogEntry {
    enum class Kind : std::uint8_t { kAttempt = 1, kReport = 2 };

    std::int64_t sequence = 0;  // rises; there may be gaps
    Kind kind = Kind::kAttempt;
    Attempt attempt;  // of a report: the attempt that was fraud
};

// The feature log inside the transaction of its only writer.
class FeatureLogWriter {
public:
    virtual ~FeatureLogWriter() = default;
    // Adds the attempts of payments whose first decision this is: no assessment of them is in the
    // event store, which forgets nothing. True for each that was added.
    virtual std::vector<bool> Append(std::span<const DecidedPayment> payments) = 0;
    // Adds a report of each payment whose attempt the log holds and that was not reported before.
    virtual void AppendReports(std::span<const core::PaymentId> payments) = 0;
};

// The feature log outside of it. One caller at a time.
class FeatureLogReader {
public:
    virtual ~FeatureLogReader() = default;
    // Names this log, for as long as it lives.
    virtual core::Uuid Identity() = 0;
    // The sequence of its last entry, 0 when it is empty.
    virtual std::int64_t End() = 0;
    // The entries behind `sequence` in their order, `limit` at most.
    virtual std::vector<LogEntry> ReadAfter(std::int64_t sequence, std::int64_t limit) = 0;
    // The payments of which it holds a report, up to `sequence`.
    virtual std::vector<core::PaymentId> ReportedUntil(std::int64_t sequence) = 0;
};

}  // namespace clearway::fraud
