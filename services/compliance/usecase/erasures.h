// SPDX-License-Identifier: Apache-2.0
// What the erasure of persons needs from outside.
#pragma once

#include "async/task.h"
#include "services/compliance/domain/erasures/erasure.h"

namespace clearway::compliance {

class Erasures {
public:
    virtual ~Erasures() = default;
    // Once it is durable; a person who is erased by it has no key any more. Errors: those of
    // DecideErasure; kOverloaded, kUnavailable.
    virtual async::Task<core::Result<Erasure>> Submit(ErasePerson command) = 0;
};

}  // namespace clearway::compliance
