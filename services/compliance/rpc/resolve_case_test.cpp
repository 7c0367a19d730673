// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/rpc/resolve_case.h"

#include <gtest/gtest.h>

#include "async/runtime.h"

namespace clearway::compliance {
namespace {

constexpr char kPayment[] = "6f1f6ad0-0000-5000-8000-000000000001";

// Answers with the case that it was asked to resolve.
class FakeCases final : public CaseCommands {
public:
    async::Task<core::Result<Case>> Submit(CaseCommand command) override {
        co_return Case{.id = std::get<ResolveCase>(command).id, .subject = {}};
    }
};

TEST(ResolveCaseCall, ACaseIsNamedByItsIdOrByItsPayment) {
    async::Runtime runtime(1);
    core::SystemClock clock;
    FakeCases cases;
    ResolveCaseUseCase resolve(cases, clock);
    rpc::CallContext call;
    const auto resolved = [&](const std::string& case_id, const std::string& payment_id) {
        v1::ResolveCaseRequest request;
        request.set_case_id(case_id);
        request.set_payment_id(payment_id);
        request.set_decision(v1::CASE_STATUS_CLEARED);
        const auto answer =
            async::BlockOn(runtime.GetExecutor(), ResolveCaseCall(resolve, call, request));
        return answer ? answer->case_id() : answer.error().field_errors.at(0).field;
    };
    const auto id = core::DeriveCaseId(*core::PaymentId::Parse(kPayment)).ToString();
    EXPECT_EQ(resolved(id, ""), id);
    EXPECT_EQ(resolved("", kPayment), id);
    EXPECT_EQ(resolved("", ""), "case_id");
    EXPECT_EQ(resolved("", "x"), "payment_id");
    EXPECT_EQ(resolved(id, kPayment), "payment_id") << "which of them?";
}

}  // namespace
}  // namespace clearway::compliance
