// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/rails/batch/batch_rail.h"

#include "services/settlement/rails/messages/answers.h"

namespace clearway::settlement::rails {

core::Result<std::vector<Statement>> BatchRail::OnMessage(std::string_view,
                                                          std::string_view content) const {
    return messages::ReadAnswer(participant_, content, messages::AccountDay::kIsAnswer);
}

}  // namespace clearway::settlement::rails
