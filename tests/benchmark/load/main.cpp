// SPDX-License-Identifier: Apache-2.0
#include <csignal>
#include <cstdio>
#include <exception>
#include <fstream>
#include <iostream>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "tests/benchmark/load/cpu_seconds.h"
#include "tests/benchmark/load/engine.h"
#include "tests/benchmark/load/options.h"
#include "tests/benchmark/load/workload.h"

namespace clearway::load {
namespace {

struct Tally {
    Result result;
    std::map<std::string, std::int64_t> by_payment_status;
    std::map<std::string, std::int64_t> by_reason;
    std::vector<std::string> account_ids;
};

std::vector<std::string> ReadLines(const std::string& file) {
    std::ifstream stream(file);
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);) {
        if (!line.empty()) lines.push_back(line);
    }
    if (lines.empty()) throw std::runtime_error("no account ids in " + file);
    return lines;
}

Parties ReadParties(const Options& options) {
    Parties parties;
    if (!options.debtors_file.empty()) parties.debtors = ReadLines(options.debtors_file);
    if (!options.creditors_file.empty()) parties.creditors = ReadLines(options.creditors_file);
    return parties;
}

Post Make(const Options& options, const Parties& parties, const CreditorChoice& choice,
          std::int64_t number) {
    switch (options.command) {
        case Command::kOpen:
            return OpenAccount(options.run, number, options.currency, options.type);
        case Command::kCredit:
            return CreditAccount(options.run, number,
                                 parties.debtors.at(static_cast<std::size_t>(number)),
                                 options.currency, options.value);
        case Command::kPay:
            return Pay(options.run, number, parties, choice, options.currency);
        case Command::kHelp:
            break;
    }
    throw std::logic_error("nothing to send");
}

void Note(Tally& tally, bool measured, const Response& response) {
    if (!measured) return;
    const auto status = FindText(response.body, "status");
    if (!status.empty()) ++tally.by_payment_status[std::string(status)];
    const auto reason = FindText(response.body, "code");
    if (!reason.empty()) ++tally.by_reason[std::string(reason)];
}

// One thread's share: its numbers are thread, thread + threads, thread + 2 threads, ...
Tally RunShare(const Options& options, const Parties& parties, int thread) {
    Plan plan = options.plan;
    const auto share = [&](std::int64_t whole) {
        return whole / options.threads + (thread < whole % options.threads ? 1 : 0);
    };
    plan.connections = static_cast<int>(share(plan.connections));
    plan.rate = share(plan.rate);
    plan.requests = share(plan.requests);
    plan.cpu_percent = static_cast<int>(share(plan.cpu_percent));
    const CreditorChoice choice(parties.creditors.size(), options.hot);
    Tally tally;
    Engine engine(
        options.target, plan,
        [&](std::int64_t number) {
            return Serialise(Make(options, parties, choice, number * options.threads + thread));
        },
        [&](std::int64_t, bool measured, const Response& response) {
            if (options.command != Command::kOpen || response.status != 201) {
                return Note(tally, measured, response);
            }
            tally.account_ids.emplace_back(FindText(response.body, "account_id"));
        });
    tally.result = engine.Run();
    return tally;
}

Tally RunAll(const Options& options, const Parties& parties) {
    Tally all;
    std::mutex mutex;
    std::exception_ptr failure;
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < options.threads; ++thread) {
            threads.emplace_back([&, thread] {
                try {
                    const Tally part = RunShare(options, parties, thread);
                    const std::lock_guard lock(mutex);
                    all.result.Add(part.result);
                    for (const auto& [name, n] : part.by_payment_status)
                        all.by_payment_status[name] += n;
                    for (const auto& [name, n] : part.by_reason) all.by_reason[name] += n;
                    all.account_ids.insert(all.account_ids.end(), part.account_ids.begin(),
                                           part.account_ids.end());
                } catch (...) {
                    const std::lock_guard lock(mutex);
                    failure = std::current_exception();
                }
            });
        }
    }
    if (failure) std::rethrow_exception(failure);
    return all;
}

std::string Name(const std::string& key) { return key; }
std::string Name(int key) { return std::to_string(key); }

template <class Key>
void PrintCounts(const char* name, const std::map<Key, std::int64_t>& counts) {
    std::printf("\"%s\": {", name);
    const char* separator = "";
    for (const auto& [key, count] : counts) {
        std::printf("%s\"%s\": %lld", separator, Name(key).c_str(), static_cast<long long>(count));
        separator = ", ";
    }
    std::printf("}, ");
}

void PrintSeconds(const std::vector<Second>& seconds) {
    std::printf("\"by_second\": [");
    const char* separator = "";
    for (const Second& second : seconds) {
        std::printf("%s{\"accepted\": %lld, \"refused\": %lld, \"p99_ms\": %.3f}", separator,
                    static_cast<long long>(second.accepted.Count()),
                    static_cast<long long>(second.refused),
                    static_cast<double>(second.accepted.PerMille(990)) / 1e3);
        separator = ", ";
    }
    std::printf("], ");
}

// The latency of accepted requests alone: a refusal is faster, or waited for its connection's rest.
void PrintAccepted(const std::vector<Second>& seconds) {
    Histogram accepted;
    for (const Second& second : seconds) accepted.Add(second.accepted);
    std::printf("\"accepted\": %lld, \"accepted_p50_ms\": %.3f, \"accepted_p99_ms\": %.3f, ",
                static_cast<long long>(accepted.Count()),
                static_cast<double>(accepted.PerMille(500)) / 1e3,
                static_cast<double>(accepted.PerMille(990)) / 1e3);
}

void Print(const Tally& tally, bool by_second) {
    const Histogram& latency = tally.result.latency;
    const double seconds = static_cast<double>(tally.result.elapsed.count()) / 1e6;
    const auto milliseconds = [&](int per_mille) {
        return static_cast<double>(latency.PerMille(per_mille)) / 1e3;
    };
    std::printf("{\"sent\": %lld, \"answered\": %lld, \"lost\": %lld, ",
                static_cast<long long>(tally.result.sent), static_cast<long long>(latency.Count()),
                static_cast<long long>(tally.result.lost));
    std::printf("\"held_back\": %lld, \"throttled\": %lld, ",
                static_cast<long long>(tally.result.held_back),
                static_cast<long long>(tally.result.throttled));
    PrintAccepted(tally.result.seconds);
    if (by_second) PrintSeconds(tally.result.seconds);
    PrintCounts("by_status", tally.result.by_status);
    PrintCounts("by_payment_status", tally.by_payment_status);
    PrintCounts("by_reason", tally.by_reason);
    std::printf("\"seconds\": %.3f, \"per_second\": %.1f, ", seconds,
                seconds > 0 ? static_cast<double>(latency.Count()) / seconds : 0.0);
    std::printf("\"p50_ms\": %.3f, \"p90_ms\": %.3f, \"p99_ms\": %.3f, \"p999_ms\": %.3f, ",
                milliseconds(500), milliseconds(900), milliseconds(990), milliseconds(999));
    std::printf("\"max_ms\": %.3f, \"cpu_seconds\": %.3f}\n",
                static_cast<double>(latency.Max()) / 1e3, CpuSeconds());
}

int Main(std::span<const char* const> arguments) {
    Options options = ParseOptions(arguments);
    if (options.command == Command::kHelp) {
        std::cout << kUsage;
        return 0;
    }
    const Parties parties = ReadParties(options);
    if (options.command == Command::kCredit) {
        options.plan.requests = static_cast<std::int64_t>(parties.debtors.size());
    }
    const Tally tally = RunAll(options, parties);
    if (options.command != Command::kOpen) {
        Print(tally, options.by_second);
        return 0;
    }
    for (const auto& id : tally.account_ids) std::cout << id << '\n';
    const bool all = static_cast<std::int64_t>(tally.account_ids.size()) == options.plan.requests;
    if (!all) std::cerr << "clearway-load: not every account was opened\n";
    return all ? 0 : 1;
}

}  // namespace
}  // namespace clearway::load

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);
    try {
        return clearway::load::Main({argv + 1, static_cast<std::size_t>(argc - 1)});
    } catch (const std::invalid_argument& wrong) {
        std::cerr << "clearway-load: " << wrong.what() << "\n\n" << clearway::load::kUsage;
        return 2;
    } catch (const std::exception& failure) {
        std::cerr << "clearway-load: " << failure.what() << '\n';
        return 1;
    }
}
