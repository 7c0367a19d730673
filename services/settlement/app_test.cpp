// SPDX-License-Identifier: Apache-2.0
// Accounts, holds, bookings and the trial balance over the wire.
#include "clearway/common/v1/event_log.grpc.pb.h"
#include "services/settlement/app_fixture.h"

namespace clearway::settlement {
namespace {

using AppTest = testing::AppFixture;

TEST_F(AppTest, AnAccountIsOpenedFundedHeldOnAndStated) {
    const auto account = Open("key");
    EXPECT_FALSE(WasReplayed());
    EXPECT_EQ(Open("key"), account);
    EXPECT_TRUE(WasReplayed());
    Credit(account, "100.00");

    v1::LedgerService::Stub ledger(As("service/payment"));
    const auto payment = core::DerivePaymentId("acme", "payment");
    EXPECT_EQ(Place(ledger, payment, account, 6'000), v1::HOLD_OUTCOME_HELD);
    EXPECT_EQ(Place(ledger, payment, account, 6'000), v1::HOLD_OUTCOME_HELD);
    EXPECT_EQ(Place(ledger, core::DerivePaymentId("acme", "other"), account, 4'001),
              v1::HOLD_OUTCOME_INSUFFICIENT_FUNDS);

    v1::GetAccountRequest get;
    get.set_account_id(account);
    v1::Account read;
    ASSERT_TRUE(Gateway(&v1::AccountService::Stub::GetAccount, get, read).ok());
    EXPECT_EQ(read.balances().available().value(), "40.00");
    EXPECT_EQ(read.balances().held().value(), "60.00");
    EXPECT_EQ(read.holder().name(), "Ada Example");

    v1::GetStatementRequest state;
    state.set_account_id(account);
    v1::Statement statement;
    ASSERT_TRUE(Gateway(&v1::AccountService::Stub::GetStatement, state, statement).ok());
    ASSERT_EQ(statement.entries_size(), 1);
    EXPECT_EQ(statement.entries(0).direction(), v1::ENTRY_DIRECTION_CREDIT);
    EXPECT_EQ(statement.entries(0).balance_after(), "100.00");
    EXPECT_EQ(statement.opening_balance(), "0.00");
    EXPECT_EQ(statement.closing_balance(), "100.00");
}

class NoSandboxTest : public testing::AppFixture {
protected:
    NoSandboxTest() : AppFixture(false) {}
};

TEST_F(NoSandboxTest, NobodyIsCreditedFromNothing) {
    v1::CreateSandboxCreditRequest request;
    request.set_account_id(Open("key"));
    request.mutable_amount()->set_currency("EUR");
    request.mutable_amount()->set_value("1.00");
    v1::SandboxCredit credit;
    const auto status = Gateway(&v1::AccountService::Stub::CreateSandboxCredit, request, credit);
    EXPECT_EQ(CodeOf(status), core::ErrorCode::kNotFound);
}

TEST_F(AppTest, TheTimeLineOfAPaymentIsReadFromItsHold) {
    const auto account = Open("key");
    Credit(account, "1.00");
    const auto channel = As("service/payment");
    v1::LedgerService::Stub ledger(channel);
    const auto payment = core::DerivePaymentId("acme", "payment");
    ASSERT_EQ(Place(ledger, payment, account, 100), v1::HOLD_OUTCOME_HELD);
    v1::VoidHoldRequest request;
    request.set_hold_id(core::DeriveHoldId(payment).ToString());
    for (const bool released : {true, false}) {
        v1::VoidHoldResponse response;
        grpc::ClientContext context;
        ASSERT_TRUE(ledger.VoidHold(&context, request, &response).ok());
        EXPECT_EQ(response.released(), released);
    }
    common::v1::EventLogService::Stub log(channel);
    common::v1::ListPaymentEventsRequest list;
    list.set_payment_id(payment.ToString());
    common::v1::ListPaymentEventsResponse events;
    grpc::ClientContext context;
    ASSERT_TRUE(log.ListPaymentEvents(&context, list, &events).ok());
    ASSERT_EQ(events.events_size(), 2);
    EXPECT_EQ(events.events(0).type(), "clearway.settlement.v1.HoldPlaced");
    EXPECT_EQ(events.events(1).type(), "clearway.settlement.v1.HoldVoided");
}

TEST_F(AppTest, AnotherPartnersAccountIsNotFound) {
    const auto account = Open("key");
    v1::GetAccountRequest get;
    get.set_account_id(account);
    v1::Account read;
    const auto status = Gateway(&v1::AccountService::Stub::GetAccount, get, read, "globex");
    EXPECT_EQ(status.error_code(), grpc::StatusCode::NOT_FOUND);
    EXPECT_EQ(CodeOf(status), core::ErrorCode::kAccountNotFound);
    v1::CloseAccountRequest close;
    close.set_account_id(account);
    EXPECT_EQ(CodeOf(Gateway(&v1::AccountService::Stub::CloseAccount, close, read, "globex")),
              core::ErrorCode::kAccountNotFound);
    EXPECT_TRUE(Gateway(&v1::AccountService::Stub::CloseAccount, close, read).ok());
    EXPECT_EQ(read.status(), v1::ACCOUNT_STATUS_CLOSED);
}

TEST_F(AppTest, AnOperatorBooksTransfersAndEachHasItsOutcome) {
    const auto payer = Open("payer");
    const auto shop = Open("shop");
    Credit(payer, "1.00");
    v1::BookTransfersRequest request;
    for (const std::int64_t cents : {60, 60, 40}) {
        auto& order = *request.add_transfers();
        order.set_transfer_id(core::Uuid::Random().ToString());
        order.set_debtor_account_id(payer);
        order.set_creditor_account_id(shop);
        order.mutable_amount()->set_currency("EUR");
        order.mutable_amount()->set_minor_units(cents);
    }
    const auto book = [&](const std::string& identity, v1::BookTransfersResponse& response) {
        context_ = std::make_unique<grpc::ClientContext>();
        v1::LedgerService::Stub ledger(As(identity));
        return ledger.BookTransfers(context_.get(), request, &response);
    };
    v1::BookTransfersResponse first, again, none;
    EXPECT_EQ(book("service/payment", none).error_code(), grpc::StatusCode::PERMISSION_DENIED);
    ASSERT_TRUE(book("operator/ops", first).ok());
    const std::vector<int> outcomes(first.outcomes().begin(), first.outcomes().end());
    EXPECT_EQ(outcomes, (std::vector<int>{v1::TRANSFER_OUTCOME_POSTED,
                                          v1::TRANSFER_OUTCOME_INSUFFICIENT_FUNDS,
                                          v1::TRANSFER_OUTCOME_POSTED}));
    ASSERT_TRUE(book("operator/ops", again).ok());
    EXPECT_EQ(again.outcomes(0), v1::TRANSFER_OUTCOME_REPLAYED);
    request.mutable_transfers(1)->mutable_amount()->set_minor_units(0);
    EXPECT_EQ(CodeOf(book("operator/ops", none)), core::ErrorCode::kInvalidArgument);
}

TEST_F(AppTest, TheTrialBalanceIsForOperatorsAndIsZero) {
    Credit(Open("key"), "12.34");
    v1::GetTrialBalanceRequest request;
    v1::TrialBalance balance;
    {
        grpc::ClientContext context;
        v1::LedgerService::Stub ledger(As("service/gateway"));
        EXPECT_EQ(ledger.GetTrialBalance(&context, request, &balance).error_code(),
                  grpc::StatusCode::PERMISSION_DENIED);
    }
    grpc::ClientContext context;
    v1::LedgerService::Stub ledger(As("operator/ops"));
    ASSERT_TRUE(ledger.GetTrialBalance(&context, request, &balance).ok());
    EXPECT_TRUE(balance.balanced());
    ASSERT_EQ(balance.lines_size(), 1);
    EXPECT_EQ(balance.lines(0).sum_of_balances(), "0");
    EXPECT_EQ(balance.lines(0).transfers(), 1);
    EXPECT_EQ(balance.lines(0).entries(), 2);
}

}  // namespace
}  // namespace clearway::settlement
