// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/events/rail_answers.h"

#include <gtest/gtest.h>

#include "clearway/settlement/v1/settlement_events.pb.h"
#include "services/settlement/domain/ledger_builder.h"
#include "services/settlement/events/outgoing.h"
#include "services/settlement/rails/rail_ids.h"

namespace clearway::settlement {
namespace {

using testing::HoldOf;
using testing::kEur;
using testing::PaymentNamed;

template <class Fact>
Fact Told(const char* code = nullptr) {
    Fact fact;
    fact.mutable_transfer()->set_payment_id(PaymentNamed("p").ToString());
    fact.mutable_transfer()->mutable_amount()->set_currency("EUR");
    fact.mutable_transfer()->mutable_amount()->set_minor_units(300);
    if constexpr (requires { fact.mutable_reason(); }) {
        if (code) fact.mutable_reason()->set_code(code);
    }
    return fact;
}

template <class Fact>
events::ReceivedEvent Event(const Fact& fact) {
    events::ReceivedEvent event;
    event.type = fact.GetTypeName();
    event.payload = fact.SerializeAsString();
    event.traceparent = "trace";
    return event;
}

template <class What, class Fact>
What Only(const Fact& fact) {
    const auto commands = CommandsOfRailAnswer(Event(fact));
    EXPECT_EQ(commands.size(), 1u);
    EXPECT_EQ(commands.at(0).traceparent, "trace");
    return std::get<What>(commands.at(0).what);
}

TEST(RailAnswersTest, EachAnswerAsksForItsOwn) {
    EXPECT_EQ(Only<PostCommittedHold>(Told<v1::RailTransferAccepted>()).hold_id, HoldOf("p"));
    const auto refuse = Only<RefuseHold>(Told<v1::RailTransferRejected>("AC04"));
    EXPECT_EQ(refuse.hold_id, HoldOf("p"));
    EXPECT_EQ(refuse.reason.code, "AC04");
    auto returned = Told<v1::RailTransferReturned>("AC06");
    returned.set_return_id("R1");
    const auto back = Only<ReturnTransfer>(returned);
    EXPECT_EQ(back.hold_id, HoldOf("p"));
    EXPECT_EQ(back.transfer_id, rails::DeriveReturnTransferId(PaymentNamed("p"), "R1"));
    EXPECT_EQ(back.currency, kEur);
    EXPECT_EQ(back.reason.code, "AC06");
    EXPECT_EQ(RailAnswerTypes().size(), 3u);
}

TEST(RailAnswersTest, WhatIsNoAnswerMovesNothing) {
    EXPECT_TRUE(CommandsOfRailAnswer(Event(Told<v1::RailTransferSubmitted>())).empty());
    EXPECT_TRUE(CommandsOfRailAnswer(Event(Told<v1::RailTransferUnknown>())).empty());
    EXPECT_TRUE(CommandsOfRailAnswer(Event(Told<v1::RailConflictOpened>())).empty());
}

TEST(RailAnswersTest, WhatCannotBeReadIsSaidSo) {
    auto fact = Told<v1::RailTransferAccepted>();
    fact.mutable_transfer()->set_payment_id("x");
    EXPECT_THROW(CommandsOfRailAnswer(Event(fact)), events::UnreadableEvent);
    auto other = Told<v1::RailTransferReturned>("AC06");
    other.mutable_transfer()->mutable_amount()->set_currency("X");
    EXPECT_THROW(CommandsOfRailAnswer(Event(other)), events::UnreadableEvent);
}

TEST(RailAnswersTest, WhatFollowsFromThemIsPublishedInTheRailsWords) {
    const auto event = ToEvent(
        {HoldOf("p").value, 3, TransferRejected{HoldOf("p"), PaymentNamed("p"), {"AC04", "No."}}},
        testing::kNow);
    v1::TransferRefused refused;
    ASSERT_EQ(event.type, refused.GetTypeName());
    ASSERT_TRUE(refused.ParseFromString(event.payload));
    EXPECT_EQ(refused.reason().code(), "AC04");
    EXPECT_EQ(refused.reason().message(), "No.");
    EXPECT_EQ(refused.payment_id(), PaymentNamed("p").ToString());
}

}  // namespace
}  // namespace clearway::settlement
