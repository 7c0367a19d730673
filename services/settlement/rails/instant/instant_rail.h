// SPDX-License-Identifier: Apache-2.0
// A rail that settles each payment by itself within seconds, in ISO 20022: out go pacs.008,
// pacs.028 and camt.056, in come pacs.002, pacs.004, camt.029 and camt.054. What is written is
// valid by its schema, or is not written. docs/instant_rail.md has the fields and the codes.
#pragma once

#include "services/settlement/rails/rail.h"
#include "services/settlement/rails/routing.h"

namespace clearway::settlement::rails {

class InstantRail final : public Rail {
public:
    explicit InstantRail(Participant participant) : participant_(std::move(participant)) {}

    core::Result<Message> Submit(const Submission& submission) const override;
    core::Result<Message> Enquire(const RailTransfer& transfer, int number) const override;
    core::Result<Message> Recall(const RailTransfer& transfer) const override;
    core::Result<std::vector<Statement>> OnMessage(std::string_view type,
                                                   std::string_view content) const override;

private:
    const Participant participant_;
};

}  // namespace clearway::settlement::rails
