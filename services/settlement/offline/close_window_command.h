// SPDX-License-Identifier: Apache-2.0
// `clearway-settlement close-window`: ends open windows beside the running service, as another
// writer of the ledger.
#pragma once

#include <functional>
#include <iosfwd>
#include <span>
#include <string>

#include "events/event.h"
#include "events/outbox.h"
#include "services/settlement/domain/fact.h"
#include "services/settlement/domain/window.h"

namespace clearway::settlement {

struct ClosingPlace {
    events::OutboxOptions outbox;  // with the database
    std::function<events::NewEvent(const Fact&, core::Timestamp)> map;
};

// `place` throws when a setting is missing. The exit code: 0 done, 1 failure, 2 wrong usage.
int RunCloseWindow(std::span<const std::string> words, const std::function<ClosingPlace()>& place,
                   std::ostream& out, std::ostream& faults);

}  // namespace clearway::settlement
