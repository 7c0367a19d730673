// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/rails/book/book_rail.h"

namespace clearway::settlement::rails {
namespace {

// A line of our own books, not a message.
Message Entry(std::string id) {
    auto content = core::Sensitive<std::string>(id);
    return {.id = std::move(id), .type = "entry", .content = std::move(content)};
}

}  // namespace

core::Result<Message> BookRail::Submit(const Submission& submission) const {
    return Entry(submission.message_id);
}

core::Result<Message> BookRail::Enquire(const RailTransfer& transfer, int number) const {
    return Entry(DeriveMessageId(transfer.order.payment, MessageKind::kEnquiry, number));
}

core::Result<Message> BookRail::Recall(const RailTransfer& transfer) const {
    return Entry(DeriveMessageId(transfer.order.payment, MessageKind::kRecall));
}

core::Result<std::vector<Statement>> BookRail::OnMessage(std::string_view, std::string_view) const {
    return core::InvalidField("message", "is of a rail that sends none");
}

}  // namespace clearway::settlement::rails
