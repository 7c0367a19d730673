// SPDX-License-Identifier: Apache-2.0
// What operators ask: pages that end where the next begins, and faults that say which field.
#include "services/settlement/usecase/window_calls.h"

#include <gtest/gtest.h>

#include "async/runtime.h"
#include "services/settlement/domain/ledger_builder.h"
#include "services/settlement/usecase/window_reader_fixture.h"

namespace clearway::settlement::usecase {
namespace {

using settlement::testing::Eur;
using settlement::testing::kEur;
using settlement::testing::kNow;

// Windows 5 to 1, and of each 7 instructions; participants a to e.
class FilledReader final : public settlement::testing::EmptyWindowReader {
public:
    static Settling WindowNumber(std::int64_t number) {
        return {.window = {.currency = kEur,
                           .number = number,
                           .model = SettlementModel::kGross,
                           .opened_at = kNow}};
    }
    async::Task<core::Result<Settling>> FindWindow(WindowKey key) override {
        if (key.number > 5) co_return core::ErrorCode::kNotFound;
        co_return WindowNumber(key.number);
    }
    async::Task<core::Result<std::vector<Settling>>> ListWindows(std::string,
                                                                 std::optional<WindowKey> after,
                                                                 int limit) override {
        std::vector<Settling> found;
        for (auto number = after ? after->number - 1 : 5; number > 0 && limit-- > 0; --number)
            found.push_back(WindowNumber(number));
        co_return found;
    }
    async::Task<core::Result<std::vector<StoredInstruction>>> ListInstructions(WindowKey,
                                                                               std::int64_t after,
                                                                               int limit) override {
        std::vector<StoredInstruction> found;
        for (auto place = after + 1; place <= 7 && limit-- > 0; ++place) {
            found.push_back({.instruction = {.id = core::Uuid::Derive({}, std::to_string(place)),
                                             .place = place,
                                             .debtor = "acme",
                                             .creditor = "globex",
                                             .amount = Eur(place)},
                             .confirmed = false});
        }
        co_return found;
    }
    async::Task<core::Result<std::vector<Flow>>> ReadFlows(WindowKey) override {
        co_return std::vector<Flow>{{"acme", "globex", 5, 1}};
    }
    async::Task<core::Result<std::vector<Flow>>> ListFlows(WindowKey, std::optional<FlowKey> after,
                                                           int limit) override {
        std::vector<Flow> found;
        for (const std::string to : {"b", "c:1", "d"}) {
            if (after && to <= after->creditor) continue;
            if (limit-- > 0) found.push_back({"4:a", to, 5, 1});
        }
        co_return found;
    }
    async::Task<core::Result<std::vector<Participant>>> ListParticipants(
        std::string, std::optional<ParticipantKey> after, int limit) override {
        std::vector<Participant> found;
        for (const std::string name : {"a", "b", "c", "d", "e"}) {
            if (after && name <= after->institution) continue;
            if (limit-- > 0) found.push_back({.key = {kEur, name}});
        }
        co_return found;
    }
};

class Writer final : public LedgerWriter {
public:
    async::Task<core::Result<Reply>> Submit(Command command) override {
        co_return Decide(command, ledger);
    }
    Ledger ledger{kNow};
};

class WindowCallsTest : public ::testing::Test {
protected:
    template <class T>
    T Run(async::Task<T> task) {
        return async::BlockOn(runtime_.GetExecutor(), std::move(task));
    }
    std::string FieldsOf(const core::Error& error) {
        std::string fields;
        for (const auto& field : error.field_errors) fields += field.field + " ";
        return fields;
    }
    // The fields that are refused; empty: it was agreed.
    std::string Refused(ParticipantOrder order) {
        const rpc::CallContext call;
        const auto agreed = Run(SetParticipant(writer_, call, std::move(order)));
        return agreed ? "" : FieldsOf(agreed.error());
    }

    FilledReader reader_;
    Writer writer_;
    async::Runtime runtime_{1};
};

TEST_F(WindowCallsTest, WindowsComeInPagesNewestFirst) {
    std::string numbers;
    std::string token;
    do {
        const auto page = *Run(ListWindows(reader_, "EUR", 2, token));
        for (const auto& one : page.windows) numbers += std::to_string(one.window.number);
        numbers += " ";
        token = page.next_page_token;
    } while (!token.empty());
    EXPECT_EQ(numbers, "54 32 1 ");
    for (const auto* wrong : {"EUR", "EUR.", "EUR.x", "XXX.1", "EUR.-1", "EUR.1 "}) {
        EXPECT_EQ(FieldsOf(Run(ListWindows(reader_, "", 2, wrong)).error()), "page_token ");
    }
    EXPECT_EQ(FieldsOf(Run(ListWindows(reader_, "", 201, "")).error()), "page_size ");
}

TEST_F(WindowCallsTest, AWindowShowsItsInstructionsInPages) {
    std::string places;
    std::string token;
    do {
        const auto page = *Run(GetWindow(reader_, {kEur, 1}, 3, token));
        EXPECT_EQ(page.positions.size(), 2u);
        for (const auto& one : page.instructions) places += std::to_string(one.instruction.place);
        places += " ";
        token = page.next_page_token;
    } while (!token.empty());
    EXPECT_EQ(places, "123 456 7 ");
    EXPECT_EQ(Run(GetWindow(reader_, {kEur, 6}, 3, "")).error().code, core::ErrorCode::kNotFound);
    EXPECT_EQ(FieldsOf(Run(GetWindow(reader_, {kEur, 1}, 3, "x")).error()), "page_token ");
    EXPECT_EQ(FieldsOf(Run(GetWindow(reader_, {kEur, 1}, 501, "")).error()), "page_size ");
}

TEST_F(WindowCallsTest, ParticipantsComeInPages) {
    std::string names;
    std::string token;
    do {
        const auto page = *Run(ListParticipants(reader_, "", 2, token));
        for (const auto& one : page.participants) names += one.key.institution;
        names += " ";
        token = page.next_page_token;
    } while (!token.empty());
    EXPECT_EQ(names, "ab cd e ");
    EXPECT_EQ(FieldsOf(Run(ListParticipants(reader_, "", 2, "acme")).error()), "page_token ");
}

TEST_F(WindowCallsTest, FlowsComeInPagesWhateverTheNamesAre) {
    std::string names;
    std::string token;
    do {
        const auto page = *Run(ListFlows(reader_, {kEur, 1}, 1, token));
        for (const auto& one : page.flows) names += one.debtor + ">" + one.creditor + " ";
        token = page.next_page_token;
    } while (!token.empty());
    EXPECT_EQ(names, "4:a>b 4:a>c:1 4:a>d ");
    for (const auto* wrong : {"x", "9:ab", "-1:ab", ":ab", "1:\u00E9", "0:a b"})
        EXPECT_EQ(FieldsOf(Run(ListFlows(reader_, {kEur, 1}, 1, wrong)).error()), "page_token ");
}

TEST_F(WindowCallsTest, WhatIsAgreedWithAParticipantIsCheckedFieldByField) {
    const auto order = [](TermsChange terms, const std::string& name = "acme") {
        return ParticipantOrder{.key = {kEur, name}, .terms = std::move(terms)};
    };
    EXPECT_EQ(Refused(order({.bic = "ACMEDEFF", .settlement_account = "DE-1", .debit_cap = 0})),
              "");
    EXPECT_EQ(Refused(order({}, "")), "institution ");
    EXPECT_EQ(Refused(order({}, "two words")), "institution ");
    for (const auto* bic : {"ACME", "acmedeff", "ACMEXXFF", "ACMEDEFFX", "ACMEDEFFXXXX"})
        EXPECT_EQ(Refused(order({.bic = bic})), "bic ") << bic;
    EXPECT_EQ(Refused(order({.bic = "ACMEDEFF", .settlement_account = std::string(35, '1')})),
              "settlement_account ");
    EXPECT_EQ(Refused(order({.debit_cap = -1, .liquidity = -1})),
              "debit_cap_minor_units liquidity_minor_units ");
}

TEST_F(WindowCallsTest, OfTheSettlementAgentTheAddressAloneIsAgreed) {
    const ParticipantOrder agent{.key = {kEur, ""}, .is_agent = true, .terms = {.bic = "AGENDEFF"}};
    EXPECT_EQ(Refused(agent), "");
    auto named = agent;
    named.key.institution = "acme";
    EXPECT_EQ(Refused(named), "institution ");
    auto limited = agent;
    limited.terms.debit_cap = 5;
    EXPECT_EQ(Refused(limited), "settlement_agent ");
    auto suspended = agent;
    suspended.terms.status = ParticipantStatus::kSuspended;
    EXPECT_EQ(Refused(suspended), "settlement_agent ");
}

}  // namespace
}  // namespace clearway::settlement::usecase
