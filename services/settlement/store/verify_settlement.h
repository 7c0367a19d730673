// SPDX-License-Identifier: Apache-2.0
// The settlement's part of the verification: windows, instructions and positions proved from the
// transfers and holds.
#pragma once

#include "services/settlement/store/verify_books.h"

namespace clearway::settlement {

void VerifyWindows(postgres::Transaction& transaction, Verification& found);
void VerifyParticipants(postgres::Transaction& transaction, Verification& found);

}  // namespace clearway::settlement
