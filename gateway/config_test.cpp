// SPDX-License-Identifier: Apache-2.0
#include "gateway/config.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "gateway/testing/test_pki.h"
#include "gateway/transcode/linked_services.h"

namespace clearway::gateway {
namespace {

using Settings = std::map<std::string, std::string, std::less<>>;

struct Read {
    Config config;
    std::vector<std::string> faults;
};

Read ReadFrom(const Settings& settings) {
    config::Environment environment([&settings](std::string_view name) {
        const auto found = settings.find(name);
        return found == settings.end() ? std::optional<std::string>() : found->second;
    });
    auto config = ReadConfig(environment, RouteTable(LinkedServices()));
    return {std::move(config), environment.Faults()};
}

Settings Complete(testing::TestPki& pki) {
    const auto own = pki.Issue("service/gateway");
    return {{"CLEARWAY_TLS_CA", pki.CaFile()},
            {"CLEARWAY_TLS_CERT", own.certificate},
            {"CLEARWAY_TLS_KEY", own.key},
            {"CLEARWAY_PARTNERS_FILE", pki.WriteText("partners.json", R"({"partners":[]})")},
            {"CLEARWAY_PEER_PAYMENT", "127.0.0.1:7101"},
            {"CLEARWAY_PEER_SETTLEMENT", "127.0.0.1:7102"},
            {"CLEARWAY_PEER_FRAUD", "127.0.0.1:7103"},
            {"CLEARWAY_PEER_COMPLIANCE", "127.0.0.1:7104"},
            {"CLEARWAY_PEER_RECONCILIATION", "127.0.0.1:7105"}};
}

TEST(GatewayConfig, NeedsAPeerForEachServiceThatHasARouteAndDefaultsTheRest) {
    testing::TestPki pki;
    const auto read = ReadFrom(Complete(pki));
    EXPECT_TRUE(read.faults.empty()) << read.faults.front();
    EXPECT_EQ(read.config.server.port, 8443);
    EXPECT_EQ(read.config.server.connections_max, 4096u);
    const auto& peers = read.config.peers;
    const auto payment = std::find_if(peers.begin(), peers.end(),
                                      [](const auto& peer) { return peer.service == "payment"; });
    ASSERT_NE(payment, peers.end());
    EXPECT_EQ(payment->address, "127.0.0.1:7101");
}

TEST(GatewayConfig, ListsEveryFaultAtOnce) {
    testing::TestPki pki;
    auto settings = Complete(pki);
    settings.erase("CLEARWAY_TLS_KEY");
    settings.erase("CLEARWAY_PEER_PAYMENT");
    settings["CLEARWAY_GATEWAY_PORT"] = "70000";
    settings["CLEARWAY_PARTNERS_FILE"] = pki.WriteText("bad.json", "{}");
    const auto faults = ReadFrom(settings).faults;
    for (const std::string name : {"CLEARWAY_TLS_KEY", "CLEARWAY_PEER_PAYMENT",
                                   "CLEARWAY_GATEWAY_PORT", "CLEARWAY_PARTNERS_FILE"})
        EXPECT_TRUE(std::any_of(faults.begin(), faults.end(), [&name](const auto& fault) {
            return fault.find(name) != std::string::npos;
        })) << name;
    EXPECT_EQ(faults.size(), 4u);
}

}  // namespace
}  // namespace clearway::gateway
