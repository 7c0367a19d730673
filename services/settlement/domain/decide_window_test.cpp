// SPDX-License-Identifier: Apache-2.0
// What passes between institutions: windows, positions, caps and cover.
#include <gtest/gtest.h>

#include "services/settlement/domain/invariants.h"
#include "services/settlement/domain/ledger_builder.h"

namespace clearway::settlement {
namespace {

using testing::AccountNamed;
using testing::Eur;
using testing::HoldOf;
using testing::kEur;
using testing::kNow;
using testing::MakeAccount;
using testing::MakeId;
using testing::MakeOrder;
using testing::MakePlace;
using testing::MakePost;

const ParticipantKey kAcme{kEur, "acme"};
const ParticipantKey kGlobex{kEur, "globex"};

class DecideWindowTest : public ::testing::Test {
protected:
    DecideWindowTest() {
        testing::LoadUsualAccounts(ledger_);  // of acme
        auto other = MakeAccount("other", 10'000);
        other.partner_id = "globex";
        ledger_.LoadAccount(other);
    }
    void TearDown() override { EXPECT_NO_THROW(CheckInvariants(ledger_)); }

    template <class R, class What>
    R Do(What what) {
        auto reply = Decide(what, ledger_);
        EXPECT_TRUE(reply);
        return std::get<R>(*reply);
    }
    BookedOrder Book(const std::string& name, const std::string& debtor,
                     const std::string& creditor, std::int64_t cents) {
        const BookTransfers command{.orders = {MakeOrder(name, debtor, creditor, Eur(cents))},
                                    .booked_by = "ops"};
        return Do<BookingReply>(command).orders.front();
    }
    std::optional<Refusal> RefusalOfHold(const std::string& payment, std::int64_t cents) {
        return Do<HoldReply>(MakePlace(payment, "payer", "other", Eur(cents))).refusal;
    }
    std::optional<std::int64_t> WindowOf(const std::string& name) {
        return ledger_.FindTransfer(MakeId<core::TransferId>("transfer " + name))->window;
    }
    Participant Say(TermsChange terms, const std::string& who) {
        return Do<ParticipantReply>(SetParticipant{.key = kAcme, .terms = terms, .set_by = who})
            .participant;
    }
    // By two operators.
    void Agree(TermsChange terms) {
        Say(terms, "ops");
        Say(terms, "other-ops");
    }
    WindowReply Close(std::int64_t number) {
        return Do<WindowReply>(CloseWindow{.currency = kEur, .number = number, .closed_by = "ops"});
    }
    const Participant& At(const ParticipantKey& key) { return *ledger_.Positions().Find(key); }

    Ledger ledger_{kNow};
};

TEST_F(DecideWindowTest, WhatStaysWithinAnInstitutionIsInNoWindow) {
    EXPECT_EQ(Book("1", "payer", "shop", 100).outcome, BookingOutcome::kPosted);
    EXPECT_FALSE(WindowOf("1"));
    EXPECT_TRUE(ledger_.Positions().Windows().empty());
}

TEST_F(DecideWindowTest, TheFirstTransferBetweenInstitutionsOpensTheFirstWindow) {
    Book("1", "payer", "other", 100);
    Book("2", "other", "payer", 30);
    EXPECT_EQ(WindowOf("1"), 1);
    EXPECT_EQ(WindowOf("2"), 1);
    EXPECT_EQ(At(kAcme).net, -70);
    EXPECT_EQ(At(kGlobex).net, 70);
    const auto& opened = std::get<WindowOpened>(ledger_.Facts().front().what);
    EXPECT_EQ(opened.window.number, 1);
    EXPECT_EQ(ledger_.Facts().front().stream_id, IdOf(opened.window));
}

TEST_F(DecideWindowTest, WhatComesAfterTheCloseIsOfTheNextWindow) {
    Book("1", "payer", "other", 100);
    const auto closed = Close(1);
    EXPECT_FALSE(closed.replayed);
    EXPECT_EQ(closed.open, 2);
    Book("2", "payer", "other", 7);
    EXPECT_EQ(WindowOf("1"), 1);
    EXPECT_EQ(WindowOf("2"), 2);
    EXPECT_EQ(At(kAcme).net, -7);
    EXPECT_EQ(At(kAcme).window, 2);
    EXPECT_EQ(ledger_.Positions().NewFlows().size(), 2u);
}

TEST_F(DecideWindowTest, AWindowIsClosedOnceHoweverOftenItIsAskedFor) {
    Book("1", "payer", "other", 100);
    Close(1);
    const auto facts = ledger_.Facts().size();
    const auto again = Close(1);
    EXPECT_TRUE(again.replayed);
    EXPECT_EQ(again.open, 2);
    EXPECT_EQ(ledger_.Facts().size(), facts);
}

TEST_F(DecideWindowTest, AWindowThatIsNotThereYetCannotBeClosed) {
    const auto close = [this](std::int64_t number) {
        return Decide(CloseWindow{.currency = kEur, .number = number, .closed_by = "ops"}, ledger_);
    };
    EXPECT_FALSE(close(1));
    Book("1", "payer", "other", 100);
    EXPECT_FALSE(close(2));
    EXPECT_FALSE(close(0));
    EXPECT_TRUE(close(1));
}

TEST_F(DecideWindowTest, TheCapCountsWhatWasSentAndWhatIsPromised) {
    Agree({.debit_cap = 1'000});
    Book("1", "payer", "other", 400);
    EXPECT_FALSE(RefusalOfHold("a", 500));
    EXPECT_EQ(RefusalOfHold("b", 101), Refusal::kSettlementLimit);
    EXPECT_EQ(Book("2", "payer", "other", 101).refusal, Refusal::kSettlementLimit);
    EXPECT_FALSE(RefusalOfHold("c", 100));
    // What comes in makes room again.
    Book("3", "other", "payer", 50);
    EXPECT_FALSE(RefusalOfHold("d", 50));
    EXPECT_EQ(At(kAcme).reserved, 650);
}

TEST_F(DecideWindowTest, TheLowerOfCapAndCoverHolds) {
    Agree({.debit_cap = 1'000, .liquidity = 300});
    EXPECT_EQ(RefusalOfHold("a", 301), Refusal::kSettlementLimit);
    EXPECT_FALSE(RefusalOfHold("b", 300));
}

TEST_F(DecideWindowTest, NothingIsOwedWithACapOfZero) {
    Agree({.debit_cap = 0});
    EXPECT_EQ(RefusalOfHold("a", 1), Refusal::kSettlementLimit);
    EXPECT_EQ(Book("1", "payer", "shop", 1).outcome, BookingOutcome::kPosted);
}

TEST_F(DecideWindowTest, AHoldThatWasAllowedIsPostedWhateverTheCapIsThen) {
    EXPECT_FALSE(RefusalOfHold("a", 500));
    Agree({.debit_cap = 10});
    EXPECT_EQ(Do<PostReply>(MakePost("a", "payer", "other", Eur(500))).outcome,
              PostOutcome::kPosted);
    EXPECT_EQ(At(kAcme).net, -500);
    EXPECT_EQ(At(kAcme).reserved, 0);
}

TEST_F(DecideWindowTest, ALateOrderMeetsTheCap) {
    RefusalOfHold("a", 500);
    Do<ReleaseReply>(VoidHold{HoldOf("a")});
    EXPECT_EQ(At(kAcme).reserved, 0);
    Agree({.debit_cap = 499});
    EXPECT_EQ(Do<PostReply>(MakePost("a", "payer", "other", Eur(500))).outcome,
              PostOutcome::kRefused);
}

TEST_F(DecideWindowTest, TheNextWindowBeginsWithTheWholeCap) {
    Agree({.debit_cap = 1'000});
    Book("1", "payer", "other", 1'000);
    EXPECT_EQ(RefusalOfHold("a", 1), Refusal::kSettlementLimit);
    Close(1);
    EXPECT_FALSE(RefusalOfHold("b", 1'000));
}

TEST_F(DecideWindowTest, WithOneWhoIsSuspendedNothingNewBegins) {
    RefusalOfHold("a", 100);
    Agree({.status = ParticipantStatus::kSuspended});
    EXPECT_EQ(RefusalOfHold("b", 1), Refusal::kParticipantSuspended);
    EXPECT_EQ(Book("1", "other", "payer", 1).refusal, Refusal::kParticipantSuspended);
    EXPECT_EQ(Do<PostReply>(MakePost("a", "payer", "other", Eur(100))).outcome,
              PostOutcome::kPosted);
}

TEST_F(DecideWindowTest, WhoOnlySetsALimitLiftsNoSuspension) {
    Agree({.status = ParticipantStatus::kSuspended});
    const SetParticipant limit{.key = kAcme, .terms = {.debit_cap = 5}, .set_by = "ops"};
    const auto agreed = Do<ParticipantReply>(limit).participant;
    EXPECT_EQ(agreed.terms.status, ParticipantStatus::kSuspended);
    EXPECT_EQ(agreed.terms.debit_cap, 5);
    Agree({.status = ParticipantStatus::kActive});
    EXPECT_EQ(At(kAcme).terms.status, ParticipantStatus::kActive);
    EXPECT_EQ(At(kAcme).terms.debit_cap, 5);
}

TEST_F(DecideWindowTest, WhatIsNotSaidStaysAndALimitIsLiftedByName) {
    Agree({.bic = "ACMEDEFF", .settlement_account = "RTGS-1", .debit_cap = 7, .liquidity = 8});
    Agree({.debit_cap = 5});
    const ParticipantTerms lower{
        .bic = "ACMEDEFF", .settlement_account = "RTGS-1", .debit_cap = 5, .liquidity = 8};
    EXPECT_EQ(At(kAcme).terms, lower);
    Agree({.debit_cap = TermsChange::Limit()});
    EXPECT_FALSE(At(kAcme).terms.debit_cap);
    EXPECT_EQ(At(kAcme).terms.liquidity, 8);
    Agree({.settlement_account = ""});
    EXPECT_EQ(At(kAcme).terms.settlement_account, "");
}

TEST_F(DecideWindowTest, OneOperatorDoesNotMoveWhereItSettles) {
    const TermsChange theirs{.bic = "ACMEDEFF", .settlement_account = "RTGS-1", .debit_cap = 7};
    const auto proposed = Say(theirs, "ops");
    EXPECT_EQ(proposed.terms.Address(), SettlementAddress{});
    EXPECT_EQ(proposed.terms.debit_cap, 7);  // a limit takes one
    EXPECT_EQ(proposed.proposal->proposed_by, "ops");
    const auto facts = ledger_.Facts().size();
    Say(theirs, "ops");
    EXPECT_EQ(ledger_.Facts().size(), facts);
    EXPECT_EQ(At(kAcme).terms.settlement_account, "");
    const auto agreed = Say(theirs, "other-ops");
    EXPECT_EQ(agreed.terms.settlement_account, "RTGS-1");
    EXPECT_FALSE(agreed.proposal);
    const auto& fact = std::get<ParticipantSet>(ledger_.Facts().back().what);
    EXPECT_EQ(fact.proposed_by, "ops");
    EXPECT_EQ(fact.set_by, "other-ops");
}

TEST_F(DecideWindowTest, AnotherWordTakesThePlaceOfTheFirstAndTheOldAddressEndsIt) {
    Agree({.bic = "ACMEDEFF", .settlement_account = "RTGS-1"});
    Say({.settlement_account = "MINE"}, "ops");
    const auto other = Say({.settlement_account = "THEIRS"}, "other-ops");
    EXPECT_EQ(other.terms.settlement_account, "RTGS-1");
    EXPECT_EQ(other.proposal->proposed_by, "other-ops");
    // Who only sets a limit leaves it, and the one who proposed it first has no second word.
    EXPECT_TRUE(Say({.debit_cap = 5}, "ops").proposal);
    EXPECT_EQ(Say({.settlement_account = "MINE"}, "ops").terms.settlement_account, "RTGS-1");
    EXPECT_FALSE(Say({.settlement_account = "RTGS-1"}, "other-ops").proposal);
    EXPECT_EQ(Say({.settlement_account = "MINE"}, "other-ops").terms.settlement_account, "RTGS-1");
}

TEST_F(DecideWindowTest, WhoSettlesElsewhereNeedsABicAndKeepsIt) {
    const auto field = [&](TermsChange terms) {
        SetParticipant order{.key = kAcme, .terms = std::move(terms), .set_by = "ops"};
        const auto reply = Decide(order, ledger_);
        order.set_by = "other-ops";
        (void)Decide(order, ledger_);
        return reply ? "" : reply.error().field_errors.at(0).field;
    };
    EXPECT_EQ(field({.settlement_account = "RTGS-1"}), "bic");
    EXPECT_FALSE(ledger_.Positions().Find(kAcme));
    EXPECT_EQ(field({.bic = "ACMEDEFF"}), "");
    EXPECT_EQ(field({.settlement_account = "RTGS-1"}), "");
    EXPECT_EQ(field({.bic = ""}), "bic");
    EXPECT_EQ(At(kAcme).terms.bic, "ACMEDEFF");
}

TEST_F(DecideWindowTest, ANewWindowInheritsTheModelUnlessOneIsSet) {
    ledger_.LoadWindow({.currency = kEur,
                        .number = 4,
                        .model = SettlementModel::kBilateralNet,
                        .opened_at = kNow});
    Close(4);
    EXPECT_EQ(ledger_.Positions().FindOpen(kEur)->model, SettlementModel::kBilateralNet);
    SettlementModels gross;
    gross.by_currency[kEur] = SettlementModel::kGross;
    Ledger told(kNow, gross);
    told.LoadWindow({.currency = kEur,
                     .number = 4,
                     .model = SettlementModel::kBilateralNet,
                     .opened_at = kNow});
    told.CloseWindow(kEur, "ops");
    EXPECT_EQ(told.Positions().FindOpen(kEur)->model, SettlementModel::kGross);
}

TEST_F(DecideWindowTest, TermsThatAreInForceAreNotSetAgain) {
    const SetParticipant order{.key = kAcme, .terms = {.bic = "ACMEDEFF"}, .set_by = "ops"};
    EXPECT_FALSE(Do<ParticipantReply>(order).replayed);
    EXPECT_TRUE(Do<ParticipantReply>(order).replayed);
    EXPECT_EQ(ledger_.Facts().size(), 1u);
}

TEST_F(DecideWindowTest, PartsOfOneWholeAreBookedAsTheyWereFirstOrNotAtAll) {
    const auto charge = [&](std::int64_t share, std::int64_t rounding) {
        const auto named = [](const char* name) { return MakeId<core::TransferId>(name); };
        BookSettlement order{.orders = {}, .booked_by = "settlement", .as_one = true};
        order.orders.push_back({named("share"), "acme", AccountType::kFees, Eur(share)});
        if (rounding > 0)
            order.orders.push_back(
                {named("rest"), AccountType::kRounding, AccountType::kFees, Eur(rounding)});
        return Do<BookingReply>(order).orders.front().outcome;
    };
    EXPECT_EQ(charge(70, 0), BookingOutcome::kPosted);
    EXPECT_EQ(charge(70, 0), BookingOutcome::kReplayed);
    EXPECT_EQ(charge(71, 1), BookingOutcome::kRefused);
    EXPECT_FALSE(ledger_.FindAccount(RoundingAccountOf(kEur)));
    EXPECT_EQ(ledger_.FindAccount(FeeAccountOf(kEur))->posted, 70);
    EXPECT_EQ(charge(70, 1), BookingOutcome::kReplayed);
    EXPECT_EQ(ledger_.FindAccount(RoundingAccountOf(kEur))->posted, -1);
    EXPECT_EQ(ledger_.FindAccount(FeeAccountOf(kEur))->posted, 71);
}

TEST_F(DecideWindowTest, SettlementIsBookedOnAccountsOfThePlatformsBooks) {
    const BookSettlement order{.orders = {{.transfer_id = MakeId<core::TransferId>("s"),
                                           .debtor = "acme",
                                           .creditor = "",
                                           .amount = Eur(70)}},
                               .booked_by = "settlement"};
    EXPECT_EQ(Do<BookingReply>(order).orders.front().outcome, BookingOutcome::kPosted);
    const auto told = [this] { return std::get<TransfersPosted>(ledger_.Facts().back().what); };
    EXPECT_TRUE(told().between_settlement_accounts);
    EXPECT_EQ(Do<BookingReply>(order).orders.front().outcome, BookingOutcome::kReplayed);
    EXPECT_EQ(ledger_.FindAccount(SettlementAccountOf(kAcme))->posted, -70);
    EXPECT_FALSE(ledger_.NewTransfers().front().window);
    // Nobody else may draw on them.
    const BookTransfers theft{.orders = {{.transfer_id = MakeId<core::TransferId>("t"),
                                          .debtor = SettlementAccountOf({kEur, ""}),
                                          .creditor = AccountNamed("payer"),
                                          .amount = Eur(1)}},
                              .booked_by = "ops"};
    EXPECT_EQ(Do<BookingReply>(theft).orders.front().refusal, Refusal::kUnknownAccount);
    Book("1", "payer", "other", 1);
    EXPECT_FALSE(told().between_settlement_accounts);
}

}  // namespace
}  // namespace clearway::settlement
