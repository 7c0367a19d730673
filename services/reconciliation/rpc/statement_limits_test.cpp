// SPDX-License-Identifier: Apache-2.0
// What the protos promise arrives over mutual TLS, and what is larger is refused with a word; a run
// is answered with where payments stand.
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include "async/runtime.h"
#include "clearway/reconciliation/v1/exception_service.grpc.pb.h"
#include "clearway/reconciliation/v1/statement_service.grpc.pb.h"
#include "rpc/client.h"
#include "rpc/operator_fixture.h"
#include "rpc/server.h"
#include "rpc/test_pki.h"
#include "services/reconciliation/rpc/exception_messages.h"
#include "services/reconciliation/rpc/exception_service.h"
#include "services/reconciliation/rpc/statement_messages.h"
#include "services/reconciliation/rpc/statement_service.h"

namespace clearway::reconciliation {
namespace {

constexpr std::size_t kPart = std::size_t{512} << 10;
constexpr std::size_t kText = 500;
constexpr core::ErrorCode kNotAsked = core::ErrorCode::kInternal;

struct Statements final : StatementDesk {
    async::Task<core::Result<ImportedStatement>> Import(ImportOrder) override {
        co_return kNotAsked;
    }
    async::Task<core::Result<PartTaken>> TakePart(StatementPart part) override {
        taken.push_back(part.content.size());
        co_return PartTaken{.received = std::ssize(part.content)};
    }
    async::Task<core::Result<std::vector<KeptFile>>> Decide(FileDecision) override {
        co_return kNotAsked;
    }
    async::Task<core::Result<std::vector<KeptFile>>> List(FileQuery) override {
        co_return kNotAsked;
    }
    std::vector<std::size_t> taken;
};

struct Runs final : RunDesk {
    async::Task<core::Result<StatementRun>> Begin(std::string, core::Timestamp) override {
        co_return StatementRun{.run_id = core::Uuid::Random()};
    }
    async::Task<core::Result<StatementRun>> Look() override { co_return StatementRun{}; }
    async::Task<core::Result<std::optional<UnitOutcome>>> Run(UnitOrder) override {
        co_return kNotAsked;
    }
    async::Task<core::Result<core::Done>> Skip(UnitOrder) override { co_return kNotAsked; }
};

struct ThreeWays final : ThreeWayReader {
    async::Task<core::Result<ThreeWay>> Find(core::PaymentId) override { co_return kNotAsked; }
    async::Task<core::Result<ThreeWaySlice>> List(core::PaymentId, std::int64_t) override {
        co_return kNotAsked;
    }
    async::Task<core::Result<ThreeWayCounts>> Count() override { co_return counts; }
    core::Result<ThreeWayCounts> counts = ThreeWayCounts{.agreed = 1,
                                                         .awaited = 2,
                                                         .resolved = 3,
                                                         .payment_only = 4,
                                                         .ledger_only = 5,
                                                         .statement_missing = 6,
                                                         .statement_only = 7,
                                                         .differs = 8};
};

struct Exceptions final : ExceptionDesk {
    async::Task<core::Result<std::vector<StatementException>>> List(ExceptionQuery query) override {
        std::vector<StatementException> page(static_cast<std::size_t>(query.limit), one);
        co_return page;
    }
    async::Task<core::Result<ExceptionWithTrail>> Get(core::Uuid) override {
        co_return ExceptionWithTrail{.exception = one};
    }
    async::Task<core::Result<StatementException>> Work(WorkOnException command) override {
        taken.push_back(command.text.size());
        co_return one;
    }
    async::Task<core::Result<std::vector<StatementException>>> Approved(core::Uuid,
                                                                        std::int64_t) override {
        co_return std::vector<StatementException>();
    }
    async::Task<core::Result<std::int64_t>> CountContradicted() override { co_return kNotAsked; }
    async::Task<core::Result<core::Done>> NoteAnswer(core::Uuid, std::string,
                                                     core::Timestamp) override {
        co_return kNotAsked;
    }
    StatementException one{.exception_id = core::Uuid::Random(),
                           .account = core::DeriveClearingAccountId("EUR"),
                           .exception_class = "extra",
                           .currency = *core::Currency::Parse("EUR")};
    std::vector<std::size_t> taken;
};

struct Ledger final : AdjustmentLedger {
    async::Task<core::Result<std::string>> Post(std::vector<AdjustmentTransfer>) override {
        co_return kNotAsked;
    }
};

class StatementLimitsTest : public ::testing::Test {
protected:
    template <class Service>
    auto StubOf() {
        return Service::NewStub(
            rpc::OpenChannel({.name = "reconciliation",
                              .address = "localhost:" + std::to_string(server_.Port()),
                              .tls = pki_.Issue("operator/ada")}));
    }
    grpc::Status Import(std::size_t size) {
        v1::ImportStatementRequest request;
        request.set_name("f.sta");
        request.set_sha256(std::string(64, 'a'));
        request.set_size(static_cast<std::int64_t>(size));
        request.set_content(std::string(size, 'x'));
        grpc::ClientContext context;
        v1::ImportStatementResponse response;
        return StubOf<v1::StatementService>()->ImportStatement(&context, request, &response);
    }
    grpc::Status Note(std::size_t size,
                      v1::StatementExceptionAct act = v1::STATEMENT_EXCEPTION_ACT_NOTE) {
        v1::WorkOnStatementExceptionRequest request;
        request.set_exception_id(exceptions_.one.exception_id.ToString());
        request.set_act(act);
        request.set_text(std::string(size, 'x'));
        grpc::ClientContext context;
        v1::StatementException response;
        return StubOf<v1::StatementExceptionService>()->WorkOnStatementException(&context, request,
                                                                                 &response);
    }

    v1::RunStatementsResponse Run(bool dry_run) {
        v1::RunStatementsRequest request;
        request.set_dry_run(dry_run);
        grpc::ClientContext context;
        v1::RunStatementsResponse response;
        const auto status =
            StubOf<v1::StatementService>()->RunStatements(&context, request, &response);
        EXPECT_TRUE(status.ok()) << status.error_message();
        return response;
    }

    core::SystemClock clock_;
    async::Runtime runtime_{2};
    rpc::OperatorNotes operators_;
    rpc::TestPki pki_;
    rpc::Adapter adapter_{runtime_.GetExecutor(), operators_};
    Statements desk_;
    Runs runs_;
    Exceptions exceptions_;
    Ledger ledger_;
    PostAdjustments posting_{exceptions_, ledger_, clock_};
    ThreeWays three_ways_;
    StatementService statements_{adapter_, desk_, runs_, three_ways_, clock_, {}};
    ExceptionService service_{adapter_, exceptions_, posting_, clock_};
    rpc::Server server_{"127.0.0.1:0",
                        pki_.Issue("service/reconciliation"),
                        {&statements_, &service_},
                        &adapter_.Stream()};
};

TEST_F(StatementLimitsTest, TheLargestPartOfAFileArrives) {
    const auto sent = Import(kPart);
    EXPECT_TRUE(sent.ok()) << sent.error_message();
    EXPECT_EQ(Import(kPart + 1).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
    EXPECT_EQ(desk_.taken, std::vector{kPart});
}

TEST_F(StatementLimitsTest, TheLongestNoteAndTheLargestPageArrive) {
    const auto sent = Note(kText);
    EXPECT_TRUE(sent.ok()) << sent.error_message();
    EXPECT_EQ(Note(kText + 1).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
    EXPECT_EQ(exceptions_.taken, std::vector{kText});

    v1::ListStatementExceptionsRequest request;
    request.set_page_size(200);
    grpc::ClientContext context;
    v1::ListStatementExceptionsResponse response;
    EXPECT_TRUE(StubOf<v1::StatementExceptionService>()
                    ->ListStatementExceptions(&context, request, &response)
                    .ok());
    EXPECT_EQ(response.exceptions_size(), 200);
}

TEST(ExceptionMessages, AQueryNamesWhatIsAskedFor) {
    v1::ListStatementExceptionsRequest request;
    EXPECT_FALSE(ReadQuery(request)->proposed);
    EXPECT_FALSE(ReadQuery(request)->contradicted);
    request.set_proposed(true);
    EXPECT_TRUE(ReadQuery(request)->proposed);
    EXPECT_FALSE(ReadQuery(request)->contradicted);
}

TEST_F(StatementLimitsTest, WhoLetsWhatIsContradictedStandSaysWhy) {
    EXPECT_EQ(Note(0, v1::STATEMENT_EXCEPTION_ACT_STAND).error_code(),
              grpc::StatusCode::INVALID_ARGUMENT);
    EXPECT_TRUE(Note(3, v1::STATEMENT_EXCEPTION_ACT_STAND).ok());
}

TEST_F(StatementLimitsTest, ARunSaysHowManyPaymentsAgree) {
    const auto counts = Run(false).three_ways();
    EXPECT_EQ(counts.agreed(), 1);
    EXPECT_EQ(counts.awaited(), 2);
    EXPECT_EQ(counts.resolved(), 3);
    EXPECT_EQ(counts.payment_only(), 4);
    EXPECT_EQ(counts.ledger_only(), 5);
    EXPECT_EQ(counts.statement_missing(), 6);
    EXPECT_EQ(counts.statement_only(), 7);
    EXPECT_EQ(counts.differs(), 8);
    EXPECT_FALSE(Run(true).has_three_ways());
    // The run is done whether or not they can be had.
    three_ways_.counts = core::ErrorCode::kUnavailable;
    EXPECT_FALSE(Run(false).has_three_ways());
}

TEST(StatementMessages, TellTheFirstReasonsAndHowManyThereAre) {
    KeptFile file;
    for (int i = 0; i < 150; ++i) file.faults.push_back("fault " + std::to_string(i));
    const auto told = ToProto(file);
    EXPECT_EQ(told.reasons_size(), 100);
    EXPECT_EQ(told.reasons(99), "fault 99");
    EXPECT_EQ(told.reason_count(), 150);
}

}  // namespace
}  // namespace clearway::reconciliation
