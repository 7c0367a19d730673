// SPDX-License-Identifier: Apache-2.0
// How far the known parties are screened against what each activation changed. It decides nothing.
#pragma once

#include <map>
#include <optional>
#include <span>

#include "postgres/connection.h"
#include "services/compliance/usecase/list_desk.h"
#include "services/compliance/usecase/rescreening.h"

namespace clearway::compliance {

// `done_at`: there is nothing to screen.
void AddRescreening(postgres::Transaction& transaction, const Rescreening& rescreening,
                    core::Timestamp started_at, std::optional<core::Timestamp> done_at);

// The oldest that is not done and began by then.
std::optional<Rescreening> NextRescreening(postgres::Transaction& transaction,
                                           core::Timestamp begun_by);

// False, and nothing is stored, when another process went on from `before`.
bool SaveProgress(postgres::Transaction& transaction, const Rescreening& before,
                  const RescreenedPage& page, std::optional<core::Timestamp> done_at);

// Due for their screening against all entries.
void MarkUnscreened(postgres::Transaction& transaction, std::span<const core::Uuid> parties);

// Of the last `limit` activations, by their numbers.
std::map<std::int64_t, RescreeningState> LoadRescreenings(postgres::Transaction& transaction,
                                                          std::int64_t limit);

}  // namespace clearway::compliance
