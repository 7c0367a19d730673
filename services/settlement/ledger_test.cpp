// SPDX-License-Identifier: Apache-2.0
#include <future>

#include "services/settlement/ledger_fixture.h"
#include "services/settlement/usecase/account_queries.h"

namespace clearway::settlement {
namespace {

using testing::AccountNamed;
using testing::Eur;
using testing::HoldOf;
using testing::kNow;
using testing::MakeId;
using testing::MakePlace;
using testing::MakePost;

using LedgerTest = testing::LedgerFixture;

TEST_F(LedgerTest, ABatchWithRefusalsInTheMiddleDoesTheRest) {
    Open("payer", 1'000);
    Open("shop");
    const auto outcomes = Batch({
        {.what = MakePlace("a", "payer", "shop", Eur(600))},
        {.what = MakePlace("b", "payer", "shop", Eur(401))},  // 400 are left
        {.what = MakePlace("a", "payer", "shop", Eur(601))},  // another order under the same id
        {.what = CloseAccount{AccountNamed("payer"), "acme"}},
        {.what = MakePost("a", "payer", "shop", Eur(250))},
        {.what = MakePlace("c", "payer", "", Eur(750))},
        {.what = VoidHold{HoldOf("c")}},
        {.what = MakePlace("d", "payer", "", Eur(750))},
    });
    ASSERT_EQ(outcomes.size(), 8u);
    EXPECT_EQ(std::get<HoldReply>(*outcomes[0]).outcome, HoldOutcome::kHeld);
    EXPECT_EQ(std::get<HoldReply>(*outcomes[1]).refusal, Refusal::kInsufficientFunds);
    EXPECT_EQ(outcomes[2].error().code, core::ErrorCode::kHoldMismatch);
    EXPECT_EQ(outcomes[3].error().code, core::ErrorCode::kAccountNotEmpty);
    EXPECT_EQ(std::get<PostReply>(*outcomes[4]).outcome, PostOutcome::kPosted);
    EXPECT_EQ(std::get<HoldReply>(*outcomes[5]).outcome, HoldOutcome::kHeld);
    EXPECT_TRUE(std::get<ReleaseReply>(*outcomes[6]).released);
    EXPECT_EQ(std::get<HoldReply>(*outcomes[7]).outcome, HoldOutcome::kHeld);
    EXPECT_EQ(At("payer").posted, 750);
    EXPECT_EQ(At("payer").held, 750);
    EXPECT_EQ(At("shop").posted, 250);
    ExpectBooksBalance();
}

TEST_F(LedgerTest, ARepeatOfEveryCommandChangesNothing) {
    Open("payer", 1'000);
    Open("shop");
    Open("spare");
    auto due = MakePlace("expires", "payer", "shop", Eur(10));
    due.expires_at = core::SystemClock().Now() - std::chrono::seconds(1);
    auto open_hold = MakePlace("open", "payer", "", Eur(30));
    open_hold.expires_at = core::SystemClock().Now() + std::chrono::hours(1);
    const std::vector<Command> commands{
        {.what = CreditFromClearing{MakeId<core::TransferId>("opening payer"), "acme",
                                    AccountNamed("payer"), Eur(1'000)}},
        {.what = open_hold},
        {.what = due},
        {.what = ExpireHold{HoldOf("expires")}},
        {.what = MakePlace("voided", "payer", "shop", Eur(20))},
        {.what = VoidHold{HoldOf("voided")}},
        {.what = MakePlace("posted", "payer", "shop", Eur(40))},
        {.what = MakePost("posted", "payer", "shop", Eur(15))},
        {.what = MakePost("late", "payer", "shop", Eur(5))},
        {.what = MakePost("refused", "payer", "shop", Eur(9'999))},
        {.what = CloseAccount{AccountNamed("spare"), "acme"}},
    };
    Batch(commands);
    const auto digest = Digest();
    Batch(commands);
    for (const auto& command : commands) Batch({command});
    EXPECT_EQ(Digest(), digest);
    EXPECT_EQ(At("payer").posted, 980);
    EXPECT_EQ(At("payer").held, 30);
    ExpectBooksBalance();
}

TEST_F(LedgerTest, WhatIsBookedCannotBeChangedAndDebitsMustBeCredits) {
    Open("payer", 1'000);
    const auto refused = [this](const std::string& statement) {
        EXPECT_THROW(Query(statement), pqxx::sql_error) << statement;
    };
    refused("UPDATE transfers SET amount = amount + 1");
    refused("DELETE FROM transfers");
    refused("TRUNCATE transfers");
    refused("INSERT INTO entries VALUES (gen_random_uuid(), 1, gen_random_uuid(), 5, 5, now())");
    refused("INSERT INTO transfers SELECT now(), 0, 0, 9, 0, 9, 0, NULL, gen_random_uuid(),"
            " gen_random_uuid(), gen_random_uuid(), NULL, NULL, NULL, 'EUR'");
    ExpectBooksBalance();
}

TEST_F(LedgerTest, TheTrialBalanceFindsEntriesThatShareANumber) {
    Open("payer", 1'000);
    Open("shop");
    const auto book = [this](const std::string& number) {
        // A transfer of nobody's: the sums of both accounts move with it.
        Query("WITH moved AS (UPDATE accounts SET last_entry = last_entry + 1,"
              " posted = posted + CASE WHEN id = '" + AccountNamed("shop").ToString() +
              "' THEN 5 ELSE -5 END WHERE type <> 'clearing')"
              " INSERT INTO transfers SELECT now(), 5, 0, " + number + ", 0, 1, 5, NULL,"
              " gen_random_uuid(), '" + AccountNamed("payer").ToString() + "', '" +
              AccountNamed("shop").ToString() + "', NULL, NULL, NULL, 'EUR'",
              Keep::kYes);
    };
    const auto balance = [this] {
        return *async::BlockOn(runtime.GetExecutor(), usecase::GetTrialBalance(reader));
    };
    book("1");  // the number of the payer's opening credit
    EXPECT_FALSE(balance().balanced);
    EXPECT_EQ(balance().lines[0].inconsistent_accounts, 1);
    EXPECT_EQ(balance().lines[0].sum_of_entries, "0");
}

TEST_F(LedgerTest, AStatementShowsTheBalanceAtAnyPastMoment) {
    clock.Set(kNow - std::chrono::hours(1));
    Open("payer");
    std::map<int, std::int64_t> balance_at;  // after the booking of each minute
    std::int64_t balance = 0;
    for (int minute = 0; minute < 20; ++minute) {
        clock.Set(kNow + std::chrono::minutes(minute));
        Credit("payer", 100 + minute, "credit " + std::to_string(minute));
        balance_at[minute] = balance += 100 + minute;
    }
    using Moment = std::optional<core::Timestamp>;
    const auto read = [this](Moment from, Moment to) {
        StatementQuery query{.partner_id = "acme",
                             .account_id = AccountNamed("payer"),
                             .from = from,
                             .to = to,
                             .limit = 1000};
        return *async::BlockOn(runtime.GetExecutor(), reader.ReadStatement(query));
    };
    for (int minute = 0; minute < 20; ++minute) {
        const auto moment = kNow + std::chrono::minutes(minute);
        const auto past = read(std::nullopt, moment + std::chrono::microseconds(1));
        EXPECT_EQ(past.closing_balance, balance_at[minute]);
        EXPECT_EQ(past.lines.size(), static_cast<std::size_t>(minute + 1));
        EXPECT_EQ(past.lines.back().entry.balance_after, balance_at[minute]);
        const auto rest = read(moment, std::nullopt);  // `from` is inclusive
        EXPECT_EQ(rest.opening_balance, minute == 0 ? 0 : balance_at[minute - 1]);
        EXPECT_EQ(rest.closing_balance, balance);
        EXPECT_EQ(rest.lines.front().entry.booked_at, moment);
        EXPECT_EQ(read(std::nullopt, moment).lines.size(), static_cast<std::size_t>(minute));
    }
    EXPECT_EQ(read(std::nullopt, kNow - std::chrono::hours(2)).closing_balance, 0);
}

TEST_F(LedgerTest, PagesOfAStatementAreTheWholeStatementThoughTheAccountMoves) {
    Open("payer");
    for (int i = 0; i < 7; ++i) Credit("payer", 1 + i, "credit " + std::to_string(i));
    rpc::CallContext call;
    call.partner_id = "acme";
    usecase::StatementInput input{.account_id = AccountNamed("payer").ToString(),
                                  .from = std::nullopt,
                                  .to = std::nullopt,
                                  .page = {.size = 3, .token = ""}};
    std::vector<std::int64_t> sequences;
    do {
        const auto page = async::BlockOn(runtime.GetExecutor(),
                                         usecase::GetStatement(reader, call, input));
        ASSERT_TRUE(page);
        EXPECT_EQ(page->page.closing_balance, 28);
        for (const auto& line : page->page.lines) sequences.push_back(line.entry.sequence);
        input.page.token = page->next_page_token;
        Credit("payer", 1, "meanwhile " + std::to_string(sequences.size()));
    } while (!input.page.token.empty());
    EXPECT_EQ(sequences, (std::vector<std::int64_t>{1, 2, 3, 4, 5, 6, 7}));
    call.partner_id = "globex";
    const auto foreign =
        async::BlockOn(runtime.GetExecutor(), usecase::GetStatement(reader, call, input));
    EXPECT_EQ(foreign.error().code, core::ErrorCode::kAccountNotFound);
}

TEST_F(LedgerTest, AccountsAreListedNewestFirstAndOnlyThePartners) {
    for (int i = 0; i < 5; ++i) {
        clock.Set(kNow + std::chrono::seconds(i));
        Open("list " + std::to_string(i));
    }
    Credit("list 0", 5, "credit");  // opens the clearing account, which belongs to nobody
    rpc::CallContext call;
    call.partner_id = "acme";
    std::vector<core::AccountId> seen;
    usecase::Page page{.size = 2, .token = ""};
    do {
        const auto list =
            async::BlockOn(runtime.GetExecutor(), usecase::ListAccounts(reader, call, page));
        ASSERT_TRUE(list);
        for (const auto& account : list->accounts) seen.push_back(account.id);
        page.token = list->next_page_token;
    } while (!page.token.empty());
    ASSERT_EQ(seen.size(), 5u);
    for (std::size_t i = 0; i < 5; ++i) {
        EXPECT_EQ(seen[i], AccountNamed("list " + std::to_string(4 - i)));
    }
    call.partner_id = "globex";
    const auto none =
        async::BlockOn(runtime.GetExecutor(), usecase::ListAccounts(reader, call, page));
    EXPECT_TRUE(none->accounts.empty());
    const auto id = AccountNamed("list 0").ToString();
    const auto foreign =
        async::BlockOn(runtime.GetExecutor(), usecase::GetAccount(reader, call, id));
    EXPECT_EQ(foreign.error().code, core::ErrorCode::kAccountNotFound);
    const std::vector<std::string> asked{AccountNamed("list 0").ToString(), "no uuid",
                                         AccountNamed("nobody").ToString()};
    const auto resolved =
        async::BlockOn(runtime.GetExecutor(), usecase::ResolveAccounts(reader, asked));
    ASSERT_EQ(resolved->size(), 1u);
    EXPECT_EQ(resolved->front().holder_name.Reveal(), "Ada Example");
}

TEST_F(LedgerTest, ATrialBalanceThatTakesLongKeepsNoOtherReadWaiting) {
    Open("payer", 1'000);
    postgres::Session locking(database.Url());
    auto lock = std::make_unique<postgres::Transaction>(locking);
    lock->exec("LOCK TABLE transfers IN ACCESS EXCLUSIVE MODE");
    auto balance = std::async(std::launch::async, [this] {
        return async::BlockOn(runtime.GetExecutor(), usecase::GetTrialBalance(reader));
    });
    EXPECT_TRUE(clearway::testing::WaitUntil([this] {
        return Query("SELECT count(*) FROM pg_locks WHERE NOT granted"
                     " AND relation = 'transfers'::regclass") == "1";
    }));
    auto account = std::async(std::launch::async, [this] { return At("payer"); });
    EXPECT_EQ(account.wait_for(std::chrono::seconds(10)), std::future_status::ready);
    lock.reset();
    EXPECT_EQ(account.get().posted, 1'000);
    EXPECT_TRUE(balance.get()->balanced);
}

TEST_F(LedgerTest, AHoldEndsAtItsTime) {
    Open("payer", 1'000);
    usecase::HoldExpiry expiry(reader, ledger, clock, runtime.GetExecutor());
    rpc::CallContext call;
    auto hold = MakePlace("short", "payer", "", Eur(400));
    hold.expires_at = clock.Now() + std::chrono::milliseconds(50);
    auto later = MakePlace("long", "payer", "", Eur(100));
    later.expires_at = clock.Now() + std::chrono::hours(1);
    const usecase::HoldPlacedNotice notice = [&expiry](auto at) { expiry.Notice(at); };
    for (const auto& place : {later, hold}) {
        const auto placed = async::BlockOn(runtime.GetExecutor(),
                                           usecase::PlaceHold(ledger, call, place, notice));
        ASSERT_EQ(placed->outcome, HoldOutcome::kHeld);
    }
    EXPECT_TRUE(clearway::testing::WaitUntil([this] { return At("payer").held == 100; }));
    EXPECT_EQ(Query("SELECT state FROM holds WHERE amount = 400"), "expired");
    EXPECT_EQ(Query("SELECT count(*) FROM events WHERE type LIKE '%HoldExpired'"), "1");
    ExpectBooksBalance();
}

TEST_F(LedgerTest, FactsOfAHoldAreOneGaplessStream) {
    Open("payer", 1'000);
    Do<HoldReply>(MakePlace("p", "payer", "", Eur(400)));
    Do<PostReply>(MakePost("p", "payer", "", Eur(400)));
    EXPECT_EQ(Query("SELECT string_agg(version || ':' || substring(type FROM '[^.]+$'), ' '"
                    " ORDER BY version) FROM events WHERE stream_id = '" +
                    HoldOf("p").ToString() + "'"),
              "1:HoldPlaced 2:TransferPosted");
    EXPECT_TRUE(clearway::testing::WaitUntil([this] { return outbox.Unpublished() == 0; }));
}

}  // namespace
}  // namespace clearway::settlement
