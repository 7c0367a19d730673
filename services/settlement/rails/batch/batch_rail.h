// SPDX-License-Identifier: Apache-2.0
// A rail that takes files of payments until its cut-off times and settles them at the end of a
// cycle, in ISO 20022: as the instant rail, and the day's statement of our account (camt.053) says
// what was settled, too. docs/batch_rail.md has what differs.
#pragma once

#include "services/settlement/rails/messages/message_rail.h"

namespace clearway::settlement::rails {

class BatchRail final : public MessageRail {
public:
    explicit BatchRail(Participant participant) : MessageRail(std::move(participant)) {}

    core::Result<std::vector<Statement>> OnMessage(std::string_view type,
                                                   std::string_view content) const override;
};

}  // namespace clearway::settlement::rails
