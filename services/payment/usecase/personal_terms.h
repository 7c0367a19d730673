// SPDX-License-Identifier: Apache-2.0
// What the use cases need for orders in which something is personal.
#pragma once

#include "async/task.h"
#include "core/result.h"
#include "services/payment/domain/payment.h"

namespace clearway::payment {

// What is personal in orders: told apart and sealed. Only for orders of which HasPersonal is true.
class PersonalTerms {
public:
    virtual ~PersonalTerms() = default;
    // With the fingerprint and, for a payee elsewhere, their party token as sealed.person. Errors:
    // kUnavailable, kOverloaded.
    virtual async::Task<core::Result<Terms>> Identify(Terms terms) = 0;
    // Sealed under the key of sealed.person. Errors: kUnavailable, kOverloaded; kInvalidArgument
    // when that person was erased: nothing is kept about them any more.
    virtual async::Task<core::Result<Terms>> Seal(Terms terms) = 0;
};

}  // namespace clearway::payment
