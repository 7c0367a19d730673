// SPDX-License-Identifier: Apache-2.0
// Which statements are there twice, and which wait for one before them that is missing: judged over
// all files that are there, so that the answer is the same in whatever order they came.
#pragma once

#include <span>

#include "services/reconciliation/usecase/statements/kept_file.h"

namespace clearway::reconciliation {

// Sets `aside` and `waits` of each statement. Of two that are the same the one whose file's name
// comes first counts. One with a fault of its own is not missing for those behind it.
void JudgeFiles(std::span<KeptFile> files);

}  // namespace clearway::reconciliation
