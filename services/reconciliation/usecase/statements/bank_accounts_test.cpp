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
              "line 2: another account has this ledger account already: each needs its own");
    EXPECT_EQ(FaultOf("DE1,clearing:EUR\nDE1,clearing:USD\n"),
              "line 2: the account is there twice");
}

TEST(BankAccounts, TakesThePlatformsSuspenseAccountByItsCurrency) {
    EXPECT_EQ(FaultOf("DE1,clearing:EUR,suspense:EUR\n"), "");
    EXPECT_EQ(FaultOf("DE1,clearing:EUR,suspense:EURO\n"),
              "line 1: the suspense account must be a UUID or suspense:CURRENCY");
}

}  // namespace
}  // namespace clearway::reconciliation
