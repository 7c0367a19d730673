// SPDX-License-Identifier: Apache-2.0
// What a match that was confirmed in a payment's case does to the customers of the payment.
#include "services/compliance/books/onboarding_fixture.h"

namespace clearway::compliance {
namespace {

class ConfirmedPaymentsTest : public OnboardingTest {
protected:
    ScreenCommand Payment(const std::string& key, ScreenedParty debtor, ScreenedParty creditor) {
        return {.payment = core::DerivePaymentId("acme", key),
                .partner_id = "acme",
                .parties = {std::move(debtor), std::move(creditor)},
                .amount = core::Money(*core::Currency::Parse("EUR"), 100)};
    }
    ScreenAnswer Screened(ScreenCommand command) {
        return Await(ScreenPayment(PaymentPorts()).Run(std::move(command))).value();
    }
    static ScreenedParty Payer(const PartyId& id, const std::string& name) {
        return {PartyRole::kDebtor, PersonalText(name), "DE", id};
    }
    static ScreenedParty PayeeElsewhere(const std::string& name = "Jane Roe") {
        return {PartyRole::kCreditor, PersonalText(name)};
    }
    std::int64_t Suspensions(const PartyId& id) {
        const auto types = Types(id.value);
        return std::ranges::count(types, "PartySuspended");
    }
    KycStatus StatusOf(const PartyId& id) { return PartyNow(id).status; }
};

TEST_F(ConfirmedPaymentsTest, SuspendThePayerWhoseOwnNameMatchedUntilTwoOperatorsReopen) {
    const auto id = Known(kListed);
    const auto found = Screened(Payment("p", Payer(id, kListed), PayeeElsewhere()));
    ASSERT_TRUE(found.hit);
    Resolve(*found.case_id, CaseStatus::kConfirmed);
    const auto suspended = PartyNow(id);
    EXPECT_EQ(suspended.status, KycStatus::kSuspended);
    EXPECT_EQ(suspended.confirmed_case, found.case_id->value);
    // An account of the same customer that has another name is no hit, and may not pay all the
    // same.
    const auto next = Screened(Payment("q", Payer(id, "Sabine Schneider"), PayeeElsewhere()));
    EXPECT_FALSE(next.hit);
    EXPECT_EQ(next.payer, PayerOutcome::kNotVerified);
    auto reopening = Setting(KycStatus::kPending, id);
    EXPECT_EQ(Do(reopening).status, KycStatus::kSuspended);
    reopening.set_by = "another";
    EXPECT_EQ(Do(reopening).status, KycStatus::kPending);
}

TEST_F(ConfirmedPaymentsTest, SuspendNobodyForTheNameOfAnother) {
    const auto payer = Known("Sabine Schneider");
    const auto payee = Known(kListed);
    auto payment = Payment("p", Payer(payer, "Sabine Schneider"), PayeeElsewhere(kListed));
    Resolve(*Screened(payment).case_id, CaseStatus::kConfirmed);
    EXPECT_EQ(StatusOf(payer), KycStatus::kVerified);
    EXPECT_EQ(StatusOf(payee), KycStatus::kVerified) << "the payee elsewhere is not this customer";
    // The payer's account has the listed name beside the record of somebody else.
    payment = Payment("q", Payer(payer, kListed), PayeeElsewhere());
    Resolve(*Screened(payment).case_id, CaseStatus::kConfirmed);
    EXPECT_EQ(StatusOf(payer), KycStatus::kVerified);
    payment = Payment("r", Payer(payer, "Sabine Schneider"), PayeeElsewhere(kListed));
    payment.parties[1].party = payee;
    Resolve(*Screened(payment).case_id, CaseStatus::kConfirmed);
    EXPECT_EQ(StatusOf(payer), KycStatus::kVerified);
    EXPECT_EQ(StatusOf(payee), KycStatus::kSuspended) << "its own name, and its own account";
}

TEST_F(ConfirmedPaymentsTest, SuspendNobodyForAMatchThatTheSameCaseClearedBefore) {
    const auto id = Known(kListed);
    const auto found = Screened(Payment("p", Payer(id, kListed), PayeeElsewhere()));
    Resolve(*found.case_id, CaseStatus::kCleared);
    const auto again = Screened(Payment("p", Payer(id, kListed), PayeeElsewhere("Viktor Bout")));
    ASSERT_EQ(again.case_id, found.case_id) << "it is open again, for the payee";
    Resolve(*found.case_id, CaseStatus::kConfirmed);
    EXPECT_EQ(StatusOf(id), KycStatus::kVerified);
}

TEST_F(ConfirmedPaymentsTest, SuspendNobodyForANameThatCannotBeRead) {
    const auto id = Known("\u0301\u0302");
    const auto found = Screened(Payment("p", Payer(id, "\u0301\u0302"), PayeeElsewhere()));
    ASSERT_TRUE(found.hit);
    Resolve(*found.case_id, CaseStatus::kConfirmed);
    EXPECT_EQ(StatusOf(id), KycStatus::kVerified);
}

TEST_F(ConfirmedPaymentsTest, SuspendOnceHoweverOftenTheFactComes) {
    const auto id = Known(kListed);
    const auto found = Screened(Payment("p", Payer(id, kListed), PayeeElsewhere()));
    ASSERT_TRUE(Decide({.id = *found.case_id,
                        .decision = CaseStatus::kConfirmed,
                        .resolved_by = "ops",
                        .at = clock_.Now()}));
    const auto facts = Arriving(found.case_id->value);
    parties_.Consume(facts);
    parties_.Consume(facts);  // not heard of
    auto later = facts;
    for (auto& fact : later)
        fact.lane_sequence = fact.offset = ++offset_;  // stored by another lane
    parties_.Consume(later);
    EXPECT_EQ(StatusOf(id), KycStatus::kSuspended);
    EXPECT_EQ(Suspensions(id), 1);
}

}  // namespace
}  // namespace clearway::compliance
