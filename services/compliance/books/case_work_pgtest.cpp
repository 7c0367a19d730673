// SPDX-License-Identifier: Apache-2.0
// The officers' work on cases, as it is stored: two operators decide, comments stay, lists find.
#include <algorithm>

#include "clearway/compliance/v1/compliance_events.pb.h"
#include "services/compliance/books/case_book_test_support.h"
#include "services/compliance/usecase/read_cases.h"
#include "services/compliance/usecase/work_on_case.h"

namespace clearway::compliance {
namespace {

const core::Timestamp kTime = *core::ParseRfc3339("2026-03-01T12:00:00Z");
constexpr char kAnna[] = "spiffe://clearway.local/operator/anna";
constexpr char kBen[] = "spiffe://clearway.local/operator/ben";

class FixedClock final : public core::Clock {
public:
    core::Timestamp Now() const override { return now; }
    core::Timestamp now = kTime;
};

class CaseWorkTest : public CaseBookTest {
protected:
    static Subject Party(int number) {
        return {SubjectKind::kParty,
                core::Uuid::Derive(core::Uuid(), "party " + std::to_string(number))};
    }
    Case Raise(int party, AlertKind kind = AlertKind::kMonitoring) {
        const auto subject = Party(party);
        CaseCommand command = RaiseAlert{.alert_id = core::Uuid::Derive(subject.id, "finding"),
                                         .kind = kind,
                                         .subject = subject,
                                         .reason_codes = "STRUCTURING",
                                         .at = clock_.now + std::chrono::seconds(party)};
        auto raised = Await(book_.Submit(std::move(command)));
        EXPECT_TRUE(raised);
        return *raised;
    }
    core::Result<Case> Resolve(const core::CaseId& id, CaseStatus decision, const char* by) {
        CaseCommand command =
            ResolveCase{.id = id, .decision = decision, .resolved_by = by, .at = clock_.now};
        return Await(book_.Submit(std::move(command)));
    }
    core::Result<Case> Comment(const core::CaseId& id, const core::Uuid& comment,
                               const std::string& text) {
        return Await(work_.Comment({.id = kAnna}, id, comment, text));
    }
    std::vector<core::CaseId> Listed(const CasePageRequest& request) {
        const auto page = Await(cases_.List(request));
        EXPECT_TRUE(page);
        std::vector<core::CaseId> ids;
        for (const auto& one : page->cases) ids.push_back(one.id);
        return ids;
    }
    std::vector<std::string> FactTypes(const core::CaseId& id) {
        std::vector<std::string> types;
        for (const auto& fact : Facts(id.value))
            types.push_back(fact.type.substr(fact.type.rfind('.') + 1));
        return types;
    }

    FixedClock clock_;
    WorkOnCase work_{book_, clock_};
    ReadCases cases_{reader_, clock_};
};

TEST_F(CaseWorkTest, TwoOperatorsDecideAndAProposalSurvivesWhoeverDiesBetween) {
    const auto raised = Raise(1);
    ASSERT_TRUE(Resolve(raised.id, CaseStatus::kConfirmed, kAnna));
    // Another process, that knows only what is stored.
    CaseBook other{database_.Url(), outbox_, runtime_.GetExecutor(), sealer_.sealer};
    CaseCommand own = ResolveCase{
        .id = raised.id, .decision = CaseStatus::kConfirmed, .resolved_by = kAnna, .at = kTime};
    const auto again = Await(other.Submit(std::move(own)));
    ASSERT_TRUE(again);
    EXPECT_EQ(again->status, CaseStatus::kOpen);
    CaseCommand approval = ResolveCase{
        .id = raised.id, .decision = CaseStatus::kConfirmed, .resolved_by = kBen, .at = kTime};
    const auto approved = Await(other.Submit(std::move(approval)));
    ASSERT_TRUE(approved);
    EXPECT_EQ(approved->status, CaseStatus::kConfirmed);
    EXPECT_EQ(approved->proposal->by, kAnna);
    EXPECT_EQ(FactTypes(raised.id),
              (std::vector<std::string>{"CaseOpened", "DecisionProposed", "CaseConfirmed"}));
    v1::CaseConfirmed fact;
    ASSERT_TRUE(fact.ParseFromString(Facts(raised.id.value).back().payload));
    EXPECT_EQ(fact.proposed_by(), kAnna);
    EXPECT_EQ(fact.resolved_by(), kBen);
}

TEST_F(CaseWorkTest, ADisagreementOpensTheCaseAgain) {
    const auto raised = Raise(1);
    ASSERT_TRUE(Resolve(raised.id, CaseStatus::kCleared, kAnna));
    const auto disagreed = Resolve(raised.id, CaseStatus::kConfirmed, kBen);
    ASSERT_TRUE(disagreed);
    EXPECT_EQ(disagreed->status, CaseStatus::kOpen);
    EXPECT_FALSE(Await(reader_.Get(raised.id))->opened.proposal);
    EXPECT_EQ(FactTypes(raised.id).back(), "ProposalWithdrawn");
}

TEST_F(CaseWorkTest, TheDatabaseItselfRefusesADecisionOfOneForTwo) {
    const auto raised = Raise(1);
    ASSERT_TRUE(Resolve(raised.id, CaseStatus::kCleared, kAnna));
    postgres::Connection connection(database_.Url());
    postgres::Transaction transaction(connection.Get());
    EXPECT_THROW(transaction.exec("UPDATE cases SET status = 2, resolved_at = now(), "
                                  "resolved_by = proposed_by"),
                 pqxx::sql_error);
}

TEST_F(CaseWorkTest, CommentsAreSealedInTheirOrderAndStay) {
    const auto raised = Raise(1);
    const auto first = core::Uuid::Random();
    ASSERT_TRUE(Comment(raised.id, first, "called Jane Roe"));
    ASSERT_TRUE(Comment(raised.id, core::Uuid::Random(), "she did not answer"));
    ASSERT_TRUE(Comment(raised.id, first, "called Jane Roe"));  // the answer was lost
    const auto file = *Await(reader_.Get(raised.id));
    ASSERT_EQ(file.comments.size(), 2U);
    EXPECT_EQ(file.comments[0].text, "called Jane Roe");
    EXPECT_EQ(file.comments[1].text, "she did not answer");
    EXPECT_EQ(file.comments[0].author, kAnna);
    EXPECT_EQ(file.opened.comments, 2);
    EXPECT_EQ(FactTypes(raised.id).size(), 3U);
    for (const auto& fact : Facts(raised.id.value))
        EXPECT_EQ((fact.payload + fact.summary).find("Roe"), std::string::npos);
    postgres::Connection connection(database_.Url());
    postgres::Transaction transaction(connection.Get());
    const auto clear = transaction.exec(
        "SELECT count(*) FROM case_comments WHERE position('Roe'::bytea IN body) > 0");
    EXPECT_EQ(clear[0][0].as<int>(), 0);
    EXPECT_THROW(transaction.exec("UPDATE case_comments SET author = 'ben'"), pqxx::sql_error);
}

TEST_F(CaseWorkTest, WhoIsErasedTakesEvidenceAndCommentsAlongButNotTheCase) {
    const auto raised = Raise(1);
    ASSERT_TRUE(Comment(raised.id, core::Uuid::Random(), "called Jane Roe"));
    const std::vector persons{vault::PersonId(Party(1).id)};
    sealer_.vault.Persons().Erase(persons);
    const auto file = *Await(reader_.Get(raised.id));
    EXPECT_FALSE(file.evidence.at(0));
    EXPECT_FALSE(file.comments.at(0).text);
    EXPECT_EQ(file.opened.alerts.size(), 1U);
    EXPECT_TRUE(Comment(raised.id, core::Uuid::Random(), "gone"));
    EXPECT_EQ(events::FirstBrokenLink(Facts(raised.id.value)), 0);
}

TEST_F(CaseWorkTest, ACaseRaisedByHandIsOneAlertAReasonAndWaitsForAnotherOperator) {
    const ManualAlert alert{
        .subject = Party(1), .reason = "cash, again and again", .priority = Priority::kHigh};
    const auto raised = Await(work_.Raise({.id = kAnna}, alert));
    ASSERT_TRUE(raised);
    EXPECT_EQ(raised->due_at, kTime + std::chrono::hours(360));
    EXPECT_EQ(Await(work_.Raise({.id = kAnna}, alert))->version, 1);
    EXPECT_EQ(Await(work_.Raise({.id = kBen}, alert))->alerts.size(), 2U);
    ASSERT_TRUE(Resolve(raised->id, CaseStatus::kConfirmed, "carla"));
    for (const auto* raiser : {kAnna, kBen}) {
        const auto own = Resolve(raised->id, CaseStatus::kConfirmed, raiser);
        ASSERT_FALSE(own);
        EXPECT_EQ(own.error().code, core::ErrorCode::kSecondOperatorNeeded);
    }
    EXPECT_NE(Await(reader_.Get(raised->id))->evidence.at(0)->find("again and again"),
              std::string::npos);
    EXPECT_FALSE(Await(work_.Raise({.id = kAnna}, {.subject = Party(1), .reason = ""})));
}

TEST_F(CaseWorkTest, ListsByKindAssigneeDeadlineAndProposal) {
    const auto monitored = Raise(1).id;
    const auto listed = Raise(2, AlertKind::kRescreening).id;
    const auto proposed = Raise(3).id;
    ASSERT_TRUE(Await(work_.Assign({.id = kAnna}, listed, kBen)));
    ASSERT_TRUE(Await(work_.Assign({.id = kAnna}, monitored, "")));
    ASSERT_TRUE(Resolve(proposed, CaseStatus::kCleared, kAnna));
    using Ids = std::vector<core::CaseId>;
    EXPECT_EQ(Listed({.status = {}, .kind = AlertKind::kRescreening}), Ids{listed});
    EXPECT_EQ(Listed({.status = {}, .assignee = kBen}), Ids{listed});
    EXPECT_EQ(Listed({.status = {}, .assignee = kAnna}), Ids{monitored});
    EXPECT_EQ(Listed({.status = {}, .proposed = true}), Ids{proposed});
    EXPECT_EQ(Listed({.status = {}, .order = CaseOrder::kDueFirst}),
              (Ids{listed, monitored, proposed}));
    EXPECT_TRUE(Listed({.status = {}, .overdue = true}).empty());
    clock_.now += std::chrono::hours(25);
    EXPECT_EQ(Listed({.status = {}, .overdue = true}), Ids{listed});
    clock_.now += std::chrono::hours(720);
    EXPECT_EQ(Listed({.status = {}, .overdue = true, .order = CaseOrder::kDueFirst}),
              (Ids{listed, monitored, proposed}));
    ASSERT_TRUE(Resolve(proposed, CaseStatus::kCleared, kBen));
    EXPECT_TRUE(Listed({.status = {}, .proposed = true}).empty());
    EXPECT_EQ(Listed({.status = {}, .overdue = true}).size(), 2U) << "a resolved case is not late";
    EXPECT_FALSE(Await(work_.Assign({.id = kAnna}, listed, "not an operator")));
}

TEST_F(CaseWorkTest, PagesInTheOrderOfDeadlinesHaveNoGapAndNoDouble) {
    for (int i = 0; i < 5; ++i) Raise(i, i % 2 ? AlertKind::kRescreening : AlertKind::kMonitoring);
    CasePageRequest request{.status = {}, .order = CaseOrder::kDueFirst, .page_size = 2};
    std::vector<core::CaseId> seen;
    do {
        const auto page = Await(cases_.List(request));
        ASSERT_TRUE(page);
        for (const auto& one : page->cases) seen.push_back(one.id);
        request.page_token = page->next_page_token;
    } while (!request.page_token.empty());
    EXPECT_EQ(seen, Listed({.status = {}, .order = CaseOrder::kDueFirst}));
    EXPECT_EQ(seen.size(), 5U);
}

TEST_F(CaseWorkTest, CountsOpenCasesByKindAndAge) {
    Raise(1);
    Raise(2);
    const auto old = Raise(3, AlertKind::kRescreening).id;
    clock_.now += std::chrono::hours(24 * 8);
    Raise(4);
    ASSERT_TRUE(Resolve(old, CaseStatus::kCleared, kAnna));
    const auto counts = Await(cases_.Count());
    ASSERT_TRUE(counts);
    const auto count = [&](AlertKind kind, CaseAge age) {
        const auto found = std::ranges::find_if(
            *counts, [&](const CaseCount& one) { return one.kind == kind && one.age == age; });
        return found == counts->end() ? CaseCount{} : *found;
    };
    EXPECT_EQ(count(AlertKind::kMonitoring, CaseAge::kUnderAMonth).open, 2);
    EXPECT_EQ(count(AlertKind::kMonitoring, CaseAge::kUnderADay).open, 1);
    EXPECT_EQ(count(AlertKind::kMonitoring, CaseAge::kUnderAMonth).overdue, 0);
    EXPECT_EQ(count(AlertKind::kRescreening, CaseAge::kUnderAMonth).overdue, 1);
    EXPECT_EQ(count(AlertKind::kRescreening, CaseAge::kUnderAMonth).proposed, 1);
    EXPECT_EQ(count(AlertKind::kRescreening, CaseAge::kUnderAMonth).unassigned, 1);
}

}  // namespace
}  // namespace clearway::compliance
