// SPDX-License-Identifier: Apache-2.0
// A report in the form of goAML, the reporting software of the United Nations' office on drugs and
// crime: its elements in its order. A draft: lists of codes differ by country, and what the draft
// calls missing is empty here.
#pragma once

#include <string>

#include "services/compliance/report/suspicion_report.h"

namespace clearway::compliance {

std::string WriteGoaml(const SuspicionReport& report);

}  // namespace clearway::compliance
