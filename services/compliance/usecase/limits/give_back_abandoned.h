// SPDX-License-Identifier: Apache-2.0
// Gives back what was reserved for payments that nobody ever stored, page by page: each is a
// transaction of its own, so that payments reserve in between.
#pragma once

#include "services/compliance/usecase/limits/ports.h"

namespace clearway::compliance {

// What one call does at most; a stop of the service waits for it.
inline constexpr int kSweepPagesMax = 50;

// Goes on until nothing is left or it has done its pages, and returns how many reservations it
// looked at. `limits` must outlive the task. Errors: as of Submit; the pages before are done.
async::Task<core::Result<std::size_t>> GiveBackAbandoned(LimitCommands& limits);

}  // namespace clearway::compliance
