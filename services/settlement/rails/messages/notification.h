// SPDX-License-Identifier: Apache-2.0
// camt.054 and camt.053: lines of our account at the rail. A debit for a payment of ours says that
// it is settled, a credit that gives one back says that it is returned. The account has other
// lines, too, which say nothing of payments: fees, what others pay in.
#pragma once

#include <vector>

#include "iso20022/part.h"
#include "services/settlement/rails/rail.h"
#include "services/settlement/rails/routing.h"

namespace clearway::settlement::rails::messages {

std::vector<Statement> ReadNotification(const Participant& we,
                                        const std::vector<iso20022::Part>& parts);

}  // namespace clearway::settlement::rails::messages
