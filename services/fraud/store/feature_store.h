// SPDX-License-Identifier: Apache-2.0
// The history of attempts in PostgreSQL. Set-based; never a decision.
#pragma once

#include <mutex>
#include <string>

#include "postgres/connection.h"
#include "services/fraud/usecase/ports.h"

namespace clearway::fraud {

// The log inside the writer's transaction, which must outlive it.
class FeatureEventLog final : public AttemptLog {
public:
    explicit FeatureEventLog(postgres::Transaction& transaction) : transaction_(transaction) {}
    std::vector<bool> Append(std::span<const DecidedPayment> payments) override;

private:
    postgres::Transaction& transaction_;
};

// Reads and shortens the history on a connection of its own; one caller at a time.
class FeatureEventHistory final : public AttemptHistory {
public:
    explicit FeatureEventHistory(std::string database_url);
    void ReadSince(core::Timestamp since,
                   const std::function<void(std::span<const Attempt>)>& take) override;
    std::int64_t RemoveBefore(core::Timestamp before, std::int64_t limit) override;

private:
    template <class Work>
    auto Run(Work work);

    std::mutex mutex_;
    postgres::Connection connection_;
};

}  // namespace clearway::fraud
