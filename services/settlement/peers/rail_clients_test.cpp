// SPDX-License-Identifier: Apache-2.0
// The two clients of payments at rails over mutual TLS: nothing is lost or made up between a
// message and its bytes on the wire.
#include <gtest/gtest.h>

#include <mutex>
#include <optional>

#include "async/runtime.h"
#include "clearway/payment/v1/instruction_service.pb.h"
#include "clearway/rail/v1/rail_service.pb.h"
#include "rpc/operator_fixture.h"
#include "rpc/server.h"
#include "rpc/service.h"
#include "rpc/test_pki.h"
#include "services/settlement/peers/instruction_client.h"
#include "services/settlement/peers/rail_client.h"

namespace clearway::settlement {
namespace {

class RailThere final : public rpc::Service {
public:
    explicit RailThere(rpc::Adapter& adapter) : Service(adapter, "clearway.rail.v1.RailService") {
        Serve("Submit", &RailThere::Submit);
        Serve("Receive", &RailThere::Receive);
    }

    std::optional<core::ErrorCode> refuses;
    rail::v1::SubmitRequest submitted;
    rail::v1::ReceiveRequest received;
    rail::v1::ReceiveResponse answer;
    int calls = 0;

private:
    async::Task<core::Result<rail::v1::SubmitResponse>> Submit(
        rpc::CallContext&, const rail::v1::SubmitRequest& request) {
        ++calls;
        submitted = request;
        if (refuses) co_return *refuses;
        co_return rail::v1::SubmitResponse();
    }
    async::Task<core::Result<rail::v1::ReceiveResponse>> Receive(
        rpc::CallContext&, const rail::v1::ReceiveRequest& request) {
        received = request;
        if (refuses) co_return *refuses;
        co_return answer;
    }
};

class PaymentThere final : public rpc::Service {
public:
    explicit PaymentThere(rpc::Adapter& adapter)
        : Service(adapter, "clearway.payment.v1.PaymentInstructionService") {
        Serve("GetInstruction", &PaymentThere::Get);
    }

    core::Result<payment::v1::PaymentInstruction> told = payment::v1::PaymentInstruction();
    std::string asked_for;

private:
    async::Task<core::Result<payment::v1::PaymentInstruction>> Get(
        rpc::CallContext&, const payment::v1::GetInstructionRequest& request) {
        asked_for = request.payment_id();
        co_return told;
    }
};

class Accounts final : public LedgerReader {
public:
    std::vector<Account> found;

    async::Task<core::Result<std::vector<Account>>> ResolveAccounts(
        std::vector<core::AccountId>) override {
        co_return found;
    }
    async::Task<core::Result<Account>> FindAccount(std::string, core::AccountId) override {
        co_return core::ErrorCode::kInternal;
    }
    async::Task<core::Result<std::vector<Account>>> ListAccounts(std::string,
                                                                 std::optional<core::PagePosition>,
                                                                 int) override {
        co_return core::ErrorCode::kInternal;
    }
    async::Task<core::Result<StatementPage>> ReadStatement(StatementQuery) override {
        co_return core::ErrorCode::kInternal;
    }
    async::Task<core::Result<std::vector<TrialLine>>> ReadTrialBalance() override {
        co_return core::ErrorCode::kInternal;
    }
    async::Task<core::Result<std::vector<OpenHold>>> EarliestHolds(int) override {
        co_return core::ErrorCode::kInternal;
    }
};

class RailClientsTest : public ::testing::Test {
protected:
    template <class T>
    core::Result<T> Wait(async::Task<core::Result<T>> task) {
        return async::BlockOn(runtime_.GetExecutor(), std::move(task));
    }
    rpc::PeerOptions PeerNamed(const std::string& name) {
        return {.name = name,
                .address = "localhost:" + std::to_string(server_.Port()),
                .tls = pki_.Issue("service/settlement")};
    }
    RailClient Client() {
        RailClient::Peers peers;
        peers.emplace("instant", std::make_unique<rpc::Peer>(PeerNamed("rail-simulator")));
        return RailClient(std::move(peers));
    }
    static rails::Message MessageOf(std::string content) {
        return {.id = "T-1",
                .type = "pacs.008.001.08",
                .content = core::Sensitive<std::string>(std::move(content))};
    }

    async::Runtime runtime_{2};
    rpc::OperatorNotes operators_;
    rpc::TestPki pki_;
    rpc::Adapter adapter_{runtime_.GetExecutor(), operators_};
    RailThere rail_{adapter_};
    PaymentThere payment_{adapter_};
    rpc::Server server_{"127.0.0.1:0",
                        pki_.Issue("service/rail-simulator"),
                        {&rail_, &payment_},
                        &adapter_.Stream()};
};

TEST_F(RailClientsTest, AMessageArrivesAsItIs) {
    auto client = Client();
    const std::string content("<a>\xC3\xBC</a>\n");
    ASSERT_TRUE(Wait(client.Submit("instant", MessageOf(content))));
    EXPECT_EQ(rail_.submitted.rail(), "instant");
    EXPECT_EQ(rail_.submitted.message_id(), "T-1");
    EXPECT_EQ(rail_.submitted.type(), "pacs.008.001.08");
    EXPECT_EQ(rail_.submitted.content(), content);
}

TEST_F(RailClientsTest, ARefusalAndSilenceAreToldApart) {
    auto client = Client();
    for (const auto code : {core::ErrorCode::kInvalidArgument, core::ErrorCode::kUnavailable,
                            core::ErrorCode::kIdempotencyKeyReused}) {
        rail_.refuses = code;
        const auto sent = Wait(client.Submit("instant", MessageOf("x")));
        ASSERT_FALSE(sent);
        EXPECT_EQ(sent.error().code, code);
    }
    const auto nobody = Wait(client.Submit("other", MessageOf("x")));
    ASSERT_FALSE(nobody);
    EXPECT_EQ(nobody.error().code, core::ErrorCode::kUnavailable);
}

TEST_F(RailClientsTest, WhatIsTooLargeIsRefusedBeforeItLeaves) {
    auto client = Client();
    ASSERT_TRUE(Wait(client.Submit("instant", MessageOf(std::string(384u << 10, 'x')))));
    const auto sent = Wait(client.Submit("instant", MessageOf(std::string((384u << 10) + 1, 'x'))));
    ASSERT_FALSE(sent);
    EXPECT_EQ(sent.error().code, core::ErrorCode::kInvalidArgument);
    EXPECT_EQ(rail_.calls, 1);
}

TEST_F(RailClientsTest, MessagesComeWithTheirNumbersInOrder) {
    auto client = Client();
    for (const std::int64_t number : {8, 9}) {
        auto* message = rail_.answer.add_messages();
        message->set_sequence(number);
        message->set_message_id("S-" + std::to_string(number));
        message->set_type("pacs.002.001.10");
        message->set_content("<x/>");
    }
    const auto received = Wait(client.Receive("instant", 7, 256));
    ASSERT_TRUE(received);
    EXPECT_EQ(rail_.received.after_sequence(), 7);
    EXPECT_EQ(rail_.received.max(), 256);
    EXPECT_EQ(rail_.received.max_bytes(), 4 << 20);
    ASSERT_EQ(received->size(), 2U);
    EXPECT_EQ(received->at(1).sequence, 9);
    EXPECT_EQ(received->at(1).message.id, "S-9");
    EXPECT_EQ(received->at(1).message.type, "pacs.002.001.10");
    EXPECT_EQ(received->at(1).message.content.Reveal(), "<x/>");
    // The most that an answer may hold fits into one.
    rail_.answer.mutable_messages(0)->set_content(std::string((4u << 20) - 384, 'x'));
    EXPECT_TRUE(Wait(client.Receive("instant", 7, 256)));
}

class InstructionClientTest : public RailClientsTest {
protected:
    InstructionClientTest() {
        Account account{.id = order_.debtor,
                        .partner_id = "acme",
                        .currency = order_.amount.GetCurrency(),
                        .type = AccountType::kCustomer,
                        .created_at = {}};
        account.holder_name = core::Sensitive<std::string>("Grace Example");
        accounts_.found = {account};
        auto& told = payment_.told.value();
        told.set_creditor_name("Ada Example");
        told.set_creditor_iban("FR1420041010050500013M02606");
        told.set_creditor_bic("BNPAFRPP");
        told.set_end_to_end_id("E-1");
        told.set_remittance_information("invoice 7");
    }
    core::Result<rails::Instruction> Get() {
        rpc::Peer peer(PeerNamed("rail-simulator"));
        InstructionClient client(peer, accounts_);
        return Wait(client.Get(order_));
    }

    const rails::RailOrder order_{.payment = core::DerivePaymentId("acme", "one"),
                                  .partner_id = "acme",
                                  .debtor = core::DeriveAccountId("acme", "debtor"),
                                  .amount = core::Money(*core::Currency::Parse("EUR"), 1234),
                                  .creditor_country = "FR"};
    Accounts accounts_;
};

TEST_F(InstructionClientTest, JoinsWhatPaymentAndTheLedgerKnow) {
    const auto instruction = Get();
    ASSERT_TRUE(instruction);
    EXPECT_EQ(payment_.asked_for, order_.payment.ToString());
    EXPECT_EQ(instruction->debtor_name.Reveal(), "Grace Example");
    EXPECT_EQ(instruction->creditor_name.Reveal(), "Ada Example");
    EXPECT_EQ(instruction->creditor_iban.Reveal(), "FR1420041010050500013M02606");
    EXPECT_EQ(instruction->creditor_bic, "BNPAFRPP");
    EXPECT_EQ(instruction->end_to_end_id, "E-1");
    EXPECT_EQ(instruction->remittance_information.Reveal(), "invoice 7");
    EXPECT_FALSE(instruction->erased);
}

TEST_F(InstructionClientTest, WhoeverWasErasedIsGone) {
    accounts_.found[0].holder_name = {};
    accounts_.found[0].holder_erased = true;
    EXPECT_TRUE(Get()->erased);
    accounts_.found[0].holder_erased = false;  // a name that does not open now may open later
    EXPECT_EQ(Get().error().code, core::ErrorCode::kInternal);
    accounts_.found[0].holder_name = core::Sensitive<std::string>("Grace Example");
    payment_.told.value().set_creditor_name("");  // nor does the order
    EXPECT_EQ(Get().error().code, core::ErrorCode::kInternal);
    payment_.told.value().set_erased(true);
    EXPECT_TRUE(Get()->erased);
}

TEST_F(InstructionClientTest, WhatIsNotThereIsToldAsSuch) {
    accounts_.found.clear();
    EXPECT_EQ(Get().error().code, core::ErrorCode::kAccountNotFound);
    payment_.told = core::ErrorCode::kPaymentNotFound;
    EXPECT_EQ(Get().error().code, core::ErrorCode::kPaymentNotFound);
}

}  // namespace
}  // namespace clearway::settlement
