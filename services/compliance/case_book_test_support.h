// SPDX-License-Identifier: Apache-2.0
// A case book on a fresh PostgreSQL database, for integration tests.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "async/runtime.h"
#include "crypto/aes_gcm.h"
#include "events/event_store.h"
#include "services/compliance/app.h"
#include "services/compliance/case_book.h"
#include "services/compliance/store/case_store.h"
#include "testing/test_database.h"

namespace clearway::compliance {

// Seals under a key of its own; the keys of persons are libs/vault's to test.
class OneKeySealer final : public Sealer {
public:
    std::vector<std::string> Seal(std::span<const Evidence> clear) override {
        std::vector<std::string> sealed;
        for (const auto& one : clear) sealed.push_back(crypto::GcmSeal(key_, one.text, Bound(one)));
        return sealed;
    }
    std::vector<std::optional<std::string>> Open(std::span<const Evidence> sealed) override {
        std::vector<std::optional<std::string>> clear;
        for (const auto& one : sealed) clear.push_back(crypto::GcmOpen(key_, one.text, Bound(one)));
        return clear;
    }

private:
    static std::string Bound(const Evidence& one) {
        return one.person.ToString() + one.alert_id.ToString();
    }

    const crypto::AesKey key_ = crypto::AesKey::Random();
};

class CaseBookTest : public ::testing::Test {
protected:
    template <class T>
    T Await(async::Task<T> task) {
        return async::BlockOn(runtime_.GetExecutor(), std::move(task));
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
    OneKeySealer sealer_;
    CaseReader reader_{readers_, &sealer_};
    events::Outbox outbox_{{.service = "compliance-test",
                            .instance = "compliance-0",
                            .database_url = database_.Url(),
                            .kafka_brokers = testing::TestKafkaBrokers()}};
    CaseBook book_{database_.Url(), outbox_, runtime_.GetExecutor(), &sealer_};
};

}  // namespace clearway::compliance
