// SPDX-License-Identifier: Apache-2.0
// A batch of facts goes into the books and is judged there and then: a payment of which the batch
// tells all is written once, proven. Runs inside the writer's transaction.
#pragma once

#include <span>
#include <vector>

#include "services/reconciliation/domain/fact.h"
#include "services/reconciliation/usecase/ports.h"

namespace clearway::reconciliation {

// `news` as Gather() made it. What is known already changes nothing.
void TakeNews(Books& books, std::span<const News> news, core::Timestamp now,
              std::vector<Fact>& facts);

}  // namespace clearway::reconciliation
