// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <array>
#include <set>
#include <stdexcept>

#include "services/fraud/rpc/score.h"
#include "services/fraud/scoring/scoring_fixture.h"
#include "tests/benchmark/fraud_load/requests.h"
#include "tests/benchmark/fraud_memory/population.h"

namespace clearway::fraud_load {
namespace {

constexpr std::int64_t kBegin = 1'772'366'400'000'000;

// How many payments of a load the default policy approves.
std::int64_t ApprovedOf(const Options& options, std::int64_t requests) {
    const fraud::PartyLists lists;
    fraud::PaymentAssessor assessor(fraud::FeatureEngine(fraud::FeatureTable::Default(), 100'000),
                                    fraud::RulesAlone(), lists, 100'000);
    Requests source(options);
    std::int64_t approved = 0;
    for (std::int64_t i = 0; i < requests; ++i) {
        const auto now = core::FromMicros(kBegin + i * 1'000'000 / options.pace.rate);
        const auto response = fraud::Score(assessor, source.At(i, now));
        if (!response) throw std::runtime_error("refused");
        if (response->outcome() == fraud::v1::FRAUD_OUTCOME_APPROVE) ++approved;
    }
    return approved;
}

TEST(Requests, TheDefaultPolicyApprovesThePlainAndHoldsTheOthers) {
    Options options;
    options.pace.rate = 100;
    options.parties = options.parties / 10;  // as often each as at the rate of a run
    EXPECT_EQ(ApprovedOf(options, 6'000), 6'000);
    options.explained = true;
    EXPECT_EQ(ApprovedOf(options, 100), 0);
}

TEST(Requests, PartiesAreTheSameInEveryRunAndPaymentsAreNot) {
    const auto now = core::FromMicros(kBegin);
    Requests one(Options{});
    Requests other(Options{});
    std::set<std::string> payers, payments;
    for (std::int64_t i = 0; i < 1'000; ++i) {
        const auto first = one.At(i, now);
        const auto second = other.At(i, now);
        EXPECT_EQ(first.debtor_account_id(), second.debtor_account_id());
        EXPECT_EQ(first.creditor_reference(), second.creditor_reference());
        EXPECT_EQ(first.amount().minor_units(), second.amount().minor_units());
        payers.insert(first.debtor_account_id());
        payments.insert({first.payment_id(), second.payment_id()});
    }
    EXPECT_EQ(payers.size(), 1'000U);
    EXPECT_EQ(payments.size(), 2'000U);
}

TEST(Options, WhatIsMissingOrWrongIsRefused) {
    std::array<const char*, 10> whole{"--address", "h:1",   "--ca", "a",      "--cert",
                                      "b",         "--key", "c",    "--rate", "7"};
    EXPECT_EQ(ParseOptions(whole).pace.rate, 7);
    EXPECT_THROW(ParseOptions(std::span(whole).first(6)), std::invalid_argument);
    EXPECT_THROW(ParseOptions(std::span(whole).first(9)), std::invalid_argument);
    whole[9] = "0";
    EXPECT_THROW(ParseOptions(whole), std::invalid_argument);
    EXPECT_TRUE(ParseOptions(std::array{"--help"}).help);
}

TEST(Population, EachPayerAndDeviceComesAndTimesRise) {
    fraud_memory::Population population(2'500, 3);
    ASSERT_EQ(population.Attempts(), 3'600);
    std::set<fraud::EntityKey> payers, payees, devices;
    fraud::Second before = 0;
    for (std::int64_t i = 0; i < population.Attempts(); ++i) {
        const auto attempt = population.Next();
        payers.insert(attempt.payer);
        payees.insert(attempt.payee);
        devices.insert(*attempt.device);
        EXPECT_GE(attempt.at, before);
        EXPECT_GT(attempt.scaled_amount, 0);
        before = attempt.at;
    }
    EXPECT_EQ(payers.size(), 1'200U);
    EXPECT_EQ(devices.size(), 1'200U);
    EXPECT_GT(payees.size(), 90U);
    EXPECT_LE(payees.size(), 100U);
}

}  // namespace
}  // namespace clearway::fraud_load
