// SPDX-License-Identifier: Apache-2.0
// Money in suspense: operators' calls over mutual TLS, onto the real ledger.
#include "services/settlement/rpc/suspense_service.h"

#include "events/event_store.h"
#include "rpc/client.h"
#include "rpc/operator_fixture.h"
#include "rpc/server.h"
#include "rpc/test_pki.h"
#include "services/settlement/ledger_fixture.h"
#include "services/settlement/store/rails/open_rails.h"
#include "services/settlement/store/suspense_reader.h"

namespace clearway::settlement {
namespace {

namespace pb = clearway::settlement::v1;
using testing::AccountNamed;
using testing::Eur;
using testing::HoldOf;
using testing::kEur;
using testing::MakeId;
using testing::PaymentNamed;

class SuspenseServiceTest : public testing::LedgerFixture {
protected:
    void SetUp() override { Open("shop"); }
    void TearDown() override { ExpectBooksBalance(); }

    static core::TransferId ReturnOf(const std::string& payment) {
        return MakeId<core::TransferId>("return " + payment);
    }
    // A payment of an account that is closed when its money comes back.
    void ComeBack(const std::string& payment) {
        Open(payment, 10'000);
        Do<HoldReply>(testing::MakePlace(payment, payment, "", Eur(10'000)));
        Do<PostReply>(CommitHold{.hold_id = HoldOf(payment),
                                 .payment_id = PaymentNamed(payment),
                                 .debtor = AccountNamed(payment),
                                 .amount = Eur(10'000),
                                 .creditor_country = "FR"});
        Do<PostReply>(PostCommittedHold{HoldOf(payment), kEur});
        Do<AccountReply>(CloseAccount{AccountNamed(payment), "acme"});
        const ReturnTransfer back{ReturnOf(payment), HoldOf(payment), kEur, {"AC06"}};
        ASSERT_EQ(Do<PostReply>(back).outcome, PostOutcome::kReturned);
        clock.Set(clock.Now() + std::chrono::seconds(1));
    }
    template <class Response, class Request>
    core::Result<Response> Call(const std::string& who, const std::string& method,
                                const Request& request) {
        rpc::Peer peer({.name = "settlement",
                        .address = "localhost:" + std::to_string(server.Port()),
                        .tls = pki.Issue(who)});
        const auto name = "clearway.settlement.v1.SuspenseService." + method;
        return async::BlockOn(runtime.GetExecutor(),
                              peer.Call<Response>(rpc::CallContext(), std::chrono::seconds(5),
                                                  name.c_str(), request));
    }
    core::Result<pb::SuspendedTransfer> Release(const std::string& who, const std::string& transfer,
                                                const std::string& creditor) {
        pb::ReleaseSuspendedTransferRequest request;
        request.set_transfer_id(transfer);
        request.set_creditor_account_id(creditor);
        return Call<pb::SuspendedTransfer>(who, "ReleaseSuspendedTransfer", request);
    }
    std::vector<pb::SuspendedTransfer> List(bool released_too = false) {
        std::vector<pb::SuspendedTransfer> all;
        pb::ListSuspendedTransfersRequest request;
        request.set_page_size(1);
        request.set_released_too(released_too);
        do {
            const auto page =
                Call<pb::ListSuspendedTransfersResponse>(kAda, "ListSuspendedTransfers", request);
            EXPECT_TRUE(page);
            if (!page) break;
            all.insert(all.end(), page->transfers().begin(), page->transfers().end());
            request.set_page_token(page->next_page_token());
        } while (!request.page_token().empty());
        return all;
    }
    std::string Posted(const std::string& account) {
        return Query("SELECT posted FROM accounts WHERE " + account);
    }

    static constexpr char kAda[] = "operator/ada";
    static constexpr char kBob[] = "operator/bob";
    StoredSuspenseReader suspense{readers};
    rpc::OperatorNotes notes;
    rpc::TestPki pki;
    rpc::Adapter adapter{runtime.GetExecutor(), notes};
    SuspenseServiceRpc service{adapter, {.ledger = ledger, .reader = suspense}};
    rpc::Server server{
        "127.0.0.1:0", pki.Issue("service/settlement"), {&service}, &adapter.Stream()};
};

TEST_F(SuspenseServiceTest, WhatCameBackForAClosedAccountIsBookedOnByTwoOperators) {
    ComeBack("one");
    ComeBack("two");
    const auto waiting = List();
    ASSERT_EQ(waiting.size(), 2U);  // newest first
    EXPECT_EQ(waiting[0].payment_id(), PaymentNamed("two").ToString());
    EXPECT_EQ(waiting[1].payment_id(), PaymentNamed("one").ToString());
    EXPECT_EQ(waiting[1].payer_account_id(), AccountNamed("one").ToString());
    EXPECT_EQ(waiting[1].amount().minor_units(), 10'000);
    EXPECT_TRUE(waiting[1].came_back());
    const auto id = waiting[1].transfer_id();
    EXPECT_EQ(id, ReturnOf("one").ToString());
    const auto shop = AccountNamed("shop").ToString();

    const auto proposed = Release(kAda, id, shop);
    ASSERT_TRUE(proposed);
    EXPECT_TRUE(proposed->awaits_second_operator());
    EXPECT_EQ(proposed->proposal().creditor_account_id(), shop);
    EXPECT_TRUE(Release(kAda, id, shop)->awaits_second_operator());
    EXPECT_EQ(At("shop").posted, 0);
    const auto released = Release(kBob, id, shop);
    ASSERT_TRUE(released);
    EXPECT_FALSE(released->awaits_second_operator());
    EXPECT_EQ(released->released_to(), shop);
    EXPECT_NE(released->released_by().find("ada,"), std::string::npos);
    EXPECT_NE(released->released_by().find("bob"), std::string::npos);
    EXPECT_EQ(At("shop").posted, 10'000);
    EXPECT_EQ(Posted("type = 'suspense'"), "10000");  // the other one's

    EXPECT_TRUE(Release(kBob, id, shop)->has_released_at());  // it took effect: no error
    EXPECT_EQ(Release(kBob, id, "clearing").error().code, core::ErrorCode::kPaymentStateConflict);
    EXPECT_EQ(At("shop").posted, 10'000);
    EXPECT_EQ(List().size(), 1U);
    EXPECT_EQ(List(true).size(), 2U);
    EXPECT_EQ(Query("SELECT type FROM events WHERE stream_id = '" + HoldOf("one").ToString() +
                    "' ORDER BY version DESC LIMIT 1"),
              "clearway.settlement.v1.SuspendedTransferReleased");
    EXPECT_GE(notes.Notes().size(), 5U);
}

TEST_F(SuspenseServiceTest, WhatIsThereIsCountedUntilItIsBookedOn) {
    const auto counted = [&] {
        postgres::Connection connection(database.Url());
        postgres::Transaction transaction(connection.Get());
        return CountWaiting(transaction).suspended;
    };
    EXPECT_TRUE(counted().empty());
    ComeBack("one");
    ComeBack("two");
    ASSERT_EQ(counted().count("EUR"), 1U);
    EXPECT_EQ(counted().at("EUR").transfers, 2);
    EXPECT_EQ(counted().at("EUR").minor_units, 20'000);
    ASSERT_TRUE(Release(kAda, ReturnOf("one").ToString(), "clearing"));
    EXPECT_EQ(counted().at("EUR").transfers, 2);  // one operator is not enough
    ASSERT_TRUE(Release(kBob, ReturnOf("one").ToString(), "clearing"));
    EXPECT_EQ(counted().at("EUR").transfers, 1);
    EXPECT_EQ(counted().at("EUR").minor_units, 10'000);
}

TEST_F(SuspenseServiceTest, AnotherProcessKnowsTheFirstWordAndBooksOnce) {
    ComeBack("one");
    ASSERT_TRUE(Release(kAda, ReturnOf("one").ToString(), "clearing"));
    const ReleaseSuspended second{.transfer_id = ReturnOf("one"),
                                  .hold_id = HoldOf("one"),
                                  .creditor = core::DeriveClearingAccountId("EUR"),
                                  .currency = kEur,
                                  .operator_id = "bob"};
    const auto twice = Batch({Command{.what = second}, Command{.what = second}});
    EXPECT_TRUE(std::get<SuspendedReply>(*twice.at(0)).suspended.release);
    EXPECT_TRUE(std::get<SuspendedReply>(*twice.at(1)).suspended.release);
    // This one remembers the accounts as they were, and finds out.
    EXPECT_TRUE(Release(kBob, ReturnOf("one").ToString(), "clearing")->has_released_at());
    EXPECT_EQ(Posted("type = 'suspense'"), "0");
    EXPECT_EQ(Query("SELECT count(*) FROM transfers WHERE id = '" +
                    DeriveReleaseTransferId(ReturnOf("one")).ToString() + "'"),
              "1");
}

TEST_F(SuspenseServiceTest, BadRequestsAreToldAndChangeNothing) {
    using enum core::ErrorCode;
    ComeBack("one");
    const auto id = ReturnOf("one").ToString();
    EXPECT_EQ(Release(kAda, "not a transfer", "clearing").error().code, kInvalidArgument);
    EXPECT_EQ(Release(kAda, id, "not an account").error().code, kInvalidArgument);
    EXPECT_EQ(Release(kAda, id, "").error().code, kInvalidArgument);
    EXPECT_EQ(Release(kAda, id, AccountNamed("nobody").ToString()).error().code, kAccountNotFound);
    EXPECT_EQ(Release(kAda, id, AccountNamed("one").ToString()).error().code, kAccountClosed);
    EXPECT_EQ(Release(kAda, ReturnOf("none").ToString(), "clearing").error().code, kNotFound);
    EXPECT_EQ(Release("service/gateway", id, "clearing").error().code, kCallerNotAllowed);
    EXPECT_FALSE(List().at(0).awaits_second_operator());
    EXPECT_EQ(Posted("type = 'suspense'"), "10000");
}

}  // namespace
}  // namespace clearway::settlement
