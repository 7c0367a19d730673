// SPDX-License-Identifier: Apache-2.0
// The language of a rail: turns what is asked of it into messages, and its messages into what they
// say. It decides nothing, keeps nothing and sends nothing; the same input gives the same bytes.
// What a rail takes and when is data of the routing table. From any thread.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/sensitive.h"
#include "services/settlement/rails/rail_events.h"

namespace clearway::settlement::rails {

// What is personal in an order, told by the payment service each time a message is built. Nothing
// of it ever changes but for its erasure.
struct Instruction {
    core::Sensitive<std::string> debtor_name;
    core::Sensitive<std::string> creditor_name;
    core::Sensitive<std::string> creditor_iban;
    std::string creditor_bic = {};   // empty: the rail finds the bank by the IBAN
    std::string end_to_end_id = {};  // empty: the partner gave none
    core::Sensitive<std::string> remittance_information = {};
    bool erased = false;  // a person is gone, and what is personal with them
};

struct Message {
    std::string id;
    std::string type;  // "pacs.008.001.08"
    core::Sensitive<std::string> content;
};

// Payments that leave in one message: of most rails one, of a rail that takes files those that were
// chosen for it until its cut-off. Whoever makes a file stores its id, its time and its payments in
// their order before it leaves: made again it is the same bytes.
struct Submission {
    struct Payable {
        const RailTransfer& transfer;
        const Instruction& instruction;
    };

    std::string message_id;
    core::Timestamp made_at;
    std::vector<Payable> payments;  // one at least, of one currency
};

// A payment alone, under the id that it has for ever.
Submission Alone(const RailTransfer& transfer, const Instruction& instruction);

// What a message of the rail says about a payment. Nil: about one that is none of ours.
struct Statement {
    core::PaymentId payment;
    Verdict verdict;
    std::optional<core::Uuid> file = {};  // of all payments of this file; `payment` is nil
};

class Rail {
public:
    virtual ~Rail() = default;

    // Whether a submission is settled by being written down: there is nobody to send it to.
    virtual bool SettlesAtOnce() const { return false; }
    // Errors of all three: kInvalidArgument: the rail has no words for it.
    virtual core::Result<Message> Submit(const Submission& submission) const = 0;
    virtual core::Result<Message> Enquire(const RailTransfer& transfer, int number) const = 0;
    virtual core::Result<Message> Recall(const RailTransfer& transfer) const = 0;
    // Errors: kInvalidArgument: it is no message of this rail. A message may say nothing of
    // payments.
    virtual core::Result<std::vector<Statement>> OnMessage(std::string_view type,
                                                           std::string_view content) const = 0;
};

// By the name of the rail.
using Rails = std::map<std::string, std::unique_ptr<const Rail>, std::less<>>;

}  // namespace clearway::settlement::rails
