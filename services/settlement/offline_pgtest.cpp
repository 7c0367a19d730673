// SPDX-License-Identifier: Apache-2.0
// The commands beside the service: a window is closed, proved, and its instructions are written.
#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "services/settlement/events/outgoing.h"
#include "services/settlement/events/window_facts.h"
#include "services/settlement/offline/close_window_command.h"
#include "services/settlement/offline/verify_command.h"
#include "services/settlement/offline/write_instructions_command.h"
#include "services/settlement/windows_fixture.h"

namespace clearway::settlement {
namespace {

using ::testing::HasSubstr;
using testing::kEur;
using Words = std::vector<std::string>;

class OfflineTest : public testing::WindowsFixture {
protected:
    void SetUp() override {
        WindowsFixture::SetUp();
        ASSERT_EQ(setenv("CLEARWAY_DATABASE_URL", database.Url().c_str(), 1), 0);
        folder = std::filesystem::temp_directory_path() /
                 ("clearway-offline-" + core::Uuid::Random().ToString());
        std::filesystem::create_directory(folder);
    }
    void TearDown() override {
        std::filesystem::remove_all(folder);
        WindowsFixture::TearDown();
    }

    int CloseWindow(const Words& words) {
        Clear();
        return RunCloseWindow(
            words,
            [this] {
                return ClosingPlace{
                    .outbox = {.service = "settlement-test",
                               .instance = "close-window",
                               .database_url = database.Url(),
                               .kafka_brokers = clearway::testing::TestKafkaBrokers()},
                    .map = ToEvent};
            },
            out, faults);
    }
    int Verify(const Words& words = {}) {
        Clear();
        return RunVerify(words, out, faults);
    }
    int WriteInstructions(const std::string& name, const std::string& number = "1") {
        Clear();
        return RunWriteInstructions(
            Words{"--currency", "EUR", "--number", number, "--out", (folder / name).string()}, out,
            faults);
    }
    void Clear() {
        out.str("");
        faults.str("");
    }
    std::string Read(const std::string& name) {
        std::ifstream file(folder / name, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }
    usecase::Settlement Settle() {
        WindowStore windows_store(clock, ToSettlingEvent);
        WindowRunner windows({.name = "windows", .database_url = database.Url()}, other_outbox,
                             [&windows_store](auto& transaction, auto commands, auto& sink) {
                                 return windows_store.Apply(transaction, commands, sink);
                             });
        StoredWindowDesk desk(windows);
        return async::BlockOn(
            runtime.GetExecutor(),
            usecase::SettleWindow(window_reader, desk, ledger, WindowKey{kEur, 1}));
    }
    void Address(const std::string& institution, const std::string& bic,
                 const std::string& account = "") {
        Agree(institution, {.bic = bic, .settlement_account = account});
    }

    std::filesystem::path folder;
    std::ostringstream out;
    std::ostringstream faults;
};

TEST_F(OfflineTest, AWindowIsClosedOnceAndOnlyTheOneThatIsMeant) {
    EXPECT_EQ(CloseWindow({}), 1);
    EXPECT_THAT(faults.str(), HasSubstr("no such window is open"));
    Book("1", "payer", "other", 10);
    EXPECT_EQ(CloseWindow({"--currency", "EUR", "--number", "1"}), 0);
    EXPECT_EQ(out.str(), "window EUR 1 is closed, 2 is open\n");
    EXPECT_EQ(CloseWindow({"--currency", "EUR", "--number", "1", "--json"}), 0);
    EXPECT_THAT(out.str(), HasSubstr("\"replayed\":true"));
    EXPECT_EQ(CloseWindow({"--currency", "EUR", "--number", "7"}), 1);
    EXPECT_THAT(faults.str(), HasSubstr("was not closed"));
    EXPECT_EQ(CloseWindow({"--model", "gross"}), 1) << "there is none";
    EXPECT_EQ(CloseWindow({"--model", "multilateral_net"}), 0);
    EXPECT_EQ(Query("SELECT max(number) FROM settlement_windows"), "3");
    for (const auto& wrong : {Words{"--number", "1"},
                              {"--currency", "XXX"},
                              {"--model", "net"},
                              {"--currency", "EUR", "--number", "0"},
                              {"--what"}}) {
        EXPECT_EQ(CloseWindow(wrong), 2) << wrong.front();
    }
}

TEST_F(OfflineTest, VerificationSaysWhatAgreesAndWhatDoesNot) {
    Book("1", "payer", "other", 10);
    EXPECT_EQ(Verify(), 0);
    EXPECT_THAT(out.str(), HasSubstr("window EUR 1, multilateral_net: open, 1 transfers"));
    EXPECT_THAT(out.str(), HasSubstr("all agrees"));
    Query("UPDATE settlement_flows SET transfers = transfers + 1", Keep::kYes);
    EXPECT_EQ(Verify({"--json"}), 1);
    EXPECT_THAT(out.str(), HasSubstr("\"agrees\":false"));
    EXPECT_THAT(out.str(), HasSubstr("flows of window EUR 1"));
    Query("UPDATE settlement_flows SET transfers = transfers - 1", Keep::kYes);
    EXPECT_EQ(Verify({"--what"}), 2);
}

TEST_F(OfflineTest, TheMessageOfAWindowIsTheSameBytesWheneverItIsWritten) {
    Address("acme", "ACMEDEFF");
    Address("globex", "GLOBNL2A", "RTGS-0815");
    Address("", "CLEADEFF");
    Book("1", "payer", "other", 1'234);
    EXPECT_EQ(WriteInstructions("early.xml"), 1);
    EXPECT_THAT(faults.str(), HasSubstr("not made yet"));
    ASSERT_EQ(CloseWindow({}), 0);
    ASSERT_EQ(Settle(), usecase::Settlement::kWaiting);
    ASSERT_EQ(WriteInstructions("one.xml"), 0) << faults.str();
    EXPECT_THAT(out.str(), HasSubstr("1 transfers of 12.34 EUR"));
    const auto message = Read("one.xml");
    for (const auto* part :
         {"pacs.009.001.08", "<NbOfTxs>1</NbOfTxs>", "<BICFI>GLOBNL2A</BICFI>", "RTGS-0815",
          "<BICFI>CLEADEFF</BICFI>", "<IntrBkSttlmAmt Ccy=\"EUR\">12.34</IntrBkSttlmAmt>"}) {
        EXPECT_THAT(message, HasSubstr(part));
    }
    EXPECT_THAT(message, ::testing::Not(HasSubstr("ACMEDEFF"))) << "that one is in the ledger";
    Address("globex", "GLOBDEFF", "ELSEWHERE");
    ASSERT_EQ(WriteInstructions("again.xml"), 0);
    EXPECT_EQ(Read("again.xml"), message);
    EXPECT_FALSE(std::filesystem::exists(folder / "again.xml.part"));
}

TEST_F(OfflineTest, WhatIsNotWhatWasMadeIsNotWritten) {
    Address("globex", "GLOBNL2A", "RTGS-0815");
    Address("", "CLEADEFF");
    Book("1", "payer", "other", 1'234);
    ASSERT_EQ(CloseWindow({}), 0);
    ASSERT_EQ(Settle(), usecase::Settlement::kWaiting);
    Query("UPDATE settlement_instructions SET creditor_account = 'MINE' WHERE place = 2",
          Keep::kYes);
    EXPECT_EQ(WriteInstructions("one.xml"), 1);
    EXPECT_THAT(faults.str(), HasSubstr("not those that were made"));
    EXPECT_FALSE(std::filesystem::exists(folder / "one.xml"));
    EXPECT_EQ(WriteInstructions("one.xml", "9"), 1);
    EXPECT_THAT(faults.str(), HasSubstr("no such window"));
    EXPECT_EQ(WriteInstructions("one.xml", "x"), 2);
}

TEST_F(OfflineTest, AWindowThatSettlesInTheLedgerHasNoMessage) {
    Book("1", "payer", "other", 1'234);
    ASSERT_EQ(CloseWindow({}), 0);
    ASSERT_EQ(Settle(), usecase::Settlement::kSettled);
    EXPECT_EQ(WriteInstructions("one.xml"), 0);
    EXPECT_THAT(out.str(), HasSubstr("nothing to be carried out elsewhere"));
    EXPECT_FALSE(std::filesystem::exists(folder / "one.xml"));
}

}  // namespace
}  // namespace clearway::settlement
