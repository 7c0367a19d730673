// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/events/lineage/kept_facts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "services/reconciliation/events/lineage/payment_facts_fixture.h"

namespace clearway::reconciliation {
namespace {

std::string Keep(const std::vector<events::ReceivedEvent>& events) {
    std::string kept;
    for (const auto& event : events) kept += ReadLineageNews(event)->fact;
    return kept;
}

// What a test compares: the whole trail in a line.
std::string Text(const PaymentTrail& trail) {
    std::string text = trail.request.request_id + " " + trail.request.trace_id + " ";
    for (const auto& one : trail.decisions)
        text += std::to_string(static_cast<int>(one.outcome)) + one.screening_outcome + " ";
    if (trail.state) text += std::string(NameOf(*trail.state)) + " ";
    if (trail.rail) text += trail.rail->uetr + std::to_string(static_cast<int>(trail.rail->state));
    for (const auto& one : trail.transfers)
        text += " " + one.transfer_id.ToString() + std::to_string(one.window_number);
    return text;
}

TEST(KeptFacts, TellThePaymentsWayInWhateverOrderTheyCame) {
    PaymentFacts facts("1");
    const auto whole = facts.Whole();
    const auto told = Text(ReadTrail(facts.payment, Keep(whole)));
    EXPECT_EQ(told, "req-1 4bf92f3577b34da6a3ce929d0e0e4736 1clear settled u-13 " +
                        facts.Transfer().ToString() + "7");
    std::vector<std::size_t> order(whole.size());
    std::iota(order.begin(), order.end(), 0U);
    do {
        std::string kept;
        for (const auto i : order) kept += ReadLineageNews(whole[i])->fact;
        ASSERT_EQ(Text(ReadTrail(facts.payment, kept)), told);
    } while (std::ranges::next_permutation(order).found);
}

TEST(KeptFacts, TellNothingTwiceWhenAFactIsKeptTwice) {
    PaymentFacts facts("1");
    const auto kept = Keep(facts.Whole());
    EXPECT_EQ(Text(ReadTrail(facts.payment, kept + kept)), Text(ReadTrail(facts.payment, kept)));
}

TEST(KeptFacts, TellEachDecisionAndTheRequestOfTheFirst) {
    PaymentFacts facts("1");
    const auto trail = ReadTrail(facts.payment, Keep({facts.Authorised(2), facts.HeldForReview()}));
    ASSERT_EQ(trail.decisions.size(), 2U);
    EXPECT_EQ(trail.decisions[0].outcome, DecisionOutcome::kInReview);
    EXPECT_EQ(trail.decisions[0].reasons.at(0).code, "RR04");
    EXPECT_EQ(trail.decisions[0].fraud_score, 412);
    EXPECT_EQ(trail.decisions[1].fraud_policy_version, "p/3");
    EXPECT_EQ(trail.state, PaymentState::kAuthorised);
    EXPECT_EQ(trail.request.request_id, "req-1");
    EXPECT_EQ(trail.order->end_to_end_id, "INV-1");
    EXPECT_EQ(trail.order->amount.MinorUnits(), 1234);
}

TEST(KeptFacts, TellWhichOrderOfAFileItWas) {
    PaymentFacts facts("1");
    auto authorised = facts.Authorised();
    payment::v1::PaymentAuthorised fact;
    ASSERT_TRUE(fact.ParseFromString(authorised.payload));
    fact.mutable_terms()->set_payment_file_id("f");
    fact.mutable_terms()->mutable_request()->set_file_position(12);
    authorised.payload = fact.SerializeAsString();
    const auto trail = ReadTrail(facts.payment, Keep({authorised}));
    EXPECT_EQ(trail.request.payment_file_id, "f");
    EXPECT_EQ(trail.request.file_position, 12);
}

TEST(KeptFacts, KeepNeitherWhatOthersSayNorWhatNobodyAsksFor) {
    PaymentFacts facts("1");
    const auto kept = Keep({facts.Authorised(), facts.Settled()});
    EXPECT_EQ(kept.find("device"), std::string::npos);
    EXPECT_EQ(kept.find("payer_count_1h"), std::string::npos);
    EXPECT_EQ(kept.find(facts.payment.ToString()), std::string::npos);
    EXPECT_LT(kept.size(), 300U);
}

TEST(KeptFacts, LeadFromATransferToItsPayment) {
    PaymentFacts facts("1");
    const auto news = ReadLineageNews(facts.Posted());
    EXPECT_EQ(news->payment_id, facts.payment);
    EXPECT_EQ(news->transfer_id, facts.Transfer());
    EXPECT_FALSE(ReadLineageNews(facts.Authorised())->transfer_id);
}

TEST(KeptFacts, AreNotThoseOfMoneyWithoutAPayment) {
    settlement::v1::TransferPosted credit;
    credit.set_transfer_id(core::Uuid::Random().ToString());
    events::ReceivedEvent event;
    event.type = credit.GetTypeName();
    event.payload = credit.SerializeAsString();
    EXPECT_FALSE(ReadLineageNews(event));
    event.type = "clearway.payment.v1.PaymentFileReceived";
    EXPECT_FALSE(ReadLineageNews(event));
}

TEST(KeptFacts, RefuseAFactThatNamesNoPayment) {
    payment::v1::PaymentSettled settled;
    settled.mutable_terms()->set_payment_id("none");
    events::ReceivedEvent event;
    event.type = settled.GetTypeName();
    event.payload = settled.SerializeAsString();
    EXPECT_THROW(ReadLineageNews(event), events::UnreadableEvent);
}

}  // namespace
}  // namespace clearway::reconciliation
