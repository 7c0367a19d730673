// SPDX-License-Identifier: Apache-2.0
// A case book on a fresh PostgreSQL database, for integration tests.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "async/runtime.h"
#include "events/event_store.h"
#include "services/compliance/app.h"
#include "services/compliance/books/case_book.h"
#include "services/compliance/books/sealer_test_support.h"
#include "services/compliance/store/case_store.h"
#include "testing/test_database.h"

namespace clearway::compliance {

class CaseBookTest : public ::testing::Test {
protected:
    template <class T>
    T Await(async::Task<T> task) {
        return async::BlockOn(runtime_.GetExecutor(), std::move(task));
    }
    // Two operators, one after the other: what the second is answered.
    core::Result<Case> Decide(const ResolveCase& decision) {
        auto first = decision;
        first.resolved_by = "first";
        CaseCommand proposal = first, approval = decision;
        auto proposed = Await(book_.Submit(std::move(proposal)));
        if (!proposed || proposed->status != CaseStatus::kOpen) return proposed;
        return Await(book_.Submit(std::move(approval)));
    }
    std::vector<events::StoredEvent> Facts(const core::Uuid& stream) {
        postgres::Connection connection(database_.Url());
        postgres::Transaction transaction(connection.Get());
        const std::vector<core::Uuid> streams{stream};
        return events::LoadStreams(transaction, streams);
    }

    testing::TestDatabase database_{"compliance", Migrations()};
    async::Runtime runtime_{1};
    postgres::ReadPool readers_{database_.Url(), 1};
    core::SystemClock system_clock_;
    SealerOfTest sealer_{database_.Url()};
    CaseReader reader_{readers_, sealer_.sealer};
    events::Outbox outbox_{{.service = "compliance-test",
                            .instance = "compliance-0",
                            .database_url = database_.Url(),
                            .kafka_brokers = testing::TestKafkaBrokers()}};
    CaseBook book_{database_.Url(), outbox_, runtime_.GetExecutor(), sealer_.sealer};
};

}  // namespace clearway::compliance
