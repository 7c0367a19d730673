// SPDX-License-Identifier: Apache-2.0
// Known parties are screened again against what an activation changed: exactly the new hits are
// alerts, once, whatever stops and starts.
#include <gmock/gmock.h>
#include <spawn.h>
#include <sys/wait.h>

#include <csignal>
#include <cstdlib>
#include <stdexcept>

#include "postgres/row.h"
#include "services/compliance/books/case_book.h"
#include "services/compliance/books/exception_book.h"
#include "services/compliance/books/list_desk_test_support.h"
#include "services/compliance/books/rescreening_book.h"
#include "services/compliance/books/rescreening_worker.h"
#include "services/compliance/books/sealer_test_support.h"
#include "services/compliance/store/party_store.h"

namespace clearway::compliance {
namespace {

using ::testing::ElementsAre;

constexpr std::chrono::seconds kAtOnce{0};

// A table of this test's own.
class TableOfParties final : public KnownParties {
public:
    explicit TableOfParties(postgres::ReadPool& readers) : readers_(readers) {}

    async::Task<core::Result<std::vector<KnownParty>>> Page(core::Uuid after,
                                                            std::size_t limit) override {
        std::function<core::Result<std::vector<KnownParty>>(postgres::Transaction&)> read =
            [this, after, limit](postgres::Transaction& transaction) {
                return Read(transaction, after, limit);
            };
        auto page = co_await readers_.Read<std::vector<KnownParty>>(std::move(read));
        co_return page;
    }

    std::vector<core::Uuid> given;  // in the order in which they were

private:
    core::Result<std::vector<KnownParty>> Read(postgres::Transaction& transaction,
                                               const core::Uuid& after, std::size_t limit) {
        std::vector<KnownParty> parties;
        for (const auto& row : transaction.exec_params(
                 "SELECT party_id, name FROM test_parties WHERE party_id > $1::uuid "
                 "ORDER BY party_id LIMIT $2",
                 after.ToString(), static_cast<std::int64_t>(limit))) {
            KnownParty party{.party = postgres::AsUuid(row[0]), .names = {}};
            party.names.emplace_back(postgres::AsText(row[1]));
            given.push_back(party.party);
            parties.push_back(std::move(party));
        }
        return parties;
    }

    postgres::ReadPool& readers_;
};

// Stops between the alerts and the progress, as a process may that is killed.
class StopsBeforeProgress final : public RescreeningBook {
public:
    explicit StopsBeforeProgress(RescreeningBook& book) : book_(book) {}
    std::optional<Rescreening> Next() override { return book_.Next(); }
    SourceList Changed(const Rescreening& rescreening) override {
        return book_.Changed(rescreening);
    }
    bool Store(const Rescreening& before, const RescreenedPage& page) override {
        auto elsewhere = before;
        elsewhere.last_party = core::Uuid::Random();  // the alerts are raised, no row fits
        EXPECT_FALSE(book_.Store(elsewhere, page));
        throw std::runtime_error("killed");
    }

private:
    RescreeningBook& book_;
};

class RescreeningTest : public ListDeskTest {
protected:
    RescreeningTest() {
        Ask("CREATE TABLE test_parties (party_id uuid PRIMARY KEY, name text NOT NULL)");
    }

    core::Uuid Know(const std::string& name) {
        const auto id = core::Uuid::Derive(core::Uuid(), name);
        Ask("INSERT INTO test_parties VALUES ('" + id.ToString() + "', '" + name + "')");
        return id;
    }
    // Until there is nothing left to do; how many pages it took.
    int Rescreen(Process& process, std::size_t page_size = 2) {
        StoredRescreenings book(database_.Url(), cases_, exceptions_, sealer_.digests, clock_,
                                runtime_.GetExecutor(), kAtOnce);
        Rescreener rescreener(book, parties_, process.desk.Lists(), runtime_.GetExecutor(),
                              page_size);
        int pages = 0;
        while (rescreener.Step()) ++pages;
        return pages;
    }
    // "Brigitta Feldkamp" of the alerts' parties and listed names, sorted.
    std::vector<std::string> Alerts() {
        postgres::Connection connection(database_.Url());
        postgres::Transaction transaction(connection.Get());
        std::vector<std::string> alerts;
        for (const auto& row :
             transaction.exec("SELECT name FROM cases JOIN test_parties ON party_id = subject_id "
                              "JOIN case_alerts USING (case_id) ORDER BY name"))
            alerts.push_back(postgres::AsText(row[0]));
        return alerts;
    }

    std::unique_ptr<events::Outbox> lane_ = LaneOf("compliance-cases");
    SealerOfTest sealer_{database_.Url()};
    CaseBook cases_{database_.Url(), *lane_, runtime_.GetExecutor(), sealer_.sealer};
    std::unique_ptr<events::Outbox> exception_lane_ = LaneOf("compliance-exceptions");
    ExceptionBook exceptions_{database_.Url(), *exception_lane_, runtime_.GetExecutor(),
                              [](const PartyId&) {}};
    TableOfParties parties_{readers_};
};

TEST_F(RescreeningTest, FindsExactlyTheNewHits) {
    auto process = Start("compliance-0", {"Odo Marchetto", "Jana Tell", "Mia Olt"});
    for (const auto* name : {"Odo Marchetto", "Brigitta Feldkamp", "Feldkamp, Brigita", "Jane Roe"})
        Know(name);
    EXPECT_EQ(Rescreen(*process), 0) << "nothing changed";
    MakeActive(*process,
               Import(kOfacSource, {"Odo Marchetto", "Jana Tell", "Mia Olt", "Brigitta Feldkamp"}));
    EXPECT_EQ(Rescreen(*process), 3);
    EXPECT_THAT(Alerts(), ElementsAre("Brigitta Feldkamp", "Feldkamp, Brigita"));
    EXPECT_EQ(Ask("SELECT parties FROM rescreenings WHERE activation = 2"), "4");
    EXPECT_EQ(Ask("SELECT alerts FROM rescreenings WHERE activation = 2"), "2");
    EXPECT_EQ(Ask("SELECT kind FROM case_alerts LIMIT 1"), "4");
    EXPECT_EQ(Rescreen(*process), 0);
}

TEST_F(RescreeningTest, DoublesNothingInASecondRun) {
    auto process = Start();
    Know("Brigitta Feldkamp");
    MakeActive(*process, Import(kOfacSource, {"Odo Marchetto", "Brigitta Feldkamp"}));
    Rescreen(*process);
    Ask("UPDATE rescreenings SET done_at = NULL, last_party = "
        "'00000000-0000-0000-0000-000000000000'");
    Rescreen(*process);
    EXPECT_THAT(Alerts(), ElementsAre("Brigitta Feldkamp"));
    EXPECT_EQ(Ask("SELECT count(*) FROM events WHERE type LIKE '%CaseOpened'"), "1");
}

TEST_F(RescreeningTest, GoesOnWhereItWasStopped) {
    auto process = Start();
    std::vector<core::Uuid> known;
    for (int i = 0; i < 7; ++i) known.push_back(Know("Brigitta Feldkamp " + std::string(i, 'I')));
    std::ranges::sort(known);
    MakeActive(*process, Import(kOfacSource, {"Odo Marchetto", "Brigitta Feldkamp"}));
    {
        StoredRescreenings book(database_.Url(), cases_, exceptions_, sealer_.digests, clock_,
                                runtime_.GetExecutor(), kAtOnce);
        Rescreener rescreener(book, parties_, process->desk.Lists(), runtime_.GetExecutor(), 2);
        EXPECT_TRUE(rescreener.Step());
        EXPECT_TRUE(rescreener.Step());
    }
    process.reset();
    process = Start();
    EXPECT_EQ(Rescreen(*process), 2);
    EXPECT_EQ(parties_.given, known) << "each party once";
    EXPECT_EQ(Ask("SELECT parties FROM rescreenings WHERE activation = 2"), "7");
}

TEST_F(RescreeningTest, DoublesNoAlertWhenItIsKilledBeforeItsProgressIsStored) {
    auto process = Start();
    Know("Brigitta Feldkamp");
    Know("Brigitta Feldcamp");
    MakeActive(*process, Import(kOfacSource, {"Odo Marchetto", "Brigitta Feldkamp"}));
    {
        StoredRescreenings book(database_.Url(), cases_, exceptions_, sealer_.digests, clock_,
                                runtime_.GetExecutor(), kAtOnce);
        StopsBeforeProgress stops(book);
        Rescreener rescreener(stops, parties_, process->desk.Lists(), runtime_.GetExecutor());
        EXPECT_THROW(rescreener.Step(), std::runtime_error);
    }
    EXPECT_EQ(Alerts().size(), 2U);
    EXPECT_EQ(Ask("SELECT parties FROM rescreenings WHERE activation = 2"), "0");
    EXPECT_EQ(Rescreen(*process, 10), 1);
    EXPECT_EQ(Ask("SELECT parties FROM rescreenings WHERE activation = 2"), "2");
    EXPECT_EQ(Alerts().size(), 2U);
    EXPECT_EQ(Ask("SELECT count(*) FROM events WHERE type LIKE '%CaseOpened'"), "2");
}

TEST_F(RescreeningTest, AnEntryThatChangedIsAnotherFinding) {
    auto process = Start("compliance-0", {"1=Brigitta Feldkamp", "2=Jana Tell", "3=Mia Olt"});
    Know("Brigitta Feldkamp");
    MakeActive(*process, Import(kOfacSource, {"1=Brigita Feldkamp", "2=Jana Tell", "3=Mia Olt"}));
    Rescreen(*process);
    EXPECT_EQ(Alerts().size(), 1U);
    MakeActive(*process,
               Import(kOfacSource, {"1=Brigitta Feldkamp", "2=Jana Tell", "3=Mia O. Olt"}));
    Rescreen(*process);
    EXPECT_EQ(Alerts().size(), 2U);
}

TEST_F(RescreeningTest, AfterARollbackFindsWhatComesBackAndNothingTwice) {
    auto process = Start("compliance-0", {"1=Odo Marchetto", "2=Jana Tell", "3=Mia Olt"});
    Know("Brigitta Feldkamp");
    const auto second = Import(kOfacSource, {"2=Jana Tell", "3=Mia Olt", "4=Brigitta Feldkamp"});
    MakeActive(*process, second);
    Rescreen(*process);
    EXPECT_THAT(Alerts(), ElementsAre("Brigitta Feldkamp"));
    Know("Odo Marchetto");  // screened with the second list when he came
    ASSERT_TRUE(RollBack(*process, second));
    Rescreen(*process);
    EXPECT_THAT(Alerts(), ElementsAre("Brigitta Feldkamp", "Odo Marchetto"));
    MakeActive(*process, second);
    Rescreen(*process);
    EXPECT_THAT(Alerts(), ElementsAre("Brigitta Feldkamp", "Odo Marchetto"));
}

TEST_F(RescreeningTest, LooksForNothingThatALaterVersionTookAway) {
    auto process = Start("compliance-0", {"1=Odo Marchetto", "2=Jana Tell", "3=Mia Olt"});
    for (const auto* name : {"Brigitta Feldkamp", "Casimir Obuya", "Ottavia Lind"}) Know(name);
    const std::vector<std::string> rest{"1=Odo Marchetto", "2=Jana Tell", "3=Mia Olt"};
    auto second = rest, third = rest;
    second.insert(second.end(), {"4=Brigitta Feldkamp", "5=Casimir Obuya"});
    third.insert(third.end(), {"5=Casimir Obuya", "6=Ottavia Lind"});
    MakeActive(*process, Import(kOfacSource, second));
    MakeActive(*process, Import(kOfacSource, third));
    Rescreen(*process);
    EXPECT_THAT(Alerts(), ElementsAre("Casimir Obuya", "Ottavia Lind"));
    EXPECT_EQ(Ask("SELECT count(*) FROM rescreenings WHERE done_at IS NULL"), "0");
}

TEST_F(RescreeningTest, OneProcessWorksAtATime) {
    auto process = Start();
    Know("Brigitta Feldkamp");
    MakeActive(*process, Import(kOfacSource, {"Odo Marchetto", "Brigitta Feldkamp"}));
    StoredRescreenings other(database_.Url(), cases_, exceptions_, sealer_.digests, clock_,
                             runtime_.GetExecutor(), kAtOnce);
    {
        StoredRescreenings one(database_.Url(), cases_, exceptions_, sealer_.digests, clock_,
                               runtime_.GetExecutor(), kAtOnce);
        ASSERT_TRUE(one.Next());
        ASSERT_TRUE(one.Next());
        EXPECT_FALSE(other.Next());
    }
    EXPECT_TRUE(testing::WaitUntil([&] { return other.Next().has_value(); }))
        << "a lock ends with its session";
}

TEST_F(RescreeningTest, WaitsUntilEveryProcessHasFollowed) {
    auto process = Start();
    Know("Brigitta Feldkamp");
    MakeActive(*process, Import(kOfacSource, {"Odo Marchetto", "Brigitta Feldkamp"}));
    StoredRescreenings book(database_.Url(), cases_, exceptions_, sealer_.digests, clock_,
                            runtime_.GetExecutor());
    EXPECT_FALSE(book.Next());
    Ask("UPDATE rescreenings SET started_at = started_at - interval '16 seconds'");
    EXPECT_TRUE(book.Next());
}

TEST_F(RescreeningTest, TheWorkerDoesItByItself) {
    auto process = Start();
    Know("Brigitta Feldkamp");
    StoredRescreenings book(database_.Url(), cases_, exceptions_, sealer_.digests, clock_,
                            runtime_.GetExecutor(), kAtOnce);
    Rescreener rescreener(book, parties_, process->desk.Lists(), runtime_.GetExecutor());
    const RescreeningWorker worker(rescreener, std::chrono::milliseconds(10));
    MakeActive(*process, Import(kOfacSource, {"Odo Marchetto", "Brigitta Feldkamp"}));
    EXPECT_TRUE(testing::WaitUntil([&] {
        return Ask("SELECT count(*) FROM rescreenings WHERE done_at IS NULL") == "0" &&
               Alerts().size() == 1;
    }));
}

// The parties of the service itself, sealed.
class SealedPartiesTest : public RescreeningTest {
protected:
    void KnowSealed(const std::string& name, int number) {
        Party party{.id = PartyId(core::Uuid::Derive(core::Uuid(), std::to_string(number))),
                    .partner_id = "acme"};
        party.details = {.name = PersonalText(name), .country = "DE"};
        party.salt = PersonalText("salt");
        party.screened_version = party.version = 1;
        postgres::Connection connection(database_.Url());
        postgres::InTransaction(
            connection, postgres::Access::kWrite, [&](postgres::Transaction& transaction) {
                SaveParties(transaction, sealer_.vault.Persons(), {{party}}, {});
                return core::Done{};
            });
    }
    void RescreenSealed(Process& process) {
        StoredRescreenings book(database_.Url(), cases_, exceptions_, sealer_.digests, clock_,
                                runtime_.GetExecutor(), kAtOnce);
        Rescreener rescreener(book, reader_, process.desk.Lists(), runtime_.GetExecutor(), 2);
        while (rescreener.Step()) {
        }
    }

    PartyReader reader_{readers_, sealer_.vault.Persons()};
};

TEST_F(SealedPartiesTest, OneThatDoesNotOpenHasACaseStaysDueAndKeepsNobodyWaiting) {
    auto process = Start();
    for (int i = 0; i < 6; ++i) KnowSealed("Brigitta Feldkamp", i);
    const auto broken = Ask("SELECT party_id FROM parties ORDER BY party_id OFFSET 2 LIMIT 1");
    Ask("UPDATE parties SET sealed = '\\x01' WHERE party_id = '" + broken + "'");
    MakeActive(*process, Import(kOfacSource, {"Odo Marchetto", "Brigitta Feldkamp"}));
    RescreenSealed(*process);
    EXPECT_EQ(Ask("SELECT count(*) FROM rescreenings WHERE done_at IS NULL"), "0");
    EXPECT_EQ(Ask("SELECT parties FROM rescreenings WHERE activation = 2"), "5");
    EXPECT_EQ(Ask("SELECT count(*) FROM cases WHERE review_reason = ''"), "5");
    EXPECT_EQ(Ask("SELECT subject_id FROM cases WHERE review_reason = 'unreadable_record'"),
              broken);
    EXPECT_EQ(Ask("SELECT party_id FROM parties WHERE screened_version < details_version"), broken);
}

// Master keys of a test live in its process: a killed one takes them along.
class UnsealedEvidence final : public Sealer {
public:
    std::vector<std::string> Seal(std::span<const CaseText> clear) override {
        std::vector<std::string> texts;
        for (const auto& one : clear) texts.push_back(one.text);
        return texts;
    }
    std::vector<std::optional<std::string>> Open(std::span<const CaseText> sealed) override {
        return std::vector<std::optional<std::string>>(sealed.size());
    }
};

class PlainDigests final : public NameDigests {
public:
    async::Task<core::Result<NameDigest>> Get() override {
        NameDigest digest = [](std::string_view text) { return core::Sha256(text); };
        co_return digest;
    }
};

constexpr char kDatabaseOfChild[] = "CLEARWAY_CHILD_DATABASE_URL";

// What the process does that the test below starts and kills. It never ends by itself.
[[noreturn]] void WorkUntilKilled(const char* url) {
    const core::SystemClock clock;
    async::Runtime runtime(2);
    postgres::ReadPool readers(url, 1);
    events::Outbox lane({.service = "compliance-test",
                         .instance = "compliance-child",
                         .database_url = url,
                         .kafka_brokers = testing::TestKafkaBrokers()});
    UnsealedEvidence sealer;
    PlainDigests digests;
    CaseBook cases(url, lane, runtime.GetExecutor(), sealer);
    events::Outbox exception_lane({.service = "compliance-test",
                                   .instance = "compliance-child-exceptions",
                                   .database_url = url,
                                   .kafka_brokers = testing::TestKafkaBrokers()});
    ExceptionBook exceptions(url, exception_lane, runtime.GetExecutor(), [](const PartyId&) {});
    postgres::Connection connection(url);
    const auto loaded = postgres::InTransaction(
        connection, postgres::Access::kRead, [](postgres::Transaction& transaction) {
            return LoadVersions(transaction, LoadActiveLists(transaction), 100);
        });
    const ActiveList lists(loaded.lists);
    TableOfParties parties(readers);
    StoredRescreenings book(url, cases, exceptions, digests, clock, runtime.GetExecutor(), kAtOnce);
    Rescreener rescreener(book, parties, lists, runtime.GetExecutor(), 10);
    while (true) rescreener.Step();
}

// A process of this program that finds the variable does that, and no test.
class PerhapsChild final : public ::testing::Environment {
    void SetUp() override {
        if (const char* url = std::getenv(kDatabaseOfChild)) WorkUntilKilled(url);
    }
};
const auto* const kPerhapsChild = ::testing::AddGlobalTestEnvironment(new PerhapsChild);

class Child {
public:
    explicit Child(const std::string& database_url) {
        ::setenv(kDatabaseOfChild, database_url.c_str(), 1);
        std::string program = "/proc/self/exe";
        char* arguments[] = {program.data(), nullptr};
        EXPECT_EQ(::posix_spawn(&pid_, program.c_str(), nullptr, nullptr, arguments, environ), 0);
        ::unsetenv(kDatabaseOfChild);
    }
    ~Child() {
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
    }

private:
    pid_t pid_ = 0;
};

TEST_F(RescreeningTest, GoesOnAfterKill9AndAlertsOnce) {
    auto process = Start();
    Ask("INSERT INTO test_parties SELECT md5(i::text)::uuid, CASE WHEN i % 3 = 0 THEN "
        "'Brigitta Feldkamp' ELSE 'Jane Roe' END FROM generate_series(1, 1500) i");
    MakeActive(*process, Import(kOfacSource, {"Odo Marchetto", "Brigitta Feldkamp"}));
    const auto progress = [this] {
        return std::stoi(Ask("SELECT parties FROM rescreenings WHERE activation = 2"));
    };
    const auto open = [this] {
        return Ask("SELECT count(*) FROM rescreenings WHERE done_at IS NULL");
    };
    for (const int parties : {150, 600}) {
        const Child child(database_.Url());
        ASSERT_TRUE(testing::WaitUntil([&] { return progress() >= parties; }, 60'000));
    }
    ASSERT_EQ(open(), "1") << "it was killed in the midst";
    // The lock goes with the session of the killed, as soon as the server sees that it is gone.
    ASSERT_TRUE(testing::WaitUntil([&] {
        Rescreen(*process, 100);
        return open() == "0";
    }));
    EXPECT_EQ(progress(), 1500);
    EXPECT_EQ(Alerts().size(), 500U);
    EXPECT_EQ(Ask("SELECT count(*) FROM case_alerts"), "500");
    EXPECT_EQ(Ask("SELECT count(*) FROM events WHERE type LIKE '%CaseOpened'"), "500");
}

}  // namespace
}  // namespace clearway::compliance
