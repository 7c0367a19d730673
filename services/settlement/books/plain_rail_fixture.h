// SPDX-License-Identifier: Apache-2.0
// A rail whose language is a line of words, for tests.
#pragma once

#include <sstream>

#include "services/settlement/rails/rail.h"

namespace clearway::settlement::testing {

// "transfer <transaction> <name>", "enquiry <transaction>", "recall <transaction>"; back, by the
// type of the message: accepted, rejected or absent, of a transaction.
class PlainRail final : public rails::Rail {
public:
    core::Result<rails::Message> Submit(const rails::Submission& submission) const override {
        const auto& [transfer, instruction] = submission.payments.at(0);
        return About(transfer, "transfer", rails::MessageKind::kTransfer, 1,
                     " " + instruction.creditor_name.Reveal());
    }
    core::Result<rails::Message> Enquire(const rails::RailTransfer& transfer,
                                         int number) const override {
        return About(transfer, "enquiry", rails::MessageKind::kEnquiry, number, "");
    }
    core::Result<rails::Message> Recall(const rails::RailTransfer& transfer) const override {
        return About(transfer, "recall", rails::MessageKind::kRecall, 1, "");
    }
    core::Result<std::vector<rails::Statement>> OnMessage(std::string_view type,
                                                          std::string_view content) const override {
        std::istringstream words{std::string(content)};
        std::string transaction;
        words >> transaction;
        const auto payment = rails::PaymentOfTransactionId(transaction);
        if (!payment) return core::InvalidField("message", "is not of this rail");
        using Kind = rails::Verdict::Kind;
        const auto kind = type == "accepted"   ? Kind::kAccepted
                          : type == "rejected" ? Kind::kRejected
                                               : Kind::kAbsent;
        return std::vector<rails::Statement>{
            {.payment = *payment,
             .verdict = {.kind = kind, .message_id = "m", .reason = {"AC04", "closed"}}}};
    }

private:
    static rails::Message About(const rails::RailTransfer& transfer, const std::string& word,
                                rails::MessageKind kind, int number, const std::string& more) {
        const auto& payment = transfer.order.payment;
        return {.id = rails::DeriveMessageId(payment, kind, number),
                .type = word,
                .content = core::Sensitive<std::string>(
                    word + " " + rails::DeriveTransactionId(payment) + more)};
    }
};

}  // namespace clearway::settlement::testing
