// SPDX-License-Identifier: Apache-2.0
// The program alone, as a process that is killed: what was acknowledged is answered, once.
#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <set>
#include <thread>

#include "clearway/rail/v1/rail_service.grpc.pb.h"
#include "rpc/test_pki.h"
#include "services/rail_simulator/app.h"
#include "services/rail_simulator/messages_fixture.h"
#include "testing/test_database.h"

namespace clearway::rail_simulator {
namespace {

namespace v1 = clearway::rail::v1;
using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

// A port that was free a moment ago.
int FreePort() {
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(socket, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
        ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) != 0)
        throw std::runtime_error("no port");
    ::close(socket);
    return ntohs(address.sin_port);
}

class ProgramTest : public ::testing::Test {
protected:
    void SetUp() override { Start(); }
    void TearDown() override {
        Kill();
        std::filesystem::remove_all(folder_);
    }

    void Start() {
        const auto local = [](int port) { return "127.0.0.1:" + std::to_string(port); };
        std::vector<std::string> settings = {"CLEARWAY_LISTEN=" + local(port_),
                                             "CLEARWAY_ADMIN_LISTEN=" + local(admin_port_),
                                             "CLEARWAY_DATABASE_URL=" + database_.Url(),
                                             "CLEARWAY_KAFKA_BROKERS=127.0.0.1:1",
                                             "CLEARWAY_LOG_LEVEL=error",
                                             "CLEARWAY_TLS_CA=" + tls_.ca,
                                             "CLEARWAY_TLS_CERT=" + tls_.certificate,
                                             "CLEARWAY_TLS_KEY=" + tls_.key,
                                             "CLEARWAY_OPERATOR_LOG_KEY=" + tls_.key};
        std::vector<char*> environment;
        for (auto& setting : settings) environment.push_back(setting.data());
        environment.push_back(nullptr);
        std::string program = CLEARWAY_PROGRAM, serve = "serve";
        char* const words[] = {program.data(), serve.data(), nullptr};
        ASSERT_EQ(posix_spawn(&pid_, program.c_str(), nullptr, nullptr, words, environment.data()),
                  0);
    }
    void Kill() {
        if (pid_ == 0) return;
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
        pid_ = 0;
    }
    // A command of the program, or of another one; what it prints.
    std::string Run(std::vector<std::string> words, int exit_code = 0) {
        setenv("CLEARWAY_DATABASE_URL", database_.Url().c_str(), 1);
        std::string line;
        for (const auto& word : words) line += "'" + word + "' ";
        FILE* const pipe = ::popen((line + "2>&1").c_str(), "r");
        std::string printed;
        for (int c = fgetc(pipe); c != EOF; c = fgetc(pipe)) printed += static_cast<char>(c);
        const int status = ::pclose(pipe);
        EXPECT_EQ(WEXITSTATUS(status), exit_code) << line << printed;
        return printed;
    }
    template <class Call>
    grpc::Status AskOnce(Call call) {
        grpc::ClientContext context;
        context.set_wait_for_ready(true);
        context.set_deadline(std::chrono::system_clock::now() + 30s);
        return call(context);
    }
    // A call may be the first to notice that the program is another one.
    template <class Call>
    grpc::Status Ask(Call call) {
        auto status = AskOnce(call);
        for (int again = 0; again < 5 && status.error_code() == grpc::StatusCode::UNAVAILABLE;
             ++again)
            status = AskOnce(call);
        return status;
    }
    grpc::Status Pay(const Order& order, bool once = false) {
        v1::SubmitRequest request;
        request.set_rail("instant");
        request.set_message_id(order.references.message_id);
        request.set_type("pacs.008.001.08");
        request.set_content(TransferMessage({order}));
        v1::SubmitResponse response;
        const auto call = [&](auto& context) {
            return rails_->Submit(&context, request, &response);
        };
        return once ? AskOnce(call) : Ask(call);
    }
    v1::ReceiveResponse Receive(std::int64_t after, int wait_ms) {
        v1::ReceiveRequest request;
        request.set_rail("instant");
        request.set_after_sequence(after);
        request.set_max(1000);
        request.set_wait_ms(wait_ms);
        v1::ReceiveResponse response;
        const auto status =
            Ask([&](auto& context) { return rails_->Receive(&context, request, &response); });
        EXPECT_TRUE(status.ok()) << status.error_message();
        return response;
    }

    std::string TextOf(const std::string& name) {
        std::ifstream file(folder_ / name);
        return {std::istreambuf_iterator<char>(file), {}};
    }

    const std::filesystem::path folder_ = [] {
        std::string name = ::testing::TempDir() + "rail_simulator_XXXXXX";
        if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder");
        return std::filesystem::path(name);
    }();
    ::clearway::testing::TestDatabase database_{"rail_simulator", Migrations()};
    rpc::TestPki pki_;
    rpc::TlsFiles tls_ = pki_.Issue("service/rail_simulator");
    int port_ = FreePort();
    int admin_port_ = FreePort();
    pid_t pid_ = 0;
    std::unique_ptr<v1::RailService::Stub> rails_ = v1::RailService::NewStub(grpc::CreateChannel(
        "localhost:" + std::to_string(port_),
        rpc::MakeChannelCredentials(pki_.Issue("service/settlement"), "rail_simulator")));
};

TEST_F(ProgramTest, KilledBetweenTakingAndAnsweringItAnswers) {
    const auto status = Pay(SomeOrder("1", 110'020));  // the answer is due 2 s later
    ASSERT_TRUE(status.ok()) << status.error_message();
    Kill();
    Start();
    const auto received = Receive(0, 30'000);
    ASSERT_EQ(received.messages_size(), 1);
    EXPECT_THAT(LinesOf(received.messages(0).content()), ElementsAre("ACSC 1100.20"));
}

TEST_F(ProgramTest, HoweverOftenItIsKilledEachPaymentIsAnsweredOnce) {
    constexpr int kPayments = 60;
    for (int i = 0; i < kPayments; ++i) {
        const auto order = SomeOrder(std::to_string(i), 1000 + i);
        if (i % 20 == 10) {
            // The call under way is cut off: whether it was taken nobody knows, so it comes again.
            std::thread killer([this] { Kill(); });
            const auto cut = Pay(order, true);
            killer.join();
            Start();
            EXPECT_TRUE(cut.ok() || cut.error_code() == grpc::StatusCode::UNAVAILABLE)
                << cut.error_message();
        }
        const auto status = Pay(order);
        ASSERT_TRUE(status.ok()) << status.error_message();
    }
    std::set<std::string> answered;
    std::int64_t last = 0;
    while (answered.size() < kPayments) {
        const auto received = Receive(last, 5'000);
        ASSERT_GT(received.messages_size(), 0) << "an answer is missing";
        for (const auto& message : received.messages()) {
            EXPECT_EQ(message.sequence(), last + 1);
            last = message.sequence();
            EXPECT_TRUE(answered.insert(message.message_id()).second) << "answered twice";
        }
    }
    EXPECT_EQ(Receive(last, 0).messages_size(), 0);
}

TEST_F(ProgramTest, CommandsLeadItWhileItRuns) {
    const auto file = folder_ / "scenario.json";
    std::ofstream(file)
        << R"({"rules": [{"name": "slow", "when": {}, "then": {"delay_days": 1}}]})";
    EXPECT_THAT(Run({CLEARWAY_PROGRAM, "scenario", file.string(), "--json"}),
                HasSubstr("\"version\":1"));
    std::ofstream(file) << R"({"rules": [{"name": "slow", "when": {}, "then": {"silent": 1}}]})";
    EXPECT_THAT(Run({CLEARWAY_PROGRAM, "scenario", file.string()}, 1),
                HasSubstr("rules[0].then.silent: must be true or false"));
    ASSERT_TRUE(Pay(SomeOrder("1", 1200)).ok());
    EXPECT_THAT(Run({CLEARWAY_PROGRAM, "payments", "--json"}), HasSubstr("\"state\":\"pending\""));
    Run({CLEARWAY_PROGRAM, "turn-clock", "+1d"});
    EXPECT_EQ(Receive(0, 30'000).messages_size(), 1);  // it heard of it
    EXPECT_THAT(Run({CLEARWAY_PROGRAM, "payments"}), HasSubstr("settled"));
    EXPECT_THAT(Run({CLEARWAY_PROGRAM, "turn-clock", "-1d"}, 2), HasSubstr("Usage"));
}

TEST_F(ProgramTest, StatementsAreValidAndSayWhatWasPlanted) {
    // To the noon of tomorrow, far from the end of a day.
    const auto now = core::SystemClock().Now();
    const auto noon = std::chrono::floor<std::chrono::days>(now) + 36h;
    const auto forward = std::chrono::duration_cast<std::chrono::seconds>(noon - now).count();
    Run({CLEARWAY_PROGRAM, "turn-clock", "+" + std::to_string(forward) + "s"});
    const auto day = core::FormatRfc3339(noon).substr(0, 10);
    for (int i = 0; i < 14; ++i) ASSERT_TRUE(Pay(SomeOrder(std::to_string(i), 1000 + i)).ok());
    const auto statement = [&](const std::string& type, std::vector<std::string> more) {
        std::vector<std::string> words = {
            CLEARWAY_PROGRAM, "statement", "--day", day,
            "--type",         type,        "--out", (folder_ / "s.xml").string(),
            "--json"};
        words.insert(words.end(), more.begin(), more.end());
        return Run(words);
    };
    const auto validate = [&](const std::string& type, const char* name) {
        Run({"xmllint", "--nonet", "--noout", "--schema",
             "libs/iso20022/schemas/xsd/" + type + ".001.08.xsd", (folder_ / name).string()});
    };
    EXPECT_THAT(statement("camt.053", {"--page-entries", "6"}),
                HasSubstr(R"({"entries":14,"pages":3,"planted_breaks":0})"));
    for (const auto* page : {"s.xml", "s.2.xml", "s.3.xml"}) {
        validate("camt.053", page);
        const auto read = iso20022::ReadWholeMessage(TextOf(page));
        EXPECT_EQ(read.result.findings.Count(), 0U) << page;
    }
    EXPECT_THAT(statement("camt.054", {}), HasSubstr("\"pages\":1"));
    validate("camt.054", "s.xml");
    const auto truth = (folder_ / "truth.json").string();
    statement("camt.053", {"--plant-breaks", "a", "--truth", truth});
    validate("camt.053", "s.xml");
    EXPECT_TRUE(iso20022::ReadWholeMessage(TextOf("s.xml")).result.IsValid());
    for (const auto* kind :
         {"missing", "extra", "duplicate", "wrong_amount", "wrong_date", "wrong_currency"})
        EXPECT_THAT(TextOf("truth.json"), HasSubstr(std::string("\"kind\":\"") + kind + "\""));
    const auto told = TextOf("truth.json");
    statement("camt.053", {"--plant-breaks", "a", "--truth", truth});
    EXPECT_EQ(TextOf("truth.json"), told);
}

}  // namespace
}  // namespace clearway::rail_simulator
