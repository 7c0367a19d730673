// SPDX-License-Identifier: Apache-2.0
// A rail that takes files, whose language is lines of words, and instructions by name, for tests.
#pragma once

#include <atomic>
#include <set>

#include "services/settlement/rails/rail.h"
#include "services/settlement/usecase/rails/ports.h"

namespace clearway::settlement::testing {

inline constexpr char kUnsayable[] = "unsayable";  // a name for which this rail has no words

// A file is a line "<transaction> <name>" for each payment; "enquiry" and "recall" are
// "<transaction> <file's message>". Back come, by the type of the message: accepted, rejected,
// absent, pending, recalled, of a transaction or of a file's message.
class FileRail final : public rails::Rail {
public:
    core::Result<rails::Message> Submit(const rails::Submission& submission) const override {
        std::string lines;
        for (const auto& [transfer, instruction] : submission.payments) {
            const auto& name = instruction.creditor_name.Reveal();
            if (name == kUnsayable) return core::InvalidField("name", "cannot be said");
            lines += rails::DeriveTransactionId(transfer.order.payment) + " " + name + "\n";
        }
        return rails::Message{.id = submission.message_id,
                              .type = "file",
                              .content = core::Sensitive<std::string>(lines)};
    }
    core::Result<rails::Message> Enquire(const rails::RailTransfer& transfer,
                                         int number) const override {
        const auto& payment = transfer.order.payment;
        return About(transfer, "enquiry",
                     rails::DeriveMessageId(payment, rails::MessageKind::kEnquiry, number));
    }
    core::Result<rails::Message> Recall(const rails::RailTransfer& transfer) const override {
        return About(transfer, "recall", rails::RecallIdOf(transfer));
    }
    core::Result<std::vector<rails::Statement>> OnMessage(std::string_view type,
                                                          std::string_view content) const override {
        using Kind = rails::Verdict::Kind;
        const auto kind = type == "accepted"   ? Kind::kAccepted
                          : type == "rejected" ? Kind::kRejected
                          : type == "absent"   ? Kind::kAbsent
                          : type == "recalled" ? Kind::kRecalled
                                               : Kind::kPending;
        const auto payment = rails::PaymentOfTransactionId(content);
        return std::vector<rails::Statement>{
            {.payment = payment.value_or(core::PaymentId()),
             .verdict = {.kind = kind, .message_id = "m", .reason = {"AC04", "closed"}},
             .file = rails::FileOfMessageId(content)}};
    }

private:
    static rails::Message About(const rails::RailTransfer& transfer, const std::string& word,
                                std::string id) {
        return {.id = std::move(id),
                .type = word,
                .content = core::Sensitive<std::string>(
                    rails::DeriveTransactionId(transfer.order.payment) + " " +
                    rails::MessageIdOf(transfer))};
    }
};

// Told at once, but for those that a test names.
class NamedInstructions final : public RailInstructions {
public:
    std::set<core::PaymentId> away, shut, erased, unsayable;
    std::atomic<int> asked = 0;

    async::Task<core::Result<rails::Instruction>> Get(rails::RailOrder order) override {
        ++asked;
        if (shut.contains(order.payment)) co_return core::ErrorCode::kInternal;
        if (away.contains(order.payment)) co_return core::ErrorCode::kUnavailable;
        using Text = core::Sensitive<std::string>;
        co_return rails::Instruction{
            .debtor_name = Text("Grace"),
            .creditor_name = Text(unsayable.contains(order.payment) ? kUnsayable : "Ada"),
            .creditor_iban = Text("FR1420041010050500013M02606"),
            .erased = erased.contains(order.payment)};
    }
};

}  // namespace clearway::settlement::testing
