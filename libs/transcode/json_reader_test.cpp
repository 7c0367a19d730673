// SPDX-License-Identifier: Apache-2.0
#include "transcode/json_reader.h"

#include <gmock/gmock.h>
#include <google/protobuf/descriptor.pb.h>
#include <google/protobuf/dynamic_message.h>
#include <google/protobuf/util/time_util.h>
#include <gtest/gtest.h>

#include "clearway/payment/v1/payment_file_service.pb.h"
#include "clearway/payment/v1/payment_service.pb.h"
#include "clearway/settlement/v1/settlement_service.pb.h"

namespace clearway::transcode {
namespace {

using payment::v1::CreatePaymentRequest;
using payment::v1::ListPaymentsRequest;
using payment::v1::Payment;
using testing::HasSubstr;
using testing::Not;

struct BadJson {
    std::string name;
    std::string json;
    std::string field;   // expected path, empty: no field error
    std::string phrase;  // part of the detail
};

void PrintTo(const BadJson& bad, std::ostream* out) { *out << bad.name; }

std::string Nested(int depth) {
    std::string json;
    for (int i = 0; i < depth; ++i) json += "{\"debtor\":";
    return json + "1" + std::string(static_cast<std::size_t>(depth), '}');
}

std::string WithEndToEnd(const std::string& text) { return "{\"end_to_end_id\":\"" + text + "\"}"; }

class BadJsonTest : public testing::TestWithParam<BadJson> {};

TEST_P(BadJsonTest, IsRefusedWithThePathAndNeverTheValue) {
    Payment message;
    const auto read = ReadJson(GetParam().json, message);
    ASSERT_FALSE(read);
    const core::Error& error = read.error();
    EXPECT_EQ(error.code, core::ErrorCode::kInvalidArgument);
    EXPECT_THAT(error.detail, HasSubstr(GetParam().phrase));
    EXPECT_THAT(error.detail, Not(HasSubstr("secret")));
    if (GetParam().field.empty()) {
        EXPECT_TRUE(error.field_errors.empty());
    } else {
        ASSERT_EQ(error.field_errors.size(), 1u);
        EXPECT_EQ(error.field_errors[0].field, GetParam().field);
        EXPECT_EQ(error.field_errors[0].code, "invalid_argument");
        EXPECT_THAT(error.field_errors[0].message, Not(HasSubstr("secret")));
    }
}

const std::vector<BadJson> kBadJson = {
    {"empty", "", "", "not valid JSON"},
    {"blank", "  \n", "", "not valid JSON"},
    {"truncated_object", R"({"amount":{"currency":"EUR")", "", "not valid JSON"},
    {"truncated_key", R"({"amou)", "", "not valid JSON"},
    {"truncated_string", R"({"end_to_end_id":"secr)", "", "not valid JSON"},
    {"truncated_escape", R"({"end_to_end_id":"\u00)", "", "not valid JSON"},
    {"truncated_literal", R"({"capture":tr)", "", "not valid JSON"},
    {"trailing_text", "{} x", "", "not valid JSON"},
    {"two_documents", "{}{}", "", "not valid JSON"},
    {"trailing_comma", R"({"end_to_end_id":"a",})", "", "not valid JSON"},
    {"comment", R"({/* hm */})", "", "not valid JSON"},
    {"single_quotes", R"({'end_to_end_id':'a'})", "", "not valid JSON"},
    {"bare_nan", R"({"amount":NaN})", "", "not valid JSON"},
    {"leading_zero", R"({"amount":{"value":012}})", "amount.value", "must be text"},
    {"byte_order_mark", "\xef\xbb\xbf{}", "", "not valid JSON"},
    {"utf16", std::string("{\0}\0", 4), "", "not valid JSON"},
    {"not_utf8", WithEndToEnd("secret\xff"), "", "not valid JSON"},
    {"latin1", WithEndToEnd("M\xfcller"), "", "not valid JSON"},
    {"overlong_utf8", WithEndToEnd("\xc0\xaf"), "", "not valid JSON"},
    {"utf8_surrogate", WithEndToEnd("\xed\xa0\x80"), "", "not valid JSON"},
    {"beyond_unicode", WithEndToEnd("\xf4\x90\x80\x80"), "", "not valid JSON"},
    {"cut_utf8", WithEndToEnd("\xe2\x82"), "", "not valid JSON"},
    {"not_utf8_key", "{\"a\xff\":1}", "", "not valid JSON"},
    {"lone_high_surrogate", WithEndToEnd("\\ud800"), "", "not valid JSON"},
    {"lone_low_surrogate", WithEndToEnd("\\udc00"), "", "not valid JSON"},
    {"high_surrogate_then_text", WithEndToEnd("\\ud800\\u0041"), "", "not valid JSON"},
    {"raw_control_character", WithEndToEnd("a\nb"), "", "not valid JSON"},
    {"raw_nul", WithEndToEnd(std::string("a\0b", 3)), "", "not valid JSON"},
    {"escaped_nul", WithEndToEnd("a\\u0000b"), "end_to_end_id", "NUL"},
    {"nul_in_map_key", R"({"links":{"a\u0000":"b"}})", "links.?", "NUL"},
    {"nul_in_map_value", R"({"links":{"a":"b\u0000"}})", "links.a", "NUL"},
    {"nested_in_known_field", Nested(40), "debtor.debtor", "not a known field"},
    {"nested_lists", "{\"reasons\":" + std::string(40, '[') + std::string(40, ']') + "}",
     "reasons[0]", "must be an object"},
    {"root_list", "[]", "", "one JSON object"},
    {"root_text", "\"secret\"", "", "one JSON object"},
    {"root_number", "1", "", "one JSON object"},
    {"root_null", "null", "", "one JSON object"},
    {"duplicate_key", R"({"end_to_end_id":"a","end_to_end_id":"secret"})", "end_to_end_id",
     "given twice"},
    {"duplicate_key_escaped", R"({"end_to_end_id":"a","end_to_end_i\u0064":"b"})", "end_to_end_id",
     "given twice"},
    {"duplicate_null", R"({"capture":null,"capture":null})", "capture", "given twice"},
    {"duplicate_nested_key", R"({"amount":{"value":"1","value":"2"}})", "amount.value",
     "given twice"},
    {"duplicate_object", R"({"amount":{},"amount":{}})", "amount", "given twice"},
    {"duplicate_map_key", R"({"links":{"self":"a","self":"b"}})", "links.self", "given twice"},
    {"unknown_field", R"({"colour":"secret"})", "colour", "not a known field"},
    {"unknown_nested_field", R"({"amount":{"colour":1}})", "amount.colour", "not a known field"},
    {"unknown_field_in_list", R"({"reasons":[{},{"x":1}]})", "reasons[1].x", "not a known field"},
    {"unknown_field_with_odd_name", R"({"secret name":1})", "?", "not a known field"},
    {"unknown_field_with_long_name", "{\"" + std::string(65, 'a') + "\":1}", "?",
     "not a known field"},
    {"camel_case", R"({"endToEndId":"a"})", "endToEndId", "not a known field"},
    {"number_for_text", R"({"end_to_end_id":1})", "end_to_end_id", "must be text"},
    {"bool_for_text", R"({"end_to_end_id":true})", "end_to_end_id", "must be text"},
    {"object_for_text", R"({"end_to_end_id":{}})", "end_to_end_id", "must be text"},
    {"list_for_text", R"({"end_to_end_id":["a"]})", "end_to_end_id", "must be text"},
    {"amount_as_integer", R"({"amount":{"currency":"EUR","value":12}})", "amount.value",
     "must be text with a decimal number"},
    {"amount_as_fraction", R"({"amount":{"currency":"EUR","value":12.34}})", "amount.value",
     "must be text with a decimal number"},
    {"amount_as_exponent", R"({"amount":{"currency":"EUR","value":1e2}})", "amount.value",
     "must be text with a decimal number"},
    {"amount_over_64_bits", R"({"amount":{"value":99999999999999999999}})", "amount.value",
     "must be text with a decimal number"},
    {"amount_negative_number", R"({"amount":{"value":-1}})", "amount.value",
     "must be text with a decimal number"},
    {"text_for_object", R"({"amount":"12.34 EUR"})", "amount", "must be an object"},
    {"list_for_object", R"({"amount":[]})", "amount", "must be an object"},
    {"number_for_object", R"({"amount":12})", "amount", "must be an object"},
    {"object_for_list", R"({"reasons":{}})", "reasons", "must be a list"},
    {"text_for_list", R"({"degradations":"secret"})", "degradations", "must be a list"},
    {"null_in_list", R"({"degradations":["a",null]})", "degradations[1]", "must be text"},
    {"list_in_list", R"({"degradations":[[]]})", "degradations[0]", "must be text"},
    {"list_for_map", R"({"links":[]})", "links", "must be an object"},
    {"text_for_map", R"({"links":"a"})", "links", "must be an object"},
    {"number_in_map", R"({"links":{"self":1}})", "links.self", "must be text"},
    {"null_in_map", R"({"links":{"self":null}})", "links.self", "must be text"},
    {"object_in_map", R"({"links":{"self":{}}})", "links.self", "must be text"},
    {"unknown_enum", R"({"status":"secret"})", "status", "must be one of: authorised"},
    {"enum_by_proto_name", R"({"status":"PAYMENT_STATUS_SETTLED"})", "status", "must be one of"},
    {"enum_upper_case", R"({"status":"SETTLED"})", "status", "must be one of"},
    {"enum_unspecified", R"({"status":"unspecified"})", "status", "must be one of"},
    {"enum_by_number", R"({"status":3})", "status", "must be one of"},
    {"time_as_number", R"({"created_at":1})", "created_at", "RFC 3339"},
    {"time_as_object", R"({"created_at":{"seconds":1}})", "created_at", "RFC 3339"},
    {"time_without_zone", R"({"created_at":"2024-01-31T10:00:00"})", "created_at", "RFC 3339"},
    {"time_only_date", R"({"created_at":"2024-01-31"})", "created_at", "RFC 3339"},
    {"time_not_in_calendar", R"({"created_at":"2023-02-29T10:00:00Z"})", "created_at", "RFC 3339"},
    {"time_hour_24", R"({"created_at":"2023-02-28T24:00:00Z"})", "created_at", "RFC 3339"},
    {"time_empty_fraction", R"({"created_at":"2023-02-28T10:00:00.Z"})", "created_at", "RFC 3339"},
    {"time_ten_digit_fraction", R"({"created_at":"2023-02-28T10:00:00.0123456789Z"})", "created_at",
     "RFC 3339"},
    {"time_with_blank", R"({"created_at":"2023-02-28 10:00:00Z"})", "created_at", "RFC 3339"},
};

INSTANTIATE_TEST_SUITE_P(All, BadJsonTest, testing::ValuesIn(kBadJson),
                         [](const auto& row) { return row.param.name; });

TEST(JsonReader, ReadsAWholeRequest) {
    CreatePaymentRequest request;
    const auto read = ReadJson(R"( {"debtor":{"account_id":"d"},
        "creditor":{"name":"J\u00fcrgen \ud83d\ude00"},
        "amount":{"currency":"EUR","value":"12.34"},"capture":"manual","device_id":null} )",
                               request);
    ASSERT_TRUE(read);
    EXPECT_EQ(request.debtor().account_id(), "d");
    EXPECT_EQ(request.creditor().name(), "J\xc3\xbcrgen \xf0\x9f\x98\x80");
    EXPECT_EQ(request.amount().value(), "12.34");
    EXPECT_EQ(request.capture(), payment::v1::CAPTURE_MODE_MANUAL);
    EXPECT_EQ(request.device_id(), "");
}

TEST(JsonReader, ReadsMapsListsAndTimesWithAnOffset) {
    Payment payment;
    const auto read = ReadJson(
        R"({"links":{"self":"/a","events":"/b"},"degradations":["x","y"],"reasons":[],
            "created_at":"2024-02-29T12:00:00.5+02:00"})",
        payment);
    ASSERT_TRUE(read) << read.error().detail;
    EXPECT_EQ(payment.links().at("events"), "/b");
    EXPECT_EQ(payment.degradations_size(), 2);
    EXPECT_EQ(google::protobuf::util::TimeUtil::ToString(payment.created_at()),
              "2024-02-29T10:00:00.500Z");
}

TEST(JsonReader, ReadsALongTextInOnePiece) {
    CreatePaymentRequest request;
    const std::string text(100'000, 'x');
    ASSERT_TRUE(ReadJson("{\"device_id\":\"" + text + "\\u0041\"}", request));
    EXPECT_EQ(request.device_id(), text + "A");
}

TEST(JsonReader, BoundsIntegersByTheirType) {
    struct Row {
        const char* json;
        bool good;
    };
    for (const Row& row : {Row{"2147483647", true}, Row{"2147483648", false}, Row{"-1", true},
                           Row{"-2147483649", false}, Row{"18446744073709551615", false},
                           Row{"99999999999999999999", false}, Row{"1.0", false}, Row{"1e1", false},
                           Row{"\"1\"", false}, Row{"true", false}}) {
        ListPaymentsRequest request;
        const auto read = ReadJson("{\"page_size\":" + std::string(row.json) + "}", request);
        EXPECT_EQ(read.has_value(), row.good) << row.json;
        if (!read) {
            EXPECT_EQ(read.error().field_errors.at(0).field, "page_size") << row.json;
        }
    }
}

TEST(JsonReader, TakesWideIntegersAsNumberOrDecimalText) {
    using Line = settlement::v1::TrialBalance::Line;
    for (const char* json : {"9223372036854775807", "\"9223372036854775807\""}) {
        Line line;
        ASSERT_TRUE(ReadJson("{\"accounts\":" + std::string(json) + "}", line)) << json;
        EXPECT_EQ(line.accounts(), INT64_MAX);
    }
    for (const char* json : {"9223372036854775808", "\"9223372036854775808\"", "\"1.0\"", "\"\"",
                             "\" 1\"", "\"+1\"", "\"0x1\"", "\"1e3\""}) {
        Line line;
        EXPECT_FALSE(ReadJson("{\"accounts\":" + std::string(json) + "}", line)) << json;
    }
}

TEST(JsonReader, RefusesAFieldThatThePathGave) {
    payment::v1::CapturePaymentRequest request;
    const std::vector<std::string> taken = {"payment_id"};
    const auto read = ReadJson(R"({"payment_id":"other"})", request, taken);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().field_errors.at(0).field, "payment_id");
    EXPECT_TRUE(ReadJson(R"({"amount":{"currency":"EUR","value":"1"}})", request, taken));
}

// A type that contains itself and a oneof, which no contract of today has.
TEST(JsonReader, BoundsTheDepthAndTheOneof) {
    google::protobuf::FileDescriptorProto file;
    file.set_name("node.proto");
    file.set_syntax("proto3");
    auto* type = file.add_message_type();
    type->set_name("Node");
    type->add_oneof_decl()->set_name("choice");
    const auto add = [&](const char* name, int number, auto kind, int oneof) {
        auto* field = type->add_field();
        field->set_name(name);
        field->set_number(number);
        field->set_label(google::protobuf::FieldDescriptorProto::LABEL_OPTIONAL);
        field->set_type(kind);
        if (oneof >= 0) field->set_oneof_index(oneof);
        return field;
    };
    using Kind = google::protobuf::FieldDescriptorProto;
    add("next", 1, Kind::TYPE_MESSAGE, -1)->set_type_name(".Node");
    add("a", 2, Kind::TYPE_STRING, 0);
    add("b", 3, Kind::TYPE_STRING, 0);
    google::protobuf::DescriptorPool pool;
    const auto* built = pool.BuildFile(file);
    ASSERT_NE(built, nullptr);
    google::protobuf::DynamicMessageFactory factory(&pool);
    const auto read = [&](const std::string& json) {
        const std::unique_ptr<google::protobuf::Message> node(
            factory.GetPrototype(built->message_type(0))->New());
        return ReadJson(json, *node);
    };
    const auto nest = [](int depth) {
        std::string json;
        for (int i = 1; i < depth; ++i) json += "{\"next\":";
        return json + "{}" + std::string(static_cast<std::size_t>(depth - 1), '}');
    };
    EXPECT_TRUE(read(nest(kJsonDepthMax)));
    const auto deep = read(nest(kJsonDepthMax + 1));
    ASSERT_FALSE(deep);
    EXPECT_THAT(deep.error().detail, HasSubstr("nested too deeply"));
    EXPECT_FALSE(read(nest(100'000)));
    EXPECT_TRUE(read(R"({"a":"x","b":null})").has_value() == false);
    EXPECT_TRUE(read(R"({"a":"x"})"));
}

TEST(CheckRequired, ListsEveryAbsentField) {
    CreatePaymentRequest request;
    request.mutable_debtor();
    request.mutable_amount()->set_currency("EUR");
    const auto checked = CheckRequired(request);
    ASSERT_FALSE(checked);
    std::vector<std::string> fields;
    for (const auto& error : checked.error().field_errors) fields.push_back(error.field);
    EXPECT_THAT(fields, testing::ElementsAre("debtor.account_id", "creditor", "amount.value"));
}

TEST(CheckRequired, StopsAtTheLimitAndAcceptsWhatIsWhole) {
    Payment payment;
    EXPECT_TRUE(CheckRequired(payment));
    settlement::v1::ListAccountsResponse list;
    for (int i = 0; i < 30; ++i) list.add_accounts()->mutable_holder();
    const auto checked = CheckRequired(list);
    ASSERT_FALSE(checked);
    EXPECT_EQ(checked.error().field_errors.size(), kMissingFieldsMax);
    EXPECT_EQ(checked.error().field_errors[2].field, "accounts[1].holder.name");
}

TEST(ReadJson, TakesBytesAsBase64AndNothingThatOnlyLooksLikeIt) {
    payment::v1::SubmitPaymentFileRequest message;
    ASSERT_TRUE(ReadJson(R"({"content":"AP8="})", message));
    EXPECT_EQ(message.content(), std::string("\0\xff", 2));
    for (const auto* bad : {"AP8", "AP9=", "AP 8=", "A-_=", "secret"}) {
        const auto read =
            ReadJson(std::string(R"({"content":")").append(bad).append(R"("})"), message);
        ASSERT_FALSE(read) << bad;
        EXPECT_THAT(read.error().detail, HasSubstr("content must be base64"));
    }
}

TEST(CheckSupported, RefusesTypesOutsideTheMapping) {
    EXPECT_NO_THROW(CheckSupported(*Payment::descriptor()));
    EXPECT_THROW(CheckSupported(*google::protobuf::UninterpretedOption::descriptor()),
                 std::runtime_error);
}

}  // namespace
}  // namespace clearway::transcode
