// SPDX-License-Identifier: Apache-2.0
// The messages that are asked of a rail that speaks ISO 20022. Pure; built of what never changes,
// so that each is the same bytes whenever it is built. Errors of all: kInvalidArgument with the
// faults of the fields.
#pragma once

#include "services/settlement/rails/rail.h"
#include "services/settlement/rails/routing.h"

namespace clearway::settlement::rails::messages {

core::Result<Message> WriteTransfers(const Participant& we, const Submission& submission);
core::Result<Message> WriteEnquiry(const Participant& we, const RailTransfer& transfer, int number);
core::Result<Message> WriteRecall(const Participant& we, const RailTransfer& transfer);

}  // namespace clearway::settlement::rails::messages
