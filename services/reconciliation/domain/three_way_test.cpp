// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/domain/three_way.h"

#include <gtest/gtest.h>

#include "services/reconciliation/domain/decide.h"
#include "services/reconciliation/domain/judge_fixture.h"

namespace clearway::reconciliation {
namespace {

const auto kHeard = *core::ParseRfc3339("2026-03-01T12:00:00Z");
const auto kTransfer = core::DeriveTransferId(kPayment);

// As the books hold it when nothing more comes.
Record Judged(const std::vector<Expectation>& told, const std::vector<Movement>& moved) {
    Record record{.payment_id = kPayment, .stored = true};
    for (const auto& news : Gather(told, moved)) Join(record, news, kHeard);
    Decide(std::span(&record, 1), kHeard, kHeard);
    return record;
}
StatementSide Expected(bool matched) {
    return {.transfers = {{.transfer_id = kTransfer, .amount = Minor(-100), .matched = matched}}};
}
StatementSide Different(const char* exception_class, std::optional<core::Money> line = {},
                        ExceptionState state = ExceptionState::kOpen) {
    auto side = Expected(false);
    side.differences = {{.exception_id = core::Uuid::Derive(kPayment.value, exception_class),
                         .exception_class = exception_class,
                         .state = state,
                         .transfer_id = kTransfer,
                         .line = line}};
    return side;
}
Agreement Of(const Record& record, const StatementSide& side = {}) {
    return CompareWays(record, side).agreement;
}
Record Paid() { return Judged({Told(PaymentState::kSettled)}, {Moved()}); }

TEST(ThreeWay, AgreesWhenAllThatHaveToSaySomethingSayTheSame) {
    EXPECT_EQ(Of(Paid()), Agreement::kAgreed);  // over no account at a bank
    EXPECT_EQ(Of(Paid(), Expected(true)), Agreement::kAgreed);
    EXPECT_EQ(Of(Judged({Told(PaymentState::kFailed)}, {})), Agreement::kAgreed);
    // The books have let go of it: it agreed.
    EXPECT_EQ(Of(Record{.payment_id = kPayment}, Expected(true)), Agreement::kAgreed);
}

TEST(ThreeWay, AwaitsWhoNeedNotHaveSpoken) {
    EXPECT_EQ(Of(Paid(), Expected(false)), Agreement::kAwaited);  // the statement of the day
    EXPECT_EQ(Of(Judged({Told(PaymentState::kAtRail)}, {})), Agreement::kAwaited);
    EXPECT_EQ(Of(Judged({Told(PaymentState::kInReview)}, {})), Agreement::kAwaited);
}

TEST(ThreeWay, SaysWhoStandsAlone) {
    EXPECT_EQ(Of(Judged({Told(PaymentState::kSettled)}, {})), Agreement::kPaymentOnly);
    EXPECT_EQ(Of(Judged({Told(PaymentState::kAuthorised)}, {})), Agreement::kPaymentOnly);
    EXPECT_EQ(Of(Judged({}, {Moved()})), Agreement::kLedgerOnly);
    EXPECT_EQ(Of(Judged({Told(PaymentState::kAuthorised)}, {Moved()})), Agreement::kLedgerOnly);
    EXPECT_EQ(Of(Judged({Told(PaymentState::kDeclined)}, {Moved()})), Agreement::kLedgerOnly);
    EXPECT_EQ(Of(Paid(), Different("missing")), Agreement::kStatementMissing);
    // The rail said no, and then it paid.
    StatementSide line;
    line.differences = {{.exception_id = {}, .exception_class = "extra", .line = Minor(-100)}};
    const auto paid_after_all = CompareWays(Judged({Told(PaymentState::kFailed)}, {}), line);
    EXPECT_EQ(paid_after_all.agreement, Agreement::kStatementOnly);
    EXPECT_EQ(paid_after_all.statement->out_minor, 100);
    EXPECT_EQ(Of(Paid(), line), Agreement::kDiffers);  // once more than the ledger knows
}

// A second line under the UETR of a payment that agreed long ago.
TEST(ThreeWay, KnowsThatWhatTheBooksHaveLetGoOfMoved) {
    auto side = Expected(true);
    side.differences = {{.exception_id = {}, .exception_class = "extra", .line = Minor(-100)}};
    EXPECT_EQ(Of(Record{.payment_id = kPayment}, side), Agreement::kDiffers);
}

TEST(ThreeWay, DiffersWhereAmountsTimesOrWordsDo) {
    EXPECT_EQ(Of(Judged({Told(PaymentState::kSettled)}, {Moved(99)})), Agreement::kDiffers);
    EXPECT_EQ(Of(Judged({Told(PaymentState::kSettled)}, {Moved(), Moved(100, 2)})),
              Agreement::kDiffers);
    EXPECT_EQ(Of(Paid(), Different("wrong_amount", Minor(-107))), Agreement::kDiffers);
    // Two words that are not the same.
    EXPECT_EQ(Of(Judged({Told(PaymentState::kFailed)}, {Moved(), Moved(100, 2)})),
              Agreement::kDiffers);
    // Payment and ledger come first: what the statement says of an open break may be a result of
    // it.
    EXPECT_EQ(Of(Judged({Told(PaymentState::kSettled)}, {}), Different("missing")),
              Agreement::kPaymentOnly);
}

// A pass lets lines be a little more or less than what was expected.
TEST(ThreeWay, ShowsWhatTheLinesOfAMatchSay) {
    auto side = Different("fee");
    side.transfers[0].matched = true;
    side.differences[0].more_minor = -3;
    const auto three = CompareWays(Paid(), side);
    EXPECT_EQ(three.agreement, Agreement::kDiffers);
    EXPECT_EQ(three.statement->out_minor, 103);
    EXPECT_EQ(three.reasons, std::vector<std::string>{"fee"});
    side.differences[0].state = ExceptionState::kPosted;
    EXPECT_EQ(Of(Paid(), side), Agreement::kResolved);
    EXPECT_EQ(CompareWays(Paid(), side).statement->out_minor, 103);
    // It named another transfer of the match.
    side.differences[0].transfer_id = core::TransferId(core::Uuid::Random());
    EXPECT_EQ(CompareWays(Paid(), side).statement->out_minor, 100);
    side.differences[0].transfer_id = kTransfer;
    side.differences[0].contradicted = true;
    EXPECT_EQ(CompareWays(Paid(), side).statement->out_minor, 100);
}

TEST(ThreeWay, IsResolvedWhenOperatorsEndedTheDifference) {
    for (const auto state :
         {ExceptionState::kPosted, ExceptionState::kClosed, ExceptionState::kReversed})
        EXPECT_EQ(Of(Paid(), Different("missing", {}, state)), Agreement::kResolved);
    for (const auto state : {ExceptionState::kProposed, ExceptionState::kApproved,
                             ExceptionState::kReversalProposed, ExceptionState::kReversalApproved})
        EXPECT_EQ(Of(Paid(), Different("missing", {}, state)), Agreement::kStatementMissing);
    // Posted, and explained after all: a person looks.
    auto contradicted = Different("missing", {}, ExceptionState::kPosted);
    contradicted.differences.front().contradicted = true;
    EXPECT_EQ(Of(Paid(), contradicted), Agreement::kDiffers);
    EXPECT_EQ(CompareWays(Paid(), contradicted).reasons,
              (std::vector<std::string>{"contradicted"}));
}

TEST(ThreeWay, ShowsTheAmountsSideBySide) {
    auto back = Moved(100, 2);
    std::swap(back.debtor, back.creditor);
    const Way way{Minor(0).GetCurrency(), 100, 100};
    auto side = Expected(true);
    side.transfers.push_back({.transfer_id = kTransfer, .amount = Minor(100), .matched = true});
    const auto returned =
        CompareWays(Judged({Told(PaymentState::kReturned)}, {Moved(), back}), side);
    EXPECT_EQ(returned.payment, way);
    EXPECT_EQ(returned.ledger, way);
    EXPECT_EQ(returned.statement, way);
    EXPECT_TRUE(returned.reasons.empty());

    const auto other = CompareWays(Paid(), Different("wrong_amount", Minor(-107)));
    EXPECT_EQ(other.ledger->out_minor, 100);
    EXPECT_EQ(other.statement->out_minor, 107);
    EXPECT_EQ(other.reasons, (std::vector<std::string>{"wrong_amount"}));
    EXPECT_EQ(other.exceptions.size(), 1U);
    EXPECT_EQ(CompareWays(Paid(), Different("missing")).statement, std::nullopt);
}

TEST(ThreeWay, SaysThatOnlyWhatIsOrderedIsToMove) {
    const auto said = [](const Expectation& told) {
        return CompareWays(Judged({told}, {}), {}).payment->out_minor;
    };
    EXPECT_EQ(said(Told(PaymentState::kAuthorised)), 100);
    EXPECT_EQ(said(Manual(PaymentState::kAuthorised)), 0);
    EXPECT_EQ(said(Capture(30)), 30);
    EXPECT_EQ(said(Settled(30)), 30);
    EXPECT_EQ(said(Told(PaymentState::kCancelled)), 0);
    EXPECT_EQ(CompareWays(Judged({}, {Moved()}), {}).payment, std::nullopt);
}

TEST(ThreeWay, CountsEachWordOnce) {
    ThreeWayCounts counts;
    for (int word = 1; word <= 8; ++word) counts.Add(static_cast<Agreement>(word));
    EXPECT_EQ(counts.agreed + counts.awaited + counts.resolved, 3);
    EXPECT_EQ(counts.Disagree(), 5);
}

}  // namespace
}  // namespace clearway::reconciliation
