// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <string>

#include "telemetry/log.h"

namespace clearway::log {
namespace {

struct Row {
    std::string text;
    std::string expected;
};

std::string Stars(std::size_t count, std::string_view tail) {
    return std::string(count, '*').append(tail);
}

TEST(Redact, MasksCardNumbersButTheLastFourDigits) {
    const Row rows[] = {
        {"4111111111111111", Stars(12, "1111")},
        {"378282246310005", Stars(11, "0005")},               // 15 digits
        {"4222222222222", Stars(9, "2222")},                  // 13 digits
        {"6304000000000000000", Stars(15, "0000")},           // 19 digits
        {"pay 4111 1111 1111 1111 now", "pay " + Stars(15, "1111") + " now"},
        {"(4111-1111-1111-1111)", "(" + Stars(15, "1111") + ")"},
        {"3782 822463 10005", Stars(13, "0005")},
        {"card4111111111111111x", "card" + Stars(12, "1111") + "x"},
        {"order 12 4111111111111111", "order 12 " + Stars(12, "1111")},
        {"4111111111111111 4111111111111111", Stars(12, "1111") + " " + Stars(12, "1111")},
    };
    for (const auto& row : rows) EXPECT_EQ(Redact(row.text), row.expected) << row.text;
}

TEST(Redact, MasksIbansButTheLastFourCharacters) {
    const Row rows[] = {
        {"DE89370400440532013000", Stars(18, "3000")},
        {"de89370400440532013000", Stars(18, "3000")},
        {"to GB29 NWBK 6016 1331 9268 19.", "to " + Stars(23, "8 19") + "."},
        {"NO9386011117947", Stars(11, "7947")},
        {"MT84MALT011000012345MTLCAST001S", Stars(27, "001S")},
        {"DE89 3704 0044 0532 0130 00 was closed", Stars(23, "0 00") + " was closed"},
    };
    for (const auto& row : rows) EXPECT_EQ(Redact(row.text), row.expected) << row.text;
}

TEST(Redact, LeavesIdsAndOrdinaryTextAlone) {
    const std::string rows[] = {
        "",
        "12345678901234",                                 // fails the Luhn check
        "4111111111111112",
        "411111111111",                                   // 12 digits
        "00000000000000000000",
        "0000000000000000",
        "41111111-1111-4111-8111-111111111111",           // a UUID with a card number's digits
        "payment 12 41111111-1111-4111-8111-111111111111 done",
        "pay_41111111-1111-4111-8111-111111111111",
        "4bf92f3577b34da6a3ce929d0e0e4736",               // a trace id
        "00-a4111111111111111000000000000000-00f067aa0ba902b7-01",
        "2026-11-24T10:11:12.123456Z",
        "DE89370400440532013001",                         // wrong check digits
        "DE8937040044053201300",                          // too short
        "clearway.payment.events.v1",
    };
    for (const auto& row : rows) EXPECT_EQ(Redact(row), row);
}

TEST(Redact, FindsACardNumberBesideAUuid) {
    EXPECT_EQ(Redact("41111111-1111-4111-8111-111111111111 4111111111111111"),
              "41111111-1111-4111-8111-111111111111 " + Stars(12, "1111"));
}

}  // namespace
}  // namespace clearway::log
