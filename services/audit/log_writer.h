// SPDX-License-Identifier: Apache-2.0
// The one writer of the audit log: facts that were consumed are appended in one transaction with
// their position, so each is logged once; batches form by themselves. Part of the application's
// wiring.
#pragma once

#include <string>
#include <vector>

#include "async/task.h"
#include "events/inbox.h"
#include "postgres/group_commit.h"
#include "services/audit/store/audit_log.h"

namespace clearway::audit {

struct ConsumedFact {
    events::InboxMark mark;
    Entry entry;
};

// What one batch of a log's writer consumes; of no consumer: entries that are new by themselves.
struct LogCommand {
    std::string consumer;
    std::vector<ConsumedFact> facts;
};

struct Appended {
    std::uint64_t first = 0;  // number of the first entry
    std::uint64_t count = 0;  // without facts that were known already
};

class LogWriter {
public:
    explicit LogWriter(const std::string& database_url);

    // Errors: see GroupCommit::Submit. What failed may be handed in again.
    async::Task<core::Result<Appended>> Append(LogCommand command);

private:
    using Replies = std::vector<core::Result<Appended>>;
    Replies Apply(postgres::Transaction& transaction, std::span<const LogCommand> commands);

    events::Inbox inbox_;
    AuditLog log_;
    postgres::GroupCommit<LogCommand, Appended> writer_;  // last: its thread uses the others
};

}  // namespace clearway::audit
