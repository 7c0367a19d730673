// SPDX-License-Identifier: Apache-2.0
#include "gateway/transcode/route_table.h"

#include <gmock/gmock.h>
#include <google/protobuf/descriptor.h>
#include <google/protobuf/descriptor.pb.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "clearway/common/v1/options.pb.h"
#include "gateway/transcode/linked_services.h"
#include "google/api/annotations.pb.h"

namespace clearway::gateway {
namespace {

const RouteTable& Linked() {
    static const RouteTable table(LinkedServices());
    return table;
}

// "POST CancelPayment payment_id=7", or the kind of miss.
std::string Outcome(const RouteTable& table, std::string_view method, std::string_view path) {
    const RouteMatch match = table.Match(method, path);
    if (std::holds_alternative<RouteNotFound>(match)) return "not found";
    if (std::holds_alternative<MalformedPath>(match)) return "malformed";
    if (const auto* refused = std::get_if<MethodNotAllowed>(&match)) {
        return "allow " + refused->allow;
    }
    const auto& found = std::get<RouteFound>(match);
    std::string text = found.route->method->name();
    for (const auto& parameter : found.parameters) {
        text += " " + parameter.name + "=" + parameter.value;
    }
    return text;
}

TEST(RouteTable, FindsTheRouteOfARequest) {
    struct Row {
        const char* method;
        const char* path;
        const char* outcome;
    };
    for (const Row& row : {
             Row{"POST", "/v1/payments", "CreatePayment"},
             Row{"GET", "/v1/payments", "ListPayments"},
             Row{"GET", "/v1/payments/7", "GetPayment payment_id=7"},
             Row{"GET", "/v1/payments/7/events", "ListPaymentEvents payment_id=7"},
             Row{"POST", "/v1/payments/7:cancel", "CancelPayment payment_id=7"},
             Row{"POST", "/v1/payments/7:capture", "CapturePayment payment_id=7"},
             Row{"POST", "/v1/payments/a%3Ab:cancel", "CancelPayment payment_id=a:b"},
             Row{"POST", "/v1/payments/a:b:cancel", "CancelPayment payment_id=a:b"},
             Row{"GET", "/v1/payments/a%3Acancel", "GetPayment payment_id=a:cancel"},
             Row{"GET", "/v1/payments/a%2Fevents", "GetPayment payment_id=a/events"},
             Row{"GET", "/v1/payments/%C3%BC", "GetPayment payment_id=\xc3\xbc"},
             Row{"GET", "/v1/accounts/7/statement", "GetStatement account_id=7"},
             Row{"POST", "/v1/sandbox/credits", "CreateSandboxCredit"},
             Row{"DELETE", "/v1/payments", "allow GET, POST"},
             Row{"get", "/v1/payments", "allow GET, POST"},
             Row{"GET", "/v1/payments/7:cancel", "allow POST"},
             Row{"POST", "/v1/payments/7", "allow GET"},
             Row{"POST", "/v1/payments/7:refund", "not found"},
             Row{"POST", "/v1/payments/7:", "allow GET"},
             Row{"POST", "/v1/payments/:cancel", "not found"},
             Row{"GET", "/v1/payments/", "not found"},
             Row{"GET", "//v1/payments", "not found"},
             Row{"GET", "/v1//payments", "not found"},
             Row{"GET", "/v1/payments/7/events/", "not found"},
             Row{"GET", "/V1/payments", "not found"},
             Row{"GET", "/v1%2Fpayments", "not found"},
             Row{"GET", "/", "not found"},
             Row{"GET", "", "not found"},
             Row{"OPTIONS", "*", "not found"},
             Row{"GET", "/v1/payments/%", "malformed"},
             Row{"GET", "/v1/payments/%zz", "malformed"},
             Row{"GET", "/v1/payments/a%00b", "malformed"},
             Row{"GET", "/v1/payments/%ff", "malformed"},
         }) {
        EXPECT_EQ(Outcome(Linked(), row.method, row.path), row.outcome)
            << row.method << " " << row.path;
    }
}

TEST(RouteTable, ReadsTheOperationOption) {
    const RouteMatch match = Linked().Match("POST", "/v1/payments");
    const Route& route = *std::get<RouteFound>(match).route;
    EXPECT_EQ(route.grpc_path, "/clearway.payment.v1.PaymentService/CreatePayment");
    EXPECT_EQ(route.service, "payment");
    EXPECT_EQ(route.scope, "payments:write");
    EXPECT_EQ(route.success_status, 201);
    EXPECT_EQ(route.idempotency_key, KeyRule::kRequired);
    EXPECT_TRUE(route.takes_body);
    EXPECT_TRUE(route.repeatable);
    EXPECT_EQ(route.deadline, std::chrono::milliseconds(5000));
}

TEST(RouteTable, StaysUsableWhenMoved) {
    RouteTable first(LinkedServices());
    const RouteTable second(std::move(first));
    EXPECT_EQ(Outcome(second, "GET", "/v1/payments/7"), "GetPayment payment_id=7");
}

// A service whose methods have the given rules, in a pool that knows the real options.
class ContractTest : public testing::Test {
protected:
    ContractTest() : pool_(google::protobuf::DescriptorPool::generated_pool()) {
        file_.set_name("clearway/test/v1/test_service.proto");
        file_.set_package("clearway.test.v1");
        file_.set_syntax("proto3");
        file_.add_dependency("google/api/annotations.proto");
        file_.add_dependency("clearway/common/v1/options.proto");
        auto* message = file_.add_message_type();
        message->set_name("Request");
        AddField(*message, "id", 1, google::protobuf::FieldDescriptorProto::TYPE_STRING);
        AddField(*message, "other_id", 2, google::protobuf::FieldDescriptorProto::TYPE_STRING);
        file_.add_service()->set_name("TestService");
    }

    static void AddField(google::protobuf::DescriptorProto& message, const char* name, int number,
                         google::protobuf::FieldDescriptorProto::Type type) {
        auto* field = message.add_field();
        field->set_name(name);
        field->set_number(number);
        field->set_type(type);
        field->set_label(google::protobuf::FieldDescriptorProto::LABEL_OPTIONAL);
    }

    google::api::HttpRule& AddCall(const char* name) {
        auto* method = file_.mutable_service(0)->add_method();
        method->set_name(name);
        method->set_input_type(".clearway.test.v1.Request");
        method->set_output_type(".clearway.test.v1.Request");
        auto* operation = method->mutable_options()->MutableExtension(common::v1::operation);
        operation->set_scope("test:read");
        operation->set_summary("Test.");
        return *method->mutable_options()->MutableExtension(google::api::http);
    }

    std::string Fault() {
        const auto* built = pool_.BuildFile(file_);
        if (built == nullptr) return "file was not built";
        const std::vector<const google::protobuf::FileDescriptor*> files = {built};
        try {
            const RouteTable table(files);
            return "";
        } catch (const std::runtime_error& error) {
            return error.what();
        }
    }

    google::protobuf::FileDescriptorProto file_;
    google::protobuf::DescriptorPool pool_;
    int serial_ = 0;
};

TEST_F(ContractTest, AcceptsDistinctRoutesAndMethodsOfOnePath) {
    AddCall("A").set_get("/v1/things/{id}");
    AddCall("B").set_delete_("/v1/things/{id}");
    AddCall("C").set_get("/v1/things/{id}:verb");
    AddCall("D").set_put("/v1/{id}/things/{other_id}");
    EXPECT_EQ(Fault(), "");
}


TEST_F(ContractTest, RefusesTheSameRouteTwice) {
    AddCall("A").set_get("/v1/things/{id}");
    AddCall("B").set_get("/v1/things/{id}");
    EXPECT_THAT(Fault(), testing::HasSubstr("conflict"));
}

TEST_F(ContractTest, RefusesALiteralBesideAField) {
    AddCall("A").set_get("/v1/things/{id}");
    AddCall("B").set_get("/v1/things/all");
    EXPECT_THAT(Fault(), testing::HasSubstr("conflict"));
}

TEST_F(ContractTest, RefusesOnePathWithTwoFieldNames) {
    AddCall("A").set_get("/v1/things/{id}");
    AddCall("B").set_delete_("/v1/things/{other_id}");
    EXPECT_THAT(Fault(), testing::HasSubstr("conflict"));
}

TEST_F(ContractTest, RefusesUnusableTemplates) {
    for (const char* path : {"v1/things", "/v1/{id=*}", "/v1/**", "/v1/things/", "/v1/{}",
                             "/v1/{missing}", "/v1/{id}/{id}", "/v1/things:", "/v1/{id}:Verb"}) {
        file_.mutable_service(0)->clear_method();
        file_.set_name(std::string("clearway/test/v1/") + std::to_string(++serial_) + ".proto");
        file_.set_package("clearway.test" + std::to_string(serial_) + ".v1");
        AddCall("A").set_get(path);
        file_.mutable_service(0)->mutable_method(0)->set_input_type("Request");
        file_.mutable_service(0)->mutable_method(0)->set_output_type("Request");
        EXPECT_THAT(Fault(), testing::Not(testing::AnyOf("", "file was not built"))) << path;
    }
}

TEST_F(ContractTest, RefusesACallWithoutScope) {
    AddCall("A").set_get("/v1/things");
    file_.mutable_service(0)->mutable_method(0)->mutable_options()
        ->MutableExtension(common::v1::operation)->clear_scope();
    EXPECT_THAT(Fault(), testing::HasSubstr("needs a scope"));
}

TEST_F(ContractTest, RefusesABodyOnGetAndAPartialBody) {
    auto& rule = AddCall("A");
    rule.set_get("/v1/things");
    rule.set_body("*");
    EXPECT_THAT(Fault(), testing::HasSubstr("take no body"));
}

TEST_F(ContractTest, RefusesAFieldOutsideTheJsonMapping) {
    AddField(*file_.mutable_message_type(0), "rate", 3,
             google::protobuf::FieldDescriptorProto::TYPE_DOUBLE);
    AddCall("A").set_get("/v1/things");
    EXPECT_THAT(Fault(), testing::HasSubstr("outside the JSON mapping"));
}

}  // namespace
}  // namespace clearway::gateway
