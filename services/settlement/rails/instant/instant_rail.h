// SPDX-License-Identifier: Apache-2.0
// A rail that settles each payment by itself within seconds, in ISO 20022: out go pacs.008,
// pacs.028 and camt.056, in come pacs.002, pacs.004, camt.029 and camt.054.
// docs/instant_rail.md has the fields and the codes.
#pragma once

#include "services/settlement/rails/messages/message_rail.h"

namespace clearway::settlement::rails {

class InstantRail final : public MessageRail {
public:
    explicit InstantRail(Participant participant) : MessageRail(std::move(participant)) {}

    core::Result<std::vector<Statement>> OnMessage(std::string_view type,
                                                   std::string_view content) const override;
};

}  // namespace clearway::settlement::rails
