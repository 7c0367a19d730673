// SPDX-License-Identifier: Apache-2.0
// A file that came over the network: read as one on the disk is, and never written to a disk.
#pragma once

#include <string>
#include <string_view>

#include "services/reconciliation/statements/file_text.h"

namespace clearway::reconciliation::statements {

// Throws std::system_error when there is no memory for it.
FileText ReadMemoryFile(std::string name, std::string_view bytes);

}  // namespace clearway::reconciliation::statements
