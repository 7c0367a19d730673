// SPDX-License-Identifier: Apache-2.0
#include "host/service.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <stdexcept>

#include "rpc/test_pki.h"
#include "testing/test_database.h"

namespace clearway::host {
namespace {


class ServiceTest : public ::testing::Test {
protected:
    ServiceTest() {
        service_.name = "demo";
        service_.purpose = "shows how a service runs";
        service_.migrations = {{"0001_things", "CREATE TABLE things (id bigint PRIMARY KEY)"}};
        service_.configure = [this](config::Environment&) {
            return [this](const ServiceSettings&) -> std::unique_ptr<Application> {
                built_ = true;
                throw std::runtime_error("that is all");
            };
        };
        SetTo("CLEARWAY_LISTEN", "127.0.0.1:0");
        SetTo("CLEARWAY_ADMIN_LISTEN", "127.0.0.1:0");
        SetTo("CLEARWAY_KAFKA_BROKERS", "127.0.0.1:1");
        SetTo("CLEARWAY_DATABASE_URL", database_.Url());
        SetTo("CLEARWAY_TLS_CA", tls_.ca);
        SetTo("CLEARWAY_TLS_CERT", tls_.certificate);
        SetTo("CLEARWAY_TLS_KEY", tls_.key);
    }

    static void SetTo(const char* name, const std::string& value) {
        setenv(name, value.c_str(), 1);
    }

    int Run(std::string command) {
        std::string binary = "clearway-demo";
        char* arguments[] = {binary.data(), command.data(), nullptr};
        ::testing::internal::CaptureStderr();
        const int code = RunService(2, arguments, service_);
        err_ = ::testing::internal::GetCapturedStderr();
        return code;
    }

    ::clearway::testing::TestDatabase database_{"host", {}};
    rpc::TestPki pki_;
    rpc::TlsFiles tls_ = pki_.Issue("service/demo");
    Service service_;
    bool built_ = false;
    std::string err_;
};

TEST_F(ServiceTest, ServeRefusesASchemaThatIsBehindUntilMigrateRan) {
    EXPECT_EQ(Run("serve"), 1);
    EXPECT_THAT(err_, ::testing::HasSubstr("run clearway-demo migrate"));
    EXPECT_FALSE(built_);
    EXPECT_EQ(Run("migrate"), 0) << err_;
    EXPECT_EQ(Run("serve"), 1);
    EXPECT_TRUE(built_);
    EXPECT_THAT(err_, ::testing::HasSubstr("that is all"));
}

TEST_F(ServiceTest, ServeWithoutADatabaseSaysSoAtOnce) {
    SetTo("CLEARWAY_DATABASE_URL", "host=127.0.0.1 port=1 dbname=none");
    EXPECT_EQ(Run("serve"), 1);
    EXPECT_THAT(err_, ::testing::HasSubstr("CLEARWAY_DATABASE_URL"));
    EXPECT_EQ(Run("migrate"), 1);
    EXPECT_FALSE(built_);
}

}  // namespace
}  // namespace clearway::host
