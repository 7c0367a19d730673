// SPDX-License-Identifier: Apache-2.0
// Lineage over mutual TLS: who may see what.
#include "services/reconciliation/rpc/lineage/lineage_service.h"

#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <cctype>

#include "async/runtime.h"
#include "clearway/reconciliation/v1/lineage_service.grpc.pb.h"
#include "rpc/client.h"
#include "rpc/operator_fixture.h"
#include "rpc/server.h"
#include "rpc/test_pki.h"

namespace clearway::reconciliation {
namespace {

const core::Currency kEur = *core::Currency::Parse("EUR");
const auto kPayment = core::DerivePaymentId("acme", "1");
const auto kOther = core::DerivePaymentId("globex", "1");
const auto kTransfer = core::DeriveTransferId(kPayment);

PaymentTrail TrailOf(const core::PaymentId& payment, const std::string& partner) {
    PaymentTrail trail{.payment_id = payment};
    trail.order = TrailOrder{.partner_id = partner,
                             .debtor = core::DeriveAccountId(partner, "a"),
                             .creditor = std::nullopt,
                             .amount = core::Money(kEur, 1234),
                             .end_to_end_id = "INV-1",
                             .created_at = {}};
    trail.request.request_id = "req-1";
    trail.state = PaymentState::kSettled;
    TrailDecision decision{.at = {}};
    decision.fraud_score = 412;
    decision.fraud_reasons = {{.code = "VELOCITY_PAYER_1M"}};
    decision.fraud_policy_version = "p/3";
    decision.screening_list_version = "list-9";
    trail.decisions = {decision};
    trail.rail = TrailRail{.rail = "instant", .rule = "local/1#2", .uetr = "u-1"};
    trail.rail->submitted_at = core::Timestamp();
    trail.transfers = {{.transfer_id = core::DeriveTransferId(payment),
                        .debtor = core::DeriveAccountId(partner, "a"),
                        .creditor = core::DeriveClearingAccountId("EUR"),
                        .amount = core::Money(kEur, 1234),
                        .at = {}}};
    return trail;
}

// A line that stands for payments of two partners.
Lineage OneLineOfTwo() {
    Lineage lineage;
    const auto match = core::Uuid::Random();
    lineage.lines.push_back({.line_id = core::Uuid::Random(),
                             .match_id = match,
                             .file_id = core::Uuid::Random(),
                             .file_name = "day.xml",
                             .file_sha256 = "ab",
                             .statement = "S-1",
                             .position = 3,
                             .counts = true,
                             .account = core::DeriveClearingAccountId("EUR"),
                             .amount = core::Money(kEur, -2468),
                             .booked_day = 20'513,
                             .value_day = 20'514,
                             .uetr = {},
                             .end_to_end_id = "SUM",
                             .instruction_id = {},
                             .reference = {},
                             .bank_id = {}});
    lineage.matches.push_back({match, "groups", {}, 1, 2, core::Money(kEur, 0)});
    for (const auto& [payment, partner] : {std::pair(kPayment, "acme"), {kOther, "globex"}}) {
        lineage.expectations.push_back({.transfer_id = core::DeriveTransferId(payment),
                                        .payment_id = payment,
                                        .account = core::DeriveClearingAccountId("EUR"),
                                        .amount = core::Money(kEur, -1234),
                                        .value_day = 20'514,
                                        .match_id = match});
        lineage.payments.push_back(TrailOf(payment, partner));
    }
    return lineage;
}

struct Desk final : LineageDesk {
    async::Task<core::Result<Lineage>> Find(LineageSubject subject) override {
        const auto* payment = std::get_if<core::PaymentId>(&subject);
        if (payment && *payment != kPayment && *payment != kOther)
            co_return core::ErrorCode::kPaymentNotFound;
        co_return lineage;
    }
    Lineage lineage = OneLineOfTwo();
};

class LineageServiceTest : public ::testing::Test {
protected:
    auto StubOf(const std::string& who) {
        return v1::LineageService::NewStub(
            rpc::OpenChannel({.name = "reconciliation",
                              .address = "localhost:" + std::to_string(server_.Port()),
                              .tls = pki_.Issue(who)}));
    }
    grpc::Status AsPartner(const std::string& partner, const std::string& payment) {
        v1::GetPaymentLineageRequest request;
        request.set_payment_id(payment);
        grpc::ClientContext context;
        context.AddMetadata(rpc::kPartnerIdKey, partner);
        of_partner_.Clear();
        return StubOf("service/gateway")->GetPaymentLineage(&context, request, &of_partner_);
    }
    grpc::Status AsOperator(const v1::GetLineageRequest& request,
                            const std::string& who = "operator/ada") {
        grpc::ClientContext context;
        return StubOf(who)->GetLineage(&context, request, &lineage_);
    }

    Desk desk_;
    v1::PaymentLineage of_partner_;
    v1::Lineage lineage_;
    core::SystemClock clock_;
    async::Runtime runtime_{2};
    rpc::OperatorNotes operators_;
    rpc::TestPki pki_;
    rpc::Adapter adapter_{runtime_.GetExecutor(), operators_};
    LineageService service_{adapter_, desk_, clock_};
    rpc::Server server_{
        "127.0.0.1:0", pki_.Issue("service/reconciliation"), {&service_}, &adapter_.Stream()};
};

// Ids and times are random, and have such digits within.
bool HasWord(std::string_view text, std::string_view word) {
    const auto is_of_word = [&](std::size_t at) {
        return at < text.size() && std::isalnum(static_cast<unsigned char>(text[at]));
    };
    for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1))
        if (!is_of_word(at - 1) && !is_of_word(at + word.size())) return true;
    return false;
}

TEST_F(LineageServiceTest, APartnerSeesItsOwnPaymentAndNothingOfChecksRoutesOrOthers) {
    ASSERT_TRUE(AsPartner("acme", kPayment.ToString()).ok());
    EXPECT_EQ(of_partner_.payment_id(), kPayment.ToString());
    EXPECT_EQ(of_partner_.stage(), v1::LINEAGE_STAGE_ON_STATEMENT);
    EXPECT_TRUE(of_partner_.complete());
    EXPECT_EQ(of_partner_.request().request_id(), "req-1");
    EXPECT_EQ(of_partner_.amount().value(), "12.34");
    EXPECT_EQ(of_partner_.decision().outcome(), v1::LINEAGE_OUTCOME_AUTHORISED);
    EXPECT_EQ(of_partner_.rail().uetr(), "u-1");
    EXPECT_EQ(of_partner_.transfers(0).transfer_id(), kTransfer.ToString());
    EXPECT_EQ(of_partner_.bookings(0).value_date(), "2026-03-02");
    const auto all = of_partner_.DebugString();
    for (const char* inner : {"412", "VELOCITY", "p/3", "list-9", "local/1", "day.xml", "24.68",
                              "2468", "SUM", "groups"})
        EXPECT_FALSE(HasWord(all, inner)) << inner;
    for (const auto& others : {kOther.ToString(), core::DeriveTransferId(kOther).ToString()})
        EXPECT_EQ(all.find(others), std::string::npos);
}

TEST_F(LineageServiceTest, AnotherPartnersPaymentIsAsUnknownAsOneThatDoesNotExist) {
    const auto others = AsPartner("acme", kOther.ToString());
    const auto none = AsPartner("acme", core::Uuid::Random().ToString());
    EXPECT_EQ(others.error_code(), grpc::StatusCode::NOT_FOUND);
    EXPECT_EQ(none.error_code(), grpc::StatusCode::NOT_FOUND);
    EXPECT_EQ(others.error_message(), none.error_message());
    EXPECT_EQ(AsPartner("", kPayment.ToString()).error_code(), grpc::StatusCode::NOT_FOUND);
    EXPECT_EQ(AsPartner("acme", "x").error_code(), grpc::StatusCode::INVALID_ARGUMENT);
}

TEST_F(LineageServiceTest, AnOperatorSeesTheWholeChainFromALine) {
    v1::GetLineageRequest request;
    request.set_line_id(core::Uuid::Random().ToString());
    ASSERT_TRUE(AsOperator(request).ok());
    EXPECT_EQ(lineage_.lines(0).amount().minor_units(), -2468);
    EXPECT_EQ(lineage_.lines(0).match_id(), lineage_.matches(0).match_id());
    ASSERT_EQ(lineage_.payments_size(), 2);
    EXPECT_EQ(lineage_.payments(0).decisions(0).fraud_score(), 412);
    EXPECT_EQ(lineage_.payments(0).routing().rule(), "local/1#2");
    EXPECT_EQ(lineage_.payments(0).entries(0).creditor_account_id(),
              core::DeriveClearingAccountId("EUR").ToString());
    EXPECT_EQ(lineage_.payments(1).partner_id(), "globex");
}

TEST_F(LineageServiceTest, WhatNamesNothingIsRefused) {
    v1::GetLineageRequest request;
    EXPECT_EQ(AsOperator(request).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
    request.set_transfer_id("x");
    EXPECT_EQ(AsOperator(request).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
    request.set_transfer_id(kTransfer.ToString());
    EXPECT_EQ(AsOperator(request, "service/gateway").error_code(),
              grpc::StatusCode::PERMISSION_DENIED);
}

}  // namespace
}  // namespace clearway::reconciliation
