// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/books/case_book.h"

#include "clearway/compliance/v1/compliance_events.pb.h"
#include "clearway/payment/v1/payment_events.pb.h"
#include "services/compliance/books/case_book_test_support.h"
#include "services/compliance/events/outgoing.h"
#include "services/compliance/usecase/read_cases.h"
#include "services/compliance/usecase/resolve_case.h"

namespace clearway::compliance {
namespace {

namespace pb = payment::v1;

const core::Timestamp kTime = *core::ParseRfc3339("2026-03-01T12:00:00.000001Z");

core::PaymentId PaymentNo(int number) {
    return core::DerivePaymentId("acme", "key-" + std::to_string(number));
}

core::Uuid PayeeNo(int number) { return core::Uuid::Derive(PaymentNo(number).value, "payee"); }

RaiseAlert RaiseNo(int number) {
    return {.alert_id = core::Uuid::Derive(PaymentNo(number).value, "screening"),
            .kind = AlertKind::kPayment,
            .subject = SubjectOf(PaymentNo(number)),
            .matches = {{.role = PartyRole::kCreditor,
                         .entry_number = 22'790,
                         .listed_name = "DOE, \"Jack\" {a}, \\b",
                         .program = "SDGT",
                         .score = 930,
                         .party_digest = core::Sha256("x"),
                         .party = PayeeNo(number)}},
            .list_version = "ofac-sdn-2021-07/0123456789ab",
            .evidence = R"({"name":"Jack Doe"})",
            .at = kTime + std::chrono::seconds(number)};
}

ResolveCase ResolveNo(int number, CaseStatus decision) {
    return {.id = core::DeriveCaseId(PaymentNo(number)),
            .decision = decision,
            .resolved_by = "spiffe://clearway.local/operator/ops",
            .note = "not the same person",
            .at = kTime + std::chrono::hours(1)};
}

v1::CaseConfirmed ConfirmedIn(const std::vector<events::StoredEvent>& facts) {
    v1::CaseConfirmed fact;
    EXPECT_EQ(facts.back().type, fact.GetTypeName());
    EXPECT_TRUE(fact.ParseFromString(facts.back().payload));
    return fact;
}

template <class Fact>
events::ReceivedEvent Receive(const Fact& fact, std::int64_t offset, std::int64_t sequence) {
    events::ReceivedEvent event;
    event.topic = "clearway.payment.events.v1";
    event.offset = offset;
    event.lane = 1;
    event.lane_sequence = sequence;
    event.type = fact.GetTypeName();
    event.payload = fact.SerializeAsString();
    event.occurred_at = kTime;
    return event;
}

pb::PaymentHeldForReview HeldNo(int number, const char* outcome) {
    pb::PaymentHeldForReview held;
    held.mutable_terms()->set_payment_id(PaymentNo(number).ToString());
    held.mutable_evidence()->set_screening_outcome(outcome);
    held.mutable_evidence()->set_screening_list_version("list/1");
    held.add_reasons()->set_code("FRAD");
    held.add_reasons()->set_code("NARR");
    return held;
}

TEST_F(CaseBookTest, StoresACaseWithItsMatchesAndOneFact) {
    const auto opened = Await(book_.Submit(RaiseNo(1)));
    ASSERT_TRUE(opened) << opened.error().Detail();
    const auto read = Await(reader_.Get(opened->id));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->opened.matches, RaiseNo(1).matches);
    EXPECT_EQ(read->opened.opened_at, RaiseNo(1).at);
    EXPECT_EQ(read->opened.status, CaseStatus::kOpen);
    const auto again = Await(book_.Submit(RaiseNo(1)));
    ASSERT_TRUE(again);
    EXPECT_EQ(again->id, opened->id);
    EXPECT_EQ(again->version, 1);
    const auto facts = Facts(opened->id.value);
    ASSERT_EQ(facts.size(), 1U);
    v1::CaseOpened fact;
    ASSERT_EQ(facts[0].type, fact.GetTypeName());
    ASSERT_TRUE(fact.ParseFromString(facts[0].payload));
    EXPECT_EQ(fact.entry_numbers(0), 22'790);
    EXPECT_EQ(facts[0].summary.find("DOE"), std::string::npos);
}

TEST_F(CaseBookTest, ResolvesOnceAndAnswersTheSameDecisionTheSame) {
    ASSERT_TRUE(Await(book_.Submit(RaiseNo(1))));
    const auto first = Decide(ResolveNo(1, CaseStatus::kCleared));
    ASSERT_TRUE(first) << first.error().Detail();
    auto later = ResolveNo(1, CaseStatus::kCleared);
    later.note = "another note";
    const auto second = Decide(later);
    ASSERT_TRUE(second);
    EXPECT_EQ(second->note, "not the same person");
    const auto other = Decide(ResolveNo(1, CaseStatus::kConfirmed));
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().code, core::ErrorCode::kCaseAlreadyResolved);
    const auto unknown = Decide(ResolveNo(2, CaseStatus::kCleared));
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().code, core::ErrorCode::kCaseNotFound);
    const auto reopened = Await(book_.Submit(RaiseNo(1)));
    ASSERT_TRUE(reopened);
    EXPECT_EQ(reopened->status, CaseStatus::kCleared);
    EXPECT_EQ(reopened->resolved_by, "spiffe://clearway.local/operator/ops");
    const auto facts = Facts(first->id.value);
    ASSERT_EQ(facts.size(), 3U);
    EXPECT_EQ(facts[2].type, v1::CaseCleared().GetTypeName());
    EXPECT_EQ(events::FirstBrokenLink(facts), 0);
}

TEST_F(CaseBookTest, PublishesAConfirmedCase) {
    ASSERT_TRUE(Await(book_.Submit(RaiseNo(1))));
    const auto confirmed = Decide(ResolveNo(1, CaseStatus::kConfirmed));
    ASSERT_TRUE(confirmed);
    const auto fact = ConfirmedIn(Facts(confirmed->id.value));
    EXPECT_EQ(fact.matches(), 1);
    EXPECT_EQ(fact.list_version(), RaiseNo(1).list_version);
    ASSERT_EQ(fact.party_ids_size(), 1);
    EXPECT_EQ(fact.party_ids(0), PayeeNo(1).ToString());
}

TEST_F(CaseBookTest, ACaseOfAReviewKnowsWhosePaymentItIs) {
    auto held = HeldNo(1, "clear");
    const auto account = core::Uuid::Random(), token = core::Uuid::Random();
    held.mutable_terms()->mutable_debtor()->set_account_id(account.ToString());
    held.mutable_terms()->mutable_creditor()->set_party_token(token.ToString());
    book_.Consume({Receive(held, 0, 1)});
    postgres::Connection connection(database_.Url());
    postgres::Transaction transaction(connection.Get());
    for (const auto& person : {account, token})
        EXPECT_EQ(
            transaction
                .exec("SELECT FROM case_persons WHERE person_id = '" + person.ToString() + "'")
                .size(),
            1);
}

TEST_F(CaseBookTest, TakesEachEventOnceHoweverOftenItComes) {
    pb::PaymentAuthorised authorised;
    authorised.mutable_terms()->set_payment_id(PaymentNo(1).ToString());
    authorised.mutable_evidence()->set_screening_outcome("clear");
    pb::PaymentSettled settled;
    settled.mutable_terms()->set_payment_id(PaymentNo(1).ToString());
    const std::vector batch{Receive(authorised, 0, 1), Receive(HeldNo(2, "clear"), 1, 2),
                            Receive(settled, 2, 3)};
    book_.Consume(batch);
    book_.Consume(batch);                        // the commit was not heard of
    book_.Consume({Receive(authorised, 3, 1)});  // the producer sent it again
    book_.Consume({Receive(authorised, 4, 4), Receive(authorised, 5, 5)});  // another decision
    const auto evidence = Facts(ScreeningStream(PaymentNo(1)));
    ASSERT_EQ(evidence.size(), 1U);
    EXPECT_EQ(evidence[0].summary, "screened: clear");
    EXPECT_EQ(Facts(ScreeningStream(PaymentNo(2))).size(), 1U);
    EXPECT_EQ(Facts(core::DeriveCaseId(PaymentNo(2)).value).size(), 1U);
    EXPECT_FALSE(Await(reader_.Get(core::DeriveCaseId(PaymentNo(1)))));
}

TEST_F(CaseBookTest, KeepsOneScreeningWhenAReviewEndsMonthsLater) {
    auto held = HeldNo(1, "clear");
    const auto ordered = core::ToMicros(kTime) / 1'000'000;
    held.mutable_terms()->mutable_created_at()->set_seconds(ordered);
    pb::PaymentAuthorised released;
    *released.mutable_terms() = held.terms();
    released.mutable_evidence()->set_screening_outcome("clear");
    auto later = Receive(released, 1, 2);
    later.occurred_at += std::chrono::days(100);
    book_.Consume({Receive(held, 0, 1)});
    book_.Consume({later});
    EXPECT_EQ(Facts(ScreeningStream(PaymentNo(1))).size(), 1U);
}

TEST_F(CaseBookTest, GivesAReviewWithoutACaseOneWithItsReasons) {
    auto hit = HeldNo(3, "hit");
    hit.mutable_evidence()->set_screening_case_id(core::DeriveCaseId(PaymentNo(3)).ToString());
    ASSERT_TRUE(Await(book_.Submit(RaiseNo(3))));  // the screening opens that case itself
    auto unscreened = HeldNo(1, "unavailable");
    unscreened.mutable_evidence()->add_degradations("screening_unavailable");
    book_.Consume({Receive(unscreened, 0, 1), Receive(hit, 1, 2)});
    const auto review = Await(reader_.Get(core::DeriveCaseId(PaymentNo(1))));
    ASSERT_TRUE(review);
    EXPECT_EQ(review->opened.review_reason, "FRAD,NARR,screening_unavailable");
    EXPECT_TRUE(review->opened.matches.empty());
    const auto screened = Await(reader_.Get(core::DeriveCaseId(PaymentNo(3))));
    ASSERT_TRUE(screened);
    EXPECT_TRUE(screened->opened.review_reason.empty());
    EXPECT_EQ(screened->opened.alerts.size(), 2U);  // the review is evidence, too
    EXPECT_EQ(Facts(screened->opened.id.value).back().type, v1::AlertAdded().GetTypeName());
}

TEST_F(CaseBookTest, AnnouncesADecisionThatCameBeforeThePaymentAgain) {
    for (const auto status : {CaseStatus::kCleared, CaseStatus::kConfirmed}) {
        const int number = static_cast<int>(status);
        ASSERT_TRUE(Await(book_.Submit(RaiseNo(number))));
        const auto resolved = Decide(ResolveNo(number, status));
        ASSERT_TRUE(resolved);
        auto hit = HeldNo(number, "hit");
        hit.mutable_evidence()->set_screening_case_id(resolved->id.ToString());
        book_.Consume({Receive(hit, number, number)});
        const auto facts = Facts(resolved->id.value);
        ASSERT_EQ(facts.size(), 5U);
        EXPECT_EQ(facts[4].type, facts[2].type);
        v1::CaseConfirmed early, late;  // it has the fields of CaseCleared
        ASSERT_TRUE(early.ParseFromString(facts[2].payload));
        ASSERT_TRUE(late.ParseFromString(facts[4].payload));
        EXPECT_TRUE(early.payment_unknown());
        EXPECT_FALSE(late.payment_unknown());
        EXPECT_EQ(late.matches(), early.matches());
        EXPECT_EQ(early.party_ids_size(), status == CaseStatus::kConfirmed ? 1 : 0);
        EXPECT_TRUE(late.party_ids().empty()) << "what follows for a party follows once";
        EXPECT_EQ(events::FirstBrokenLink(facts), 0);
    }
}

TEST_F(CaseBookTest, OpensAClearedHitAgainWhenFraudHoldsThePayment) {
    ASSERT_TRUE(Await(book_.Submit(RaiseNo(1))));
    ASSERT_TRUE(Decide(ResolveNo(1, CaseStatus::kCleared)));
    auto held = HeldNo(1, "cleared_by_operator");
    held.mutable_evidence()->set_screening_case_id(core::DeriveCaseId(PaymentNo(1)).ToString());
    book_.Consume({Receive(held, 0, 1)});
    const auto open = Await(reader_.Get(core::DeriveCaseId(PaymentNo(1))));
    ASSERT_TRUE(open);
    EXPECT_EQ(open->opened.status, CaseStatus::kOpen);
    EXPECT_EQ(open->opened.review_reason, "FRAD,NARR");
    EXPECT_EQ(open->opened.matches.size(), 1U);
    const auto cleared = Decide(ResolveNo(1, CaseStatus::kCleared));
    ASSERT_TRUE(cleared);
    v1::CaseCleared fact;
    ASSERT_TRUE(fact.ParseFromString(Facts(cleared->id.value).back().payload));
    EXPECT_FALSE(fact.payment_unknown());
}

TEST_F(CaseBookTest, WhoUpholdsAReviewConfirmsNoMatchThatWasClearedBefore) {
    ASSERT_TRUE(Await(book_.Submit(RaiseNo(1))));
    ASSERT_TRUE(Decide(ResolveNo(1, CaseStatus::kCleared)));
    book_.Consume({Receive(HeldNo(1, "cleared_by_operator"), 0, 1)});
    const auto upheld = Decide(ResolveNo(1, CaseStatus::kConfirmed));
    ASSERT_TRUE(upheld);
    EXPECT_EQ(upheld->matches.size(), 1U);
    const auto fact = ConfirmedIn(Facts(upheld->id.value));
    EXPECT_EQ(fact.matches(), 0);
    EXPECT_TRUE(fact.list_version().empty());
    EXPECT_TRUE(fact.party_ids().empty());
}

TEST_F(CaseBookTest, RefusesAnEventThatCannotBeReadAndStoresNothingOfItsBatch) {
    auto broken = HeldNo(1, "clear");
    broken.mutable_terms()->set_payment_id("no id");
    EXPECT_THROW(book_.Consume({Receive(HeldNo(2, "clear"), 0, 1), Receive(broken, 1, 2)}),
                 events::UnreadableEvent);
    EXPECT_FALSE(Await(reader_.Get(core::DeriveCaseId(PaymentNo(2)))));
}

TEST_F(CaseBookTest, ListsNewestFirstInPagesWithoutGapOrDouble) {
    for (int i = 0; i < 7; ++i) ASSERT_TRUE(Await(book_.Submit(RaiseNo(i / 2 * 2 + i % 2))));
    ASSERT_TRUE(Decide(ResolveNo(3, CaseStatus::kCleared)));
    ReadCases cases(reader_, system_clock_);
    std::vector<core::PaymentId> seen;
    CasePageRequest request{.status = std::nullopt, .page_size = 3};
    do {
        const auto page = Await(cases.List(request));
        ASSERT_TRUE(page);
        for (const auto& one : page->cases) seen.push_back(*PaymentOf(one.subject));
        request.page_token = page->next_page_token;
    } while (!request.page_token.empty());
    std::vector<core::PaymentId> expected;
    for (int i = 6; i >= 0; --i) expected.push_back(PaymentNo(i));
    EXPECT_EQ(seen, expected);
    const auto cleared = Await(cases.List({.status = CaseStatus::kCleared}));
    ASSERT_TRUE(cleared);
    ASSERT_EQ(cleared->cases.size(), 1U);
    EXPECT_EQ(cleared->cases[0].subject, SubjectOf(PaymentNo(3)));
    for (const std::string number : {"x", "-1", "7fffffffffffffff", "9223372036854775807"})
        for (const std::string divider : {".", "_"}) {
            const auto token = number + divider + core::Uuid().ToString();
            const auto page = Await(cases.List({.status = std::nullopt, .page_token = token}));
            ASSERT_FALSE(page) << token;
            EXPECT_EQ(page.error().code, core::ErrorCode::kInvalidArgument) << token;
        }
    EXPECT_FALSE(Await(cases.List({.status = std::nullopt, .page_size = 201})));
}

TEST_F(CaseBookTest, RefusesANoteThatIsTooLong) {
    ASSERT_TRUE(Await(book_.Submit(RaiseNo(1))));
    const core::SystemClock clock;
    ResolveCaseUseCase resolve(book_, clock);
    const auto with_note = [](std::string note) {
        return Resolution{.id = core::DeriveCaseId(PaymentNo(1)),
                          .decision = CaseStatus::kCleared,
                          .note = std::move(note),
                          .resolved_by = "ops"};
    };
    EXPECT_FALSE(Await(resolve.Run(with_note(std::string(501, 'n')))));
    std::string umlauts;
    for (int i = 0; i < 500; ++i) umlauts += "ü";
    EXPECT_TRUE(Await(resolve.Run(with_note(umlauts))));
}

}  // namespace
}  // namespace clearway::compliance
