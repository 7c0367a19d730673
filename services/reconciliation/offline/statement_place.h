// SPDX-License-Identifier: Apache-2.0
// The service's own database and broker, for commands that work on statements beside it.
#pragma once

#include <functional>

#include "async/runtime.h"
#include "core/clock.h"
#include "events/outbox.h"
#include "services/reconciliation/store/statements/stored_run_desk.h"
#include "services/reconciliation/store/statements/stored_statement_desk.h"
#include "services/reconciliation/store/three_way_store.h"

namespace clearway::reconciliation {

struct StatementPlace {
    events::OutboxOptions outbox;
    StoredStatementDesk::Settings settings;
    matching::Rules rules;
    StatementAges ages = {};
    StatementFactMap map;
};
// Throws when a setting is missing or wrong.
using FindStatementPlace = std::function<StatementPlace()>;

// The service's writer of statements, in this process.
struct StatementOffice {
    explicit StatementOffice(StatementPlace place)
        : readers(place.outbox.database_url, 1),
          outbox(place.outbox),
          writer(place.outbox.database_url, outbox, std::move(place.map)),
          desk(writer, readers, place.settings),
          runs(writer, std::move(place.rules), place.ages, place.settings.accounts),
          three_ways(readers) {}

    core::SystemClock clock;
    async::Runtime runtime{1};
    postgres::ReadPool readers;
    events::Outbox outbox;
    StatementWriter writer;
    StoredStatementDesk desk;
    StoredRunDesk runs;
    ThreeWayStore three_ways;
};

}  // namespace clearway::reconciliation
