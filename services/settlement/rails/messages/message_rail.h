// SPDX-License-Identifier: Apache-2.0
// What rails that speak ISO 20022 have in common: out go pacs.008, pacs.028 and camt.056. What is
// written is valid by its schema, or is not written.
#pragma once

#include "services/settlement/rails/rail.h"
#include "services/settlement/rails/routing.h"

namespace clearway::settlement::rails {

class MessageRail : public Rail {
public:
    core::Result<Message> Submit(const Submission& submission) const override;
    core::Result<Message> Enquire(const RailTransfer& transfer, int number) const override;
    core::Result<Message> Recall(const RailTransfer& transfer) const override;

protected:
    explicit MessageRail(Participant participant) : participant_(std::move(participant)) {}

    const Participant participant_;
};

}  // namespace clearway::settlement::rails
