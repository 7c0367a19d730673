// SPDX-License-Identifier: Apache-2.0
// The three ways of payments over PostgreSQL: the books beside what runs over statements found.
#pragma once

#include <span>

#include "postgres/read_pool.h"
#include "services/reconciliation/usecase/three_ways.h"

namespace clearway::reconciliation {

// Of those payments of which somebody has told, in the order of their ids.
std::vector<ThreeWay> ReadThreeWays(postgres::Transaction& transaction,
                                    std::span<const core::PaymentId> payments);

class ThreeWayStore final : public ThreeWayReader {
public:
    // `readers` must outlive it.
    explicit ThreeWayStore(postgres::ReadPool& readers) : readers_(readers) {}

    async::Task<core::Result<ThreeWay>> Find(core::PaymentId payment) override;
    async::Task<core::Result<ThreeWaySlice>> List(core::PaymentId after,
                                                  std::int64_t limit) override;
    async::Task<core::Result<ThreeWayCounts>> Count() override;

private:
    postgres::ReadPool& readers_;
};

}  // namespace clearway::reconciliation
