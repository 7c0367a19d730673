// SPDX-License-Identifier: Apache-2.0
// `clearway-payment submit-file` and `report-file`: payment files that are too large for a call, in
// and out, beside the running service.
#pragma once

#include <iosfwd>
#include <span>
#include <string>

#include "services/payment/offline/file_desk.h"

namespace clearway::payment {

// `place` throws when a setting is missing. The exit code: 0 done, 1 refused or failed, 2 wrong
// usage.
int RunSubmitFile(std::span<const std::string> words, const std::function<FilePlace()>& place,
                  std::ostream& out, std::ostream& faults);
int RunReportFile(std::span<const std::string> words, const std::function<FilePlace()>& place,
                  std::ostream& out, std::ostream& faults);

}  // namespace clearway::payment
