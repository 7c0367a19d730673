// SPDX-License-Identifier: Apache-2.0
#include "telemetry/log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <regex>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "telemetry/json_line.h"
#include "telemetry/metrics.h"

namespace clearway::log {
namespace {

std::string Line(std::string_view message, Fields fields) {
    std::string line = "left over";
    const std::chrono::microseconds since_epoch(1'000'000'000'001'234);
    WriteJsonLine(line,
                  {.time = std::chrono::system_clock::time_point(since_epoch),
                   .level = Level::kInfo,
                   .service = "payment",
                   .message = message},
                  fields);
    return line;
}

TEST(JsonLine, HasTimeLevelServiceMessageAndFields) {
    EXPECT_EQ(Line("decided", {{"payment_id", "p-1"}, {"count", 7}, {"replayed", true}}),
              "{\"time\":\"2001-09-09T01:46:40.001234Z\",\"level\":\"info\","
              "\"service\":\"payment\",\"msg\":\"decided\",\"payment_id\":\"p-1\","
              "\"count\":7,\"replayed\":true}\n");
}

TEST(JsonLine, EscapesWhatWouldBreakTheLine) {
    EXPECT_NE(Line("a\"b\\c\n\x01", {}).find(R"("msg":"a\"b\\c\n\u0001")"), std::string::npos);
}

TEST(JsonLine, ReplacesBytesThatAreNoUtf8AndKeepsThoseThatAre) {
    EXPECT_NE(Line("M\xc3\xbcller \xff\xed\xa0\x80\xc3", {}).find(
                  "\"msg\":\"M\xc3\xbcller \\ufffd\\ufffd\\ufffd\\ufffd\\ufffd\""),
              std::string::npos);
}

TEST(JsonLine, MasksSecretsInMessageAndFields) {
    const std::string owned = "DE89370400440532013000";
    const auto line = Line("card 4111111111111111", {{"iban", owned}, {"\"pan", owned + " x"}});
    EXPECT_EQ(line.find("411111111111"), std::string::npos);
    EXPECT_EQ(line.find("DE8937"), std::string::npos);
    EXPECT_NE(line.find("\"\\\"pan\":\"******************3000 x\""), std::string::npos);
}

// In a process of its own, because Init cannot be undone.
TEST(Log, WritesWarningsAtOnceBeforeInit) {
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    EXPECT_EXIT(
        {
            Info("quiet");
            Warn("loud", {{"code", 3}});
            _exit(0);
        },
        testing::ExitedWithCode(0),
        testing::AllOf(testing::Not(testing::HasSubstr("quiet")),
                       testing::HasSubstr("\"level\":\"warn\",\"service\":\"\",\"msg\":\"loud\","
                                          "\"code\":3}\n")));
}

TEST(LogInit, WritesWholeLinesFromManyThreadsInTheServicesName) {
    testing::internal::CaptureStderr();
    Init("settlement", Level::kInfo);
    {
        std::vector<std::jthread> threads;
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([t] {
                for (int i = 0; i < 500; ++i) Info("posted", {{"thread", t}, {"entry", i}});
            });
    }
    Debug("below the level");
    Flush();
    const auto text = testing::internal::GetCapturedStderr();
    const std::regex form(R"(\{"time":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z","level":"info",)"
                          R"("service":"settlement","msg":"posted","thread":\d,"entry":\d+\})");
    std::istringstream lines(text);
    int count = 0;
    for (std::string line; std::getline(lines, line); ++count)
        EXPECT_TRUE(std::regex_match(line, form)) << line;
    EXPECT_EQ(count, 2000);
}

TEST(LogInit, DropsAndCountsTheOldestLinesWhenTheSinkIsStuck) {
    int pipe_ends[2];
    ASSERT_EQ(pipe(pipe_ends), 0);
    const int saved = dup(STDERR_FILENO);
    Init("fraud", Level::kInfo);
    dup2(pipe_ends[1], STDERR_FILENO);  // nobody reads: the sink blocks after 64 KiB
    for (int i = 0; i < 12'000; ++i) Info("flood", {{"i", i}});
    dup2(saved, STDERR_FILENO);
    close(pipe_ends[1]);
    std::string text;
    std::vector<char> chunk(65536);
    testing::internal::CaptureStderr();
    std::jthread reader([&] {
        for (ssize_t got; (got = read(pipe_ends[0], chunk.data(), chunk.size())) > 0;)
            text.append(chunk.data(), static_cast<std::size_t>(got));
    });
    Flush();
    const auto rest = testing::internal::GetCapturedStderr();
    reader.join();
    text += rest;
    close(pipe_ends[0]);
    close(saved);
    EXPECT_NE(text.find("\"i\":11999}"), std::string::npos) << "the newest line is kept";
    EXPECT_GT(metrics::Counter("clearway_log_lines_dropped_total", "").Value(), 1000);
}

}  // namespace
}  // namespace clearway::log
