// SPDX-License-Identifier: Apache-2.0
#include "config/environment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <map>

namespace clearway::config {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Environment Of(std::map<std::string, std::string> settings) {
    return Environment([settings = std::move(settings)](
                           std::string_view name) -> std::optional<std::string> {
        const auto found = settings.find(std::string(name));
        if (found == settings.end()) return std::nullopt;
        return found->second;
    });
}

TEST(Environment, ReadsWhatIsThere) {
    auto environment = Of({{"TEXT", "a b"}, {"INT", "-5"}, {"ADDRESS", "localhost:7101"}});
    EXPECT_EQ(environment.Text("TEXT"), "a b");
    EXPECT_EQ(environment.Text("TEXT", "other"), "a b");
    EXPECT_EQ(environment.Integer("INT", 1, -10, 10), -5);
    const auto address = environment.Address("ADDRESS");
    EXPECT_EQ(address.host, "localhost");
    EXPECT_EQ(address.port, 7101);
    EXPECT_EQ(address.ToString(), "localhost:7101");
    EXPECT_THAT(environment.Faults(), IsEmpty());
}

TEST(Environment, TakesTheFallbackForWhatIsMissingOrEmpty) {
    auto environment = Of({{"EMPTY", ""}});
    EXPECT_EQ(environment.Text("EMPTY", "x"), "x");
    EXPECT_EQ(environment.Integer("EMPTY", 7, 0, 10), 7);
    EXPECT_EQ(environment.Millis("NONE", milliseconds(9)), milliseconds(9));
    EXPECT_EQ(environment.Address("NONE", "127.0.0.1:0").ToString(), "127.0.0.1:0");
    EXPECT_THAT(environment.Faults(), IsEmpty());
}

TEST(Environment, CollectsEveryFaultOnceInOrder) {
    auto environment = Of({{"B", "twelve"}, {"C", "nohost"}, {"D", ""}});
    EXPECT_EQ(environment.Text("A"), "");
    environment.Text("A");
    EXPECT_EQ(environment.Integer("B", 3, 0, 10), 3);
    EXPECT_EQ(environment.Address("C").host, "");
    environment.Address("D");
    environment.Fault("E", "must differ from A");
    EXPECT_THAT(environment.Faults(),
                ElementsAre("A: is required", "B: must be a whole number from 0 to 10",
                            "C: must be host:port with a port from 0 to 65535",
                            "D: is required (host:port)", "E: must differ from A"));
}

TEST(Environment, NeverShowsAValueInAFault) {
    auto environment = Of({{"A", "hunter2"}});
    environment.Integer("A", 0, 0, 1);
    environment.Address("A");
    environment.File("A");
    environment.Millis("A", milliseconds(0));
    ASSERT_EQ(environment.Faults().size(), 4U);
    for (const auto& fault : environment.Faults())
        EXPECT_THAT(fault, testing::Not(HasSubstr("hunter2")));
}

TEST(Environment, RefusesIntegersWithTrailingTextOrOutOfRange) {
    for (const auto* text : {"1x", " 1", "1 ", "11", "-1", "0x5", "1.0", "99999999999999999999"}) {
        auto environment = Of({{"N", text}});
        EXPECT_EQ(environment.Integer("N", 4, 0, 10), 4) << text;
        EXPECT_EQ(environment.Faults().size(), 1U) << text;
    }
}

TEST(Environment, ReadsDurationsWithTheirUnit) {
    const std::pair<const char*, int> rows[] = {
        {"250", 250}, {"250ms", 250}, {"5s", 5000}, {"2m", 120'000}, {"0", 0}};
    for (const auto& [text, expected] : rows) {
        auto environment = Of({{"T", text}});
        EXPECT_EQ(environment.Millis("T", milliseconds(1)), milliseconds(expected)) << text;
        EXPECT_THAT(environment.Faults(), IsEmpty()) << text;
    }
    for (const auto* text : {"-1", "5h", "s", "1.5s", "9999999999999999s"}) {
        auto environment = Of({{"T", text}});
        EXPECT_EQ(environment.Millis("T", milliseconds(1)), milliseconds(1)) << text;
        EXPECT_EQ(environment.Faults().size(), 1U) << text;
    }
}

TEST(Environment, ReadsIpv6AddressesInBrackets) {
    auto environment = Of({{"A", "[::1]:7101"}});
    const auto address = environment.Address("A");
    EXPECT_EQ(address.host, "::1");
    EXPECT_EQ(address.ToString(), "[::1]:7101");
}

TEST(Environment, RefusesAddressesThatAreNone) {
    for (const auto* text : {"host", "host:", ":1", "host:65536", "host:-1", "host:-0", "host:1x",
                             "::1:80", "a b:1", "[]:1", "[x]:1", "http://h:1"}) {
        auto environment = Of({{"A", text}});
        environment.Address("A");
        EXPECT_EQ(environment.Faults().size(), 1U) << text;
    }
}

TEST(Environment, AFileMustExistAndBeAFile) {
    auto path = testing::TempDir() + "clearway_environment_XXXXXX";
    const int descriptor = mkstemp(path.data());
    ASSERT_GE(descriptor, 0);
    auto environment = Of(
        {{"GOOD", path}, {"NONE", path + "-none"}, {"FOLDER", testing::TempDir()}});
    EXPECT_EQ(environment.File("GOOD"), path);
    EXPECT_THAT(environment.Faults(), IsEmpty());
    EXPECT_EQ(environment.File("NONE"), "");
    EXPECT_EQ(environment.File("FOLDER"), "");
    EXPECT_EQ(environment.File("UNSET"), "");
    EXPECT_EQ(environment.Faults().size(), 3U);
    std::remove(path.c_str());
}

TEST(Environment, TheProcessEnvironmentIsTheDefaultSource) {
    ASSERT_EQ(setenv("CLEARWAY_TEST_SETTING", "yes", 1), 0);
    Environment environment;
    EXPECT_EQ(environment.Text("CLEARWAY_TEST_SETTING"), "yes");
    unsetenv("CLEARWAY_TEST_SETTING");
}

}  // namespace
}  // namespace clearway::config
