// SPDX-License-Identifier: Apache-2.0
// One real PostgreSQL database a test, cloned from a template that has the migrations applied, and
// dropped at the end. tests/run gives the server in CLEARWAY_TEST_DATABASE_URL; without it a test
// fails, because a skipped test proves nothing.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "postgres/migrator.h"

namespace clearway::testing {

class TestDatabase {
public:
    // `room` names the template; templates are made once for each set of migrations.
    TestDatabase(const std::string& room, const std::vector<postgres::Migration>& migrations);
    ~TestDatabase();
    TestDatabase(const TestDatabase&) = delete;
    TestDatabase& operator=(const TestDatabase&) = delete;

    const std::string& Url() const { return url_; }
    // Ends every connection to this database, as a crash of the server would.
    void TerminateConnections() const;

private:
    std::string name_;
    std::string url_;
};

// The value of CLEARWAY_TEST_KAFKA_BROKERS; throws std::runtime_error when it is not set.
std::string TestKafkaBrokers();

// Polls `condition` until it holds or the limit has passed; the last answer.
bool WaitUntil(const std::function<bool()>& condition, int limit_ms = 10'000);

}  // namespace clearway::testing
