// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/rails/messages/message_rail.h"

#include "services/settlement/rails/messages/requests.h"

namespace clearway::settlement::rails {

core::Result<Message> MessageRail::Submit(const Submission& submission) const {
    return messages::WriteTransfers(participant_, submission);
}

core::Result<Message> MessageRail::Enquire(const RailTransfer& transfer, int number) const {
    return messages::WriteEnquiry(participant_, transfer, number);
}

core::Result<Message> MessageRail::Recall(const RailTransfer& transfer) const {
    return messages::WriteRecall(participant_, transfer);
}

}  // namespace clearway::settlement::rails
