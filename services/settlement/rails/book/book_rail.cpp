// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/rails/book/book_rail.h"

namespace clearway::settlement::rails {
namespace {

constexpr char kEntry[] = "entry";  // a line of our own books, not a message

}  // namespace

core::Result<Message> BookRail::Submit(const RailTransfer& transfer, const Instruction&) const {
    auto id = DeriveMessageId(transfer.order.payment, MessageKind::kTransfer);
    return Message{.id = id, .type = kEntry, .content = core::Sensitive<std::string>(id)};
}

Message BookRail::Enquire(const RailTransfer& transfer, int number) const {
    return {.id = DeriveMessageId(transfer.order.payment, MessageKind::kEnquiry, number),
            .type = kEntry,
            .content = {}};
}

Message BookRail::Recall(const RailTransfer& transfer) const {
    return {.id = DeriveMessageId(transfer.order.payment, MessageKind::kRecall),
            .type = kEntry,
            .content = {}};
}

core::Result<std::vector<Statement>> BookRail::OnMessage(std::string_view, std::string_view) const {
    return core::InvalidField("message", "is of a rail that sends none");
}

}  // namespace clearway::settlement::rails
