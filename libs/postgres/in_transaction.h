// SPDX-License-Identifier: Apache-2.0
// A piece of work in a transaction of its own, on a connection that its owner keeps.
#pragma once

#include "postgres/connection.h"

namespace clearway::postgres {

// What work(transaction) answers, once it is committed. The connection is made anew after any
// failure, which goes on to the caller.
template <class Work>
auto InTransaction(Connection& connection, Access access, Work work) {
    try {
        Transaction transaction(connection.Get(), access);
        auto result = work(transaction);
        transaction.commit();
        return result;
    } catch (...) {
        connection.Reset();
        throw;
    }
}

}  // namespace clearway::postgres
