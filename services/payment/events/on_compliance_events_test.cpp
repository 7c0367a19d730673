// SPDX-License-Identifier: Apache-2.0
#include "services/payment/events/on_compliance_events.h"

#include "clearway/compliance/v1/compliance_events.pb.h"
#include "services/payment/usecase/usecase_test_support.h"

namespace clearway::payment {
namespace {

class OnComplianceEventTest : public UseCaseTest {
protected:
    template <class Resolved>
    std::vector<Command> Receive(bool payment_unknown) {
        Resolved resolved;
        resolved.set_payment_id(Order().payment_id.ToString());
        resolved.set_payment_unknown(payment_unknown);
        return Receive(resolved);
    }
    template <class Resolved>
    std::vector<Command> Receive(const Resolved& resolved) {
        events::ReceivedEvent event;
        event.type = resolved.GetTypeName();
        event.payload = resolved.SerializeAsString();
        return async::BlockOn(runtime_.GetExecutor(), OnComplianceEvent(resume_, event));
    }

    ResumePayment resume_{{store_, peers_, peers_, peers_, clock_}, {}};
};

TEST_F(OnComplianceEventTest, ADecisionMadeBeforeThePaymentWaitedForItIsPassedOver) {
    peers_.screening =
        ScreeningAnswer{.outcome = ScreeningOutcome::kHit, .list_version = "l1", .case_id = "c"};
    ASSERT_EQ(Run(Order())->payment.status, Status::kInReview);
    EXPECT_TRUE(Receive<compliance::v1::CaseCleared>(true).empty());
    EXPECT_TRUE(Receive<compliance::v1::CaseConfirmed>(true).empty());
    EXPECT_EQ(peers_.held, 0);
    EXPECT_EQ(Receive<compliance::v1::CaseConfirmed>(false).size(), 1U);
    peers_.screening->outcome = ScreeningOutcome::kClear;  // the case is cleared
    EXPECT_EQ(Receive<compliance::v1::CaseCleared>(false).size(), 1U);
    EXPECT_EQ(peers_.held, 1);
}

class ConfirmedCaseTest : public OnComplianceEventTest {
protected:
    // Fraud held it, and nothing was on a list then.
    void SetUp() override {
        peers_.fraud = FraudAnswer();
        peers_.fraud->outcome = FraudOutcome::kReview;
        ASSERT_EQ(Run(Order())->payment.status, Status::kInReview);
        confirmed_.set_case_id("c");
        confirmed_.set_payment_id(Order().payment_id.ToString());
    }
    Declined Ended() {
        const auto commands = Receive(confirmed_);
        EXPECT_EQ(commands.size(), 1U);
        return std::get<Declined>(std::get<EndReview>(commands.at(0)).decision);
    }

    compliance::v1::CaseConfirmed confirmed_;
};

TEST_F(ConfirmedCaseTest, OfAMatchDeclinesForTheListThatHasIt) {
    confirmed_.set_matches(1);
    confirmed_.set_list_version("l2");
    const auto declined = Ended();
    EXPECT_EQ(declined.reasons.at(0).code, "RR04");
    EXPECT_EQ(declined.evidence.screening_outcome, "hit");
    EXPECT_EQ(declined.evidence.screening_list_version, "l2");
    EXPECT_EQ(declined.evidence.screening_case_id, "c");
}

TEST_F(ConfirmedCaseTest, WithoutAMatchOrOfBeforeThatWasToldDeclinesForWhatThePaymentWaitedFor) {
    const auto declined = Ended();
    EXPECT_EQ(declined.reasons.at(0).code, "FRAD");
    EXPECT_EQ(declined.evidence.screening_outcome, "clear");
}

TEST_F(OnComplianceEventTest, ACaseAboutAPartyIsNoBusinessOfAPayment) {
    compliance::v1::CaseCleared cleared;
    cleared.set_subject_kind(compliance::v1::SUBJECT_KIND_PARTY);
    cleared.set_subject_id(Order().payment_id.ToString());
    EXPECT_TRUE(Receive(cleared).empty());
}

}  // namespace
}  // namespace clearway::payment
