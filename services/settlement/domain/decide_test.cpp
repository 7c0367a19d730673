// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/domain/decide.h"

#include <gtest/gtest.h>

#include "services/settlement/domain/invariants.h"
#include "services/settlement/domain/ledger_builder.h"

namespace clearway::settlement {
namespace {

using testing::AccountNamed;
using testing::Eur;
using testing::HoldOf;
using testing::kEur;
using testing::kJpy;
using testing::kNow;
using testing::MakeAccount;
using testing::MakePlace;
using testing::MakePost;

class DecideTest : public ::testing::Test {
protected:
    DecideTest() {
        testing::LoadUsualAccounts(ledger_);
        auto foreign = MakeAccount("foreign", 0);
        foreign.partner_id = "globex";
        ledger_.LoadAccount(foreign);
        auto merchant_rails = MakeAccount("rail", 0);
        merchant_rails.type = AccountType::kClearing;
        ledger_.LoadAccount(merchant_rails);
    }
    void TearDown() override { EXPECT_NO_THROW(CheckInvariants(ledger_)); }

    template <class T, class Command>
    T Reply(const Command& command) {
        auto result = Decide(command, ledger_);
        EXPECT_TRUE(result) << (result ? "" : core::Describe(result.error().code).name);
        return std::get<T>(*result);
    }
    template <class Command>
    core::ErrorCode Error(const Command& command) {
        const auto before = ledger_.Facts().size();
        const auto result = Decide(command, ledger_);
        EXPECT_EQ(ledger_.Facts().size(), before);
        return result ? core::ErrorCode::kInternal : result.error().code;
    }
    const Account& At(const std::string& name) { return *ledger_.FindAccount(AccountNamed(name)); }
    HoldState StateOf(const std::string& payment) {
        return ledger_.FindHold(HoldOf(payment))->state;
    }
    const TransferRefused& LastRefusal() {
        return std::get<TransferRefused>(ledger_.Facts().back().what);
    }
    void Move(const std::string& name, std::int64_t posted_to_other) {
        Reply<HoldReply>(MakePlace("move " + name, name, "shop", Eur(posted_to_other)));
        Reply<PostReply>(MakePost("move " + name, name, "shop", Eur(posted_to_other)));
    }

    Ledger ledger_{kNow};
};

struct PlaceGate {
    const char* debtor;
    const char* creditor;
    core::Money amount;
    std::optional<Refusal> refusal;
};

TEST_F(DecideTest, EveryGateOfAHoldRefusesInItsOrder) {
    const PlaceGate gates[] = {
        {"nobody", "shop", Eur(1), Refusal::kUnknownAccount},
        {"rail", "shop", Eur(1), Refusal::kUnknownAccount},
        {"payer", "nobody", Eur(1), Refusal::kUnknownAccount},
        {"closed", "nobody", Eur(1), Refusal::kUnknownAccount},
        {"closed", "shop", Eur(1), Refusal::kDebtorClosed},
        {"payer", "closed", {kJpy, 1}, Refusal::kCreditorClosed},
        {"yen", "shop", Eur(99'999), Refusal::kCurrencyMismatch},
        {"payer", "yen", Eur(1), Refusal::kCurrencyMismatch},
        {"payer", "shop", Eur(10'001), Refusal::kInsufficientFunds},
        {"payer", "", Eur(10'001), Refusal::kInsufficientFunds},
    };
    int number = 0;
    for (const auto& gate : gates) {
        const auto reply = Reply<HoldReply>(
            MakePlace("gate" + std::to_string(++number), gate.debtor, gate.creditor, gate.amount));
        EXPECT_EQ(reply.outcome, HoldOutcome::kRefused) << number;
        EXPECT_EQ(reply.refusal, gate.refusal) << number;
    }
    EXPECT_TRUE(ledger_.Facts().empty());
    EXPECT_TRUE(ledger_.TouchedAccounts().empty());
}

TEST_F(DecideTest, AHoldBetweenOneAccountIsAWrongCall) {
    EXPECT_EQ(Error(MakePlace("p", "payer", "payer", Eur(1))), core::ErrorCode::kSameAccount);
}

TEST_F(DecideTest, AHoldTakesFromAvailableOnly) {
    EXPECT_EQ(Reply<HoldReply>(MakePlace("p", "payer", "shop", Eur(6'000))).outcome,
              HoldOutcome::kHeld);
    EXPECT_EQ(At("payer").Available(), 4'000);
    EXPECT_EQ(At("payer").posted, 10'000);
    EXPECT_EQ(Reply<HoldReply>(MakePlace("q", "payer", "shop", Eur(4'001))).refusal,
              Refusal::kInsufficientFunds);
    EXPECT_EQ(Reply<HoldReply>(MakePlace("r", "payer", "shop", Eur(4'000))).outcome,
              HoldOutcome::kHeld);
}

TEST_F(DecideTest, ARepeatedHoldIsTheSameHold) {
    Reply<HoldReply>(MakePlace("p", "payer", "shop", Eur(6'000)));
    auto again = MakePlace("p", "payer", "shop", Eur(6'000));
    again.expires_at += std::chrono::hours(1);
    EXPECT_EQ(Reply<HoldReply>(again).outcome, HoldOutcome::kHeld);
    EXPECT_EQ(At("payer").held, 6'000);
    EXPECT_EQ(ledger_.Facts().size(), 1u);
}

TEST_F(DecideTest, AHoldIdWithOtherFieldsIsRefused) {
    Reply<HoldReply>(MakePlace("p", "payer", "shop", Eur(6'000)));
    EXPECT_EQ(Error(MakePlace("p", "payer", "shop", Eur(6'001))), core::ErrorCode::kHoldMismatch);
    EXPECT_EQ(Error(MakePlace("p", "payer", "", Eur(6'000))), core::ErrorCode::kHoldMismatch);
    EXPECT_EQ(Error(MakePlace("p", "full", "shop", Eur(6'000))), core::ErrorCode::kHoldMismatch);
}

TEST_F(DecideTest, AnEndedHoldIsNotPlacedAgain) {
    const auto place = MakePlace("p", "payer", "shop", Eur(6'000));
    Reply<HoldReply>(place);
    EXPECT_TRUE(Reply<ReleaseReply>(VoidHold{HoldOf("p")}).released);
    EXPECT_EQ(Reply<HoldReply>(place).outcome, HoldOutcome::kEnded);
    EXPECT_EQ(At("payer").held, 0);
}

TEST_F(DecideTest, VoidingWhatIsNotHeldChangesNothing) {
    EXPECT_FALSE(Reply<ReleaseReply>(VoidHold{HoldOf("unknown")}).released);
    Move("payer", 10);
    EXPECT_FALSE(Reply<ReleaseReply>(VoidHold{HoldOf("move payer")}).released);
    EXPECT_EQ(StateOf("move payer"), HoldState::kPosted);
}

TEST_F(DecideTest, AHoldExpiresAtItsTimeAndNotBefore) {
    auto place = MakePlace("p", "payer", "shop", Eur(6'000));
    place.expires_at = kNow + std::chrono::microseconds(1);
    Reply<HoldReply>(place);
    EXPECT_FALSE(Reply<ReleaseReply>(ExpireHold{HoldOf("p")}).released);
    auto due = MakePlace("q", "payer", "shop", Eur(1'000));
    due.expires_at = kNow;
    Reply<HoldReply>(due);
    EXPECT_TRUE(Reply<ReleaseReply>(ExpireHold{HoldOf("q")}).released);
    EXPECT_FALSE(Reply<ReleaseReply>(ExpireHold{HoldOf("q")}).released);
    EXPECT_EQ(StateOf("q"), HoldState::kExpired);
    EXPECT_EQ(At("payer").held, 6'000);
}

TEST_F(DecideTest, PostingBooksOnceAndReleasesTheRest) {
    Reply<HoldReply>(MakePlace("p", "payer", "shop", Eur(6'000)));
    const auto post = MakePost("p", "payer", "shop", Eur(2'500));
    EXPECT_EQ(Reply<PostReply>(post).outcome, PostOutcome::kPosted);
    EXPECT_EQ(Reply<PostReply>(post).outcome, PostOutcome::kRepeated);
    EXPECT_EQ(At("payer").posted, 7'500);
    EXPECT_EQ(At("payer").held, 0);
    EXPECT_EQ(At("shop").posted, 2'500);
    ASSERT_EQ(ledger_.NewTransfers().size(), 1u);
    EXPECT_EQ(ledger_.NewTransfers()[0].released, 3'500);
    ASSERT_EQ(ledger_.Facts().size(), 2u);
    EXPECT_EQ(ledger_.Facts()[1].stream_id, HoldOf("p").value);
    EXPECT_EQ(ledger_.Facts()[1].version, 2);
}

TEST_F(DecideTest, APostedHoldIsNeverPostedForAnotherAmount) {
    Reply<HoldReply>(MakePlace("p", "payer", "shop", Eur(6'000)));
    Reply<PostReply>(MakePost("p", "payer", "shop", Eur(2'500)));
    EXPECT_EQ(Reply<PostReply>(MakePost("p", "payer", "shop", Eur(3'500))).outcome,
              PostOutcome::kRepeated);
    EXPECT_EQ(At("shop").posted, 2'500);
}

TEST_F(DecideTest, PostingMoreThanWasHeldIsRefusedAndTheHoldReleased) {
    Reply<HoldReply>(MakePlace("p", "payer", "shop", Eur(6'000)));
    EXPECT_EQ(Reply<PostReply>(MakePost("p", "payer", "shop", Eur(6'001))).outcome,
              PostOutcome::kRefused);
    EXPECT_EQ(LastRefusal().reason, Refusal::kAmountAboveHold);
    EXPECT_EQ(At("payer").held, 0);
    EXPECT_EQ(At("payer").posted, 10'000);
    EXPECT_EQ(Reply<PostReply>(MakePost("p", "payer", "shop", Eur(6'000))).outcome,
              PostOutcome::kRepeated);
}

TEST_F(DecideTest, ABalanceBeyond64BitsIsRefusedAndTheHoldReleased) {
    Reply<HoldReply>(MakePlace("p", "payer", "full", Eur(1)));
    EXPECT_EQ(Reply<PostReply>(MakePost("p", "payer", "full", Eur(1))).outcome,
              PostOutcome::kRefused);
    EXPECT_EQ(LastRefusal().reason, Refusal::kBalanceLimit);
    EXPECT_EQ(At("payer").held, 0);
}

TEST_F(DecideTest, ALateOrderIsCarriedOutFromAvailableFundsOnce) {
    for (const std::string payment : {"voided", "never held"}) {
        if (payment == "voided") {
            Reply<HoldReply>(MakePlace(payment, "payer", "shop", Eur(1'000)));
            Reply<ReleaseReply>(VoidHold{HoldOf(payment)});
        }
        const auto post = MakePost(payment, "payer", "shop", Eur(1'000));
        EXPECT_EQ(Reply<PostReply>(post).outcome, PostOutcome::kPosted) << payment;
        EXPECT_EQ(Reply<PostReply>(post).outcome, PostOutcome::kRepeated) << payment;
        EXPECT_EQ(Reply<HoldReply>(MakePlace(payment, "payer", "shop", Eur(1'000))).outcome,
                  HoldOutcome::kEnded);
    }
    EXPECT_EQ(At("payer").posted, 8'000);
    EXPECT_EQ(At("shop").posted, 2'000);
}

TEST_F(DecideTest, ALateOrderWithoutFundsIsRefusedForGood) {
    const auto post = MakePost("p", "payer", "shop", Eur(10'001));
    EXPECT_EQ(Reply<PostReply>(post).outcome, PostOutcome::kRefused);
    EXPECT_EQ(LastRefusal().reason, Refusal::kInsufficientFunds);
    Reply<TransferReply>(CreditFromClearing{testing::MakeId<core::TransferId>("t"), "acme",
                                            AccountNamed("payer"), Eur(500)});
    EXPECT_EQ(Reply<PostReply>(post).outcome, PostOutcome::kRepeated);
    EXPECT_EQ(At("shop").posted, 0);
}

TEST_F(DecideTest, ALateOrderOfUnknownPartiesIsRefused) {
    EXPECT_EQ(Reply<PostReply>(MakePost("p", "nobody", "shop", Eur(1))).outcome,
              PostOutcome::kRefused);
    EXPECT_EQ(LastRefusal().reason, Refusal::kUnknownAccount);
    EXPECT_EQ(Reply<PostReply>(MakePost("q", "payer", "payer", Eur(1))).outcome,
              PostOutcome::kRefused);
    EXPECT_EQ(LastRefusal().reason, Refusal::kSameAccount);
}

TEST_F(DecideTest, ACreditorElsewhereIsTheClearingAccountOpenedOnFirstUse) {
    Reply<HoldReply>(MakePlace("p", "payer", "", Eur(6'000)));
    Reply<HoldReply>(MakePlace("q", "payer", "", Eur(1'000)));
    Reply<PostReply>(MakePost("p", "payer", "", Eur(6'000)));
    const auto* clearing = ledger_.FindAccount(core::DeriveClearingAccountId("EUR"));
    ASSERT_NE(clearing, nullptr);
    EXPECT_EQ(clearing->posted, 6'000);
    EXPECT_TRUE(std::holds_alternative<AccountOpened>(ledger_.Facts()[0].what));
    EXPECT_EQ(ledger_.Facts().size(), 4u);
}

TEST_F(DecideTest, EveryGateOfACreditRefuses) {
    const auto credit = [](const std::string& account, core::Money amount) {
        return CreditFromClearing{testing::MakeId<core::TransferId>("t"), "acme",
                                  AccountNamed(account), amount};
    };
    EXPECT_EQ(Error(credit("nobody", Eur(1))), core::ErrorCode::kAccountNotFound);
    EXPECT_EQ(Error(credit("foreign", Eur(1))), core::ErrorCode::kAccountNotFound);
    EXPECT_EQ(Error(credit("closed", Eur(1))), core::ErrorCode::kAccountClosed);
    EXPECT_EQ(Error(credit("yen", Eur(1))), core::ErrorCode::kCurrencyMismatch);
    EXPECT_EQ(Error(credit("full", Eur(1))), core::ErrorCode::kBalanceLimit);
    EXPECT_FALSE(Reply<TransferReply>(credit("payer", Eur(5))).replayed);
    EXPECT_TRUE(Reply<TransferReply>(credit("payer", Eur(5))).replayed);
    EXPECT_EQ(Error(credit("payer", Eur(6))), core::ErrorCode::kIdempotencyKeyReused);
    EXPECT_EQ(At("payer").posted, 10'005);
    EXPECT_EQ(ledger_.FindAccount(core::DeriveClearingAccountId("EUR"))->posted, -5);
}

TEST_F(DecideTest, AnAccountIdIsOpenedOnceAndForTheSameFieldsOnly) {
    OpenAccount open{.account_id = AccountNamed("new"),
                     .partner_id = "acme",
                     .currency = kEur,
                     .type = AccountType::kMerchant,
                     .holder_name = core::Sensitive<std::string>("Ada Example"),
                     .holder_country = "DE"};
    EXPECT_FALSE(Reply<AccountReply>(open).replayed);
    EXPECT_TRUE(Reply<AccountReply>(open).replayed);
    open.party_id = core::Uuid::Random();
    EXPECT_EQ(Error(open), core::ErrorCode::kIdempotencyKeyReused);
}

TEST_F(DecideTest, AnOpeningTellsWhoseTheAccountIs) {
    const auto party = core::Uuid::Random();
    Reply<AccountReply>(OpenAccount{.account_id = AccountNamed("new"),
                                    .partner_id = "acme",
                                    .currency = kEur,
                                    .type = AccountType::kCustomer,
                                    .holder_name = core::Sensitive<std::string>("Ada Example"),
                                    .holder_country = "DE",
                                    .party_id = party});
    EXPECT_EQ(std::get<AccountOpened>(ledger_.Facts().back().what).party_id, party);
}

TEST_F(DecideTest, OnlyAnEmptyAccountOfThePartnerIsClosed) {
    const auto close = [](const std::string& name) {
        return CloseAccount{AccountNamed(name), "acme"};
    };
    EXPECT_EQ(Error(close("nobody")), core::ErrorCode::kAccountNotFound);
    EXPECT_EQ(Error(close("foreign")), core::ErrorCode::kAccountNotFound);
    EXPECT_EQ(Error(close("payer")), core::ErrorCode::kAccountNotEmpty);
    EXPECT_TRUE(Reply<AccountReply>(close("closed")).replayed);
    EXPECT_FALSE(Reply<AccountReply>(close("shop")).replayed);
    EXPECT_TRUE(At("shop").IsClosed());
    EXPECT_EQ(ledger_.Facts().back().version, 2);
}

TEST_F(DecideTest, ACreditorClosedSinceTheHoldIsNotPaid) {
    Reply<HoldReply>(MakePlace("p", "payer", "shop", Eur(100)));
    Reply<AccountReply>(CloseAccount{AccountNamed("shop"), "acme"});
    EXPECT_EQ(Reply<PostReply>(MakePost("p", "payer", "shop", Eur(100))).outcome,
              PostOutcome::kRefused);
    EXPECT_EQ(LastRefusal().reason, Refusal::kCreditorClosed);
    EXPECT_EQ(At("payer").Available(), 10'000);
}

TEST_F(DecideTest, EntriesNeverGoBackInTime) {
    auto ahead = MakeAccount("ahead", 0);
    ahead.last_booked_at = kNow + std::chrono::seconds(5);
    ledger_.LoadAccount(ahead);
    Reply<HoldReply>(MakePlace("p", "payer", "ahead", Eur(100)));
    Reply<PostReply>(MakePost("p", "payer", "ahead", Eur(100)));
    EXPECT_EQ(ledger_.NewTransfers()[0].posted_at, kNow + std::chrono::seconds(5));
    EXPECT_EQ(At("ahead").last_booked_at, kNow + std::chrono::seconds(5));
}

}  // namespace
}  // namespace clearway::settlement
