// SPDX-License-Identifier: Apache-2.0
// One batch of the recorder's commands: what they touch is loaded once, decided in order, saved
// once, in the transaction of the log's only writer. Part of the application's wiring. Never: a
// decision.
#pragma once

#include <span>
#include <vector>

#include "core/result.h"
#include "events/command_runner.h"
#include "services/fraud/usecase/recorder_commands.h"

namespace clearway::fraud {

std::vector<core::Result<RecorderReply>> ApplyBatch(postgres::Transaction& transaction,
                                                    std::span<const RecorderCommand> commands,
                                                    events::EventSink& sink);

}  // namespace clearway::fraud
