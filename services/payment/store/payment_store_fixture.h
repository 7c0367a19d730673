// SPDX-License-Identifier: Apache-2.0
// The payment store over a database of its own, with a vault whose keys are in memory. Linked by
// tests only.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "async/runtime.h"
#include "core/digest.h"
#include "services/payment/events/fact_codec.h"
#include "services/payment/store/postgres_payment_store.h"
#include "services/payment/store/sealed_terms.h"
#include "testing/test_database.h"
#include "vault/memory_keys_fixture.h"

namespace clearway::payment {

class PaymentStoreFixture : public ::testing::Test {
protected:
    template <class T>
    T Wait(Task<T> task) {
        return async::BlockOn(runtime_.GetExecutor(), std::move(task));
    }
    Terms Sealed(Terms terms) {
        return *Wait(personal_.Seal(*Wait(personal_.Identify(std::move(terms)))));
    }

    async::Runtime runtime_{4};
    testing::TestDatabase database_{"payment", Migrations()};
    // A topic of its own.
    events::Outbox outbox_{
        {.service =
             "payment-" + core::ToHex(core::AsBytes(core::Sha256(database_.Url()))).substr(0, 8),
         .instance = "test",
         .database_url = database_.Url(),
         .kafka_brokers = testing::TestKafkaBrokers()}};
    const core::SystemClock clock_;
    vault::MemoryKeys keys_;
    vault::ServiceVault vault_{keys_, database_.Url(), clock_};
    SealedOrders personal_{vault_};
    postgres::ReadPool readers_{database_.Url(), 2};
    PostgresPaymentStore store_{{.name = "payment", .database_url = database_.Url()},
                                outbox_,
                                readers_,
                                {.encode = EncodeFact, .decode = DecodeFact},
                                vault_};
};

}  // namespace clearway::payment
