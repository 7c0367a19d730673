// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/rpc/read_cases.h"

#include <gtest/gtest.h>

#include "async/runtime.h"

namespace clearway::fraud {
namespace {

constexpr char kPayment[] = "6f1f6ad0-0000-5000-8000-000000000001";

class FakeCases final : public CaseQueries {
public:
    async::Task<core::Result<CaseFile>> Get(core::PaymentId payment) override {
        const auto currency = *core::Currency::Parse("JPY");
        CaseFile file{.review = std::nullopt,
                      .assessment = std::nullopt,
                      .attempt = {.payment_id = payment,
                                  .payer = EntityKeyOf("payer"),
                                  .payee = EntityKeyOf("payee"),
                                  .device = std::nullopt,
                                  .amount = core::Money(currency, 1'500),
                                  .created_at = core::FromMicros(1'772'366'400'000'005)}};
        co_return file;
    }
    async::Task<core::Result<std::vector<ReviewCase>>> List(CaseFilter filter) override {
        asked = filter;
        std::vector<ReviewCase> cases(filter.limit);
        for (auto& one : cases) one.reasons = "a reason that is too long to be kept in the string";
        co_return cases;
    }
    CaseFilter asked;
};

class ReadCasesTest : public ::testing::Test {
protected:
    core::Result<v1::ListCasesResponse> List(int page_size, const std::string& token) {
        v1::ListCasesRequest request;
        request.set_page_size(page_size);
        request.set_page_token(token);
        return async::BlockOn(runtime_.GetExecutor(), ListCasesCall(cases_, request));
    }
    core::Result<v1::CaseFile> Get(const std::string& payment) {
        v1::GetCaseRequest request;
        request.set_payment_id(payment);
        return async::BlockOn(runtime_.GetExecutor(), GetCaseCall(cases_, request));
    }

    async::Runtime runtime_{1};
    FakeCases queries_;
    ReadCases cases_{queries_};
};

TEST_F(ReadCasesTest, APageAsksForOneMoreAndNamesTheNext) {
    const auto first = List(2, "");
    ASSERT_TRUE(first);
    EXPECT_EQ(queries_.asked.limit, 3U);
    EXPECT_FALSE(queries_.asked.after);
    EXPECT_EQ(first->cases_size(), 2);
    ASSERT_FALSE(first->next_page_token().empty());
    ASSERT_TRUE(List(200, first->next_page_token()));
    EXPECT_EQ(queries_.asked.limit, 201U);
    EXPECT_TRUE(queries_.asked.after);
    ASSERT_TRUE(List(0, ""));
    EXPECT_EQ(queries_.asked.limit, 51U);
}

TEST_F(ReadCasesTest, NamesTheFaultyField) {
    EXPECT_EQ(List(201, "").error().field_errors.at(0).field, "page_size");
    EXPECT_EQ(List(-1, "").error().field_errors.at(0).field, "page_size");
    EXPECT_EQ(List(1, "no token of ours").error().field_errors.at(0).field, "page_token");
    EXPECT_EQ(Get("x").error().field_errors.at(0).field, "payment_id");
}

TEST_F(ReadCasesTest, WhatIsNotKnownIsAbsent) {
    const auto file = Get(kPayment);
    ASSERT_TRUE(file);
    EXPECT_FALSE(file->has_review());
    EXPECT_FALSE(file->has_assessment());
    EXPECT_EQ(file->attempt().payment_id(), kPayment);
    EXPECT_EQ(file->attempt().amount().minor_units(), 1'500);
    EXPECT_EQ(file->attempt().created_at().nanos(), 5'000);
    EXPECT_EQ(file->attempt().device(), "");
}

}  // namespace
}  // namespace clearway::fraud
