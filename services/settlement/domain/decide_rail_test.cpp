// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>

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
using testing::MakePlace;
using testing::MakePost;
using testing::PaymentNamed;

const RailReason kClosed{"AC04", "The account is closed."};

class DecideRailTest : public ::testing::Test {
protected:
    DecideRailTest() { testing::LoadUsualAccounts(ledger_); }
    void TearDown() override { EXPECT_NO_THROW(CheckInvariants(ledger_)); }

    template <class Command>
    PostOutcome Do(const Command& command) {
        auto result = Decide(command, ledger_);
        EXPECT_TRUE(result);
        return std::get<PostReply>(*result).outcome;
    }
    void Hold(const std::string& payment, std::int64_t cents) {
        ASSERT_TRUE(Decide(MakePlace(payment, "payer", "", Eur(cents)), ledger_));
    }
    CommitHold Commit(const std::string& payment, std::int64_t cents) {
        return {.hold_id = HoldOf(payment),
                .payment_id = PaymentNamed(payment),
                .debtor = AccountNamed("payer"),
                .amount = Eur(cents),
                .creditor_country = "FR"};
    }
    PostCommittedHold Accept(const std::string& payment) { return {HoldOf(payment), kEur}; }
    RefuseHold Reject(const std::string& payment) { return {HoldOf(payment), kClosed}; }
    ReturnTransfer Return(const std::string& payment) {
        return {testing::MakeId<core::TransferId>("return " + payment), HoldOf(payment), kEur,
                kClosed};
    }
    void Close(const std::string& name) {
        ASSERT_TRUE(Decide(CloseAccount{AccountNamed(name), "acme"}, ledger_));
    }

    const Account& Payer() { return *ledger_.FindAccount(AccountNamed("payer")); }
    std::int64_t Balance(const core::AccountId& id) {
        const auto* account = ledger_.FindAccount(id);
        return account ? account->posted : 0;
    }
    std::int64_t Clearing() { return Balance(core::DeriveClearingAccountId("EUR")); }
    std::int64_t Suspense() { return Balance(SuspenseAccountOf(kEur)); }
    HoldState StateOf(const std::string& payment) {
        return ledger_.FindHold(HoldOf(payment))->state;
    }
    template <class What>
    const What& Last() {
        return std::get<What>(ledger_.Facts().back().what);
    }

    Ledger ledger_{testing::kNow};
};

TEST_F(DecideRailTest, CommittedFundsNeitherExpireNorAreGivenBackNorPostedByAnotherOrder) {
    Hold("p", 6'000);
    EXPECT_EQ(Do(Commit("p", 6'000)), PostOutcome::kCommitted);
    EXPECT_EQ(Do(Commit("p", 6'000)), PostOutcome::kRepeated);
    const auto& told = Last<HoldCommitted>();
    EXPECT_EQ(told.hold.Committed(), Eur(6'000));
    EXPECT_EQ(told.partner_id, "acme");
    EXPECT_EQ(told.creditor_country, "FR");
    const auto facts = ledger_.Facts().size();
    ASSERT_TRUE(Decide(VoidHold{HoldOf("p")}, ledger_));
    ASSERT_TRUE(Decide(ExpireHold{HoldOf("p")}, ledger_));
    EXPECT_EQ(Do(MakePost("p", "payer", "", Eur(6'000))), PostOutcome::kRepeated);
    EXPECT_EQ(ledger_.Facts().size(), facts);
    EXPECT_EQ(StateOf("p"), HoldState::kCommitted);
    EXPECT_EQ(Payer().Available(), 4'000);
    EXPECT_EQ(Clearing(), 0);
}

TEST_F(DecideRailTest, WhatIsNotCapturedIsFreeAtOnce) {
    Hold("p", 6'000);
    EXPECT_EQ(Do(Commit("p", 2'500)), PostOutcome::kCommitted);
    EXPECT_EQ(Payer().held, 2'500);
    EXPECT_EQ(Do(Accept("p")), PostOutcome::kPosted);
    EXPECT_EQ(Payer().posted, 7'500);
    EXPECT_EQ(Payer().held, 0);
    EXPECT_EQ(Clearing(), 2'500);
}

TEST_F(DecideRailTest, TheRailsYesIsPostedOnce) {
    Hold("p", 6'000);
    Do(Commit("p", 6'000));
    EXPECT_EQ(Do(Accept("p")), PostOutcome::kPosted);
    EXPECT_EQ(Last<TransferPosted>().transfer.id, core::DeriveTransferId(PaymentNamed("p")));
    EXPECT_EQ(Do(Accept("p")), PostOutcome::kRepeated);
    EXPECT_EQ(Do(Reject("p")), PostOutcome::kRepeated);
    EXPECT_EQ(Clearing(), 6'000);
    EXPECT_EQ(Payer().posted, 4'000);
}

TEST_F(DecideRailTest, TheRailsNoFreesTheFundsWithItsReason) {
    Hold("p", 6'000);
    Do(Commit("p", 6'000));
    EXPECT_EQ(Do(Reject("p")), PostOutcome::kRefused);
    EXPECT_EQ(Last<TransferRejected>().reason, kClosed);
    EXPECT_EQ(Payer().Available(), 10'000);
    EXPECT_EQ(Do(Reject("p")), PostOutcome::kRepeated);
    EXPECT_EQ(Do(Accept("p")), PostOutcome::kRepeated);
    EXPECT_EQ(Do(Return("p")), PostOutcome::kRepeated);
    EXPECT_EQ(StateOf("p"), HoldState::kRefused);
}

TEST_F(DecideRailTest, ReturnedMoneyIsTheDebtorsAgainOnce) {
    Hold("p", 6'000);
    Do(Commit("p", 6'000));
    Do(Accept("p"));
    EXPECT_EQ(Do(Return("p")), PostOutcome::kReturned);
    const auto& back = Last<TransferReturned>();
    EXPECT_EQ(back.transfer.id, Return("p").transfer_id);
    EXPECT_EQ(back.transfer.creditor, AccountNamed("payer"));
    EXPECT_EQ(back.reason, kClosed);
    EXPECT_EQ(ledger_.Facts().back().stream_id, HoldOf("p").value);
    EXPECT_EQ(Do(Return("p")), PostOutcome::kRepeated);
    EXPECT_EQ(Do(Accept("p")), PostOutcome::kRepeated);
    EXPECT_EQ(Do(Commit("p", 6'000)), PostOutcome::kRepeated);
    EXPECT_EQ(Payer().Available(), 10'000);
    EXPECT_EQ(Clearing(), 0);
}

TEST_F(DecideRailTest, AReturnThatOvertakesTheAcceptanceStandsForBoth) {
    Hold("p", 6'000);
    Do(Commit("p", 6'000));
    EXPECT_EQ(Do(Return("p")), PostOutcome::kReturned);
    EXPECT_EQ(Do(Accept("p")), PostOutcome::kRepeated);
    EXPECT_EQ(Payer().Available(), 10'000);
    EXPECT_EQ(ledger_.NewTransfers().size(), 2u);
}

TEST_F(DecideRailTest, AReturnToAClosedAccountIsKeptInSuspense) {
    Hold("p", 10'000);
    Do(Commit("p", 10'000));
    Do(Accept("p"));
    Close("payer");
    EXPECT_EQ(Do(Return("p")), PostOutcome::kReturned);
    EXPECT_EQ(Last<TransferReturned>().transfer.creditor, SuspenseAccountOf(kEur));
    EXPECT_EQ(Suspense(), 10'000);
    EXPECT_EQ(Clearing(), 0);
}

TEST_F(DecideRailTest, ARailThatPaidIsNeverRefusedForTheSizeOfABalance) {
    auto clearing = testing::MakeAccount("", std::numeric_limits<std::int64_t>::max() - 5);
    clearing.id = core::DeriveClearingAccountId("EUR");
    clearing.partner_id = "";
    clearing.type = AccountType::kClearing;
    ledger_.LoadAccount(clearing);
    Hold("p", 6'000);
    Do(Commit("p", 6'000));
    EXPECT_EQ(Do(Accept("p")), PostOutcome::kPosted);
    EXPECT_EQ(Suspense(), 6'000);
    EXPECT_EQ(Payer().posted, 4'000);
}

TEST_F(DecideRailTest, ALateOrderIsCommittedFromAvailableFunds) {
    Hold("voided", 6'000);
    ASSERT_TRUE(Decide(VoidHold{HoldOf("voided")}, ledger_));
    EXPECT_EQ(Do(Commit("voided", 4'000)), PostOutcome::kCommitted);
    EXPECT_EQ(Do(Commit("never held", 6'000)), PostOutcome::kCommitted);
    EXPECT_EQ(Payer().Available(), 0);
    EXPECT_EQ(Do(Commit("too much", 1)), PostOutcome::kRefused);
    EXPECT_EQ(Last<TransferRefused>().reason, Refusal::kInsufficientFunds);
}

TEST_F(DecideRailTest, AnOrderThatDoesNotFitItsHoldIsRefusedBeforeItLeaves) {
    Hold("p", 6'000);
    EXPECT_EQ(Do(Commit("p", 6'001)), PostOutcome::kRefused);
    EXPECT_EQ(Last<TransferRefused>().reason, Refusal::kAmountAboveHold);
    Hold("voided", 1'000);
    ASSERT_TRUE(Decide(VoidHold{HoldOf("voided")}, ledger_));
    EXPECT_EQ(Do(Commit("voided", 1'001)), PostOutcome::kRefused);
    EXPECT_EQ(Last<TransferRefused>().reason, Refusal::kAmountAboveHold);
    ASSERT_TRUE(Decide(MakePlace("inside", "payer", "shop", Eur(10)), ledger_));
    EXPECT_EQ(Do(Commit("inside", 10)), PostOutcome::kRefused);
    EXPECT_EQ(Payer().held, 0);
}

TEST_F(DecideRailTest, WhatTheRailSaysOfAHoldThatWasNotCommittedMovesNothing) {
    Hold("held", 100);
    for (const std::string payment : {"held", "unknown"}) {
        EXPECT_EQ(Do(Accept(payment)), PostOutcome::kRepeated);
        EXPECT_EQ(Do(Reject(payment)), PostOutcome::kRepeated);
        EXPECT_EQ(Do(Return(payment)), PostOutcome::kRepeated);
    }
    Do(MakePost("held", "payer", "", Eur(100)));
    EXPECT_EQ(Do(Return("held")), PostOutcome::kRepeated);
    EXPECT_EQ(Clearing(), 100);
}

TEST_F(DecideRailTest, ABatchLoadsTheSuspenseAccountWithWhatMayNeedIt) {
    const auto names = [](const auto& what) {
        Footprint footprint;
        AddFootprint(Command{.what = what}, footprint);
        return std::ranges::count(footprint.accounts, SuspenseAccountOf(kEur)) == 1 &&
               footprint.holds.size() == 1;
    };
    EXPECT_TRUE(names(Commit("p", 1)));
    EXPECT_TRUE(names(Accept("p")));
    EXPECT_TRUE(names(Return("p")));
}

}  // namespace
}  // namespace clearway::settlement
