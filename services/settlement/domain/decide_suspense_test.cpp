// SPDX-License-Identifier: Apache-2.0
// A payment came back from its rail to an account that was closed meanwhile: all of it is in
// suspense.
#include <gtest/gtest.h>

#include "services/settlement/domain/decide.h"
#include "services/settlement/domain/footprint.h"
#include "services/settlement/domain/invariants.h"
#include "services/settlement/domain/ledger_builder.h"

namespace clearway::settlement {
namespace {

using testing::AccountNamed;
using testing::Eur;
using testing::HoldOf;
using testing::kEur;

const auto kReturn = testing::MakeId<core::TransferId>("return p");
const auto kClearing = core::DeriveClearingAccountId("EUR");

class DecideSuspenseTest : public ::testing::Test {
protected:
    DecideSuspenseTest() {
        testing::LoadUsualAccounts(ledger_);
        Load("new account", [](auto&) {});
        Load("another partner's", [](auto& account) { account.partner_id = "globex"; });
    }
    void SetUp() override {
        Must(testing::MakePlace("p", "payer", "", Eur(10'000)));
        Must(CommitHold{.hold_id = HoldOf("p"),
                        .payment_id = testing::PaymentNamed("p"),
                        .debtor = AccountNamed("payer"),
                        .amount = Eur(10'000),
                        .creditor_country = "FR"});
        Must(PostCommittedHold{HoldOf("p"), kEur});
        Must(CloseAccount{AccountNamed("payer"), "acme"});
        Must(ReturnTransfer{kReturn, HoldOf("p"), kEur, {"AC06"}});
        ASSERT_EQ(Balance(SuspenseAccountOf(kEur)), 10'000);
    }
    void TearDown() override { EXPECT_NO_THROW(CheckInvariants(ledger_)); }

    template <class Change>
    void Load(const std::string& name, Change change) {
        auto account = testing::MakeAccount(name, 0);
        change(account);
        ledger_.LoadAccount(account);
    }
    template <class Command>
    void Must(const Command& command) {
        ASSERT_TRUE(Decide(command, ledger_));
    }
    core::Result<SuspendedTransfer> Say(const std::string& who, const core::AccountId& creditor,
                                        const core::TransferId& id = kReturn) {
        const ReleaseSuspended command{.transfer_id = id,
                                       .hold_id = HoldOf("p"),
                                       .creditor = creditor,
                                       .currency = kEur,
                                       .operator_id = who};
        const auto reply = Decide(command, ledger_);
        if (!reply) return reply.error();
        return std::get<SuspendedReply>(*reply).suspended;
    }
    core::ErrorCode Refused(const core::AccountId& creditor) {
        const auto said = Say("ada", creditor);
        return said ? core::ErrorCode::kInternal : said.error().code;
    }
    std::int64_t Balance(const core::AccountId& id) { return ledger_.FindAccount(id)->posted; }

    Ledger ledger_{testing::kNow};
};

TEST_F(DecideSuspenseTest, TwoOperatorsBookItToAnotherAccountOfThePayerOnce) {
    const auto account = AccountNamed("new account");
    const auto version = ledger_.FindHold(HoldOf("p"))->version;
    const auto proposed = Say("ada", account);
    ASSERT_TRUE(proposed);
    EXPECT_EQ(proposed->proposal, (ReleaseProposal{account, "ada"}));
    EXPECT_FALSE(Say("ada", account)->release);  // one person is one person
    EXPECT_EQ(Balance(account), 0);
    const auto released = Say("bob", account);
    ASSERT_TRUE(released);
    ASSERT_TRUE(released->release);
    EXPECT_EQ(released->release->released_by, "ada,bob");
    EXPECT_FALSE(released->proposal);
    EXPECT_EQ(Balance(account), 10'000);
    EXPECT_EQ(Balance(SuspenseAccountOf(kEur)), 0);
    const auto& fact = ledger_.Facts().back();
    EXPECT_EQ(fact.stream_id, HoldOf("p").value);
    EXPECT_EQ(fact.version, version + 1);
    const auto& told = std::get<SuspendedTransferReleased>(fact.what);
    EXPECT_EQ(told.suspended, kReturn);
    EXPECT_EQ(told.transfer.id, DeriveReleaseTransferId(kReturn));
    EXPECT_EQ(told.transfer.payment_id, testing::PaymentNamed("p"));
    const auto facts = ledger_.Facts().size();
    EXPECT_TRUE(Say("bob", account)->release);
    EXPECT_TRUE(Say("cid", account)->release);
    EXPECT_EQ(Say("cid", kClearing).error().code, core::ErrorCode::kPaymentStateConflict);
    EXPECT_EQ(ledger_.Facts().size(), facts);
    EXPECT_EQ(Balance(account), 10'000);
}

TEST_F(DecideSuspenseTest, AnotherWordTakesThePlaceOfTheFirst) {
    ASSERT_TRUE(Say("ada", AccountNamed("new account")));
    const auto other = Say("bob", kClearing);
    ASSERT_TRUE(other);
    EXPECT_EQ(other->proposal, (ReleaseProposal{kClearing, "bob"}));
    EXPECT_TRUE(Say("ada", kClearing)->release);
    EXPECT_EQ(Balance(kClearing), 10'000);  // from which it goes to the rail again
}

TEST_F(DecideSuspenseTest, ItGoesNowhereElse) {
    using enum core::ErrorCode;
    EXPECT_EQ(Refused(AccountNamed("nobody")), kAccountNotFound);
    EXPECT_EQ(Refused(AccountNamed("another partner's")), kInvalidArgument);
    EXPECT_EQ(Refused(SuspenseAccountOf(kEur)), kInvalidArgument);
    EXPECT_EQ(Refused(AccountNamed("yen")), kCurrencyMismatch);
    EXPECT_EQ(Refused(AccountNamed("payer")), kAccountClosed);
    EXPECT_EQ(Say("ada", kClearing, testing::MakeId<core::TransferId>("none")).error().code,
              kNotFound);
    EXPECT_FALSE(ledger_.FindSuspended(kReturn)->proposal);
    ASSERT_TRUE(Say("ada", AccountNamed("full")));
    EXPECT_EQ(Say("bob", AccountNamed("full")).error().code, kBalanceLimit);
    EXPECT_EQ(Balance(SuspenseAccountOf(kEur)), 10'000);
    EXPECT_FALSE(ledger_.FindSuspended(kReturn)->release);
}

TEST_F(DecideSuspenseTest, OfACustomerItIsThatCustomers) {
    SuspendedTransfer suspended = *ledger_.FindSuspended(kReturn);
    suspended.id = testing::MakeId<core::TransferId>("of a party");
    suspended.payer = AccountNamed("of a party");
    ledger_.LoadSuspended(suspended);
    const auto party = core::Uuid::Derive({}, "party");
    Load("of a party", [&](auto& account) { account.party_id = party; });
    Load("of the same", [&](auto& account) { account.party_id = party; });
    EXPECT_EQ(Say("ada", AccountNamed("new account"), suspended.id).error().code,
              core::ErrorCode::kInvalidArgument);
    EXPECT_TRUE(Say("ada", AccountNamed("of the same"), suspended.id));
}

TEST_F(DecideSuspenseTest, WhatTheRailHasSettledIsNotThePayersAnyMore) {
    SuspendedTransfer left = *ledger_.FindSuspended(kReturn);
    left.id = testing::MakeId<core::TransferId>("left");
    left.came_back = false;
    ledger_.LoadSuspended(left);
    EXPECT_EQ(Say("ada", AccountNamed("new account"), left.id).error().code,
              core::ErrorCode::kInvalidArgument);
    EXPECT_TRUE(Say("ada", kClearing, left.id));
}

TEST_F(DecideSuspenseTest, ABatchLoadsAllThatItTouches) {
    Footprint footprint;
    AddFootprint(
        Command{.what = ReleaseSuspended{kReturn, HoldOf("p"), AccountNamed("shop"), kEur, "ada"}},
        footprint);
    EXPECT_EQ(footprint.suspended, std::vector{kReturn});
    EXPECT_EQ(footprint.holds, std::vector{HoldOf("p")});  // brings payer and clearing
    EXPECT_EQ(footprint.accounts, (std::vector{SuspenseAccountOf(kEur), AccountNamed("shop")}));
}

}  // namespace
}  // namespace clearway::settlement
