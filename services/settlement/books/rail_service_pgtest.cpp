// SPDX-License-Identifier: Apache-2.0
// What operators can see and do about payments at rails: their calls over mutual TLS, onto the real
// book.
#include "services/settlement/rpc/rail_service.h"

#include "core/digest.h"
#include "rpc/client.h"
#include "rpc/operator_fixture.h"
#include "rpc/server.h"
#include "rpc/test_pki.h"
#include "services/settlement/books/rail_book_fixture.h"

namespace clearway::settlement {
namespace {

namespace pb = clearway::settlement::v1;

class RailServiceTest : public testing::RailBookFixture {
protected:
    void SetUp() override { clock.Set(core::FromMicros(1'767'225'600'000'000)); }

    template <class Response, class Request>
    core::Result<Response> Call(const std::string& who, const std::string& method,
                                const Request& request) {
        rpc::Peer peer({.name = "settlement",
                        .address = "localhost:" + std::to_string(server.Port()),
                        .tls = pki.Issue(who)});
        const auto name = "clearway.settlement.v1.RailTransferService." + method;
        return async::BlockOn(runtime.GetExecutor(), peer.Call<Response>(rpc::CallContext(), kLimit,
                                                                         name.c_str(), request));
    }
    core::Result<pb::RailTransferDetails> Decide(const std::string& who, const std::string& name,
                                                 const std::string& outcome,
                                                 const std::string& code = {}) {
        pb::DecideRailTransferRequest request;
        request.set_payment_id(Payment(name).ToString());
        request.set_outcome(outcome);
        request.set_reason_code(code);
        return Call<pb::RailTransferDetails>(who, "DecideRailTransfer", request);
    }
    core::Result<pb::RailTransferDetails> Recall(const std::string& name) {
        pb::RecallRailTransferRequest request;
        request.set_payment_id(Payment(name).ToString());
        return Call<pb::RailTransferDetails>(kAda, "RecallRailTransfer", request);
    }
    pb::ListRailConflictsResponse Conflicts(bool resolved_too, const std::string& token = {},
                                            int size = 0) {
        pb::ListRailConflictsRequest request;
        request.set_resolved_too(resolved_too);
        request.set_page_size(size);
        request.set_page_token(token);
        const auto page = Call<pb::ListRailConflictsResponse>(kAda, "ListRailConflicts", request);
        EXPECT_TRUE(page);
        return page ? *page : pb::ListRailConflictsResponse();
    }
    void GoUnknown(const std::string& name) {
        ASSERT_TRUE(Do(OrderOf(name)));
        Step(name, Begin());
        Step(name, rails::AnswerLost{});
    }

    static constexpr auto kLimit = std::chrono::seconds(5);
    static constexpr char kAda[] = "operator/ada";
    static constexpr char kBob[] = "operator/bob";
    rpc::OperatorNotes notes;
    rpc::TestPki pki;
    rpc::Adapter adapter{runtime.GetExecutor(), notes};
    RailTransferServiceRpc service{adapter, {book, reader, clock}};
    rpc::Server server{
        "127.0.0.1:0", pki.Issue("service/settlement"), {&service}, &adapter.Stream()};
};

TEST_F(RailServiceTest, MoneyIsDecidedByTwoOperators) {
    GoUnknown("one");
    const auto proposed = Decide(kAda, "one", "rejected", "AC04");
    ASSERT_TRUE(proposed);
    EXPECT_EQ(proposed->state(), "unknown");
    EXPECT_EQ(proposed->proposal().outcome(), "rejected");
    EXPECT_TRUE(proposed->awaits_second_operator());
    EXPECT_EQ(proposed->proposal().reason_code(), "AC04");
    EXPECT_NE(proposed->proposal().operator_id().find("ada"), std::string::npos);
    const auto again = Decide(kAda, "one", "rejected", "AC04");
    ASSERT_TRUE(again);
    EXPECT_EQ(again->state(), "unknown");  // one person is one person
    const auto decided = Decide(kBob, "one", "rejected", "AC04");
    ASSERT_TRUE(decided);
    EXPECT_EQ(decided->state(), "rejected");
    EXPECT_EQ(decided->reason().code(), "AC04");
    EXPECT_FALSE(decided->has_proposal());
    EXPECT_FALSE(decided->awaits_second_operator());
    EXPECT_EQ(FactsOf(IdOf("one")),
              "RailTransferSubmitted RailTransferUnknown RailTransferRejected");
    EXPECT_EQ(Decide(kBob, "one", "rejected", "AC04")->state(),
              "rejected");  // took effect: no error
    EXPECT_EQ(Decide(kAda, "one", "accepted").error().code, core::ErrorCode::kPaymentStateConflict);
    EXPECT_EQ(notes.Notes().size(), 5U);
}

TEST_F(RailServiceTest, BadRequestsAreToldAndChangeNothing) {
    GoUnknown("one");
    EXPECT_EQ(Decide(kAda, "one", "perhaps").error().code, core::ErrorCode::kInvalidArgument);
    EXPECT_EQ(Decide(kAda, "one", "accepted", "AC04").error().code,
              core::ErrorCode::kInvalidArgument);
    for (const auto* code : {"", "ac04", "AC040", "A 4"})
        EXPECT_EQ(Decide(kAda, "one", "rejected", code).error().code,
                  core::ErrorCode::kInvalidArgument);
    EXPECT_EQ(Decide(kAda, "nobody", "accepted").error().code, core::ErrorCode::kNotFound);
    EXPECT_EQ(Decide("service/gateway", "one", "accepted").error().code,
              core::ErrorCode::kCallerNotAllowed);
    pb::GetRailTransferRequest request;
    request.set_payment_id("not a payment");
    EXPECT_EQ(Call<pb::RailTransferDetails>(kAda, "GetRailTransfer", request).error().code,
              core::ErrorCode::kInvalidArgument);
    EXPECT_EQ(Query("SELECT state || ' ' || proposal FROM rail_transfers"), "4 0");
}

TEST_F(RailServiceTest, ATransferIsShownWithTheNamesThatTheRailKnows) {
    GoUnknown("one");
    pb::GetRailTransferRequest request;
    request.set_payment_id(Payment("one").ToString());
    const auto shown = Call<pb::RailTransferDetails>(kAda, "GetRailTransfer", request);
    ASSERT_TRUE(shown);
    EXPECT_EQ(shown->partner_id(), "acme");
    EXPECT_EQ(shown->amount().minor_units(), 12'34);
    EXPECT_EQ(shown->amount().currency(), "EUR");
    EXPECT_EQ(shown->rail(), "instant");
    EXPECT_EQ(shown->rule(), "routing/1#all");
    EXPECT_EQ(shown->attempts(), 1);
    EXPECT_EQ(shown->recall(), "none");
    EXPECT_EQ(shown->uetr(), rails::DeriveUetr(Payment("one")).ToString());
    EXPECT_EQ(shown->due_at().seconds(), 1'767'225'605);
}

TEST_F(RailServiceTest, WhatWaitsIsListedNewestFirstByPages) {
    ASSERT_TRUE(Do(OrderOf("not sent")));  // for its rail is closed, or it cannot be told to whom
    clock.Set(clock.Now() + std::chrono::minutes(5));
    for (const auto* name : {"one", "two", "three"}) {
        GoUnknown(name);
        clock.Set(clock.Now() + std::chrono::seconds(1));
    }
    ASSERT_TRUE(Do(OrderOf("fresh")));
    GoUnknown("settled");
    Receive(0, {Say("settled", Kind::kAccepted, "m1"), Say("one", Kind::kAbsent, "m2")});
    std::vector<std::string> seen;
    pb::ListWaitingRailTransfersRequest request;
    request.set_page_size(2);
    do {
        const auto page =
            Call<pb::ListWaitingRailTransfersResponse>(kAda, "ListWaitingRailTransfers", request);
        ASSERT_TRUE(page);
        for (const auto& transfer : page->transfers())
            seen.push_back(transfer.payment_id() + transfer.state());
        request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    EXPECT_EQ(seen, (std::vector{Payment("three").ToString() + "unknown",
                                 Payment("two").ToString() + "unknown",
                                 Payment("one").ToString() + "created",
                                 Payment("not sent").ToString() + "created"}));
}

TEST_F(RailServiceTest, ARecallIsAskedForOnceAndRefusedWhenItComesTooLate) {
    GoUnknown("one");
    EXPECT_EQ(Recall("one")->recall(), "requested");
    EXPECT_EQ(Recall("one")->recall(), "requested");
    EXPECT_EQ(FactsOf(IdOf("one")),
              "RailTransferSubmitted RailTransferUnknown RailRecallRequested");
    ASSERT_TRUE(Do(OrderOf("fresh")));
    EXPECT_EQ(Recall("fresh")->state(), "rejected");
    EXPECT_EQ(Recall("fresh")->state(), "rejected");  // it took effect: no error
    GoUnknown("gone");
    Receive(0, {Say("gone", Kind::kRejected, "m1")});
    EXPECT_EQ(Recall("gone").error().code, core::ErrorCode::kPaymentStateConflict);
    EXPECT_EQ(Recall("nobody").error().code, core::ErrorCode::kNotFound);
}

TEST_F(RailServiceTest, ConflictsAreListedAndResolvedWithANote) {
    EXPECT_TRUE(Do(ReceiveFromRail{.rail = "instant",
                                   .after = 0,
                                   .up_to = 2,
                                   .statements = {Say("stranger", Kind::kAccepted, "m1")},
                                   .messages = {},
                                   .unreadable = {MessageOf("in-7", false)}}));
    const auto first = Conflicts(false, "", 1);
    ASSERT_EQ(first.conflicts_size(), 1);
    ASSERT_NE(first.next_page_token(), "");
    const auto second = Conflicts(false, first.next_page_token(), 1);
    ASSERT_EQ(second.conflicts_size(), 1);
    EXPECT_EQ(second.next_page_token(), "");
    const auto& unreadable =
        first.conflicts(0).payment_id().empty() ? first.conflicts(0) : second.conflicts(0);
    EXPECT_EQ(unreadable.kind(), "unreadable_message");
    EXPECT_EQ(unreadable.rail(), "instant");
    EXPECT_EQ(unreadable.message_digest(), core::ToHex(std::string(32, 'd')));

    pb::ResolveRailConflictRequest resolve;
    resolve.set_conflict_id(unreadable.conflict_id());
    const auto resolved = [&] {
        return Call<pb::ResolveRailConflictResponse>(kAda, "ResolveRailConflict", resolve);
    };
    for (const auto& note : {std::string(), std::string(501, 'x'), std::string("a\0b", 3)}) {
        resolve.set_note(note);
        EXPECT_EQ(resolved().error().code, core::ErrorCode::kInvalidArgument);
    }
    resolve.set_note("sent again by the rail");
    EXPECT_TRUE(resolved());
    EXPECT_EQ(Conflicts(false).conflicts_size(), 1);
    const auto all = Conflicts(true);
    ASSERT_EQ(all.conflicts_size(), 2);
    const auto& closed = all.conflicts(0).note().empty() ? all.conflicts(1) : all.conflicts(0);
    EXPECT_EQ(closed.note(), "sent again by the rail");
    EXPECT_NE(closed.resolved_by().find("ada"), std::string::npos);
    EXPECT_TRUE(closed.has_resolved_at());
    resolve.set_conflict_id(core::Uuid::Derive({}, "none").ToString());
    EXPECT_EQ(resolved().error().code, core::ErrorCode::kNotFound);
}

}  // namespace
}  // namespace clearway::settlement
