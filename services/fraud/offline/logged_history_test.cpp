// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/offline/logged_history.h"

#include <gtest/gtest.h>

#include <chrono>

#include "services/fraud/usecase/log_fixture.h"

namespace clearway::fraud {
namespace {

using namespace std::chrono_literals;
using Kind = HistoryEntry::Kind;

const auto kNow = *core::ParseRfc3339("2026-03-01T12:00:00Z");

Attempt MakeAttempt(int payment, core::Timestamp at = kNow, const char* currency = "EUR") {
    return {.payment_id = core::PaymentId(EntityKeyOf("payment " + std::to_string(payment))),
            .payer = EntityKeyOf("payer"),
            .payee = EntityKeyOf("payee"),
            .device = std::nullopt,
            .amount = core::Money(*core::Currency::Parse(currency), 1'000 + payment),
            .created_at = at};
}

class LoggedHistoryTest : public ::testing::Test {
protected:
    void Attempted(const Attempt& attempt) { Add(LogEntry::Kind::kAttempt, attempt); }
    void Reported(const Attempt& attempt) { Add(LogEntry::Kind::kReport, attempt); }
    LoggedHistory Open(std::int64_t read_at_once = 10) {
        return LoggedHistory(std::move(log_), read_at_once);
    }
    // "attempt 1 fraud, report 1, ..." by the last digit of the amount, which names the payment.
    static std::string All(LoggedHistory history) {
        std::string all;
        while (const auto entry = history.Next()) {
            const auto& [kind, transaction] = *entry;
            all += kind == Kind::kTransaction ? "attempt "
                   : kind == Kind::kReport    ? "report "
                                              : "withdraw ";
            all += std::to_string(transaction.attempt.scaled_amount / 100 % 10);
            if (kind == Kind::kTransaction && transaction.fraud) all += " fraud";
            all += ", ";
        }
        EXPECT_EQ(history.Progress(), 1);
        EXPECT_FALSE(history.Next());
        return all;
    }

    std::unique_ptr<FakeLog> log_ = std::make_unique<FakeLog>();

private:
    void Add(LogEntry::Kind kind, const Attempt& attempt) {
        // Numbers that were taken by what was rolled back are missing.
        const auto sequence = static_cast<std::int64_t>(log_->entries.size()) * 3 + 5;
        log_->entries.push_back({sequence, kind, attempt});
        ++log_->visible;
    }
};

TEST_F(LoggedHistoryTest, AnEmptyLogHasNoEntries) { EXPECT_EQ(All(Open()), ""); }

TEST_F(LoggedHistoryTest, AReportLabelsItsPaymentAndComesAtItsOwnPlace) {
    for (const int payment : {1, 2, 3}) Attempted(MakeAttempt(payment));
    Reported(MakeAttempt(2));
    Attempted(MakeAttempt(4));
    for (const int at_once : {1, 2, 3, 5, 100}) {
        auto log = std::make_unique<FakeLog>(*log_);
        EXPECT_EQ(All(LoggedHistory(std::move(log), at_once)),
                  "attempt 1, attempt 2 fraud, attempt 3, report 2, attempt 4, ")
            << at_once;
    }
}

TEST_F(LoggedHistoryTest, EndsWhereTheLogEndedAtTheStart) {
    Attempted(MakeAttempt(1));
    Attempted(MakeAttempt(2));
    auto* log = log_.get();
    auto history = Open();
    for (const auto& entry : {LogEntry{100, LogEntry::Kind::kAttempt, MakeAttempt(3)},
                              LogEntry{101, LogEntry::Kind::kReport, MakeAttempt(1)}})
        log->entries.push_back(entry);
    log->visible += 2;
    EXPECT_EQ(All(std::move(history)), "attempt 1, attempt 2, ");
}

TEST_F(LoggedHistoryTest, APaymentCountsOnceAsInTheService) {
    Attempted(MakeAttempt(1));
    Attempted(MakeAttempt(1, kNow + 5s));
    auto other = MakeAttempt(1);
    other.amount = core::Money(*core::Currency::Parse("EUR"), 1'009);
    Attempted(other);
    EXPECT_EQ(All(Open()), "attempt 1, withdraw 1, attempt 9, ");
}

TEST_F(LoggedHistoryTest, ATimeThatNoClockShowsIsPassedOver) {
    const auto wrong = MakeAttempt(1, *core::ParseRfc3339("1969-12-31T00:00:00Z"));
    Attempted(wrong);
    Reported(wrong);
    Attempted(MakeAttempt(2));
    EXPECT_EQ(All(Open(1)), "attempt 2, ");
}

TEST_F(LoggedHistoryTest, AmountsOfAllCurrenciesHaveOneScale) {
    Attempted(MakeAttempt(1, kNow, "EUR"));
    Attempted(MakeAttempt(2, kNow, "JPY"));
    Attempted(MakeAttempt(3, kNow, "KWD"));
    auto history = Open();
    EXPECT_EQ(history.Next()->transaction.attempt.scaled_amount, 100'100);
    EXPECT_EQ(history.Next()->transaction.attempt.scaled_amount, 10'020'000);
    EXPECT_EQ(history.Next()->transaction.attempt.scaled_amount, 10'030);
}

}  // namespace
}  // namespace clearway::fraud
