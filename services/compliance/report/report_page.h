// SPDX-License-Identifier: Apache-2.0
// A report as a page to read and print: one HTML file that loads nothing from anywhere.
#pragma once

#include <string>

#include "services/compliance/report/suspicion_report.h"

namespace clearway::compliance {

std::string WriteReportPage(const SuspicionReport& report);

}  // namespace clearway::compliance
