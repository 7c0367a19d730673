// SPDX-License-Identifier: Apache-2.0
// What the use cases need of the store. No SQL, no proto; failures of the database are exceptions.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "services/fraud/domain/attempt.h"

namespace clearway::fraud {

// The history of attempts inside one transaction.
class AttemptLog {
public:
    virtual ~AttemptLog() = default;
    // Adds those whose payment id is not there yet. True for each that is the first decision of its
    // payment: no assessment of it is in the event store, which forgets nothing.
    virtual std::vector<bool> Append(std::span<const DecidedPayment> payments) = 0;
};

// The history of attempts, outside of the writer's transaction.
class AttemptHistory {
public:
    virtual ~AttemptHistory() = default;
    // Hands over the attempts since `since`, oldest first, in pieces.
    virtual void ReadSince(core::Timestamp since,
                           const std::function<void(std::span<const Attempt>)>& take) = 0;
    // Removes at most `limit` attempts from before `before`; how many those were.
    virtual std::int64_t RemoveBefore(core::Timestamp before, std::int64_t limit) = 0;
};

}  // namespace clearway::fraud
