// SPDX-License-Identifier: Apache-2.0
// One message of each kind with much of what the model holds, for tests, figures and the validator
// of others.
#pragma once

#include <vector>

#include "iso20022/message_type.h"
#include "iso20022/part.h"

namespace clearway::iso20022 {

std::vector<Part> ExampleMessage(MessageKind kind);

// A statement of so many entries whose balances and summary are right.
Statement ExampleStatement(std::uint64_t entries);
Entry ExampleEntry(std::uint64_t number);

}  // namespace clearway::iso20022
