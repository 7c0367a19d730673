// SPDX-License-Identifier: Apache-2.0
// What the commands share: the database that CLEARWAY_DATABASE_URL names, and how they end.
#pragma once

#include <iostream>
#include <stdexcept>
#include <string>

#include "config/environment.h"
#include "postgres/in_transaction.h"

namespace clearway::rail_simulator {

inline constexpr int kDone = 0;
inline constexpr int kFailed = 1;
inline constexpr int kWrongUse = 2;

// What work(transaction) answers, committed. Throws when there is no database.
template <class Work>
auto InDatabase(Work work) {
    config::Environment environment;
    const auto url = environment.Text("CLEARWAY_DATABASE_URL");
    if (!environment.Faults().empty()) throw std::runtime_error(environment.Faults().front());
    postgres::Connection connection(url);
    return postgres::InTransaction(connection, postgres::Access::kWrite, std::move(work));
}

// Failures become one line on stderr.
template <class Work>
int Guarded(const char* command, Work work) {
    try {
        return work();
    } catch (const std::exception& failure) {
        std::cerr << "clearway-rail-simulator " << command << ": " << failure.what() << '\n';
        return kFailed;
    }
}

}  // namespace clearway::rail_simulator
