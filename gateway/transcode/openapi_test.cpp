// SPDX-License-Identifier: Apache-2.0
#include "gateway/transcode/openapi.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "gateway/transcode/linked_services.h"

namespace clearway::gateway {
namespace {

namespace json = boost::json;

const json::value& Document() {
    static const json::value document =
        json::parse(OpenApiDocument(RouteTable(LinkedServices())));
    return document;
}

const json::value& At(const char* pointer) { return Document().at_pointer(pointer); }

TEST(OpenApi, HasEveryRouteOfTheTable) {
    const RouteTable table(LinkedServices());
    std::size_t operations = 0;
    for (const auto& path : At("/paths").as_object()) operations += path.value().as_object().size();
    EXPECT_EQ(operations, table.Routes().size());
    EXPECT_GE(operations, 12u);
}

TEST(OpenApi, SaysWhatCreatingAPaymentNeedsAndGives) {
    const auto& create = At("/paths/~1v1~1payments/post");
    EXPECT_EQ(create.at("operationId"), "createPayment");
    EXPECT_EQ(create.at("x-required-scope"), "payments:write");
    EXPECT_EQ(create.at_pointer("/security/0/partner_certificate"),
              (json::array{"payments:write"}));
    EXPECT_EQ(create.at_pointer("/parameters/0/name"), "Idempotency-Key");
    EXPECT_EQ(create.at_pointer("/parameters/0/required"), true);
    EXPECT_EQ(create.at_pointer("/requestBody/required"), true);
    EXPECT_EQ(create.at_pointer("/responses/201/content/application~1json/schema/$ref"),
              "#/components/schemas/Payment");
    EXPECT_TRUE(create.at("responses").as_object().contains("422"));
}

TEST(OpenApi, ClosesRequestsAndPromisesWhatAnswersAlwaysHave) {
    EXPECT_EQ(At("/components/schemas/CreatePaymentRequest/additionalProperties"), false);
    EXPECT_EQ(At("/components/schemas/CreatePaymentRequest/required"),
              (json::array{"debtor", "creditor", "amount"}));
    EXPECT_EQ(At("/components/schemas/Payment/required"),
              (json::array{"reasons", "degradations", "erased"}));
    EXPECT_FALSE(At("/components/schemas/Amount").as_object().contains("additionalProperties"));
    EXPECT_EQ(At("/components/schemas/Amount/required"), (json::array{"currency", "value"}));
    EXPECT_EQ(At("/components/schemas/CaptureMode/enum"), (json::array{"automatic", "manual"}));
}

TEST(OpenApi, KeepsPathFieldsOutOfBodiesAndQueries) {
    EXPECT_FALSE(At("/components/schemas/CapturePaymentRequest/properties")
                     .as_object().contains("payment_id"));
    const auto& parameters = At("/paths/~1v1~1accounts~1{account_id}~1statement/get/parameters");
    std::string names;
    for (const auto& parameter : parameters.as_array()) {
        names += std::string(parameter.at("in").as_string()) + ":" +
                 std::string(parameter.at("name").as_string()) + " ";
    }
    EXPECT_EQ(names, "path:account_id query:from query:to query:page_size query:page_token ");
}

TEST(OpenApi, IsTheSameTextEveryTime) {
    EXPECT_EQ(OpenApiDocument(RouteTable(LinkedServices())),
              OpenApiDocument(RouteTable(LinkedServices())));
}

}  // namespace
}  // namespace clearway::gateway
