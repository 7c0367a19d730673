// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/rails/instant/instant_rail.h"

#include "services/settlement/rails/messages/answers.h"

namespace clearway::settlement::rails {

// What the message is, its own namespace says; the label on it is the sender's affair.
core::Result<std::vector<Statement>> InstantRail::OnMessage(std::string_view,
                                                            std::string_view content) const {
    return messages::ReadAnswer(participant_, content);
}

}  // namespace clearway::settlement::rails
