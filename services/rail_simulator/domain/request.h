// SPDX-License-Identifier: Apache-2.0
// What a participant's message asks of the rail.
#pragma once

#include <variant>
#include <vector>

#include "services/rail_simulator/domain/payment.h"

namespace clearway::rail_simulator {

// pacs.008: payments to be made.
struct TransferRequest {
    std::vector<Order> orders;
};

// pacs.028: what became of payments.
struct Enquiry {
    std::vector<References> payments;
};

// camt.056: payments that are to be cancelled, or their money given back.
struct Recall {
    std::string assignment_id = {};
    std::string case_id = {};  // empty: the message names no case
    std::string assigner_bic = {};
    std::string assigner_name = {};
    std::vector<References> payments = {};
};

using Request = std::variant<TransferRequest, Enquiry, Recall>;

}  // namespace clearway::rail_simulator
