// SPDX-License-Identifier: Apache-2.0
#include "services/audit/events/entry_of_fact.h"

#include <gtest/gtest.h>

namespace clearway::audit {
namespace {

const auto kStream = *core::Uuid::Parse("6f1d2c3b-4a59-5876-9765-54433221100f");
const auto kTime = *core::ParseRfc3339("2026-03-01T12:00:00.5Z");

events::ReceivedEvent Received() {
    events::ReceivedEvent fact;
    fact.topic = "clearway.payment.events.v1";
    fact.stream_id = kStream;
    fact.version = 2;
    fact.type = "clearway.payment.v1.PaymentSettled";
    fact.payload = std::string("pay\0load", 8);
    fact.occurred_at = kTime;
    return fact;
}

events::StoredEvent Stored() {
    events::StoredEvent fact;
    fact.stream_id = kStream;
    fact.version = 2;
    fact.type = "clearway.payment.v1.PaymentSettled";
    fact.payload = std::string("pay\0load", 8);
    fact.occurred_at = kTime;
    return fact;
}

TEST(EntryOfFact, IsTheSameForTheFactThatArrivesAndTheOneThatIsStored) {
    const auto entry = EntryOf(Received());
    ASSERT_TRUE(entry);
    EXPECT_EQ(entry, EntryOf("payment", Stored()));
    EXPECT_EQ(entry->source, "payment");
    EXPECT_EQ(entry->payload_hash, core::Sha256(std::string_view("pay\0load", 8)));
}

TEST(EntryOfFact, DiffersWhenTheStoredFactWasAltered) {
    const auto logged = EntryOf(Received());
    auto altered = Stored();
    altered.payload[3] = 'x';
    EXPECT_NE(EntryOf("payment", altered), logged);
    auto postdated = Stored();
    postdated.occurred_at += std::chrono::microseconds(1);
    EXPECT_NE(EntryOf("payment", postdated), logged);
    EXPECT_NE(EntryOf("settlement", Stored()), logged);
}

TEST(EntryOfFact, IsNotMadeOfWhatIsNoFactOfAService) {
    for (const std::string topic :
         {"", "clearway", "clearway.payment", "clearway.payment.events.v2", "payment.events.v1",
          "clearway..events.v1", "clearway.a b.events.v1", "x.payment.events.v1"}) {
        auto fact = Received();
        fact.topic = topic;
        EXPECT_FALSE(EntryOf(fact)) << topic;
    }
    auto fact = Received();
    fact.type = "two words";
    EXPECT_FALSE(EntryOf(fact));
}

}  // namespace
}  // namespace clearway::audit
