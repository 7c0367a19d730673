// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/rpc/screen.h"

#include <gtest/gtest.h>

#include <functional>

namespace clearway::compliance {
namespace {

v1::ScreenRequest Good() {
    v1::ScreenRequest request;
    request.set_payment_id(core::DerivePaymentId("acme", "key").ToString());
    auto* party = request.add_parties();
    party->set_role(v1::PARTY_ROLE_CREDITOR);
    party->set_name("Jane Roe");
    return request;
}

TEST(ReadScreenRequest, TakesAPaymentWithItsParties) {
    const auto command = ReadScreenRequest(Good());
    ASSERT_TRUE(command);
    ASSERT_EQ(command->parties.size(), 1U);
    EXPECT_EQ(command->parties[0].role, PartyRole::kCreditor);
    EXPECT_EQ(command->parties[0].name.Reveal(), "Jane Roe");
}

TEST(ReadScreenRequest, TakesANameThatNobodyCanReadAnyMore) {
    auto request = Good();
    request.mutable_parties(0)->clear_name();
    EXPECT_TRUE(ReadScreenRequest(request));
}

TEST(ReadScreenRequest, NamesTheFaultyFieldAndNeverItsValue) {
    struct Row {
        const char* field;
        std::function<void(v1::ScreenRequest&)> spoil;
    };
    const Row rows[] = {
        {"payment_id", [](auto& request) { request.set_payment_id("secret"); }},
        {"payment_id", [](auto& request) { request.clear_payment_id(); }},
        {"parties", [](auto& request) { request.clear_parties(); }},
        {"parties",
         [](auto& request) {
             for (int i = 0; i < kPartiesMax; ++i) *request.add_parties() = request.parties(0);
         }},
        {"parties[0].name",
         [](auto& request) {
             request.mutable_parties(0)->set_name(std::string(kNameBytesMax + 1, 's'));
         }},
        {"parties[0].role", [](auto& request) { request.mutable_parties(0)->clear_role(); }},
        {"parties[0].role",
         [](auto& request) {
             request.mutable_parties(0)->set_role(static_cast<v1::PartyRole>(9));
         }},
        {"parties[0].party_id",
         [](auto& request) { request.mutable_parties(0)->set_party_id("secret"); }},
        {"parties[0].person_id",
         [](auto& request) { request.mutable_parties(0)->set_person_id("secret"); }},
        {"amount", [](auto& request) { request.mutable_amount()->set_minor_units(5); }},
        {"amount", [](auto& request) { request.mutable_amount()->set_currency("EUR"); }},
        {"remittance_information",
         [](auto& request) {
             request.set_remittance_information(std::string(kTextBytesMax + 1, 's'));
         }},
    };
    for (const auto& row : rows) {
        auto request = Good();
        row.spoil(request);
        const auto command = ReadScreenRequest(request);
        ASSERT_FALSE(command) << row.field;
        ASSERT_EQ(command.error().field_errors.size(), 1U) << row.field;
        EXPECT_EQ(command.error().field_errors[0].field, row.field);
        EXPECT_EQ(command.error().field_errors[0].message.find("secret"), std::string::npos);
    }
}

}  // namespace
}  // namespace clearway::compliance
