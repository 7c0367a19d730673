// SPDX-License-Identifier: Apache-2.0
// What a screening on the payment's path costs: CPU time of a new name by its words, and of a call
// by what it has to look at. Needs no database: nothing of it is found.
#include <algorithm>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <cstdio>
#include <functional>
#include <numeric>

#include "async/runtime.h"
#include "services/compliance/app.h"
#include "services/compliance/domain/list/combine_lists.h"
#include "services/compliance/domain/screening/ordinary_texts.h"
#include "services/compliance/store/list_source.h"
#include "services/compliance/usecase/screen_payment.h"
#include "telemetry/cpu_time.h"

namespace clearway::compliance {
namespace {

constexpr std::size_t kRuns = 20'000;

struct Nobody final : CaseCommands,
                      PartyQueries,
                      ExceptionQueries,
                      ExceptionCommands,
                      LimitCommands,
                      NameDigests {
    async::Task<core::Result<Case>> Submit(CaseCommand) override {
        co_return Case{.id = {}, .subject = {}};
    }
    async::Task<core::Result<Party>> Get(PartyId) override {
        co_return core::ErrorCode::kPartyNotFound;
    }
    async::Task<core::Result<std::vector<Party>>> List(PartyFilter) override {
        co_return std::vector<Party>();
    }
    async::Task<core::Result<std::vector<Party>>> ListForReview(ReviewFilter) override {
        co_return std::vector<Party>();
    }
    async::Task<core::Result<std::vector<Party>>> ListUnscreened(PartyId, std::size_t) override {
        co_return std::vector<Party>();
    }
    async::Task<core::Result<std::vector<ScreeningException>>> Of(PartyId) override {
        co_return std::vector<ScreeningException>();
    }
    async::Task<core::Result<std::vector<ScreeningException>>> List(ExceptionFilter) override {
        co_return std::vector<ScreeningException>();
    }
    async::Task<core::Result<std::optional<ScreeningException>>> Submit(ExceptionCommand) override {
        co_return std::optional<ScreeningException>();
    }
    async::Task<core::Result<NameDigest>> Get() override {
        co_return NameDigest([](std::string_view name) { return core::Sha256(name); });
    }
    async::Task<core::Result<LimitReply>> Submit(LimitCommand) override { co_return LimitReply{}; }
};

void Measure(const char* what, const std::function<void(std::size_t)>& run) {
    std::vector<double> micros;
    for (std::size_t i = 0; i < kRuns; ++i) {
        const auto begin = metrics::ThreadCpuSeconds();
        run(i);
        micros.push_back((metrics::ThreadCpuSeconds() - begin) * 1e6);
    }
    std::sort(micros.begin(), micros.end());
    const auto all = std::accumulate(micros.begin(), micros.end(), 0.0);
    std::printf("%-40s median %6.1f us, p99 %6.1f us, most %7.1f us; %7.0f/s of a core\n", what,
                micros[kRuns / 2], micros[kRuns * 99 / 100], micros.back(), 1e6 * kRuns / all);
}

// One first name or two, one last name or two; all names are others.
std::string NewName(const std::vector<std::string>& names, std::size_t number, std::size_t words) {
    const auto& one = names[number % names.size()];
    const auto& other = names[(number / names.size() * 31 + number * 17 + 1) % names.size()];
    const auto blank = one.find(' ');
    auto name = one.substr(0, blank);
    if (words > 2) name += " " + other.substr(0, other.find(' '));
    name += one.substr(blank);
    return words > 3 ? name + other.substr(other.find(' ')) : name;
}

int Run() {
    Nobody nobody;
    core::SystemClock clock;
    Profiles profiles(nobody, nobody, clock);
    const auto lists = std::make_shared<const LoadedLists>(
        CombineLists({{kOfacSource, LoadList({.list_folder = {}, .list_month = kBuiltInMonth})}}),
        100'000);
    ActiveList active(lists);
    ScreenPayment screen({.lists = active,
                          .cases = nobody,
                          .profiles = profiles,
                          .exceptions = nobody,
                          .limits = nobody,
                          .digests = nobody,
                          .clock = clock});
    boost::asio::io_context context;
    const auto names = OrdinaryNames(3'000);
    const auto texts = OrdinaryTexts(9'000);
    const auto call = [&](std::size_t i, bool with_text) {
        ScreenCommand command{
            .payment = core::DerivePaymentId("acme", std::to_string(i)),
            .partner_id = "acme",
            .parties = {{PartyRole::kDebtor, PersonalText(names[i % 1'000]), "DE"},
                        {PartyRole::kCreditor, PersonalText(names[i % 997]), "FR"}}};
        if (with_text) command.text = PersonalText(texts[i % texts.size()]);
        boost::asio::co_spawn(
            context,
            [](ScreenPayment& use, ScreenCommand order) -> async::Task<void> {
                const auto answer = co_await use.Run(std::move(order));
                if (!answer) std::abort();
            }(screen, std::move(command)),
            boost::asio::detached);
        context.run();
        context.restart();
    };
    const auto screen_new = [&](std::size_t words) {
        return [&, words](std::size_t i) {
            (void)lists->GetScreener().Screen(Normalise(NewName(names, i, words)));
        };
    };
    Measure("a new name of two words", screen_new(2));
    Measure("a new name of three words", screen_new(3));
    Measure("a new name of four words", screen_new(4));
    Measure("two names that are known", [&](std::size_t i) {
        (void)lists->Screen(Normalise(names[i % 1'000]));
        (void)lists->Screen(Normalise(names[i % 997]));
    });
    Measure("a payment, known names, no text", [&](std::size_t i) { call(i, false); });
    Measure("a payment, known names, an ordinary text", [&](std::size_t i) { call(i, true); });
    return 0;
}

}  // namespace
}  // namespace clearway::compliance

int main() { return clearway::compliance::Run(); }
