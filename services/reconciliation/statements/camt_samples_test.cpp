// SPDX-License-Identifier: Apache-2.0
// What becomes of the market's own samples of camt.053 and camt.054.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/reconciliation/statements/load_statements.h"

namespace clearway::reconciliation::statements {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct Loaded {
    StatementFile file;
    matching::Book book;

    std::string Line(std::size_t i) const {
        const auto& line = book.lines.at(i);
        return matching::FormatAmount(line.amount, line.currency) + " " +
               std::string(matching::CodeOf(line.currency)) + " " +
               matching::FormatDay(line.value_day);
    }
    std::string_view Reference(std::size_t i, matching::ReferenceKind kind) const {
        return book.texts.At(book.lines.at(i).references[kind]);
    }
};

Loaded Load(const std::string& name) {
    Loaded loaded;
    const std::vector paths{"libs/iso20022/testdata/" + name};
    loaded.file = LoadStatements(paths, {}, loaded.book).front();
    return loaded;
}

TEST(CamtSamples, ABalanceInAnotherCurrencyIsLeftOutAndTheLineCounts) {
    for (const auto* name : {"camt053.v2.minimal.xml", "camt053.v4.xml", "camt053.v8.xml"}) {
        const auto loaded = Load(name);
        EXPECT_THAT(loaded.file.AllFaults(), ElementsAre()) << name;
        EXPECT_THAT(loaded.file.notes, ::testing::Contains(HasSubstr("in another currency")));
        ASSERT_EQ(loaded.book.lines.size(), 1U);
        EXPECT_EQ(loaded.Line(0), "8.85 EUR 2015-01-02");
    }
    EXPECT_EQ(Load("camt053.v8.xml").Reference(0, matching::kEndToEnd), "MUELL/FINP/RA12345");
}

TEST(CamtSamples, SeveralStatementsOfAFile) {
    const auto loaded = Load("camt053.v2.multi.statement.xml");
    EXPECT_THAT(loaded.file.AllFaults(), ElementsAre());
    ASSERT_EQ(loaded.book.lines.size(), 2U);
    EXPECT_EQ(loaded.Line(1), "-7.00 EUR 2015-01-02");
}

TEST(CamtSamples, StatementsThatDoNotAddUpArePutAside) {
    for (const auto* name : {"camt053.v2.all-balance-types.xml", "camt053.v2.five.decimals.xml"}) {
        const auto loaded = Load(name);
        EXPECT_THAT(loaded.file.AllFaults(), ElementsAre(HasSubstr("do not come to the closing")));
        EXPECT_TRUE(loaded.book.lines.empty());
    }
}

TEST(CamtSamples, ABatchInAnotherCurrencyThanItsEntryIsOneLine) {
    const auto loaded = Load("camt054.v8.xml");
    EXPECT_THAT(loaded.file.AllFaults(), ElementsAre());
    ASSERT_EQ(loaded.book.lines.size(), 1U);
    EXPECT_EQ(loaded.Line(0), "-200000.00 SEK 2007-10-18");
    EXPECT_EQ(loaded.Reference(0, matching::kOther), "UXC06170000006PI00001");
}

TEST(CamtSamples, ANotificationWithoutDatesIsOfTheDayItWasMade) {
    const auto loaded = Load("camt054.v8-with-UETR.xml");
    EXPECT_THAT(loaded.file.AllFaults(), ElementsAre());
    ASSERT_EQ(loaded.book.lines.size(), 1U);
    EXPECT_EQ(loaded.Line(0), "-200000.00 SEK 2007-10-18");
    EXPECT_EQ(loaded.Reference(0, matching::kUetr), "255ae394-9965-4438-ac86-f406feada396");
}

}  // namespace
}  // namespace clearway::reconciliation::statements
