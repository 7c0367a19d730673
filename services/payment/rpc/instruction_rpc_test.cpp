// SPDX-License-Identifier: Apache-2.0
#include "services/payment/rpc/instruction_rpc.h"

#include "services/payment/usecase/usecase_test_support.h"

namespace clearway::payment {
namespace {

using InstructionTest = UseCaseTest;

TEST_F(InstructionTest, SaysAllThatWasOrderedOfAnyPartnersPayment) {
    auto order = Order();
    order.creditor.reset();
    order.external_creditor = {.name = core::Sensitive<std::string>("Ada Example"),
                               .country = "FR",
                               .iban = core::Sensitive<std::string>("FR1420041010050500013M02606"),
                               .bic = "BNPAFRPP"};
    order.remittance_information = core::Sensitive<std::string>("invoice 7");
    order.end_to_end_id = "e2e-7";
    order.created_at = core::FromMicros(1'767'225'600'000'000);
    store_.rows.emplace(order.payment_id, Payment{.terms = order});
    ReadPayment read(store_, {});

    const auto terms =
        async::BlockOn(runtime_.GetExecutor(), read.GetInstruction(order.payment_id));
    ASSERT_TRUE(terms);
    const auto message = WriteInstruction(*terms);
    EXPECT_EQ(message.payment_id(), order.payment_id.ToString());
    EXPECT_EQ(message.partner_id(), "acme");
    EXPECT_EQ(message.debtor_account_id(), kDebtor.ToString());
    EXPECT_EQ(message.amount().currency(), "EUR");
    EXPECT_EQ(message.amount().minor_units(), 1000);
    EXPECT_EQ(message.end_to_end_id(), "e2e-7");
    EXPECT_EQ(message.created_at().seconds(), 1'767'225'600);
    EXPECT_EQ(message.creditor_name(), "Ada Example");
    EXPECT_EQ(message.creditor_country(), "FR");
    EXPECT_EQ(message.creditor_iban(), "FR1420041010050500013M02606");
    EXPECT_EQ(message.creditor_bic(), "BNPAFRPP");
    EXPECT_EQ(message.remittance_information(), "invoice 7");
    EXPECT_FALSE(message.erased());

    const auto unknown = async::BlockOn(
        runtime_.GetExecutor(), read.GetInstruction(core::DerivePaymentId("acme", "other")));
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().code, core::ErrorCode::kPaymentNotFound);
}

}  // namespace
}  // namespace clearway::payment
