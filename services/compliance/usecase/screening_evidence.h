// SPDX-License-Identifier: Apache-2.0
// What a screening looked at and what it found, as the evidence of its alert: the names as they
// were asked, the entries that they fit, and why. Personal: it goes into a sealed alert and nowhere
// else.
#pragma once

#include <string>

#include "services/compliance/usecase/screen_payment.h"

namespace clearway::compliance {

// A JSON document.
std::string DescribeScreening(const ScreenCommand& command, const LoadedLists& lists);

}  // namespace clearway::compliance
