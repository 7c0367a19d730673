// SPDX-License-Identifier: Apache-2.0
#include "gateway/policy/partners.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace clearway::gateway::policy {
namespace {

constexpr char kPin[] = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
constexpr char kOtherPin[] = "57DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

std::string Entry(const std::string& id, const std::string& pin,
                  const std::string& rate = R"({"requests_per_second":5,"burst":9})") {
    return R"({"partner_id":")" + id + R"(","pins":[")" + pin +
           R"("],"scopes":["payments:write","accounts:read"],"rate_limit":)" + rate + "}";
}

std::string Document(const std::string& entries) { return R"({"partners":[)" + entries + "]}"; }

TEST(PartnerRegistry, FindsAPartnerByThePinOfItsKey) {
    const auto registry =
        PartnerRegistry::Parse(Document(Entry("acme", kPin) + "," + Entry("globex", kOtherPin)));
    EXPECT_EQ(registry.Size(), 2u);
    const auto* acme = registry.FindByPin(kPin);
    ASSERT_NE(acme, nullptr);
    EXPECT_EQ(acme->partner_id, "acme");
    EXPECT_TRUE(acme->HasScope("payments:write"));
    EXPECT_TRUE(acme->HasScope("accounts:read"));
    EXPECT_FALSE(acme->HasScope("payments"));
    EXPECT_EQ(acme->limiter.Limit().burst, 9);
    EXPECT_EQ(registry.FindByPin("unknown"), nullptr);
    EXPECT_EQ(registry.FindByPin(""), nullptr);
}

TEST(PartnerRegistry, RefusesAFileThatCannotBeMeant) {
    const std::string rows[] = {
        "",
        "[]",
        "{}",
        R"({"partners":{}})",
        Document("1"),
        Document(Entry("", kPin)),
        Document(Entry("Acme Inc", kPin)),
        Document(Entry("acme", "short")),
        Document(Entry("acme", kPin, R"({"requests_per_second":0,"burst":1})")),
        Document(Entry("acme", kPin, R"({"requests_per_second":1})")),
        Document(Entry("acme", kPin, R"({"requests_per_second":1.5,"burst":1})")),
        Document(Entry("acme", kPin) + "," + Entry("globex", kPin)),
        Document(Entry("acme", kPin) + "," + Entry("acme", kOtherPin)),
    };
    for (const auto& row : rows)
        EXPECT_THROW((void)PartnerRegistry::Parse(row), std::runtime_error) << row;
    EXPECT_THROW((void)PartnerRegistry::Load("/nonexistent"), std::runtime_error);
}

}  // namespace
}  // namespace clearway::gateway::policy
