// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/config.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>

namespace clearway::settlement {
namespace {

using namespace std::chrono_literals;

config::Environment With(const std::string& models, const std::string& cut_offs,
                         const std::string& fees = "") {
    return config::Environment([=](std::string_view name) -> std::optional<std::string> {
        if (name == "CLEARWAY_SETTLEMENT_MODELS") return models;
        if (name == "CLEARWAY_SETTLEMENT_CUT_OFFS") return cut_offs;
        if (name == "CLEARWAY_SETTLEMENT_FEES") return fees;
        return std::nullopt;
    });
}

TEST(WindowSettings, AreByCurrency) {
    auto environment = With("EUR=gross,USD=bilateral_net", "EUR=16:30,EUR=10:00,USD=00:00");
    const auto settings = WindowSettings::Read(environment);
    EXPECT_TRUE(environment.Faults().empty());
    constexpr auto kNet = SettlementModel::kMultilateralNet;
    const auto currency = [](const char* code) { return *core::Currency::Parse(code); };
    EXPECT_EQ(settings.models.Of(currency("EUR"), kNet), SettlementModel::kGross);
    EXPECT_EQ(settings.models.Of(currency("USD"), kNet), SettlementModel::kBilateralNet);
    EXPECT_EQ(settings.models.Of(currency("GBP"), kNet), kNet);
    EXPECT_EQ(settings.cut_offs.at(currency("EUR")),
              (std::set<std::chrono::minutes>{10h, 16h + 30min}));
    EXPECT_EQ(settings.cut_offs.at(currency("USD")), std::set<std::chrono::minutes>{0min});
}

TEST(WindowSettings, AFeeIsOfACurrencyAndAboveZero) {
    auto environment = With("", "", "EUR=25.00,JPY=3000");
    const auto settings = WindowSettings::Read(environment);
    EXPECT_TRUE(environment.Faults().empty());
    EXPECT_EQ(settings.fees.at(*core::Currency::Parse("EUR")).MinorUnits(), 2'500);
    EXPECT_EQ(settings.fees.at(*core::Currency::Parse("JPY")).MinorUnits(), 3'000);
    for (const auto* fees : {"EUR=0", "EUR=-1", "EUR=1.001", "EUR=", "EUR=1,EUR=2", "25.00"}) {
        auto wrong = With("", "", fees);
        WindowSettings::Read(wrong);
        EXPECT_EQ(wrong.Faults().size(), 1u) << fees;
    }
}

TEST(WindowSettings, WithoutAnyNothingClosesByItself) {
    auto environment = With("", "");
    EXPECT_TRUE(WindowSettings::Read(environment).cut_offs.empty());
    EXPECT_TRUE(environment.Faults().empty());
}

TEST(WindowSettings, WhatIsNoneIsAFault) {
    for (const auto* models : {"EUR", "EUR=net", "XXX=gross", "=gross", "EUR=gross;USD=gross"}) {
        auto environment = With(models, "");
        WindowSettings::Read(environment);
        EXPECT_EQ(environment.Faults().size(), 1u) << models;
    }
    for (const auto* times :
         {"EUR=24:00", "EUR=1:00", "EUR=10:60", "EUR=ten", "10:00", "EUR=10.00"}) {
        auto environment = With("", times);
        WindowSettings::Read(environment);
        EXPECT_EQ(environment.Faults().size(), 1u) << times;
    }
}

TEST(Sandbox, IsOffUnlessItIsTurnedOn) {
    const auto read = [](const char* text, std::size_t faults) {
        config::Environment environment([=](std::string_view name) {
            return name == "CLEARWAY_SANDBOX" ? std::optional<std::string>(text) : std::nullopt;
        });
        const bool on = ReadSandbox(environment);
        EXPECT_EQ(environment.Faults().size(), faults) << text;
        return on;
    };
    EXPECT_FALSE(read("", 0));
    EXPECT_FALSE(read("off", 0));
    EXPECT_TRUE(read("on", 0));
    EXPECT_FALSE(read("yes", 1));
}

class RailSettingsTest : public ::testing::Test {
protected:
    RailSettingsTest() { std::filesystem::create_directories(folder_); }
    ~RailSettingsTest() override { std::filesystem::remove_all(folder_); }

    // A table whose one rail is of this kind.
    std::string Table(const std::string& kind) {
        const auto path = (folder_ / (kind + ".json")).string();
        std::ofstream(path)
            << R"({"id": "r", "version": "1", "rails": [{"name": "x", "kind": ")" << kind
            << R"(", "bic": "AAAADE2AXXX", "rail_bic": "BBBBDE2AXXX", "cost": {"EUR": 1}}],)"
            << R"("rules": [{"id": "all", "rails": ["x"]}]})";
        return path;
    }
    static config::Environment With(std::map<std::string, std::string, std::less<>> values) {
        return config::Environment([values](std::string_view name) -> std::optional<std::string> {
            const auto found = values.find(name);
            return found == values.end() ? std::nullopt : std::optional(found->second);
        });
    }

    const std::filesystem::path folder_ =
        std::filesystem::temp_directory_path() / core::Uuid::Random().ToString();
};

TEST_F(RailSettingsTest, WithoutATableNothingElseIsAskedFor) {
    auto environment = With({});
    EXPECT_FALSE(RailSettings::Read(environment).table);
    EXPECT_TRUE(environment.Faults().empty());
}

TEST_F(RailSettingsTest, ATableBringsItsRailsAndWhereTheyAre) {
    auto environment = With({{"CLEARWAY_ROUTING_TABLE", Table("instant")},
                             {"CLEARWAY_PEER_PAYMENT", "localhost:1"},
                             {"CLEARWAY_RAIL_ENDPOINT", "rails:2"}});
    const auto settings = RailSettings::Read(environment);
    EXPECT_TRUE(environment.Faults().empty());
    ASSERT_TRUE(settings.table);
    EXPECT_EQ(settings.table->rails[0].name, "x");
    EXPECT_EQ(settings.endpoint, "rails:2");
    EXPECT_EQ(settings.peer, "rail_simulator");
    EXPECT_EQ(settings.payment, "localhost:1");
}

TEST_F(RailSettingsTest, OnlyRailsOfOthersNeedAnEndpoint) {
    auto own =
        With({{"CLEARWAY_ROUTING_TABLE", Table("book")}, {"CLEARWAY_PEER_PAYMENT", "localhost:1"}});
    RailSettings::Read(own);
    EXPECT_TRUE(own.Faults().empty());
    auto others = With(
        {{"CLEARWAY_ROUTING_TABLE", Table("instant")}, {"CLEARWAY_PEER_PAYMENT", "localhost:1"}});
    RailSettings::Read(others);
    EXPECT_EQ(others.Faults().size(), 1u);
}

TEST_F(RailSettingsTest, DecidedPaymentsAreKeptForAsLongAsARailMaySpeakOfThem) {
    const auto keep = [this](const std::string& days) {
        auto environment = With({{"CLEARWAY_ROUTING_TABLE", Table("book")},
                                 {"CLEARWAY_PEER_PAYMENT", "localhost:1"},
                                 {"CLEARWAY_RAIL_KEEP_DAYS", days}});
        const auto settings = RailSettings::Read(environment);
        return environment.Faults().empty() ? std::optional(settings.keep.count()) : std::nullopt;
    };
    EXPECT_EQ(keep(""), 400);
    EXPECT_EQ(keep("500"), 500);
    EXPECT_EQ(keep("0"), 0);
    EXPECT_FALSE(keep("399"));
}

TEST_F(RailSettingsTest, EachFaultOfTheTableIsTold) {
    const auto path = (folder_ / "bad.json").string();
    std::ofstream(path) << R"({"id": "r", "rails": [], "rules": 1})";
    auto environment = With({{"CLEARWAY_ROUTING_TABLE", path},
                             {"CLEARWAY_PEER_PAYMENT", "localhost:1"},
                             {"CLEARWAY_RAIL_ENDPOINT", "rails:2"}});
    EXPECT_FALSE(RailSettings::Read(environment).table);
    EXPECT_EQ(environment.Faults().size(), 3u);
    auto missing = With({{"CLEARWAY_ROUTING_TABLE", path + ".not"},
                         {"CLEARWAY_PEER_PAYMENT", "localhost:1"},
                         {"CLEARWAY_RAIL_ENDPOINT", "rails:2"}});
    RailSettings::Read(missing);
    EXPECT_FALSE(missing.Faults().empty());
}

}  // namespace
}  // namespace clearway::settlement
