// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/config.h"

#include <gtest/gtest.h>

namespace clearway::settlement {
namespace {

using namespace std::chrono_literals;

config::Environment With(const std::string& models, const std::string& cut_offs) {
    return config::Environment([=](std::string_view name) -> std::optional<std::string> {
        if (name == "CLEARWAY_SETTLEMENT_MODELS") return models;
        if (name == "CLEARWAY_SETTLEMENT_CUT_OFFS") return cut_offs;
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

}  // namespace
}  // namespace clearway::settlement
