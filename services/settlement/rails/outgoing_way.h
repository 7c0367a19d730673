// SPDX-License-Identifier: Apache-2.0
// Whether a payment to a party elsewhere leaves at all: by a rail of others, or only within our own
// books, where it needs no message and is posted at once. Pure.
#pragma once

#include "services/settlement/rails/routing.h"

namespace clearway::settlement::rails {

bool IsOurBook(const RailTerms& rail);

// By what the table would choose now if every rail were well. True also while every rail that takes
// it is closed: then it waits.
bool LeavesByRail(const RoutingTable& table, const RailOrder& order, core::Timestamp now);

}  // namespace clearway::settlement::rails
