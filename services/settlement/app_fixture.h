// SPDX-License-Identifier: Apache-2.0
// The whole service as its callers see it, for tests: gRPC over mutual TLS, PostgreSQL and Kafka
// behind it. Not linked by the service.
#pragma once

#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include "clearway/settlement/v1/settlement_service.grpc.pb.h"
#include "rpc/status_map.h"
#include "rpc/test_pki.h"
#include "services/settlement/app.h"
#include "testing/test_database.h"
#include "vault/pkcs11/token_fixture.h"

namespace clearway::settlement::testing {

class AppFixture : public ::testing::Test {
protected:
    explicit AppFixture(bool sandbox = true) : app_(Settings(), MakeToken(), {}, {}, sandbox) {}

    host::ServiceSettings Settings() {
        host::ServiceSettings settings;
        settings.listen = {.host = "127.0.0.1", .port = 0};
        settings.database_url = database_.Url();
        settings.kafka_brokers = ::clearway::testing::TestKafkaBrokers();
        settings.instance = "settlement-0";
        settings.tls = pki_.Issue("service/settlement");
        settings.operator_log_key = settings.tls.key;
        return settings;
    }
    vault::TokenSettings MakeToken() {
        const auto settings = folder_.MakeToken("clearway");
        vault::TokenKeys keys(settings);
        keys.MakeKey();
        keys.MakeSearchKey();
        return settings;
    }
    std::shared_ptr<grpc::Channel> As(const std::string& identity) {
        return grpc::CreateChannel("localhost:" + std::to_string(app_.Port()),
                                   rpc::MakeChannelCredentials(pki_.Issue(identity), "settlement"));
    }

    template <class Request, class Response>
    using Method = grpc::Status (v1::AccountService::Stub::*)(grpc::ClientContext*, const Request&,
                                                              Response*);
    // The call of a gateway for a partner; the context is kept for its trailers.
    template <class Request, class Response>
    grpc::Status Gateway(Method<Request, Response> method, const Request& request,
                         Response& response, const std::string& partner = "acme",
                         const std::string& key = "") {
        context_ = std::make_unique<grpc::ClientContext>();
        context_->AddMetadata(rpc::kPartnerIdKey, partner);
        if (!key.empty()) context_->AddMetadata(rpc::kIdempotencyKeyKey, key);
        return (accounts_.*method)(context_.get(), request, &response);
    }
    bool WasReplayed() const {
        return context_->GetServerTrailingMetadata().count(rpc::kReplayedKey) > 0;
    }
    core::ErrorCode CodeOf(const grpc::Status& status) const {
        const auto& trailers = context_->GetServerTrailingMetadata();
        const auto found = trailers.find(rpc::kErrorDetailKey);
        const std::string detail =
            found == trailers.end() ? "" : std::string(found->second.data(), found->second.size());
        return rpc::FromStatus(status, detail).code;
    }
    std::string Open(const std::string& key) {
        v1::OpenAccountRequest request;
        request.set_currency("EUR");
        request.mutable_holder()->set_name("Ada Example");
        request.mutable_holder()->set_country("DE");
        v1::Account account;
        const auto status =
            Gateway(&v1::AccountService::Stub::OpenAccount, request, account, "acme", key);
        EXPECT_TRUE(status.ok()) << status.error_message();
        return account.account_id();
    }
    void Credit(const std::string& account, const std::string& value) {
        v1::CreateSandboxCreditRequest request;
        request.set_account_id(account);
        request.mutable_amount()->set_currency("EUR");
        request.mutable_amount()->set_value(value);
        v1::SandboxCredit credit;
        const auto status =
            Gateway(&v1::AccountService::Stub::CreateSandboxCredit, request, credit);
        EXPECT_TRUE(status.ok()) << status.error_message();
        EXPECT_EQ(credit.balances().available().value(), value);
    }
    v1::HoldOutcome Place(v1::LedgerService::Stub& ledger, const core::PaymentId& payment,
                          const std::string& debtor, std::int64_t cents) {
        v1::PlaceHoldRequest request;
        request.set_hold_id(core::DeriveHoldId(payment).ToString());
        request.set_payment_id(payment.ToString());
        request.set_debtor_account_id(debtor);
        request.mutable_amount()->set_currency("EUR");
        request.mutable_amount()->set_minor_units(cents);
        request.mutable_expires_at()->set_seconds(4'000'000'000);
        v1::PlaceHoldResponse response;
        grpc::ClientContext context;
        const auto status = ledger.PlaceHold(&context, request, &response);
        EXPECT_TRUE(status.ok()) << status.error_message();
        return response.outcome();
    }

    ::clearway::testing::TestDatabase database_{"settlement", Migrations()};
    rpc::TestPki pki_;
    vault::TokenFolder folder_;
    App app_;
    v1::AccountService::Stub accounts_{As("service/gateway")};
    std::unique_ptr<grpc::ClientContext> context_;
};

}  // namespace clearway::settlement::testing
