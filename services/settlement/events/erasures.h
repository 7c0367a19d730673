// SPDX-License-Identifier: Apache-2.0
// A person whom compliance has erased: settlement destroys their key. What was sealed under it
// stays where it is and opens no more; the books are not touched. Never: SQL.
#pragma once

#include <string>
#include <vector>

#include "async/task.h"
#include "events/command_runner.h"
#include "services/settlement/domain/command.h"
#include "vault/person_keys.h"

namespace clearway::settlement {

inline constexpr char kErasuresConsumer[] = "settlement.compliance-events";

// For a Subscription. Throws events::UnreadableEvent.
std::vector<std::string> ErasureTypes();
std::vector<vault::PersonId> ErasedPersons(const std::vector<events::ReceivedEvent>& batch);

class ErasureHandler {
public:
    using Runner = events::CommandRunner<Command, Reply>;

    // All must outlive the handler; `executor` runs on other threads than the subscription's.
    ErasureHandler(vault::PersonKeys& persons, Runner& runner, async::Executor executor)
        : persons_(persons), runner_(runner), executor_(std::move(executor)) {}

    // The keys go first and the position moves after: whoever is killed in between does it again,
    // and a key that is gone stays gone. Throws when either fails: the same batch comes again.
    void operator()(const std::vector<events::ReceivedEvent>& batch);

private:
    vault::PersonKeys& persons_;
    Runner& runner_;
    async::Executor executor_;
};

}  // namespace clearway::settlement
