// SPDX-License-Identifier: Apache-2.0
// What a batch of facts brings, a payment at a time: however many facts told it, it is looked up,
// judged and written once.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "services/reconciliation/domain/expectation.h"

namespace clearway::reconciliation {

struct News {
    core::PaymentId payment_id;
    std::optional<Expectation> told = {};  // as it is after all of the batch's
    std::vector<Movement> moved = {};
    std::optional<bool> committed = {};  // its funds, to a rail: what was told last
    bool from_the_first = false;         // the payment's first fact is among them
};

// One a payment, in the order of their ids: neighbours in the books' index then follow each other.
std::vector<News> Gather(std::span<const Expectation> told, std::span<const Movement> moved,
                         std::span<const FundsCommitted> committed = {});

}  // namespace clearway::reconciliation
