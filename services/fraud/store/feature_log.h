// SPDX-License-Identifier: Apache-2.0
// The feature log in PostgreSQL. Set-based; never a decision.
#pragma once

#include <string>

#include "postgres/connection.h"
#include "postgres/partitions.h"
#include "services/fraud/usecase/ports.h"

namespace clearway::fraud {

// The log is divided by the month in which entries were stored.
postgres::PartitionedTable FeatureLogPartitions();

// The log inside the writer's transaction, which must outlive it.
class FeatureLog final : public FeatureLogWriter {
public:
    explicit FeatureLog(postgres::Transaction& transaction) : transaction_(transaction) {}
    std::vector<bool> Append(std::span<const DecidedPayment> payments) override;
    void AppendReports(std::span<const core::PaymentId> payments) override;

private:
    postgres::Transaction& transaction_;
};

// Reads the log on a connection of its own, which is made anew after a failure.
class StoredFeatureLog final : public FeatureLogReader {
public:
    explicit StoredFeatureLog(std::string database_url);
    core::Uuid Identity() override;
    std::int64_t End() override;
    std::vector<LogEntry> ReadAfter(std::int64_t sequence, std::int64_t limit) override;
    std::vector<core::PaymentId> ReportedUntil(std::int64_t sequence) override;

private:
    template <class Work>
    auto Run(Work work);

    postgres::Connection connection_;
};

}  // namespace clearway::fraud
