// SPDX-License-Identifier: Apache-2.0
// What a change of the lists costs: from the files of the OFAC list to active, and known parties
// screened against a third of its entries on one core.
// Usage: rescreen_bench [parties] [folder of the list], or rescreen_bench sealed [parties].
// CLEARWAY_DATABASE_URL names an empty database of its own and CLEARWAY_TEST_KAFKA_BROKERS a
// broker; without them the way to active is left out.
// `sealed` is the way that the service goes: parties lie sealed in that database, each under a key
// of its own that a token wraps (CLEARWAY_PKCS11_MODULE, _TOKEN and _PIN_FILE), and are read in
// pages, opened and screened. Those that are not there yet are stored first; a second run finds
// them.
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "async/runtime.h"
#include "postgres/in_transaction.h"
#include "postgres/row.h"
#include "services/compliance/app.h"
#include "services/compliance/books/list_desk.h"
#include "services/compliance/domain/list/combine_lists.h"
#include "services/compliance/domain/screening/ordinary_names.h"
#include "services/compliance/lists_import/list_format.h"
#include "services/compliance/offline/store_import.h"
#include "services/compliance/store/party_store.h"
#include "services/compliance/usecase/rescreening.h"
#include "vault/pkcs11/token_keys.h"

namespace clearway::compliance {
namespace {

constexpr std::size_t kParties = 1'000'000;
constexpr std::uint32_t kOneChangedIn = 3;
constexpr int kNames = 3'375;
constexpr std::size_t kCachedNames = 100'000;

class Stopwatch {
public:
    double Seconds() const {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun_).count();
    }

private:
    std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
};

double CpuSeconds() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

// How long the threads of this process were ready and had no processor: on a busy machine most of
// the time by the clock.
double SecondsWithoutProcessor() {
    double waited = 0;
    for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
        std::ifstream times(task.path() / "schedstat");
        double ran_ns = 0, waited_ns = 0;
        times >> ran_ns >> waited_ns;
        waited += waited_ns / 1e9;
    }
    return waited;
}

long PeakMegabytes() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024;
}

SanctionsList BuiltIn() { return LoadList({.list_folder = {}, .list_month = "2021-07"}); }

SanctionsList EveryThird(const SanctionsList& whole) {
    SanctionsList part;
    for (std::uint32_t i = 0; i < whole.entries.size(); i += kOneChangedIn)
        part.entries.push_back(whole.entries[i]);
    for (const auto& name : whole.names)
        if (name.entry % kOneChangedIn == 0)
            part.names.push_back({name.entry / kOneChangedIn, name.quality, name.name});
    return part;
}

// Half of them with a second first name.
KnownParty MakeParty(const std::vector<std::string>& names, std::size_t number) {
    auto name = names[number % names.size()];
    const auto blank = name.find(' ');
    const auto& other = names[(number / names.size() * 15 + number) % names.size()];
    if (number % 2 == 0) name.insert(blank, " " + other.substr(0, other.find(' ')));
    KnownParty party{.party = core::Uuid::Derive(core::Uuid(), std::to_string(number)),
                     .names = {}};
    party.names.emplace_back(std::move(name));
    return party;
}

std::vector<KnownParty> MakeParties(std::size_t count) {
    const auto names = OrdinaryNames(kNames);
    std::vector<KnownParty> parties;
    for (std::size_t i = 0; i < count; ++i) parties.push_back(MakeParty(names, i));
    return parties;
}

void Rescreen(std::size_t count) {
    const Stopwatch loading;
    const auto list = BuiltIn();
    std::printf("list read: %.2f s, %zu entries, %zu names\n", loading.Seconds(),
                list.entries.size(), list.names.size());
    const Stopwatch indexing;
    const LoadedLists whole(CombineLists({{kOfacSource, list}}), kCachedNames);
    std::printf("list ready to screen with: %.2f s more; peak memory %ld MB\n", indexing.Seconds(),
                PeakMegabytes());
    const Stopwatch preparing;
    const ChangedEntries changed({kOfacSource, EveryThird(list)}, whole);
    std::printf("changed entries: %zu, ready in %.2f s\n", changed.Count(), preparing.Seconds());
    const auto parties = MakeParties(count);
    const Stopwatch watch;
    const auto before = CpuSeconds();
    std::size_t hits = 0;
    for (const auto& party : parties) hits += changed.Screen(party).size();
    const auto cpu = CpuSeconds() - before;
    std::printf(
        "rescreening: %zu parties, %.1f s, %.1f s of processor, %.0f a second of it, %zu hits\n",
        count, watch.Seconds(), cpu, static_cast<double>(count) / cpu, hits);
}

// The work of an activation that changed a third of the entries, kept in memory.
class CountedRescreening final : public RescreeningBook {
public:
    CountedRescreening(SourceList changed, std::size_t parties)
        : changed_(std::move(changed)), parties_(parties) {}

    std::optional<Rescreening> Next() override {
        return done_ ? std::nullopt : std::optional(open_);
    }
    SourceList Changed(const Rescreening&) override { return changed_; }
    bool Store(const Rescreening&, const RescreenedPage& page) override {
        open_.last_party = page.last_party;
        open_.parties += page.parties;
        open_.alerts += static_cast<std::int64_t>(page.hits.size());
        unreadable_ += page.unreadable.size();
        done_ = page.last || open_.parties >= static_cast<std::int64_t>(parties_);
        return true;
    }
    const Rescreening& Done() const { return open_; }
    std::size_t Unreadable() const { return unreadable_; }

private:
    const SourceList changed_;
    const std::size_t parties_;
    Rescreening open_{.activation = 1, .list_version = {}};
    std::size_t unreadable_ = 0;
    bool done_ = false;
};

// How much of the time goes into reading: PostgreSQL, the token, opening.
class TimedParties final : public KnownParties {
public:
    explicit TimedParties(KnownParties& parties) : parties_(parties) {}

    async::Task<core::Result<std::vector<KnownParty>>> Page(core::Uuid after,
                                                            std::size_t limit) override {
        const Stopwatch watch;
        auto reading = parties_.Page(after, limit);
        auto page = co_await std::move(reading);
        seconds_ += watch.Seconds();
        co_return page;
    }
    double Seconds() const { return seconds_; }

private:
    KnownParties& parties_;
    double seconds_ = 0;
};

Party Sealable(const KnownParty& known) {
    Party party{.id = PartyId(known.party), .partner_id = "bench"};
    party.details.name = known.names.front();
    party.details.birth_date = PersonalText("1985-03-14");
    party.details.country = "DE";
    party.details.identifiers.push_back(
        {.type = "passport", .number = PersonalText("C01X00T47"), .country = "DE"});
    party.salt = PersonalText(core::ToHex(core::Sha256(known.party.ToString())));
    party.fingerprint = party.salt.Reveal();
    party.registered_at = party.updated_at = party.reviewed_at = core::SystemClock().Now();
    party.screened_version = party.version = 1;
    return party;
}

// Those that are missing, many a transaction.
void FillSealed(const std::string& url, vault::PersonKeys& keys, std::size_t count) {
    constexpr std::size_t kBatch = 2'000;
    constexpr std::size_t kToldEvery = 50'000;
    postgres::Connection connection(url);
    const auto there = postgres::InTransaction(
        connection, postgres::Access::kRead, [](postgres::Transaction& transaction) {
            return static_cast<std::size_t>(
                postgres::AsInt(transaction.exec1("SELECT count(*) FROM parties")[0]));
        });
    const auto names = OrdinaryNames(kNames);
    const Stopwatch watch;
    for (auto begin = there; begin < count; begin += kBatch) {
        std::vector<Party> parties;
        for (auto i = begin; i < std::min(count, begin + kBatch); ++i)
            parties.push_back(Sealable(MakeParty(names, i)));
        postgres::InTransaction(connection, postgres::Access::kWrite,
                                [&](postgres::Transaction& transaction) {
                                    SaveParties(transaction, keys, parties, {});
                                    return core::Done{};
                                });
        const auto stored = begin + parties.size();
        if (stored / kToldEvery == begin / kToldEvery && stored < count) continue;
        std::printf("sealed and stored: %zu of %zu parties, %.0f a second\n", stored, count,
                    static_cast<double>(stored - there) / watch.Seconds());
        std::fflush(stdout);
    }
}

// As the service does it: pages, keys, opening, screening.
int RescreenSealed(std::size_t count, const std::string& url) {
    config::Environment environment;
    const auto settings = vault::ReadTokenSettings(environment);
    if (!environment.Faults().empty()) throw std::runtime_error("the token is not named");
    postgres::Migrate(url, Migrations());
    const core::SystemClock clock;
    vault::TokenKeys token(settings);
    {
        vault::PersonKeys keys(url, token, clock, {.cached_max = 4'000});
        FillSealed(url, keys, count);
    }
    const auto list = BuiltIn();
    const ActiveList lists(
        std::make_shared<const LoadedLists>(CombineLists({{kOfacSource, list}}), kCachedNames));
    CountedRescreening book({kOfacSource, EveryThird(list)}, count);
    async::Runtime runtime(1);
    postgres::ReadPool readers(url, 1);
    vault::PersonKeys keys(url, token, clock, kKeysOfRescreening);
    PartyReader reader(readers, keys);
    TimedParties parties(reader);
    Rescreener rescreener(book, parties, lists, runtime.GetExecutor());
    const Stopwatch watch;
    const auto before = CpuSeconds();
    const auto waited_before = SecondsWithoutProcessor();
    while (rescreener.Step()) {
    }
    const auto cpu = CpuSeconds() - before;
    const auto screened = static_cast<double>(book.Done().parties);
    std::printf(
        "sealed rescreening: %.0f parties, %.1f s, %.0f a second; %.1f s of it reading; %.1f s of "
        "this process's processor, %.0f a second of it, and %.1f s without one; %lld hits, %zu "
        "unreadable; peak memory %ld MB\n",
        screened, watch.Seconds(), screened / watch.Seconds(), parties.Seconds(), cpu,
        screened / cpu, SecondsWithoutProcessor() - waited_before,
        static_cast<long long>(book.Done().alerts), book.Unreadable(), PeakMegabytes());
    return screened >= static_cast<double>(count) ? 0 : 1;
}

KeptList Small() {
    SanctionsList list;
    list.entries.push_back({.number = 1, .program = "p", .id = "1"});
    list.names.push_back({0, NameQuality::kPrimary, "Odo Marchetto"});
    return KeepList({.source = "own",
                     .format = "csv",
                     .report = "{}",
                     .imported_by = "bench",
                     .imported_at = core::SystemClock().Now()},
                    std::move(list));
}

// As the command and two operators do it.
void ImportToActive(const std::string& url, const std::string& brokers, const std::string& folder) {
    postgres::Migrate(url, Migrations());
    const core::SystemClock clock;
    async::Runtime runtime(2);
    postgres::ReadPool readers(url, 1);
    events::Outbox outbox({.service = "compliance-bench",
                           .instance = "bench",
                           .database_url = url,
                           .kafka_brokers = brokers});
    StoredListDesk desk({.database_url = url, .cached_names_max = kCachedNames}, outbox, readers,
                        clock, runtime.GetExecutor(), Small);
    const Stopwatch watch;
    auto read = ImportList("ofac-csv:" + folder, [](double, std::uint64_t) {});
    if (!read) throw std::runtime_error(read.error().detail);
    const auto read_in = watch.Seconds();
    ImportOutcome outcome;
    StoreImport({.database_url = url, .source = kOfacSource, .date = {}, .imported_by = "bench"},
                std::move(*read), outcome);
    const auto stored_in = watch.Seconds();
    for (const auto* by : {"ada", "bob"}) {
        ActivateList command{
            .id = outcome.stored->version.id, .by = by, .override_reason = {}, .at = clock.Now()};
        const auto done = async::BlockOn(runtime.GetExecutor(), desk.Activate(std::move(command)));
        if (!done) throw std::runtime_error(std::string(done.error().Detail()));
    }
    const auto lists = desk.Lists().Get();
    std::printf(
        "OFAC to active: %.2f s (read %.2f, stored %.2f, approved and activated %.2f); %zu "
        "entries; peak memory %ld MB\n",
        watch.Seconds(), read_in, stored_in - read_in, watch.Seconds() - stored_in,
        lists->GetScreener().EntryCount(), PeakMegabytes());
}

}  // namespace
}  // namespace clearway::compliance

int main(int argc, char** argv) {
    namespace compliance = clearway::compliance;
    const bool sealed = argc > 1 && std::string_view(argv[1]) == "sealed";
    if (sealed) ++argv, --argc;
    const std::size_t parties = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 0;
    const std::string folder = argc > 2 ? argv[2] : "services/compliance/lists/ofac_sdn";
    const char* url = std::getenv("CLEARWAY_DATABASE_URL");
    const char* brokers = std::getenv("CLEARWAY_TEST_KAFKA_BROKERS");
    try {
        if (sealed && url == nullptr) throw std::runtime_error("CLEARWAY_DATABASE_URL is not set");
        if (sealed)
            return compliance::RescreenSealed(parties > 0 ? parties : compliance::kParties, url);
        if (url != nullptr && brokers != nullptr) compliance::ImportToActive(url, brokers, folder);
        compliance::Rescreen(parties > 0 ? parties : compliance::kParties);
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "rescreen_bench: %s\n", failure.what());
        return 1;
    }
    return 0;
}
