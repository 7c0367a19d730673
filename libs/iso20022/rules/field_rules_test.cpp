// SPDX-License-Identifier: Apache-2.0
#include "iso20022/rules/field_rules.h"

#include <gtest/gtest.h>

#include "iso20022/fields/value_text.h"
#include "iso20022/model/decimal.h"
#include "iso20022/rules/statement_sums.h"
#include "iso20022/test_messages.h"

namespace clearway::iso20022 {
namespace {

std::string Code(const std::optional<FieldFault>& fault) {
    return fault ? std::string(fault->code) : "";
}

TEST(FieldRules, Ibans) {
    for (const auto* good :
         {"DE89370400440532013000", "GB29NWBK60161331926819", "NO9386011117947",
          "MT84MALT011000012345MTLCAST001S", "CH9300762011623852957", "NL91ABNA0417164300",
          "FR1420041010050500013M02606", "CH2801234000123456789"})
        EXPECT_EQ(Code(CheckIban(good)), "") << good;
    EXPECT_EQ(Code(CheckIban("DE89370400440532013001")), "iban_check_digits");
    EXPECT_EQ(Code(CheckIban("DE98370400440532013000")), "iban_check_digits");
    EXPECT_EQ(Code(CheckIban("DE8937040044053201300")), "iban_length");
    EXPECT_EQ(Code(CheckIban("")), "iban_length");
    EXPECT_EQ(Code(CheckIban("DE89 3704 0044 0532 01")), "iban_check_digits");
}

TEST(FieldRules, Bics) {
    EXPECT_EQ(Code(CheckBic("DEUTDEFF")), "");
    EXPECT_EQ(Code(CheckBic("DEUTDEFF500")), "");
    EXPECT_EQ(Code(CheckBic("D3UTDEFF")), "");
    EXPECT_EQ(Code(CheckBic("DEUTDEF")), "bic_form");
    EXPECT_EQ(Code(CheckBic("deutdeff")), "bic_form");
    EXPECT_EQ(Code(CheckBic("DEUTQQFF")), "bic_country");
}

TEST(FieldRules, Uetrs) {
    EXPECT_EQ(Code(CheckUetr("255ae394-9965-4438-ac86-f406feada396")), "");
    for (const auto* bad :
         {"255ae394-9965-1438-ac86-f406feada396", "255ae394-9965-4438-cc86-f406feada396",
          "255AE394-9965-4438-AC86-F406FEADA396", "255ae39499654438ac86f406feada396", ""})
        EXPECT_EQ(Code(CheckUetr(bad)), "uetr_form") << bad;
}

TEST(FieldRules, ListsOfCodes) {
    EXPECT_EQ(Code(CheckLei("529900T8BM49AURSDO55")), "");
    EXPECT_EQ(CheckLei("529900T8BM49AURSDO56")->severity, Severity::kWarning);
    EXPECT_EQ(Code(CheckCurrency("EUR")), "");
    EXPECT_EQ(Code(CheckCurrency("XAU")), "unknown_currency");
    EXPECT_EQ(Code(CheckCountry("NL")), "");
    EXPECT_EQ(CheckCountry("UK")->severity, Severity::kWarning);
    EXPECT_TRUE(IsOfPlainSet("Invoice 1/2 (paid): +1,-?.'"));
    EXPECT_FALSE(IsOfPlainSet("M\u00FCller"));
    EXPECT_FALSE(IsOfPlainSet("a&b"));
}

TEST(ValueText, AmountsAreExactlyWhatTheirCurrencyHolds) {
    EXPECT_EQ(ReadMoney("EUR", "27.05000").money, Euro(2705));
    EXPECT_EQ(ReadMoney("EUR", "0").money, Euro(0));
    EXPECT_EQ(ReadMoney("EUR", "007.5").money, Euro(750));
    EXPECT_EQ(ReadMoney("EUR", ".5").money, Euro(50));
    EXPECT_EQ(ReadMoney("JPY", "2700.00").money, Amount("JPY", 2700));
    EXPECT_EQ(ReadMoney("EUR", "9999999999999999.99").money, Euro(999'999'999'999'999'999));
    EXPECT_EQ(Code(ReadMoney("EUR", "10000000000000000.00").fault), "amount_size");
    EXPECT_EQ(Code(ReadMoney("EUR", "1.234").fault), "amount_digits");
    EXPECT_EQ(Code(ReadMoney("JPY", "0.5").fault), "amount_digits");
    EXPECT_EQ(Code(ReadMoney("ABC", "1").fault), "unknown_currency");
    for (const auto* bad : {"", ".", "-1", "1e3", "1,5", "0x1", "1 2"})
        EXPECT_EQ(Code(ReadMoney("EUR", bad).fault), "amount_form") << bad;
}

TEST(ValueText, DatesAndTimes) {
    const Date leap = std::chrono::year(2024) / 2 / 29;
    EXPECT_EQ(ReadDate("2024-02-29"), leap);
    EXPECT_EQ(ReadDate("2024-02-29+01:00"), leap);  // the sender's day
    EXPECT_EQ(ReadDate("2023-02-29"), std::nullopt);
    EXPECT_EQ(DateText(leap), "2024-02-29");
    const auto noon = core::ParseRfc3339("2026-03-02T12:00:00Z");
    EXPECT_EQ(ReadTime("2026-03-02T12:00:00"), noon);
    EXPECT_EQ(ReadTime("2026-03-02T13:00:00+01:00"), noon);
    EXPECT_EQ(ReadTime("2026-03-02T12:00:00.0000000004Z"), noon);
    EXPECT_EQ(ReadTime("2026-03-01T24:00:00"), core::ParseRfc3339("2026-03-02T00:00:00Z"));
    EXPECT_EQ(ReadTime("2026-03-02"), std::nullopt);
    EXPECT_FALSE(IsPlausible(Date(std::chrono::year(1026) / 3 / 2)));
}

TEST(Decimals, AreExact) {
    for (const auto* text :
         {"0", "1", "-1.5", "999999999999999999", "0.00000000000000001", "12.34"})
        EXPECT_EQ(Decimal::Parse(text)->ToString(), text);
    EXPECT_EQ(Decimal::Parse("+012.3400"), Decimal::Parse("12.34"));
    EXPECT_EQ(Decimal::Parse("12.34"), Decimal::Of(Euro(1234)));
    for (const auto* bad : {"", "-", ".", "1e3", "1.2.3", "1234567890123456789"})
        EXPECT_EQ(Decimal::Parse(bad), std::nullopt) << bad;
    auto sum = *Decimal::Parse("0.1");
    EXPECT_TRUE(sum.Add(*Decimal::Parse("0.2")));
    EXPECT_EQ(sum, Decimal::Parse("0.3"));
    auto large = *Decimal::Parse("999999999999999999");
    for (int i = 0; i < 10 && large.Add(large); ++i) {
    }
    EXPECT_FALSE(large.Add(large));  // rather than a wrong sum
}

class Sums : public ::testing::Test {
protected:
    static Balance Of(const char* type, core::Money amount, Side side = Side::kCredit) {
        return {.type = {.code = type}, .amount = amount, .side = side};
    }
    static Entry Booked(core::Money amount, Side side) {
        return {.amount = amount, .side = side, .status = "BOOK"};
    }
    std::optional<bool> Balanced() const {
        StatementSums sums(statement_);
        for (const auto& entry : entries_) sums.Add(entry);
        return sums.Balanced();
    }
    Statement statement_{.balances = {Of("OPBD", Euro(100)), Of("CLBD", Euro(30), Side::kDebit)}};
    std::vector<Entry> entries_ = {Booked(Euro(150), Side::kDebit),
                                   Booked(Euro(20), Side::kCredit)};
};

TEST_F(Sums, LeadFromTheOpeningToTheClosingBalance) {
    EXPECT_EQ(Balanced(), true);
    entries_.push_back(Booked(Euro(1), Side::kCredit));
    EXPECT_EQ(Balanced(), false);
    entries_.back().status = "PDNG";  // not in the booked balance
    EXPECT_EQ(Balanced(), true);
    statement_.balances[0].type.code = "PRCD";
    EXPECT_EQ(Balanced(), true);
}

TEST_F(Sums, AreUnknownWhereTheStatementDoesNotSayEnough) {
    statement_.page = {.number = "2", .last = true};
    EXPECT_EQ(Balanced(), std::nullopt);
    statement_.page = {.number = "10", .last = true};
    EXPECT_EQ(Balanced(), std::nullopt);
    statement_.page = {.number = "1", .last = false};
    EXPECT_EQ(Balanced(), std::nullopt);
    statement_.page = {.number = "00001", .last = true};
    EXPECT_EQ(Balanced(), true);
    entries_.push_back(Booked(Amount("SEK", 1), Side::kCredit));
    EXPECT_EQ(Balanced(), std::nullopt);
    entries_.pop_back();
    statement_.balances.pop_back();
    EXPECT_EQ(Balanced(), std::nullopt);
}

}  // namespace
}  // namespace clearway::iso20022
