// SPDX-License-Identifier: Apache-2.0
// LineageDesk over PostgreSQL: look-ups by index, all in one snapshot.
#pragma once

#include <functional>
#include <string_view>

#include "postgres/read_pool.h"
#include "services/reconciliation/usecase/lineage/lineage_desk.h"

namespace clearway::reconciliation {

class StoredLineageDesk final : public LineageDesk {
public:
    // Reads a payment's trail from its kept facts.
    using TrailReader = PaymentTrail (*)(const core::PaymentId& payment, std::string_view kept);

    // `readers` must outlive it.
    StoredLineageDesk(postgres::ReadPool& readers, TrailReader read_trail)
        : readers_(readers), read_trail_(read_trail) {}

    async::Task<core::Result<Lineage>> Find(LineageSubject subject) override;

private:
    postgres::ReadPool& readers_;
    TrailReader read_trail_;
};

}  // namespace clearway::reconciliation
