// SPDX-License-Identifier: Apache-2.0
// The language of a rail: turns what is asked of it into messages, and its messages into what they
// say. It decides nothing, keeps nothing and sends nothing; the same input gives the same bytes.
// What a rail takes and when is data of the routing table.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/sensitive.h"
#include "services/settlement/rails/rail_events.h"

namespace clearway::settlement::rails {

// What is personal in an order, told by the payment service each time a message is built.
struct Instruction {
    core::Sensitive<std::string> debtor_name;
    core::Sensitive<std::string> creditor_name;
    core::Sensitive<std::string> creditor_iban;
    std::string creditor_bic = {};
    std::string end_to_end_id = {};  // empty: the partner gave none
    core::Sensitive<std::string> remittance_information = {};
    bool erased = false;  // the person is gone, and what is personal with them
};

struct Message {
    std::string id;
    std::string type;  // "pacs.008.001.08"
    core::Sensitive<std::string> content;
};

// What a message of the rail says about a payment.
struct Statement {
    core::PaymentId payment;
    Verdict verdict;
};

class Rail {
public:
    virtual ~Rail() = default;

    // Whether a submission is settled by being written down: there is nobody to send it to.
    virtual bool SettlesAtOnce() const { return false; }
    // Errors: kInvalidArgument: the rail has no words for such a payment.
    virtual core::Result<Message> Submit(const RailTransfer& transfer,
                                         const Instruction& instruction) const = 0;
    virtual Message Enquire(const RailTransfer& transfer, int number) const = 0;
    virtual Message Recall(const RailTransfer& transfer) const = 0;
    // Errors: kInvalidArgument: it is no message of this rail.
    virtual core::Result<std::vector<Statement>> OnMessage(std::string_view type,
                                                           std::string_view content) const = 0;
};

}  // namespace clearway::settlement::rails
