// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <vector>

#include <array>
#include <stdexcept>

#include "tests/benchmark/load/histogram.h"
#include "tests/benchmark/load/http.h"
#include "tests/benchmark/load/options.h"
#include "tests/benchmark/load/workload.h"

namespace clearway::load {
namespace {

TEST(Histogram, AnEmptyOneAnswersZero) {
    EXPECT_EQ(Histogram().PerMille(500), 0);
}

TEST(Histogram, SmallValuesAreExact) {
    Histogram histogram;
    for (int value = 1; value <= 100; ++value) histogram.Record(value);
    EXPECT_EQ(histogram.PerMille(500), 50);
    EXPECT_EQ(histogram.PerMille(990), 99);
    EXPECT_EQ(histogram.PerMille(1000), 100);
}

TEST(Histogram, LargeValuesAreWithinOnePercent) {
    for (const std::int64_t value : {129LL, 1'000LL, 65'537LL, 12'345'678LL, 9'999'999'999LL}) {
        Histogram histogram;
        histogram.Record(value);
        histogram.Record(2 * value);  // so that the answer is not capped by the maximum
        const auto found = histogram.PerMille(500);
        EXPECT_GE(found, value);
        EXPECT_LE(found, value + value / 100);
    }
}

TEST(Histogram, AddedUpItIsAsIfOneHadSeenAll) {
    Histogram left;
    Histogram right;
    for (int i = 0; i < 10; ++i) left.Record(1);
    for (int i = 0; i < 90; ++i) right.Record(100);
    left.Add(right);
    EXPECT_EQ(left.Count(), 100);
    EXPECT_EQ(left.PerMille(100), 1);
    EXPECT_EQ(left.PerMille(101), 100);
    EXPECT_EQ(left.Max(), 100);
}

TEST(ResponseReader, AnswersComeOutHoweverTheyWereCut) {
    const std::string two =
        "HTTP/1.1 201 Created\r\ncontent-length: 5\r\n\r\nhello"
        "HTTP/1.1 429 Too Many Requests\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
    for (std::size_t cut = 0; cut <= two.size(); ++cut) {
        ResponseReader reader;
        std::vector<Response> found;
        for (const auto& part : {two.substr(0, cut), two.substr(cut)}) {
            reader.Feed(part);
            while (auto response = reader.Next()) found.push_back(*response);
        }
        ASSERT_EQ(found.size(), 2U);
        EXPECT_EQ(found[0].status, 201);
        EXPECT_EQ(found[0].body, "hello");
        EXPECT_FALSE(found[0].close);
        EXPECT_EQ(found[1].status, 429);
        EXPECT_TRUE(found[1].close);
        EXPECT_TRUE(reader.Empty());
    }
}

TEST(ResponseReader, AnAnswerWithoutALengthEndsTheRun) {
    ResponseReader reader;
    reader.Feed("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    EXPECT_THROW(reader.Next(), std::runtime_error);
}

TEST(FindText, FindsAMemberWithOrWithoutSpacesAndNothingElse) {
    EXPECT_EQ(FindText(R"({"a":"status","status" : "settled"})", "status"), "settled");
    EXPECT_EQ(FindText(R"({"status":7})", "status"), "");
    EXPECT_EQ(FindText(R"({"iso_status":"ACSC"})", "status"), "");
}

TEST(Serialise, TheLengthIsTheBodys) {
    const auto text = Serialise({.path = "/x", .idempotency_key = "k", .body = "{}"});
    EXPECT_TRUE(text.starts_with("POST /x HTTP/1.1\r\n"));
    EXPECT_NE(text.find("Idempotency-Key: k\r\n"), std::string::npos);
    EXPECT_TRUE(text.ends_with("Content-Length: 2\r\n\r\n{}"));
}

TEST(Workload, DebtorsTakeTurnsAndKeysAreDistinct) {
    const Parties parties{.debtors = {"a", "b"}, .creditors = {"c"}};
    const CreditorChoice spread(parties.creditors.size(), false);
    const auto first = Pay("r", 0, parties, spread, "EUR");
    const auto second = Pay("r", 1, parties, spread, "EUR");
    EXPECT_NE(first.body.find(R"("debtor":{"account_id":"a"})"), std::string::npos);
    EXPECT_NE(second.body.find(R"("debtor":{"account_id":"b"})"), std::string::npos);
    EXPECT_NE(first.idempotency_key, second.idempotency_key);
    EXPECT_EQ(Pay("r", 0, parties, spread, "EUR").body, first.body);
}

TEST(CreditorChoice, HotGivesHalfToTheFirstAndTheRestByZipf) {
    const CreditorChoice hot(100, true);
    std::vector<int> drawn(100);
    constexpr int kDraws = 100'000;
    std::uint64_t state = 1;
    for (int i = 0; i < kDraws; ++i) {
        state = state * 6364136223846793005U + 1442695040888963407U;
        ++drawn.at(hot.Choose(state));
    }
    EXPECT_NEAR(drawn[0], kDraws / 2, kDraws / 50);
    EXPECT_NEAR(drawn[1], 2 * drawn[2], drawn[2] / 3);  // the first and second of the rest
    EXPECT_GT(drawn[99], 0);
    const CreditorChoice spread(4, false);
    EXPECT_EQ(spread.Choose(7), 3U);
}

TEST(Options, WhatIsMissingOrWrongIsRefused) {
    const std::array pay{"pay", "--debtors", "d", "--creditors", "c", "--seconds", "3"};
    EXPECT_EQ(ParseOptions(pay).plan.duration, std::chrono::seconds(3));
    EXPECT_THROW(ParseOptions({}), std::invalid_argument);
    const std::array flood{"pay", "--debtors", "d", "--creditors", "c", "--seconds", "3",
                           "--flood", "--rate", "9", "--cpu-percent", "40"};
    EXPECT_TRUE(ParseOptions(flood).plan.flood);
    EXPECT_EQ(ParseOptions(flood).plan.cpu_percent, 40);
    EXPECT_THROW(ParseOptions(std::span(flood).first(8)), std::invalid_argument);
    EXPECT_THROW(ParseOptions(std::array{"open"}), std::invalid_argument);
    EXPECT_THROW(ParseOptions(std::array{"credit"}), std::invalid_argument);
    EXPECT_THROW(ParseOptions(std::array{"pay", "--seconds"}), std::invalid_argument);
    EXPECT_THROW(ParseOptions(std::array{"open", "--requests", "3x"}), std::invalid_argument);
}

}  // namespace
}  // namespace clearway::load
