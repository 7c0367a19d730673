// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/rails/instant/instant_rail.h"

#include "services/settlement/rails/instant/answers.h"
#include "services/settlement/rails/instant/requests.h"

namespace clearway::settlement::rails {

core::Result<Message> InstantRail::Submit(const Submission& submission) const {
    return instant::WriteTransfers(participant_, submission);
}

core::Result<Message> InstantRail::Enquire(const RailTransfer& transfer, int number) const {
    return instant::WriteEnquiry(participant_, transfer, number);
}

core::Result<Message> InstantRail::Recall(const RailTransfer& transfer) const {
    return instant::WriteRecall(participant_, transfer);
}

// What the message is, its own namespace says; the label on it is the sender's affair.
core::Result<std::vector<Statement>> InstantRail::OnMessage(std::string_view,
                                                            std::string_view content) const {
    return instant::ReadAnswer(participant_, content);
}

}  // namespace clearway::settlement::rails
