// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/offline/transactions_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <filesystem>
#include <fstream>
#include <limits>

namespace clearway::fraud {
namespace {

using testing::HasSubstr;

constexpr char kNames[] = "tx_id,tx_datetime,customer_id,terminal_id,amount,fraud,scenario\n";

class TransactionsFileTest : public testing::Test {
protected:
    TransactionsFileTest() { std::filesystem::create_directories(folder_); }
    ~TransactionsFileTest() override { std::filesystem::remove_all(folder_); }

    std::string Write(const std::string& text, const std::string& name = "t.csv") {
        std::ofstream(folder_ / name, std::ios::binary) << text;
        return folder_ / name;
    }

    // What reading all of it says.
    std::string FaultOf(const std::string& text) {
        try {
            TransactionsFile file(Write(text));
            while (file.Next()) {
            }
        } catch (const BadTransactions& fault) {
            return fault.what();
        }
        return "";
    }

    const std::filesystem::path folder_ =
        std::filesystem::path(testing::TempDir()) /
        ("transactions-" +
         std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
};

TEST_F(TransactionsFileTest, ReadsALine) {
    TransactionsFile file(Write(std::string(kNames) + "1,2025-03-01T12:00:05,7,9,12.5,1,2\r\n"
                                                      "2,2025-03-01 12:00:06,7,9,0.00,0,0"));
    EXPECT_TRUE(file.HasLabels());
    const auto entry = file.Next();
    ASSERT_TRUE(entry);
    EXPECT_EQ(entry->kind, HistoryEntry::Kind::kTransaction);
    const auto& first = entry->transaction;
    EXPECT_EQ(first.line, 2U);
    EXPECT_EQ(first.id, "1");
    EXPECT_EQ(first.attempt.at, 1'740'830'405U);
    EXPECT_EQ(first.attempt.scaled_amount, 125'000);
    EXPECT_TRUE(first.fraud);
    const auto report = file.Next();
    ASSERT_TRUE(report);
    EXPECT_EQ(report->kind, HistoryEntry::Kind::kReport);
    EXPECT_EQ(report->transaction.id, "1");
    EXPECT_EQ(report->transaction.attempt.at, first.attempt.at);
    const auto next = file.Next();
    ASSERT_TRUE(next);
    EXPECT_EQ(next->kind, HistoryEntry::Kind::kTransaction);
    const auto& second = next->transaction;
    EXPECT_EQ(second.attempt.payer, first.attempt.payer);
    EXPECT_NE(second.attempt.payer, second.attempt.payee);
    EXPECT_EQ(second.attempt.scaled_amount, 1);
    EXPECT_FALSE(second.fraud);
    EXPECT_FALSE(file.Next());
    EXPECT_EQ(file.Name(), "t.csv");
    EXPECT_EQ(file.Progress(), 1);
}

TEST_F(TransactionsFileTest, ColumnsMayStandInAnyOrderAndLabelsMayBeMissing) {
    TransactionsFile file(
        Write("\xEF\xBB\xBF"
              "amount,terminal_id,other,customer_id,tx_datetime,tx_id\n"
              "3,9,x,7,2025-03-01T12:00:05+01:00,a\n"));
    EXPECT_FALSE(file.HasLabels());
    EXPECT_EQ(file.Next()->transaction.attempt.at, 1'740'826'805U);
}

TEST_F(TransactionsFileTest, ReadsTheLargestAmountThatFeaturesKnow) {
    TransactionsFile file(
        Write(std::string(kNames) + "1,2025-03-01T12:00:05,7,9,922337203685477.5807,0,2\n"));
    EXPECT_EQ(file.Next()->transaction.attempt.scaled_amount,
              std::numeric_limits<std::int64_t>::max());
}

TEST_F(TransactionsFileTest, NamesTheLineAndTheFault) {
    const auto line = [&](const std::string& text) {
        return FaultOf(kNames + ("1,2025-03-01T12:00:05,7,9,12.50,0,0\n" + text));
    };
    EXPECT_EQ(line(""), "");
    EXPECT_THAT(line("2,2025-03-01T12:00:05,7,9,12.50,0\n"),
                HasSubstr("line 3: there are 6 fields"));
    EXPECT_THAT(line("1,2025-03-01T12:00:05,7,9,12.50,0,0\n"), HasSubstr("was there before"));
    EXPECT_THAT(line("2,1969-12-31T23:59:59,7,9,12.50,0,0\n"), HasSubstr("from 2000 to 2099"));
    EXPECT_THAT(line("2,2025-02-30T12:00:05,7,9,12.50,0,0\n"),
                HasSubstr("tx_datetime must be like"));
    EXPECT_THAT(line("2,2025-03-01T12:00:05,,9,12.50,0,0\n"), HasSubstr("customer_id must be"));
    EXPECT_THAT(line("2,2025-03-01T12:00:05,7," + std::string(200, 'x') + ",12.50,0,0\n"),
                HasSubstr("terminal_id must be"));
    for (const auto* amount : {"", "-1", "1.", "1.23456", "nan", "1e5", "922337203685477.5808",
                               "999999999999999", "1000000000000000"}) {
        EXPECT_THAT(line("2,2025-03-01T12:00:05,7,9," + std::string(amount) + ",0,0\n"),
                    HasSubstr("amount must be"));
    }
    EXPECT_THAT(line("2,2025-03-01T12:00:05,7,9,12.50,2,0\n"), HasSubstr("fraud must be 0 or 1"));
    EXPECT_THAT(line(std::string(5'000, ',') + "\n"), HasSubstr("a line has at most"));
    EXPECT_THAT(FaultOf(""), HasSubstr("the file is empty"));
    EXPECT_THAT(FaultOf("tx_id,amount\n"), HasSubstr("no column tx_datetime"));
    EXPECT_THROW(TransactionsFile(folder_ / "none.csv"), BadTransactions);
    EXPECT_THROW(TransactionsFile{folder_.string()}, BadTransactions);
}

TEST_F(TransactionsFileTest, ReadsGzipAndSaysWhenItIsCutOff) {
    std::string text = kNames;
    for (int i = 0; i < 5'000; ++i)
        text += std::to_string(i) + ",2025-03-01T12:00:05," + std::to_string(i * 37 % 1'000) +
                ",9,12.50,0,0\n";
    const auto path = (folder_ / "t.csv.gz").string();
    auto* out = gzopen(path.c_str(), "wb");
    gzwrite(out, text.data(), static_cast<unsigned>(text.size()));
    gzclose(out);
    const auto count = [&] {
        TransactionsFile file(path);
        int rows = 0;
        while (file.Next()) ++rows;
        return rows;
    };
    EXPECT_EQ(count(), 5'000);
    std::filesystem::resize_file(path, std::filesystem::file_size(path) / 2);
    EXPECT_THROW(count(), BadTransactions);
}

}  // namespace
}  // namespace clearway::fraud
