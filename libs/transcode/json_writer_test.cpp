// SPDX-License-Identifier: Apache-2.0
#include "transcode/json_writer.h"

#include <gtest/gtest.h>

#include "clearway/compliance/v1/compliance_service.pb.h"
#include "clearway/payment/v1/payment_service.pb.h"
#include "clearway/settlement/v1/settlement_service.pb.h"
#include "transcode/enum_text.h"

namespace clearway::transcode {
namespace {

std::string Json(const google::protobuf::Message& message) {
    std::string out;
    AppendJson(message, out);
    return out;
}

TEST(JsonWriter, LeavesOutWhatIsAbsentButWritesLists) {
    EXPECT_EQ(Json(payment::v1::Payment()), R"({"reasons":[],"degradations":[],"erased":false})");
}

TEST(JsonWriter, WritesIntegersAndBooleansAlwaysAndWideOnesAsText) {
    settlement::v1::TrialBalance balance;
    balance.add_lines()->set_accounts(INT64_MIN);
    EXPECT_EQ(Json(balance), R"({"lines":[{"accounts":"-9223372036854775808","entries":"0",)"
                             R"("transfers":"0","inconsistent_accounts":"0"}],"balanced":false})");
}

TEST(JsonWriter, WritesAPaymentInTheOrderOfTheContract) {
    payment::v1::Payment payment;
    payment.set_payment_id("p");
    payment.set_status(payment::v1::PAYMENT_STATUS_IN_REVIEW);
    auto* reason = payment.add_reasons();
    reason->set_code("RR04");
    payment.mutable_created_at()->set_seconds(1'700'000'000);
    payment.mutable_created_at()->set_nanos(5'000'000);
    (*payment.mutable_links())["self"] = "/v1/payments/p";
    (*payment.mutable_links())["events"] = "/v1/payments/p/events";
    EXPECT_EQ(Json(payment),
              R"({"payment_id":"p","status":"in_review","reasons":[{"code":"RR04"}],)"
              R"("created_at":"2023-11-14T22:13:20.005Z",)"
              R"("links":{"events":"/v1/payments/p/events","self":"/v1/payments/p"},)"
              R"("degradations":[],"erased":false})");
}

TEST(JsonWriter, LeavesOutAnEnumValueNewerThanThisBuild) {
    payment::v1::Payment payment;
    payment.set_status(static_cast<payment::v1::PaymentStatus>(99));
    EXPECT_EQ(Json(payment), R"({"reasons":[],"degradations":[],"erased":false})");
}

TEST(JsonWriter, EscapesText) {
    std::string out;
    AppendJsonText(std::string("\"\\/\n\t\x01\x7f\0z \xc3\xbc", 12), out);
    EXPECT_EQ(out, "\"\\\"\\\\/\\n\\u0009\\u0001\\u007f\\u0000z \xc3\xbc\"");
}

TEST(JsonWriter, ThrowsOnATimeOutsideTheCalendar) {
    payment::v1::Payment payment;
    payment.mutable_created_at()->set_nanos(-1);
    EXPECT_THROW(Json(payment), std::runtime_error);
}

TEST(EnumText, DropsThePrefixOfTheType) {
    EXPECT_EQ(EnumText(*payment::v1::PaymentStatus_descriptor()->FindValueByNumber(6)),
              "challenge_required");
    EXPECT_EQ(EnumTexts(*compliance::v1::CaseStatus_descriptor()),
              (std::vector<std::string>{"open", "cleared", "confirmed"}));
    EXPECT_EQ(ParseEnumText(*compliance::v1::CaseStatus_descriptor(), "unspecified"), nullptr);
}

}  // namespace
}  // namespace clearway::transcode
