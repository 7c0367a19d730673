// SPDX-License-Identifier: Apache-2.0
// What a message of a rail that speaks ISO 20022 says of our payments. Pure. Nothing that a message
// holds is shown on: of its reasons the code is taken, not the words.
#pragma once

#include <string_view>
#include <vector>

#include "services/settlement/rails/rail.h"
#include "services/settlement/rails/routing.h"

namespace clearway::settlement::rails::messages {

// "No original transaction received": the rail never had what it was asked about.
inline constexpr char kNeverHad[] = "NOOR";
// "Duplication": the rail has had this payment before, and says nothing of what became of it.
inline constexpr char kDuplicate[] = "AM05";

// Whether a day's statement of our account (camt.053) is an answer, as its notice (camt.054) is.
enum class AccountDay { kIsNone, kIsAnswer };

// Errors: kInvalidArgument: not valid by its schema, or of no kind that a rail answers with.
core::Result<std::vector<Statement>> ReadAnswer(const Participant& we, std::string_view content,
                                                AccountDay account_day = AccountDay::kIsNone);

}  // namespace clearway::settlement::rails::messages
