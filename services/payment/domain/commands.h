// SPDX-License-Identifier: Apache-2.0
// What can be asked of a payment. Each names its payment; a batch of them is applied in order by
// the command runner.
#pragma once

#include <variant>

#include "services/payment/domain/facts.h"

namespace clearway::payment {

// Store a decided payment, its terms fingerprinted and sealed. `decision` is Authorised, Declined
// or HeldForReview.
struct Create {
    Terms terms;
    FactBody decision;
    std::string traceparent;
};
struct Capture {
    core::PaymentId payment_id;
    std::string partner_id;
    core::Uuid command_id;
    std::optional<core::Money> amount;  // absent: the whole amount
    core::Timestamp now;
    std::string traceparent;
};
struct Cancel {
    core::PaymentId payment_id;
    std::string partner_id;
    core::Uuid command_id;
    core::Timestamp now;
    std::string traceparent;
};
// The end of a review: Authorised (the funds are held) or Declined.
struct EndReview {
    core::PaymentId payment_id;
    FactBody decision;
    core::Timestamp now;
    std::string traceparent;
};
// News of the ledger and of the rail: Settled, Failed, Expired, Submitted or Returned.
struct LedgerNews {
    core::PaymentId payment_id;
    FactBody news;
    core::Timestamp now;
    std::string traceparent;
};

using Command = std::variant<Create, Capture, Cancel, EndReview, LedgerNews>;

core::PaymentId PaymentOf(const Command& command);

}  // namespace clearway::payment
