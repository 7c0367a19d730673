// SPDX-License-Identifier: Apache-2.0
// Windows and participants over the wire, as an operator sees them.
#include "clearway/settlement/v1/window_service.grpc.pb.h"
#include "services/settlement/app_fixture.h"

namespace clearway::settlement {
namespace {

class WindowServiceTest : public testing::AppFixture {
protected:
    template <class Request, class Response>
    using Call = grpc::Status (v1::WindowService::Stub::*)(grpc::ClientContext*, const Request&,
                                                           Response*);
    template <class Request, class Response>
    grpc::Status Ask(Call<Request, Response> call, const Request& request, Response& response,
                     const std::string& identity = "operator/ops") {
        context_ = std::make_unique<grpc::ClientContext>();
        v1::WindowService::Stub windows(As(identity));
        return (windows.*call)(context_.get(), request, &response);
    }
    std::string OpenFor(const std::string& partner) {
        v1::OpenAccountRequest request;
        request.set_currency("EUR");
        request.mutable_holder()->set_name("Ada Example");
        request.mutable_holder()->set_country("DE");
        v1::Account account;
        EXPECT_TRUE(Gateway(&v1::AccountService::Stub::OpenAccount, request, account, partner,
                            partner + "-key")
                        .ok());
        return account.account_id();
    }
    // From acme's account to globex's.
    v1::TransferOutcome Pass(std::int64_t cents) {
        v1::BookTransfersRequest request;
        auto& order = *request.add_transfers();
        order.set_transfer_id(core::Uuid::Random().ToString());
        order.set_debtor_account_id(ours_);
        order.set_creditor_account_id(theirs_);
        order.mutable_amount()->set_currency("EUR");
        order.mutable_amount()->set_minor_units(cents);
        v1::BookTransfersResponse response;
        grpc::ClientContext context;
        v1::LedgerService::Stub ledger(As("operator/ops"));
        EXPECT_TRUE(ledger.BookTransfers(&context, request, &response).ok());
        return response.outcomes(0);
    }
    v1::WindowDetails Show(std::int64_t number) {
        v1::GetWindowRequest request;
        request.set_currency("EUR");
        request.set_number(number);
        v1::WindowDetails details;
        EXPECT_TRUE(Ask(&v1::WindowService::Stub::GetWindow, request, details).ok());
        return details;
    }
    v1::Participant Set(const v1::SetParticipantRequest& request,
                        const std::string& who = "operator/ops") {
        v1::Participant participant;
        EXPECT_TRUE(Ask(&v1::WindowService::Stub::SetParticipant, request, participant, who).ok());
        return participant;
    }
    void SetUp() override {
        ours_ = OpenFor("acme");
        theirs_ = OpenFor("globex");
        Credit(ours_, "100.00");
    }

    std::string ours_;
    std::string theirs_;
};

TEST_F(WindowServiceTest, AWindowIsClosedSettledAndListed) {
    ASSERT_EQ(Pass(1'234), v1::TRANSFER_OUTCOME_POSTED);
    v1::CloseWindowRequest close;
    close.set_currency("EUR");
    close.set_number(1);
    v1::CloseWindowResponse closed;
    EXPECT_EQ(
        Ask(&v1::WindowService::Stub::CloseWindow, close, closed, "service/payment").error_code(),
        grpc::StatusCode::PERMISSION_DENIED);
    ASSERT_TRUE(Ask(&v1::WindowService::Stub::CloseWindow, close, closed).ok());
    EXPECT_EQ(closed.open_number(), 2);
    EXPECT_FALSE(closed.replayed());
    ASSERT_TRUE(Ask(&v1::WindowService::Stub::CloseWindow, close, closed).ok());
    EXPECT_TRUE(closed.replayed());
    // The service's own thread settles it.
    EXPECT_TRUE(::clearway::testing::WaitUntil(
        [&] { return Show(1).window().state() == "settled"; }, 20'000));
    const auto details = Show(1);
    EXPECT_EQ(details.instructions_size(), 2);
    EXPECT_TRUE(details.instructions(0).in_ledger());
    EXPECT_TRUE(details.instructions(0).confirmed());
    EXPECT_EQ(details.positions(0).net_minor_units(), -1'234);
    v1::ListFlowsRequest of;
    of.set_currency("EUR");
    of.set_number(1);
    v1::ListFlowsResponse flows;
    ASSERT_TRUE(Ask(&v1::WindowService::Stub::ListFlows, of, flows).ok());
    ASSERT_EQ(flows.flows_size(), 1);
    EXPECT_EQ(flows.flows(0).gross_minor_units(), 1'234);
    EXPECT_EQ(details.window().instructions_digest().size(), 64u);
    v1::ListWindowsRequest list;
    list.set_page_size(1);
    v1::ListWindowsResponse page;
    ASSERT_TRUE(Ask(&v1::WindowService::Stub::ListWindows, list, page).ok());
    EXPECT_EQ(page.windows(0).number(), 2);
    list.set_page_token(page.next_page_token());
    ASSERT_TRUE(Ask(&v1::WindowService::Stub::ListWindows, list, page).ok());
    EXPECT_EQ(page.windows(0).number(), 1);
    EXPECT_TRUE(page.next_page_token().empty());
}

TEST_F(WindowServiceTest, ALimitThatIsSetLiftsNoSuspension) {
    v1::SetParticipantRequest request;
    request.set_currency("EUR");
    request.set_institution("acme");
    request.set_suspended(true);
    EXPECT_TRUE(Set(request).suspended());
    EXPECT_EQ(Pass(1), v1::TRANSFER_OUTCOME_PARTICIPANT_SUSPENDED);
    request.clear_suspended();
    request.set_debit_cap_minor_units(10);
    EXPECT_TRUE(Set(request).suspended());
    request.set_suspended(false);
    EXPECT_FALSE(Set(request).suspended());
    EXPECT_EQ(Pass(11), v1::TRANSFER_OUTCOME_SETTLEMENT_LIMIT);
    EXPECT_EQ(Pass(10), v1::TRANSFER_OUTCOME_POSTED);
}

TEST_F(WindowServiceTest, ALimitThatIsSetLeavesWhereTheParticipantSettles) {
    v1::SetParticipantRequest request;
    request.set_currency("EUR");
    request.set_institution("acme");
    request.set_bic("ACMEDEFF");
    request.set_settlement_account("RTGS-1");
    request.set_liquidity_minor_units(50);
    const auto proposed = Set(request);
    EXPECT_TRUE(proposed.awaits_second_operator());
    EXPECT_EQ(proposed.proposal().settlement_account(), "RTGS-1");
    EXPECT_EQ(proposed.settlement_account(), "");
    EXPECT_FALSE(Set(request, "operator/other").awaits_second_operator());
    v1::SetParticipantRequest limit;
    limit.set_currency("EUR");
    limit.set_institution("acme");
    limit.set_debit_cap_minor_units(10);
    auto agreed = Set(limit);
    EXPECT_EQ(agreed.settlement_account(), "RTGS-1");
    EXPECT_EQ(agreed.bic(), "ACMEDEFF");
    EXPECT_EQ(agreed.liquidity_minor_units(), 50);
    limit.set_no_debit_cap(true);
    EXPECT_EQ(CodeOf(Ask(&v1::WindowService::Stub::SetParticipant, limit, agreed)),
              core::ErrorCode::kInvalidArgument);
    limit.clear_debit_cap_minor_units();
    agreed = Set(limit);
    EXPECT_FALSE(agreed.has_debit_cap_minor_units());
    EXPECT_EQ(agreed.liquidity_minor_units(), 50);
}

TEST_F(WindowServiceTest, AParticipantIsShownAsItStandsInTheOpenWindow) {
    Pass(100);
    v1::CloseWindowRequest close;
    close.set_currency("EUR");
    close.set_number(1);
    v1::CloseWindowResponse closed;
    ASSERT_TRUE(Ask(&v1::WindowService::Stub::CloseWindow, close, closed).ok());
    const auto standing = [&] {
        const v1::ListParticipantsRequest request;
        v1::ListParticipantsResponse page;
        EXPECT_TRUE(Ask(&v1::WindowService::Stub::ListParticipants, request, page).ok());
        EXPECT_EQ(page.participants_size(), 2);
        return std::pair(page.participants(0).window_number(),
                         page.participants(0).net_minor_units());
    };
    EXPECT_EQ(standing(), std::pair(2L, 0L));
    Pass(7);
    EXPECT_EQ(standing(), std::pair(2L, -7L));
}

TEST_F(WindowServiceTest, WhatIsNoneIsRefusedWithItsField) {
    v1::ConfirmInstructionRequest confirm;
    v1::ConfirmInstructionResponse confirmed;
    const auto code = [&] {
        return CodeOf(Ask(&v1::WindowService::Stub::ConfirmInstruction, confirm, confirmed));
    };
    EXPECT_EQ(code(), core::ErrorCode::kInvalidArgument);
    confirm.set_currency("EUR");
    confirm.set_number(1);
    EXPECT_EQ(code(), core::ErrorCode::kInvalidArgument);
    confirm.set_instruction_id(core::Uuid::Random().ToString());
    EXPECT_EQ(code(), core::ErrorCode::kNotFound);
    Pass(1);
    EXPECT_EQ(code(), core::ErrorCode::kNotFound);
    v1::SetParticipantRequest set;
    v1::Participant participant;
    EXPECT_EQ(CodeOf(Ask(&v1::WindowService::Stub::SetParticipant, set, participant)),
              core::ErrorCode::kInvalidArgument);
    v1::GetWindowRequest get;
    v1::WindowDetails details;
    get.set_currency("EUR");
    get.set_number(9);
    EXPECT_EQ(CodeOf(Ask(&v1::WindowService::Stub::GetWindow, get, details)),
              core::ErrorCode::kNotFound);
}

}  // namespace
}  // namespace clearway::settlement
