// SPDX-License-Identifier: Apache-2.0
// What a change of the lists costs: from the files of the OFAC list to active, and known parties
// screened against a third of its entries on one core.
// Usage: rescreen_bench [parties] [folder of the list].
// CLEARWAY_DATABASE_URL names an empty database of its own and CLEARWAY_TEST_KAFKA_BROKERS a
// broker; without them the way to active is left out.
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "async/runtime.h"
#include "services/compliance/app.h"
#include "services/compliance/books/list_desk.h"
#include "services/compliance/domain/list/combine_lists.h"
#include "services/compliance/domain/screening/ordinary_names.h"
#include "services/compliance/lists_import/list_format.h"
#include "services/compliance/offline/store_import.h"
#include "services/compliance/usecase/rescreening.h"

namespace clearway::compliance {
namespace {

constexpr std::size_t kParties = 1'000'000;
constexpr std::uint32_t kOneChangedIn = 3;
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
std::vector<KnownParty> MakeParties(std::size_t count) {
    const auto names = OrdinaryNames(3'375);
    std::vector<KnownParty> parties(count);
    for (std::size_t i = 0; i < count; ++i) {
        auto name = names[i % names.size()];
        const auto blank = name.find(' ');
        const auto& other = names[(i / names.size() * 15 + i) % names.size()];
        if (i % 2 == 0) name.insert(blank, " " + other.substr(0, other.find(' ')));
        parties[i].party = core::Uuid::Derive(core::Uuid(), std::to_string(i));
        parties[i].names.emplace_back(std::move(name));
    }
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
    const std::size_t parties = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 0;
    const std::string folder = argc > 2 ? argv[2] : "services/compliance/lists/ofac_sdn";
    const char* url = std::getenv("CLEARWAY_DATABASE_URL");
    const char* brokers = std::getenv("CLEARWAY_TEST_KAFKA_BROKERS");
    try {
        if (url != nullptr && brokers != nullptr) compliance::ImportToActive(url, brokers, folder);
        compliance::Rescreen(parties > 0 ? parties : compliance::kParties);
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "rescreen_bench: %s\n", failure.what());
        return 1;
    }
    return 0;
}
