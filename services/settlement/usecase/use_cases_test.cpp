// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "async/runtime.h"
#include "services/settlement/domain/ledger_builder.h"
#include "services/settlement/usecase/account_commands.h"
#include "services/settlement/usecase/account_queries.h"
#include "services/settlement/usecase/checks.h"
#include "services/settlement/usecase/ledger_calls.h"
#include "services/settlement/usecase/statement_cursor.h"

namespace clearway::settlement::usecase {
namespace {

// Decides every command by itself on one Ledger: a writer whose batches are of one.
class DirectWriter final : public LedgerWriter {
public:
    async::Task<core::Result<Reply>> Submit(Command command) override {
        commands.push_back(command);
        co_return Decide(command, ledger);
    }

    Ledger ledger{settlement::testing::kNow};
    std::vector<Command> commands;
};

// Names "sealed" as they are, and a reader of what the writer has.
class OpenNames final : public HolderNames {
public:
    async::Task<core::Result<std::string>> Seal(core::AccountId, core::Uuid,
                                                core::Sensitive<std::string> name) override {
        co_return name.Reveal();
    }
};

class DirectReader final : public LedgerReader {
public:
    explicit DirectReader(const Ledger& ledger) : ledger_(ledger) {}
    async::Task<core::Result<Account>> FindAccount(std::string partner_id,
                                                   core::AccountId id) override {
        const auto* found = ledger_.FindAccount(id);
        if (found == nullptr || found->partner_id != partner_id)
            co_return core::ErrorCode::kAccountNotFound;
        co_return *found;
    }
    async::Task<core::Result<std::vector<Account>>> ListAccounts(std::string,
                                                                 std::optional<core::PagePosition>,
                                                                 int) override {
        co_return std::vector<Account>();
    }
    async::Task<core::Result<std::vector<Account>>> ResolveAccounts(
        std::vector<core::AccountId>) override {
        co_return std::vector<Account>();
    }
    async::Task<core::Result<StatementPage>> ReadStatement(StatementQuery) override {
        co_return core::ErrorCode::kAccountNotFound;
    }
    async::Task<core::Result<std::vector<TrialLine>>> ReadTrialBalance() override {
        co_return std::vector<TrialLine>();
    }
    async::Task<core::Result<std::vector<OpenHold>>> EarliestHolds(int) override {
        co_return std::vector<OpenHold>();
    }

private:
    const Ledger& ledger_;
};

class UseCasesTest : public ::testing::Test {
protected:
    UseCasesTest() { call.partner_id = "acme"; }

    core::Result<Account> Open(OpenAccountInput input) {
        return async::BlockOn(runtime.GetExecutor(),
                              OpenAccount({writer, reader, names}, call, std::move(input)));
    }
    core::Result<SandboxCredit> Credit(SandboxCreditInput input) {
        return async::BlockOn(runtime.GetExecutor(),
                              CreateSandboxCredit(writer, call, std::move(input)));
    }
    static OpenAccountInput Valid() {
        return {.currency = "EUR",
                .holder_name = "Ada Example",
                .holder_country = "DE",
                .type = AccountType::kCustomer};
    }

    async::Runtime runtime{1};
    DirectWriter writer;
    DirectReader reader{writer.ledger};
    OpenNames names;
    rpc::CallContext call;
};

TEST_F(UseCasesTest, WithAKeyTheSameAccountIsAnsweredAgain) {
    call.idempotency_key = "key";
    const auto first = Open(Valid());
    ASSERT_TRUE(first);
    EXPECT_EQ(first->id, core::DeriveAccountId("acme", "key"));
    EXPECT_FALSE(call.replayed);
    const auto second = Open(Valid());
    ASSERT_TRUE(second);
    EXPECT_EQ(second->id, first->id);
    EXPECT_TRUE(call.replayed);
    auto other = Valid();
    other.holder_country = "FR";
    EXPECT_EQ(Open(other).error().code, core::ErrorCode::kIdempotencyKeyReused);
    other = Valid();
    other.holder_name = "Bob Example";
    EXPECT_EQ(Open(other).error().code, core::ErrorCode::kIdempotencyKeyReused);
    EXPECT_EQ(writer.ledger.Facts().size(), 1u);
}

TEST_F(UseCasesTest, WithoutAKeyEachCallOpensAnAccount) {
    EXPECT_NE(Open(Valid())->id, Open(Valid())->id);
    EXPECT_FALSE(call.replayed);
}

TEST_F(UseCasesTest, EveryFaultyFieldOfAnAccountIsNamedAtOnce) {
    const auto result = Open({.currency = "EURO",
                              .holder_name = "",
                              .holder_country = "de",
                              .type = AccountType::kCustomer});
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, core::ErrorCode::kInvalidArgument);
    ASSERT_EQ(result.error().field_errors.size(), 3u);
    EXPECT_EQ(result.error().field_errors[1].field, "holder.name");
    EXPECT_TRUE(writer.commands.empty());
}

TEST_F(UseCasesTest, NamesHaveOneTo140CharactersAndNoControls) {
    const auto repeated = [](const std::string& text, int times) {
        std::string all;
        for (int i = 0; i < times; ++i) all += text;
        return all;
    };
    for (const auto& name : {std::string("A"), repeated("x", 140), repeated("ü", 140)}) {
        EXPECT_TRUE(IsHolderName(name)) << name;
    }
    const std::vector<std::string> wrong{
        "", " A", "A ", repeated("x", 141), "A\nB", "A\x7F", repeated("ü", 141)};
    for (const auto& name : wrong) {
        EXPECT_FALSE(IsHolderName(name)) << name;
    }
}

TEST_F(UseCasesTest, ACreditIsMadeOnceAKeyAndAmountsAreExact) {
    call.idempotency_key = "key";
    const auto account = Open(Valid());
    call.replayed = false;
    const auto id = account->id.ToString();
    const auto first = Credit({.account_id = id, .currency = "EUR", .value = "12.3"});
    ASSERT_TRUE(first);
    EXPECT_EQ(first->account.posted, 1'230);
    EXPECT_FALSE(call.replayed);
    ASSERT_TRUE(Credit({.account_id = id, .currency = "EUR", .value = "12.30"}));
    EXPECT_TRUE(call.replayed);
    EXPECT_EQ(Credit({.account_id = id, .currency = "EUR", .value = "12.31"}).error().code,
              core::ErrorCode::kIdempotencyKeyReused);
    call.idempotency_key.reset();
    for (const std::string value : {"-1", "0", "1e3", "1.234", "", "1234567890123456789"}) {
        EXPECT_EQ(Credit({.account_id = id, .currency = "EUR", .value = value}).error().code,
                  core::ErrorCode::kInvalidAmount)
            << value;
    }
    EXPECT_EQ(Credit({.account_id = "no id", .currency = "EUR", .value = "1"}).error().code,
              core::ErrorCode::kAccountNotFound);
    EXPECT_EQ(writer.ledger.FindAccount(account->id)->posted, 1'230);
}

TEST_F(UseCasesTest, ACallWithoutPartnerReachesNoAccount) {
    call.partner_id = "";
    EXPECT_EQ(Open(Valid()).error().code, core::ErrorCode::kCallerNotAllowed);
    EXPECT_EQ(Credit({.account_id = "x", .currency = "EUR", .value = "1"}).error().code,
              core::ErrorCode::kCallerNotAllowed);
    const auto closed =
        async::BlockOn(runtime.GetExecutor(), CloseAccount({writer, reader, names}, call, "x"));
    EXPECT_EQ(closed.error().code, core::ErrorCode::kCallerNotAllowed);
    EXPECT_TRUE(writer.commands.empty());
}

TEST_F(UseCasesTest, OnlyAHoldThatStandsIsNoticed) {
    int noticed = 0;
    const HoldPlacedNotice notice = [&noticed](core::Timestamp) { ++noticed; };
    writer.ledger.LoadAccount(settlement::testing::MakeAccount("payer", 100));
    for (const std::int64_t cents : {100, 100, 1}) {
        const auto name = std::to_string(cents);
        const auto place =
            settlement::testing::MakePlace(name, "payer", "", settlement::testing::Eur(cents));
        ASSERT_TRUE(async::BlockOn(runtime.GetExecutor(), PlaceHold(writer, call, place, notice)));
    }
    EXPECT_EQ(noticed, 2);  // the hold, and its repeat; the third lacks funds
}

TEST_F(UseCasesTest, ABookingHasOneTo500OrdersAndNamesItsCaller) {
    call.caller_id = "spiffe://clearway/operator/ops";
    const auto book = [this](std::size_t count) {
        const auto order =
            settlement::testing::MakeOrder("a", "nobody", "shop", settlement::testing::Eur(1));
        return async::BlockOn(
            runtime.GetExecutor(),
            BookTransfers(writer, call, std::vector<TransferOrder>(count, order)));
    };
    EXPECT_EQ(book(500)->orders.size(), 500u);
    EXPECT_EQ(std::get<settlement::BookTransfers>(writer.commands.front().what).booked_by,
              call.caller_id);
    EXPECT_EQ(book(0).error().code, core::ErrorCode::kInvalidArgument);
    EXPECT_EQ(book(501).error().code, core::ErrorCode::kInvalidArgument);
}

TEST_F(UseCasesTest, StatementCursorsAreReadBackAndAnythingElseIsNot) {
    const auto token = EncodeStatementCursor({.after = 3, .closing = 9});
    const auto read = ParseStatementCursor(token);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->after, 3);
    EXPECT_EQ(read->closing, 9);
    const auto of_accounts = core::EncodePageToken({settlement::testing::kNow, core::Uuid()});
    const std::vector<std::string> all_bad{
        "", ".", "3", "3.", ".9", "-3.9", "3.9x", "3.9.1", "9223372036854775808.9", of_accounts};
    for (const auto& bad : all_bad) EXPECT_FALSE(ParseStatementCursor(bad)) << bad;
}

TEST_F(UseCasesTest, PageSizesBeyondTheLimitAreRefused) {
    EXPECT_EQ(*CheckPageSize(0, 50, 200), 50);
    EXPECT_EQ(*CheckPageSize(200, 50, 200), 200);
    EXPECT_FALSE(CheckPageSize(201, 50, 200));
    EXPECT_FALSE(CheckPageSize(-1, 50, 200));
}

}  // namespace
}  // namespace clearway::settlement::usecase
