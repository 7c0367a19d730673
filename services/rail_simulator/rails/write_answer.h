// SPDX-License-Identifier: Apache-2.0
// The messages with which the rail answers. Each is the same bytes for the same input; what is
// written is valid, or an exception: the rail has nothing else to say.
#pragma once

#include <span>
#include <string>

#include "services/rail_simulator/domain/plan.h"
#include "services/rail_simulator/domain/request.h"

namespace clearway::rail_simulator {

struct Answer {
    std::string message_id;
    std::string type;
    std::string content;
};

// What a pacs.002 says of one payment.
struct Said {
    References references;
    Status status;
    std::optional<core::Money> amount = {};  // the interbank settlement's
    std::optional<core::Timestamp> settled_at = {};
};

// `occasion` tells apart what is said of the same payment more than once: the step, the enquiry.
Answer WriteStatus(std::span<const Said> said, const std::string& occasion, core::Timestamp now);

// Of a file at the end of its cycle: its group's status, and that of each payment. `file`: the
// references of one of them; `payments`: how many it has.
Answer WriteFileStatus(const References& file, std::size_t payments, std::span<const Said> said,
                       core::Timestamp now);

// The rail's name of the return of a payment, in each message about it.
std::string ReturnIdOf(const References& references);

// Of a payment whose money comes back.
Answer WriteReturn(const Payment& payment, const std::string& reason, core::Timestamp now);

// Of one payment that `recall` names, as it names it.
Answer WriteRecallAnswer(const Recall& recall, const References& references,
                         const RecallAnswer& answer, core::Timestamp now);

}  // namespace clearway::rail_simulator
