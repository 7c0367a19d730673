// SPDX-License-Identifier: Apache-2.0
#include "host/service.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <sstream>
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
        SetTo("CLEARWAY_OPERATOR_LOG_KEY", tls_.key);
    }

    static void SetTo(const char* name, const std::string& value) {
        setenv(name, value.c_str(), 1);
    }

    int Run(const std::string& command) {
        std::vector<std::string> words{"clearway-demo"};
        std::istringstream text(command);
        for (std::string word; text >> word;) words.push_back(word);
        std::vector<char*> arguments;
        for (auto& word : words) arguments.push_back(word.data());
        ::testing::internal::CaptureStdout();
        ::testing::internal::CaptureStderr();
        const int code = RunService(static_cast<int>(arguments.size()), arguments.data(), service_);
        out_ = ::testing::internal::GetCapturedStdout();
        err_ = ::testing::internal::GetCapturedStderr();
        return code;
    }

    ::clearway::testing::TestDatabase database_{"host", {}};
    rpc::TestPki pki_;
    rpc::TlsFiles tls_ = pki_.Issue("service/demo");
    Service service_;
    bool built_ = false;
    std::string out_;
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

class PartitionedServiceTest : public ServiceTest {
protected:
    PartitionedServiceTest() {
        service_.migrations = {
            {"0001_facts", "CREATE TABLE facts (id bigint, at timestamptz) PARTITION BY RANGE (at)"}};
        service_.partitioned = {{.name = "facts"}};
        EXPECT_EQ(Run("migrate"), 0) << err_;
    }
    std::string Text(const std::string& sql) {
        postgres::Session session(database_.Url());
        postgres::Transaction transaction(session);
        const auto row = transaction.exec1(sql);
        transaction.commit();
        return row[0].c_str();
    }
    static std::string NameIn(int months) {
        const auto time = postgres::MonthStart(core::SystemClock().Now(), months);
        return postgres::PartitionOf({.name = "facts"}, time).name;
    }
    std::string Partitions() {
        return Text("SELECT string_agg(name, ' ' ORDER BY name) "
                    "FROM (SELECT inhrelid::regclass::text AS name FROM pg_inherits) AS partitions");
    }
    void Drop(const std::string& partition) { Text("DROP TABLE " + partition + "; SELECT 1"); }
};

TEST_F(PartitionedServiceTest, MigrateMakesThisMonthAndTheNextTwo) {
    EXPECT_EQ(Partitions(), NameIn(0) + " " + NameIn(1) + " " + NameIn(2));
}

TEST_F(PartitionedServiceTest, ServeMakesWhatIsMissing) {
    Drop(NameIn(0));
    EXPECT_EQ(Run("serve"), 1);
    EXPECT_TRUE(built_);
    EXPECT_EQ(Partitions(), NameIn(0) + " " + NameIn(1) + " " + NameIn(2));
}

TEST_F(PartitionedServiceTest, ServeDoesNotStartWithoutThePresentMonth) {
    Drop(NameIn(0));
    Text("CREATE TABLE " + NameIn(0) + " (in_the_way int); SELECT 1");
    EXPECT_EQ(Run("serve"), 1);
    EXPECT_FALSE(built_);
    EXPECT_THAT(err_, ::testing::HasSubstr("partition " + NameIn(0) + " is missing"));
}

TEST_F(PartitionedServiceTest, ServeStartsWhenOnlyALaterMonthIsMissing) {
    Drop(NameIn(2));
    Text("CREATE TABLE " + NameIn(2) + " (in_the_way int); SELECT 1");
    EXPECT_EQ(Run("serve"), 1);
    EXPECT_TRUE(built_);
}

TEST_F(PartitionedServiceTest, RetentionSaysWhatItDidAndWhatToDoNext) {
    EXPECT_EQ(Run("retention"), 2);
    EXPECT_EQ(Run("retention --keep-months 0"), 2);
    EXPECT_EQ(Run("retention --help"), 0);
    EXPECT_THAT(out_, ::testing::HasSubstr("--dry-run"));
    EXPECT_EQ(Run("retention --keep-months 1"), 0) << err_;
    EXPECT_THAT(out_, ::testing::HasSubstr("nothing is that old"));

    postgres::Session session(database_.Url());
    const auto old = postgres::MonthStart(core::SystemClock().Now(), -2);
    postgres::CreatePartitions(session, service_.partitioned[0], old, old);
    EXPECT_EQ(Run("retention --keep-months 1 --dry-run"), 0) << err_;
    EXPECT_THAT(out_, ::testing::HasSubstr("would leave"));
    EXPECT_EQ(Run("retention --keep-months 1"), 0) << err_;
    EXPECT_THAT(out_, ::testing::HasSubstr("--table=archive." + NameIn(-2)));
    EXPECT_EQ(Text("SELECT count(*) FROM archive." + NameIn(-2)), "0");
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
