// SPDX-License-Identifier: Apache-2.0
// Reading breaks, on the readers' connections.
#pragma once

#include "postgres/read_pool.h"
#include "services/reconciliation/usecase/list_breaks.h"

namespace clearway::reconciliation {

class BreakStore final : public BreakReader {
public:
    // `readers` must outlive it.
    explicit BreakStore(postgres::ReadPool& readers) : readers_(readers) {}
    async::Task<core::Result<std::vector<Break>>> Read(BreakQuery query) override;

private:
    postgres::ReadPool& readers_;
};

}  // namespace clearway::reconciliation
