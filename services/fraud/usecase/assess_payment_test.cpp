// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/usecase/assess_payment.h"

#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <latch>
#include <thread>

#include "services/fraud/scoring/scoring_fixture.h"

namespace clearway::fraud {
namespace {

using namespace std::chrono_literals;

const auto kStart = *core::ParseRfc3339("2026-03-01T12:00:00Z");
const PartyLists kNoLists;

Attempt MakeAttempt(int id, int payer, core::Timestamp at, std::int64_t minor = 1'000) {
    return {.payment_id = core::PaymentId(EntityKeyOf("payment " + std::to_string(id))),
            .payer = EntityKeyOf("payer " + std::to_string(payer)),
            .payee = EntityKeyOf("merchant"),
            .device = EntityKeyOf("device " + std::to_string(payer)),
            .amount = core::Money(*core::Currency::Parse("EUR"), minor),
            .created_at = at};
}

PaymentAssessor MakeAssessor(std::size_t payments_max = 100'000) {
    return {FeatureEngine(FeatureTable::Default(), 100'000), RulesAlone(), kNoLists, payments_max};
}

LogEntry Logged(const Attempt& attempt) { return {.attempt = attempt}; }

TEST(PaymentAssessor, StopsABurstOfFortyWithinASecondFromTheTwentyFirstOn) {
    auto assessor = MakeAssessor();
    for (int i = 1; i <= 40; ++i) {
        const auto answer =
            assessor.Assess(MakeAttempt(i, 7, kStart + std::chrono::milliseconds(25 * i)));
        EXPECT_EQ(answer.outcome, i <= 20 ? Outcome::kApprove : Outcome::kDecline) << i;
        if (i > 20) {
            ASSERT_FALSE(answer.reasons.empty());
            EXPECT_EQ(answer.reasons[0].code, "VELOCITY_PAYER_1M");
        }
    }
    // A minute later the payer is as good as before.
    EXPECT_EQ(assessor.Assess(MakeAttempt(99, 7, kStart + 62s)).outcome, Outcome::kApprove);
}

Attempt OfFile(int id, const std::string& file, core::Timestamp at = kStart) {
    auto attempt = MakeAttempt(id, 7, at);
    attempt.device = {};
    attempt.payment_file = EntityKeyOf(file);
    return attempt;
}

TEST(PaymentAssessor, APayrollIsOneOrderAndABurstOfFilesIsStopped) {
    auto assessor = MakeAssessor();
    for (int i = 1; i <= 200; ++i)
        EXPECT_EQ(assessor.Assess(OfFile(i, "payroll")).outcome, Outcome::kApprove) << i;
    // Nor does it stop what is paid beside it.
    EXPECT_EQ(assessor.Assess(MakeAttempt(300, 7, kStart)).outcome, Outcome::kApprove);
    for (int i = 1; i <= 30; ++i) {
        const auto answer = assessor.Assess(OfFile(400 + i, "file " + std::to_string(i)));
        EXPECT_EQ(answer.outcome, i <= 18 ? Outcome::kApprove : Outcome::kDecline) << i;
    }
    EXPECT_EQ(assessor.Assess(OfFile(500, "payroll")).outcome, Outcome::kDecline);
}

TEST(PaymentAssessor, KnowsAfterAStartFromTheLogWhatWasOneOrder) {
    auto assessor = MakeAssessor();
    std::vector<LogEntry> entries;
    for (int i = 1; i <= 200; ++i) entries.push_back(Logged(OfFile(i, "payroll")));
    for (int i = 301; i <= 318; ++i) entries.push_back(Logged(MakeAttempt(i, 7, kStart)));
    assessor.Learn(entries);
    EXPECT_EQ(assessor.Assess(OfFile(201, "payroll")).outcome, Outcome::kApprove);
    EXPECT_EQ(assessor.Assess(MakeAttempt(400, 7, kStart)).outcome, Outcome::kApprove);
    EXPECT_EQ(assessor.Assess(MakeAttempt(401, 7, kStart)).outcome, Outcome::kDecline);
}

TEST(PaymentAssessor, ApprovesTwoThousandPaymentsOfFiveThousandCustomersAtHundredsASecond) {
    auto assessor = MakeAssessor();
    for (int i = 0; i < 2'000; ++i) {
        const auto at = kStart + std::chrono::milliseconds(2 * i);
        EXPECT_EQ(assessor.Assess(MakeAttempt(i, i * 37 % 5'000, at)).outcome, Outcome::kApprove);
    }
}

TEST(PaymentAssessor, StopsADeviceThatPaysForManyPayers) {
    auto assessor = MakeAssessor();
    for (int i = 1; i <= 40; ++i) {
        auto attempt = MakeAttempt(i, i, kStart);
        attempt.device = EntityKeyOf("one device");
        const auto answer = assessor.Assess(attempt);
        EXPECT_EQ(answer.outcome, i <= 30 ? Outcome::kApprove : Outcome::kDecline) << i;
        if (i > 30) {
            EXPECT_EQ(answer.reasons[0].code, "VELOCITY_DEVICE_1M");
        }
    }
}

TEST(PaymentAssessor, SendsADayOfExtremeSumsToReview) {
    auto assessor = MakeAssessor();
    const std::int64_t six_million = 600'000'000;
    EXPECT_EQ(assessor.Assess(MakeAttempt(1, 1, kStart, six_million)).outcome, Outcome::kApprove);
    const auto answer = assessor.Assess(MakeAttempt(2, 1, kStart + 5h, six_million));
    EXPECT_EQ(answer.outcome, Outcome::kReview);
    EXPECT_EQ(answer.reasons[0].code, "SUM_PAYER_24H");
}

TEST(PaymentAssessor, AnswersARepeatedPaymentAsBeforeAndCountsItOnce) {
    auto assessor = MakeAssessor();
    const auto first = assessor.Assess(MakeAttempt(1, 1, kStart));
    for (int i = 0; i < 50; ++i) EXPECT_EQ(assessor.Assess(MakeAttempt(1, 1, kStart)), first);
    for (int i = 2; i <= 20; ++i)
        EXPECT_EQ(assessor.Assess(MakeAttempt(i, 1, kStart)).outcome, Outcome::kApprove);
    EXPECT_EQ(assessor.Assess(MakeAttempt(21, 1, kStart)).outcome, Outcome::kDecline);
    EXPECT_EQ(assessor.Assess(MakeAttempt(1, 1, kStart)), first);
}

TEST(PaymentAssessor, JudgesOtherTermsOfAPaymentAsIfTheyHadComeFirst) {
    const auto first = MakeAttempt(1, 1, kStart);
    std::vector<Attempt> others(4, MakeAttempt(1, 1, kStart + 2s));
    others[0].amount = core::Money(*core::Currency::Parse("EUR"), 2'000'000'000);
    others[1].payee = EntityKeyOf("another merchant");
    others[2].payer = EntityKeyOf("payer 2");
    others[3].device = EntityKeyOf("a busy device");
    for (const auto& other : others) {
        auto changed = MakeAssessor();
        auto straight = MakeAssessor();
        for (auto* assessor : {&changed, &straight}) {
            for (int i = 10; i < 40; ++i) {
                auto attempt = MakeAttempt(i, i, kStart);
                attempt.device = EntityKeyOf("a busy device");
                assessor->Assess(attempt);
            }
        }
        EXPECT_EQ(changed.Assess(first).outcome, Outcome::kApprove);
        EXPECT_EQ(changed.Assess(other), straight.Assess(other));
        EXPECT_EQ(changed.Assess(other), straight.Assess(other)) << "and so when repeated";
    }
}

TEST(PaymentAssessor, CountsAPaymentOnceWithTheTermsThatCameLast) {
    auto assessor = MakeAssessor();
    const std::int64_t six_million = 600'000'000;
    for (const auto minor : {six_million, std::int64_t{1'000}, six_million, std::int64_t{2'000}})
        assessor.Assess(MakeAttempt(1, 1, kStart, minor));
    EXPECT_EQ(assessor.Assess(MakeAttempt(2, 1, kStart, six_million)).outcome, Outcome::kApprove);
    for (int i = 3; i <= 20; ++i)
        EXPECT_EQ(assessor.Assess(MakeAttempt(i, 1, kStart)).outcome, Outcome::kApprove) << i;
    EXPECT_EQ(assessor.Assess(MakeAttempt(21, 1, kStart)).outcome, Outcome::kDecline);
}

TEST(PaymentAssessor, LearnsTheTermsThatWereDecidedOn) {
    auto assessor = MakeAssessor();
    const std::int64_t six_million = 600'000'000;
    assessor.Assess(MakeAttempt(1, 1, kStart));
    const std::vector decided{Logged(MakeAttempt(1, 1, kStart, six_million))};
    assessor.Learn(decided);
    assessor.Learn(decided);
    EXPECT_EQ(assessor.Assess(MakeAttempt(2, 1, kStart, 300'000'000)).outcome, Outcome::kApprove);
    EXPECT_EQ(assessor.Assess(MakeAttempt(3, 1, kStart, six_million)).outcome, Outcome::kReview);
}

TEST(PaymentAssessor, CountsAnAttemptOnceWhetherScoredOrLearnedOf) {
    auto assessor = MakeAssessor();
    std::vector<Attempt> attempts;
    for (int i = 1; i <= 20; ++i) attempts.push_back(MakeAttempt(i, 1, kStart));
    for (int i = 0; i < 10; ++i) assessor.Assess(attempts[static_cast<std::size_t>(i)]);
    std::vector<LogEntry> logged;
    for (const auto& attempt : attempts) logged.push_back(Logged(attempt));
    assessor.Learn(logged);
    assessor.Learn(logged);
    EXPECT_EQ(assessor.Assess(MakeAttempt(20, 1, kStart)).outcome, Outcome::kApprove);
    EXPECT_EQ(assessor.Assess(MakeAttempt(21, 1, kStart)).outcome, Outcome::kDecline);
}

TEST(PaymentAssessor, JudgesWhatItHadOnlyLearnedOfAsIfItCameNow) {
    auto learned = MakeAssessor();
    auto straight = MakeAssessor();
    for (int i = 1; i <= 20; ++i) {
        const std::vector entries{Logged(MakeAttempt(i, 1, kStart))};
        learned.Learn(entries);
        straight.Assess(MakeAttempt(i, 1, kStart));
    }
    EXPECT_EQ(learned.Assess(MakeAttempt(20, 1, kStart)),
              straight.Assess(MakeAttempt(20, 1, kStart)));
    EXPECT_EQ(learned.Assess(MakeAttempt(21, 1, kStart)).outcome, Outcome::kDecline);
}

TEST(PaymentAssessor, TellsWhichModelAndPolicyDecidedAndWhy) {
    PaymentAssessor assessor(FeatureEngine(FeatureTable::Default(), 100), RulesAndModel(), kNoLists,
                             100);
    const auto calm = assessor.Assess(MakeAttempt(1, 1, kStart, 10'000));
    EXPECT_EQ(calm.outcome, Outcome::kApprove);
    EXPECT_EQ(calm.score, 100);
    EXPECT_EQ(calm.model_version, "amount/1");
    EXPECT_TRUE(calm.contributions.empty());
    const auto high = assessor.Assess(MakeAttempt(2, 2, kStart, 85'000));
    EXPECT_EQ(high.outcome, Outcome::kReview);
    EXPECT_EQ(high.contributions.size(), 2U);
    EXPECT_EQ(high.reasons.size(), 2U);
    EXPECT_EQ(high.policy_version, "scored/1");
    assessor.Use(RulesAlone());
    EXPECT_EQ(assessor.Assess(MakeAttempt(2, 2, kStart, 85'000)), high) << "an answer stays";
    EXPECT_EQ(assessor.Assess(MakeAttempt(3, 2, kStart, 85'000)).model_version, "none");
}

// Its explanations wait for a word, and then fail if so told.
class HeldModel final : public Model {
public:
    explicit HeldModel(bool fails) : fails_(fails) {}
    const std::string& Version() const override { return amount_.Version(); }
    double Score(std::span<const double> row) const override { return amount_.Score(row); }
    std::vector<Contribution> Contributions(std::span<const double> row,
                                            std::size_t top) const override {
        asked_.count_down();
        go_.wait();
        if (fails_) throw std::runtime_error("no explanation");
        return amount_.Contributions(row, top);
    }
    std::vector<Reason> ReasonsOf(std::span<const Contribution> contributions) const override {
        return amount_.ReasonsOf(contributions);
    }
    void WaitUntilAsked() const { asked_.wait(); }
    void Go() const { go_.count_down(); }

private:
    AmountModel amount_;
    bool fails_;
    mutable std::latch asked_{1};
    mutable std::latch go_{1};
};

struct HeldAssessor {
    explicit HeldAssessor(bool fails = false) : model(std::make_shared<const HeldModel>(fails)) {}

    std::future<Assessment> Ask(const Attempt& attempt) {
        return std::async(std::launch::async, [this, attempt] { return assessor.Assess(attempt); });
    }

    std::shared_ptr<const HeldModel> model;
    PaymentAssessor assessor{
        FeatureEngine(FeatureTable::Default(), 100),
        std::make_shared<const Scoring>(FeatureTable::Default(),
                                        PolicyOf(embedded::fraud_sample_policies::kScored), model),
        kNoLists, 100};
};

TEST(PaymentAssessor, AnExplanationKeepsNoOtherPaymentWaiting) {
    HeldAssessor held;
    const auto suspicious = MakeAttempt(1, 1, kStart, 85'000);
    auto first = held.Ask(suspicious);
    held.model->WaitUntilAsked();
    EXPECT_EQ(held.assessor.Assess(MakeAttempt(2, 2, kStart)).outcome, Outcome::kApprove);
    const std::vector logged{Logged(suspicious)};
    held.assessor.Learn(logged);
    auto repeated = held.Ask(suspicious);
    EXPECT_EQ(repeated.wait_for(50ms), std::future_status::timeout) << "answered before the first";
    held.model->Go();
    const auto answer = first.get();
    EXPECT_EQ(answer.contributions.size(), 2U);
    EXPECT_EQ(repeated.get(), answer);
}

TEST(PaymentAssessor, AnExplanationThatFailsLeavesNobodyWaiting) {
    HeldAssessor held(true);
    const auto suspicious = MakeAttempt(1, 1, kStart, 85'000);
    held.model->Go();
    EXPECT_THROW(held.assessor.Assess(suspicious), std::runtime_error);
    const auto answer = held.assessor.Assess(suspicious);
    EXPECT_EQ(answer.outcome, Outcome::kReview);
    EXPECT_EQ(answer.score, 850);
}

TEST(PaymentAssessor, APartyOnAListIsDeclinedWhileItIsThere) {
    PartyLists lists;
    lists.Replace({{ListKind::kBlock, PartyKind::kPayer, EntityKeyOf("payer 1"), kStart + 1h}});
    PaymentAssessor assessor(FeatureEngine(FeatureTable::Default(), 100), RulesAlone(), lists, 100);
    EXPECT_EQ(assessor.Assess(MakeAttempt(1, 1, kStart)).outcome, Outcome::kDecline);
    EXPECT_EQ(assessor.Assess(MakeAttempt(2, 2, kStart)).outcome, Outcome::kApprove);
    EXPECT_EQ(assessor.Assess(MakeAttempt(3, 1, kStart + 1h)).outcome, Outcome::kApprove);
}

TEST(PaymentAssessor, PassesOverALoggedAttemptWhoseClockIsWrong) {
    auto assessor = MakeAssessor();
    const std::vector entries{Logged(MakeAttempt(1, 1, core::FromMicros(-5))),
                              Logged(MakeAttempt(2, 1, kStart))};
    assessor.Learn(entries);
    EXPECT_EQ(assessor.Entities(), 3U);
}

TEST(PaymentAssessor, CountsEachOfManyThreadsAttempts) {
    auto assessor = MakeAssessor();
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&assessor, t] {
            for (int i = 0; i < 5; ++i) assessor.Assess(MakeAttempt(t * 5 + i, 1, kStart));
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(assessor.Assess(MakeAttempt(100, 1, kStart)).outcome, Outcome::kDecline);
}

}  // namespace
}  // namespace clearway::fraud
