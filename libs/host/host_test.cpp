// SPDX-License-Identifier: Apache-2.0
#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <thread>

#include "host/admin_server.h"
#include "host/program.h"
#include "host/service.h"
#include "host/start_failure.h"
#include "telemetry/metrics.h"

namespace clearway::host {
namespace {

using testing::HasSubstr;
using testing::Not;

sockaddr_in Loopback(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

// The whole answer to one request; empty when nobody listens.
std::string Ask(int port, const std::string& request_line) {
    const int handle = socket(AF_INET, SOCK_STREAM, 0);
    auto address = Loopback(port);
    std::string answer;
    if (connect(handle, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) {
        const auto request = request_line + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        send(handle, request.data(), request.size(), MSG_NOSIGNAL);
        char buffer[4096];
        for (ssize_t n = 0; (n = read(handle, buffer, sizeof buffer)) > 0;)
            answer.append(buffer, static_cast<std::size_t>(n));
    }
    close(handle);
    return answer;
}

int FreePort() {
    const int handle = socket(AF_INET, SOCK_STREAM, 0);
    auto address = Loopback(0);
    socklen_t size = sizeof address;
    bind(handle, reinterpret_cast<sockaddr*>(&address), size);
    getsockname(handle, reinterpret_cast<sockaddr*>(&address), &size);
    close(handle);
    return ntohs(address.sin_port);
}

TEST(AdminServer, TellsHealthReadinessAndMetrics) {
    const metrics::Counter counter("clearway_host_test_total", "A test.");
    counter.Add(3);
    std::atomic<bool> ready = false;
    const AdminServer server({.host = "127.0.0.1", .port = 0}, [&] { return ready.load(); });
    EXPECT_THAT(Ask(server.Port(), "GET /healthz"), testing::StartsWith("HTTP/1.1 200 "));
    EXPECT_THAT(Ask(server.Port(), "GET /healthz"), HasSubstr("\r\n\r\nok"));
    EXPECT_THAT(Ask(server.Port(), "GET /readyz"), testing::StartsWith("HTTP/1.1 503 "));
    ready = true;
    EXPECT_THAT(Ask(server.Port(), "GET /readyz"), testing::StartsWith("HTTP/1.1 200 "));
    EXPECT_THAT(Ask(server.Port(), "GET /metrics"), HasSubstr("clearway_host_test_total 3"));
}

TEST(AdminServer, ServesNothingElse) {
    const AdminServer server({.host = "localhost", .port = 0}, [] { return true; });
    for (const auto* line : {"GET /", "GET /etc/passwd", "GET /../../etc/passwd", "GET /metrics/",
                             "POST /healthz", "PUT /readyz", "DELETE /metrics"})
        EXPECT_THAT(Ask(server.Port(), line), Not(HasSubstr("HTTP/1.1 200"))) << line;
    EXPECT_THAT(Ask(server.Port(), "GET /other"), testing::StartsWith("HTTP/1.1 404 "));
}

TEST(AdminServer, ATakenPortIsAnError) {
    const AdminServer first({.host = "127.0.0.1", .port = 0}, [] { return true; });
    const auto port = static_cast<std::uint16_t>(first.Port());
    EXPECT_THROW(AdminServer({.host = "127.0.0.1", .port = port}, [] { return true; }),
                 std::runtime_error);
}

struct Events {
    std::atomic<bool> opened = false;
    std::atomic<bool> drained = false;
    std::atomic<bool> closed = false;
};

class FakeApplication final : public Application {
public:
    explicit FakeApplication(Events& events) : events_(events) { events_.opened = true; }
    ~FakeApplication() override { events_.closed = true; }
    bool Ready() override { return true; }
    void Drain() override { events_.drained = true; }

private:
    Events& events_;
};

class ProgramTest : public testing::Test {
protected:
    ProgramTest() {
        for (const auto* name : {"CLEARWAY_LISTEN", "CLEARWAY_LOG_LEVEL", "CLEARWAY_ADMIN_LISTEN",
                                 "CLEARWAY_DATABASE_URL", "CLEARWAY_KAFKA_BROKERS"})
            unsetenv(name);
        program_.name = "demo";
        program_.purpose = "shows how a program runs";
        program_.settings = {{"CLEARWAY_DEMO_SIZE", "how large"}};
        program_.configure = [this](config::Environment& environment) {
            environment.Text("CLEARWAY_DATABASE_URL");
            return [this]() -> std::unique_ptr<Application> {
                if (fails_) throw StartFailure("the lock\nis held", "stop the other one");
                return std::make_unique<FakeApplication>(events_);
            };
        };
    }

    int Run(std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), "clearway-demo");
        std::vector<char*> pointers;
        for (auto& argument : arguments) pointers.push_back(argument.data());
        testing::internal::CaptureStdout();
        testing::internal::CaptureStderr();
        const int code = RunProgram(static_cast<int>(pointers.size()), pointers.data(), program_);
        out_ = testing::internal::GetCapturedStdout();
        err_ = testing::internal::GetCapturedStderr();
        return code;
    }

    void SetGoodEnvironment() {
        admin_port_ = FreePort();
        setenv("CLEARWAY_ADMIN_LISTEN", ("127.0.0.1:" + std::to_string(admin_port_)).c_str(), 1);
        setenv("CLEARWAY_DATABASE_URL", "dbname=none", 1);
    }

    Program program_;
    Events events_;
    bool fails_ = false;
    int admin_port_ = 0;
    std::string out_;
    std::string err_;
};

TEST_F(ProgramTest, CheckConfigListsEveryFaultAndOpensNothing) {
    setenv("CLEARWAY_LOG_LEVEL", "loud", 1);
    setenv("CLEARWAY_ADMIN_LISTEN", "0.0.0.0:7201", 1);
    EXPECT_EQ(Run({"check-config"}), 2);
    EXPECT_THAT(err_, HasSubstr("CLEARWAY_LOG_LEVEL: "));
    EXPECT_THAT(err_, HasSubstr("CLEARWAY_ADMIN_LISTEN: must be a loopback address"));
    EXPECT_THAT(err_, HasSubstr("CLEARWAY_DATABASE_URL: "));
    SetGoodEnvironment();
    unsetenv("CLEARWAY_LOG_LEVEL");
    EXPECT_EQ(Run({"check-config"}), 0) << err_;
    EXPECT_FALSE(events_.opened);
}

TEST_F(ProgramTest, ServeWithFaultsDoesNotStart) {
    EXPECT_EQ(Run({"serve"}), 2);
    EXPECT_FALSE(events_.opened);
}

TEST_F(ProgramTest, HelpListsCommandsAndSettings) {
    for (const auto* word : {"help", "--help", "-h"}) {
        EXPECT_EQ(Run({word}), 0);
        EXPECT_THAT(out_, HasSubstr("check-config"));
        EXPECT_THAT(out_, HasSubstr("CLEARWAY_ADMIN_LISTEN"));
        EXPECT_THAT(out_, HasSubstr("CLEARWAY_DEMO_SIZE"));
        EXPECT_THAT(out_, Not(HasSubstr("migrate"))) << "this program has no database";
    }
}

TEST_F(ProgramTest, WrongUsageIsExitCodeTwo) {
    EXPECT_EQ(Run({}), 2);
    EXPECT_EQ(Run({"migrate"}), 2) << "this program has no database";
    EXPECT_EQ(Run({"serve", "now"}), 2);
    EXPECT_EQ(Run({"run"}), 2);
    EXPECT_THAT(err_, HasSubstr("Usage"));
}

TEST_F(ProgramTest, MigrateShowsWhatItApplied) {
    program_.migrate = [](config::Environment&) {
        return std::vector<std::string>{"0001_first", "0002_second"};
    };
    EXPECT_EQ(Run({"migrate"}), 0);
    EXPECT_THAT(out_, HasSubstr("0002_second"));
    program_.migrate = [](config::Environment&) -> std::vector<std::string> {
        throw std::runtime_error("no route");
    };
    EXPECT_EQ(Run({"migrate"}), 1);
    EXPECT_THAT(err_, HasSubstr("no route"));
}

TEST_F(ProgramTest, ACommandOfItsOwnGetsWhatFollowsIt) {
    EXPECT_EQ(Run({"retention"}), 2) << "this program has no such command";
    std::vector<std::string> words;
    program_.commands.push_back({.name = "retention",
                                 .purpose = "see retention --help",
                                 .run = [&](std::span<const std::string> given) {
                                     words.assign(given.begin(), given.end());
                                     return 0;
                                 }});
    EXPECT_EQ(Run({"retention", "--keep-months", "13"}), 0);
    EXPECT_EQ(words, (std::vector<std::string>{"--keep-months", "13"}));
    EXPECT_EQ(Run({"help"}), 0);
    EXPECT_THAT(out_, HasSubstr("retention --help"));
}

TEST_F(ProgramTest, AFailedStartTellsTheReasonAndWhatToDoInOneLine) {
    SetGoodEnvironment();
    fails_ = true;
    EXPECT_EQ(Run({"serve"}), 1);
    EXPECT_THAT(err_, HasSubstr("clearway-demo did not start: the lock is held; "
                                "stop the other one\n"));
}

TEST_F(ProgramTest, ServeIsReadyAndSigtermDrainsAndEndsIt) {
    SetGoodEnvironment();
    int code = -1;
    std::thread serving([&] { code = Run({"serve"}); });
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (Ask(admin_port_, "GET /readyz").rfind("HTTP/1.1 200", 0) != 0 &&
           std::chrono::steady_clock::now() < deadline)
        std::this_thread::yield();
    EXPECT_THAT(Ask(admin_port_, "GET /metrics"), HasSubstr("clearway_build_info{"));
    EXPECT_FALSE(events_.drained);
    pthread_kill(serving.native_handle(), SIGTERM);
    serving.join();
    EXPECT_EQ(code, 0) << err_;
    EXPECT_TRUE(events_.drained);
    EXPECT_TRUE(events_.closed);
    EXPECT_EQ(Ask(admin_port_, "GET /healthz"), "");
}

TEST(ServiceSettings, AreReadWholeAndEveryFaultIsNamed) {
    config::Environment empty([](std::string_view) { return std::nullopt; });
    ServiceSettings::Read(empty, "payment");
    PeerAddress(empty, "fraud");
    const auto all = testing::PrintToString(empty.Faults());
    for (const auto* name : {"CLEARWAY_LISTEN", "CLEARWAY_DATABASE_URL", "CLEARWAY_KAFKA_BROKERS",
                             "CLEARWAY_TLS_CA", "CLEARWAY_TLS_CERT", "CLEARWAY_TLS_KEY",
                             "CLEARWAY_OPERATOR_LOG_KEY", "CLEARWAY_PEER_FRAUD"})
        EXPECT_THAT(all, HasSubstr(name));
}

}  // namespace
}  // namespace clearway::host
