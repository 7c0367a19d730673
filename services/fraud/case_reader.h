// SPDX-License-Identifier: Apache-2.0
// Joins what the store and the event store hold of a payment into an analyst's case. Part of the
// application's wiring. Never: a decision.
#pragma once

#include "postgres/read_pool.h"
#include "services/fraud/usecase/read_cases.h"

namespace clearway::fraud {

class CaseReader final : public CaseQueries {
public:
    // `pool` must outlive this.
    explicit CaseReader(postgres::ReadPool& pool) : pool_(pool) {}

    async::Task<core::Result<CaseFile>> Get(core::PaymentId payment) override;
    async::Task<core::Result<std::vector<ReviewCase>>> List(CaseFilter filter) override;

private:
    postgres::ReadPool& pool_;
};

}  // namespace clearway::fraud
