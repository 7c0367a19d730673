// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/events/on_treasury.h"

#include <gtest/gtest.h>

#include "clearway/settlement/v1/settlement_events.pb.h"

namespace clearway::reconciliation {
namespace {

namespace ledger = settlement::v1;

const auto kClearing = core::DeriveClearingAccountId("EUR");
const auto kOtherBank = core::DeriveAccountId("platform", "other bank");
const std::string kCustomer = core::DeriveAccountId("acme", "customer").ToString();
const std::string kId = "6f1f6ad0-0000-5000-8000-000000000001";

events::ReceivedEvent Receive(const google::protobuf::MessageLite& fact) {
    events::ReceivedEvent event;
    event.type = fact.GetTypeName();
    event.payload = fact.SerializeAsString();
    event.occurred_at = *core::ParseRfc3339("2026-03-01T12:00:00Z");
    return event;
}

BankAccounts OurAccounts() {
    BankAccounts accounts;
    accounts.Add("CH-SIC-1", {.nostro = kOtherBank});
    return accounts;
}

std::vector<ExpectedOnStatement> Read(const google::protobuf::MessageLite& fact) {
    return ReadTreasury(Receive(fact), OurAccounts());
}

ledger::TransfersPosted Booked(const std::string& debtor, const std::string& creditor) {
    ledger::TransfersPosted fact;
    fact.set_booked_by("spiffe://clearway.local/operator/ada");
    auto& transfer = *fact.add_transfers();
    transfer.set_transfer_id(kId);
    transfer.set_debtor_account_id(debtor);
    transfer.set_creditor_account_id(creditor);
    transfer.mutable_amount()->set_currency("EUR");
    transfer.mutable_amount()->set_minor_units(100);
    return fact;
}

TEST(Treasury, IsExpectedWhereItIsBookedOverAnAccountAtABank) {
    const auto left = Read(Booked(kCustomer, kClearing.ToString()));
    ASSERT_EQ(left.size(), 1U);
    EXPECT_EQ(left[0].amount.MinorUnits(), -100);
    EXPECT_EQ(left[0].account, kClearing);
    EXPECT_EQ(left[0].transfer_id.ToString(), kId);
    EXPECT_FALSE(left[0].payment_id);
    EXPECT_EQ(Read(Booked(kClearing.ToString(), kCustomer))[0].amount.MinorUnits(), 100);
    EXPECT_TRUE(Read(Booked(kCustomer, kCustomer)).empty());
}

TEST(Treasury, IsExpectedOnEachAccountThatTheFileNames) {
    const auto other = Read(Booked(kOtherBank.ToString(), kCustomer));
    ASSERT_EQ(other.size(), 1U);
    EXPECT_EQ(other[0].account, kOtherBank);
    EXPECT_EQ(other[0].amount.MinorUnits(), 100);
    // From one bank to another: two lines.
    const auto both = Read(Booked(kOtherBank.ToString(), kClearing.ToString()));
    ASSERT_EQ(both.size(), 2U);
    EXPECT_EQ(both[0].account, kClearing);
    EXPECT_EQ(both[0].amount.MinorUnits(), -100);
    EXPECT_EQ(both[1].account, kOtherBank);
    EXPECT_EQ(both[1].amount.MinorUnits(), 100);
    EXPECT_NE(both[0].transfer_id, both[1].transfer_id);
}

TEST(Treasury, DoesNotExpectWhatThisServiceAdjustedBecauseOfAStatement) {
    auto adjustment = Booked(kClearing.ToString(), kCustomer);
    adjustment.set_booked_by("spiffe://clearway.local/service/reconciliation");
    EXPECT_TRUE(Read(adjustment).empty());
}

TEST(Treasury, RefusesATransferWithoutWhatItMustHave) {
    auto no_id = Booked(kClearing.ToString(), kCustomer);
    no_id.mutable_transfers(0)->clear_transfer_id();
    EXPECT_THROW(Read(no_id), events::UnreadableEvent);
    auto no_amount = Booked(kClearing.ToString(), kCustomer);
    no_amount.mutable_transfers(0)->clear_amount();
    EXPECT_THROW(Read(no_amount), events::UnreadableEvent);
}

ledger::InstructionsCreated Instructed(const std::string& debtor, const std::string& creditor,
                                       const std::string& debtor_account,
                                       const std::string& creditor_account) {
    ledger::InstructionsCreated fact;
    fact.mutable_window()->set_currency("EUR");
    fact.mutable_window()->set_number(7);
    auto& one = *fact.add_instructions();
    one.set_instruction_id(kId);
    one.set_place(3);
    one.set_debtor(debtor);
    one.set_creditor(creditor);
    one.mutable_amount()->set_currency("EUR");
    one.mutable_amount()->set_minor_units(100);
    one.set_debtor_account(debtor_account);
    one.set_creditor_account(creditor_account);
    return fact;
}

TEST(Treasury, IsExpectedOfAWindowWhereWePayOrArePaidElsewhere) {
    const auto paid = Read(Instructed("", "globex", "", "DE1"));
    ASSERT_EQ(paid.size(), 1U);
    EXPECT_EQ(paid[0].amount.MinorUnits(), -100);
    EXPECT_EQ(paid[0].account, kClearing);
    EXPECT_EQ(paid[0].reference, "EUR-7-3");
    const auto received = Read(Instructed("globex", "", "DE1", "ch-sic-1"));
    ASSERT_EQ(received.size(), 1U);
    EXPECT_EQ(received[0].amount.MinorUnits(), 100);
    EXPECT_EQ(received[0].account, kOtherBank);
}

// It may be added to the file later: a run looks again.
TEST(Treasury, IsExpectedByTheNumberOfAnAccountThatNoFileNamesYet) {
    const auto paid = Read(Instructed("", "globex", "not-yet-1", "DE1"));
    ASSERT_EQ(paid.size(), 1U);
    EXPECT_FALSE(paid[0].account);
    EXPECT_EQ(paid[0].number, "NOT-YET-1");
}

TEST(Treasury, IsNotExpectedOfAWindowWhereNoAccountOfOursTakesPart) {
    EXPECT_TRUE(Read(Instructed("", "globex", "", "")).empty());            // settles in the ledger
    EXPECT_TRUE(Read(Instructed("acme", "globex", "DE1", "DE2")).empty());  // between others
    EXPECT_TRUE(Read(ledger::WindowSettled()).empty());
}

}  // namespace
}  // namespace clearway::reconciliation
