// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/usecase/statements/bank_accounts.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>

namespace clearway::reconciliation {
namespace {

// The fault, or nothing.
std::string FaultOf(const std::string& csv) {
    const auto path = ::testing::TempDir() + "bank_accounts_test.csv";
    std::ofstream(path) << csv;
    std::string fault;
    try {
        BankAccounts::Read(path);
    } catch (const std::runtime_error& error) {
        fault = error.what();
    }
    std::remove(path.c_str());
    return fault;
}

TEST(BankAccounts, GivesEachItsOwnLedgerAccount) {
    EXPECT_EQ(FaultOf("DE1,clearing:EUR\nDE2,clearing:USD\n"), "");
    EXPECT_EQ(FaultOf("DE1,clearing:EUR\nDE2,clearing:EUR\n"),
              "line 2: another account has this ledger account already: each needs its own, "
              "or a rail");
    // Two rails of one currency, each with an account of its own.
    EXPECT_EQ(FaultOf("account,ledger_account,rail\nDE1,clearing:EUR,\nDE2,clearing:EUR,batch\n"),
              "");
    EXPECT_NE(FaultOf("account,ledger_account,rail\nDE1,clearing:EUR,a\nDE2,clearing:EUR,a\n"), "");
    EXPECT_EQ(FaultOf("DE1,clearing:EUR\nDE1,clearing:USD\n"),
              "line 2: the account is there twice");
}

TEST(BankAccounts, TakesThePlatformsSuspenseAccountByItsCurrency) {
    EXPECT_EQ(FaultOf("DE1,clearing:EUR,suspense:EUR\n"), "");
    EXPECT_EQ(FaultOf("DE1,clearing:EUR,suspense:EURO\n"),
              "line 1: the suspense account must be a UUID or suspense:CURRENCY");
}

TEST(BankAccounts, TakesColumnsByNameAndOtherNumbersOfAnAccount) {
    EXPECT_EQ(FaultOf("account,ledger_account,fee_account,numbers\n"
                      "DE89370400440532013000,clearing:EUR,fees:EUR,0532013000|37040044\n"),
              "");
    EXPECT_EQ(FaultOf("account,ledger_account,colour\n"),
              "line 1: column 3 is none of account, ledger_account, suspense_account, fee_account, "
              "rounding_account, numbers, rail");
    EXPECT_EQ(FaultOf("DE1,clearing:EUR,,,,1|2\nDE2,clearing:USD,,,,2\n"),
              "line 2: another number is there twice");
    EXPECT_EQ(FaultOf("DE1,clearing:EUR,,,,,,7\n"), "line 1: has more fields than columns");
}

// What the account takes in a currency: the platform has one of its own in each.
TEST(BankAccounts, TakesTheAccountOfTheKindAndCurrency) {
    const auto eur = *core::Currency::Parse("EUR");
    const auto usd = *core::Currency::Parse("USD");
    const core::AccountId fees(core::Uuid::Random());
    const BankAccount account{.nostro = *LedgerAccount::Read("clearing:EUR", "clearing"),
                              .suspense = LedgerAccount::Read("suspense:EUR", "suspense"),
                              .fees = fees};
    StatementException one{.exception_id = core::Uuid::Random(),
                           .account = account.nostro.Id(),
                           .exception_class = "wrong_currency",
                           .currency = usd};
    one.adjustment.second = {.currency = eur, .minor = -100};
    const auto both = account.AccountsOf(one);
    ASSERT_TRUE(both);
    EXPECT_EQ(both->nostro, core::DeriveClearingAccountId("USD"));
    EXPECT_EQ(both->second_nostro, core::DeriveClearingAccountId("EUR"));
    EXPECT_NE(both->other, both->second_other);
    one.adjustment.other_side = OtherSide::kFees;
    EXPECT_EQ(account.AccountsOf(one)->other, fees);
    one.adjustment.other_side = OtherSide::kRounding;  // none is set: suspense
    EXPECT_EQ(account.AccountsOf(one)->other, both->other);
    EXPECT_FALSE(BankAccount{.nostro = fees}.AccountsOf(one));
}

}  // namespace
}  // namespace clearway::reconciliation
