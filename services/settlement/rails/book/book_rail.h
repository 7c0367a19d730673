// SPDX-License-Identifier: Apache-2.0
// Our own books as a rail: the money waits in the clearing account of its currency, and that
// settles the payment. Nothing is sent.
#pragma once

#include "services/settlement/rails/rail.h"

namespace clearway::settlement::rails {

class BookRail final : public Rail {
public:
    bool SettlesAtOnce() const override { return true; }
    core::Result<Message> Submit(const Submission& submission) const override;
    core::Result<Message> Enquire(const RailTransfer& transfer, int number) const override;
    core::Result<Message> Recall(const RailTransfer& transfer) const override;
    core::Result<std::vector<Statement>> OnMessage(std::string_view type,
                                                   std::string_view content) const override;
};

}  // namespace clearway::settlement::rails
