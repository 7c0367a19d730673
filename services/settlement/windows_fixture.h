// SPDX-License-Identifier: Apache-2.0
// Two institutions with a customer each, and a second process that writes the same ledger, for
// tests. Not linked by the service.
#pragma once

#include "services/settlement/ledger_fixture.h"

namespace clearway::settlement::testing {

class WindowsFixture : public LedgerFixture {
protected:
    void SetUp() override {
        OpenFor("acme", "payer");
        OpenFor("globex", "other");
    }
    void TearDown() override {
        ExpectBooksBalance();
        ExpectWindowsAreTheSumOfTheirTransfers();
    }

    void OpenFor(const std::string& partner, const std::string& name) {
        Do<AccountReply>(OpenAccount{.account_id = AccountNamed(name),
                                     .partner_id = partner,
                                     .currency = kEur,
                                     .type = AccountType::kCustomer,
                                     .sealed_holder_name = std::string(38, 'x'),
                                     .holder_country = "DE"});
        Do<TransferReply>(CreditFromClearing{MakeId<core::TransferId>("opening " + name), partner,
                                             AccountNamed(name), Eur(1'000'000)});
    }
    BookedOrder Book(const std::string& name, const std::string& debtor,
                     const std::string& creditor, std::int64_t cents) {
        return Do<BookingReply>(
                   BookTransfers{.orders = {MakeOrder(name, debtor, creditor, Eur(cents))},
                                 .booked_by = "ops"})
            .orders.front();
    }
    // By two operators, as where it settles takes.
    void Agree(const std::string& institution, const TermsChange& terms) {
        for (const auto* who : {"ops", "other-ops"})
            Do<ParticipantReply>(
                SetParticipant{.key = {kEur, institution}, .terms = terms, .set_by = who});
    }
    static CloseWindow Close(std::int64_t number) {
        return {.currency = kEur, .number = number, .closed_by = "ops"};
    }
    template <class What>
    Outcome Elsewhere(What what) {
        return async::BlockOn(runtime.GetExecutor(),
                              other_runner.Submit(Command{.what = std::move(what)}));
    }
    std::string WindowOf(const std::string& name) {
        return Query("SELECT settlement_window FROM transfers WHERE id = '" +
                     MakeId<core::TransferId>("transfer " + name).ToString() + "'");
    }

    void ExpectWindowsAreTheSumOfTheirTransfers() {
        // Of what passed between institutions, window by window, the flows are the very sums.
        EXPECT_EQ(
            Query("WITH passed AS (SELECT t.currency, t.settlement_window, d.partner_id AS debtor,"
                  " c.partner_id AS creditor, sum(t.amount) AS gross, count(*) AS transfers"
                  " FROM transfers AS t JOIN accounts AS d ON d.id = t.debtor"
                  " JOIN accounts AS c ON c.id = t.creditor"
                  " WHERE d.partner_id <> c.partner_id AND d.partner_id <> ''"
                  " AND c.partner_id <> '' GROUP BY 1, 2, 3, 4)"
                  " SELECT count(*) FROM passed AS p FULL JOIN settlement_flows AS f"
                  " USING (currency, settlement_window, debtor, creditor)"
                  " WHERE p.gross IS DISTINCT FROM f.gross"
                  " OR p.transfers IS DISTINCT FROM f.transfers"),
            "0");
        EXPECT_EQ(Query("SELECT count(*) FROM settlement_windows WHERE state = 'open'"
                        " GROUP BY currency HAVING count(*) <> 1"),
                  "");
        // The memory of the open window is the fold of its flows; over all it is zero.
        EXPECT_EQ(
            Query("SELECT count(*) FROM settlement_participants AS p"
                  " JOIN settlement_windows AS w ON w.currency = p.currency"
                  " AND w.number = p.settlement_window AND w.state = 'open'"
                  " WHERE p.net <> coalesce((SELECT sum(CASE WHEN f.creditor = p.institution"
                  " THEN gross ELSE -gross END) FROM settlement_flows AS f"
                  " WHERE f.currency = p.currency AND f.settlement_window = p.settlement_window"
                  " AND p.institution IN (f.debtor, f.creditor)), 0)"),
            "0");
        // Each was closed once, and each but the last.
        EXPECT_EQ(Query("SELECT count(*) FROM settlement_windows WHERE state <> 'open'"),
                  Query("SELECT count(*) FROM events WHERE type LIKE '%.WindowClosed'"));
    }

    events::Outbox other_outbox{{.service = "settlement-test",
                                 .instance = "settlement-test-1",
                                 .database_url = database.Url(),
                                 .kafka_brokers = clearway::testing::TestKafkaBrokers()}};
    StoredWindowReader window_reader{readers, whole_ledger};
    LedgerStore other_store{clock, ToEvent, database.Url()};
    LedgerRunner other_runner{{.name = "other", .database_url = database.Url()},
                              other_outbox,
                              [this](auto& transaction, auto commands, auto& sink) {
                                  return other_store.Apply(transaction, commands, sink);
                              },
                              [this] { other_store.Committed(); }};
};

}  // namespace clearway::settlement::testing
