// SPDX-License-Identifier: Apache-2.0
#include "tests/benchmark/load/options.h"

#include <charconv>
#include <functional>
#include <map>
#include <stdexcept>

namespace clearway::load {

const char* const kUsage = R"(usage: clearway-load open   --requests N [--type customer|merchant]
       clearway-load credit --debtors FILE [--value AMOUNT]
       clearway-load pay    --debtors FILE --creditors FILE [--hot] [--seconds S] [--warm-up S]

Sends requests to the gateway over mutual TLS and prints one JSON object.
  open     opens accounts and prints their ids, one a line, instead
  credit   credits each account of the file once
  pay      sends payments; debtors take turns, so that no payer looks hurried

  --port N --ca FILE --cert FILE --key FILE   where to, and as whom (host 127.0.0.1)
  --connections N    16; all are open before the clock starts
  --rate N           open loop: N requests a second, latency from the intended start.
                     Without it a closed loop: each connection waits for its answer
  --flood            with --rate: what is due while no connection is free is dropped, not sent late
  --cpu-percent N    of a core, for a flood: beyond it requests are dropped, too (100)
  --by-second        list what ended in each second
  --requests N       end after N requests instead of after --seconds
  --threads N        1
  --run TEXT         begins every Idempotency-Key; use a new one for new payments
  --currency CODE    EUR
  --hot              half of all payments go to the first creditor, the rest by Zipf 0.99
)";

namespace {

std::int64_t Number(const std::string& text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || number < 0) {
        throw std::invalid_argument("'" + text + "' is not a number");
    }
    return number;
}

Command CommandOf(const std::string& text) {
    if (text == "open") return Command::kOpen;
    if (text == "credit") return Command::kCredit;
    if (text == "pay") return Command::kPay;
    if (text == "--help" || text == "-h") return Command::kHelp;
    throw std::invalid_argument("there is no command '" + text + "'");
}

using Setter = std::function<void(Options&, const std::string&)>;

const std::map<std::string, Setter>& Setters() {
    using std::chrono::seconds;
    static const std::map<std::string, Setter> setters{
        {"--port", [](Options& o, const auto& v) { o.target.port = static_cast<int>(Number(v)); }},
        {"--ca", [](Options& o, const auto& v) { o.target.ca = v; }},
        {"--cert", [](Options& o, const auto& v) { o.target.certificate = v; }},
        {"--key", [](Options& o, const auto& v) { o.target.key = v; }},
        {"--connections",
         [](Options& o, const auto& v) { o.plan.connections = static_cast<int>(Number(v)); }},
        {"--rate", [](Options& o, const auto& v) { o.plan.rate = Number(v); }},
        {"--requests", [](Options& o, const auto& v) { o.plan.requests = Number(v); }},
        {"--seconds", [](Options& o, const auto& v) { o.plan.duration = seconds(Number(v)); }},
        {"--warm-up", [](Options& o, const auto& v) { o.plan.warm_up = seconds(Number(v)); }},
        {"--cpu-percent",
         [](Options& o, const auto& v) { o.plan.cpu_percent = static_cast<int>(Number(v)); }},
        {"--threads", [](Options& o, const auto& v) { o.threads = static_cast<int>(Number(v)); }},
        {"--run", [](Options& o, const auto& v) { o.run = v; }},
        {"--currency", [](Options& o, const auto& v) { o.currency = v; }},
        {"--type", [](Options& o, const auto& v) { o.type = v; }},
        {"--value", [](Options& o, const auto& v) { o.value = v; }},
        {"--debtors", [](Options& o, const auto& v) { o.debtors_file = v; }},
        {"--creditors", [](Options& o, const auto& v) { o.creditors_file = v; }},
    };
    return setters;
}

const std::map<std::string, std::function<bool&(Options&)>>& Flags() {
    static const std::map<std::string, std::function<bool&(Options&)>> flags{
        {"--hot", [](Options& o) -> bool& { return o.hot; }},
        {"--flood", [](Options& o) -> bool& { return o.plan.flood; }},
        {"--by-second", [](Options& o) -> bool& { return o.by_second; }},
    };
    return flags;
}

void Check(const Options& options) {
    const auto& plan = options.plan;
    if (plan.connections < 1 || options.threads < 1 || options.threads > plan.connections) {
        throw std::invalid_argument("connections and threads: at least 1 each, threads not more");
    }
    if (plan.flood && (plan.rate == 0 || plan.requests > 0)) {
        throw std::invalid_argument("--flood needs --rate and --seconds");
    }
    if (options.command == Command::kOpen && plan.requests == 0) {
        throw std::invalid_argument("open needs --requests");
    }
    if (options.command == Command::kPay &&
        (options.debtors_file.empty() || options.creditors_file.empty() ||
         (plan.requests == 0 && plan.duration.count() == 0))) {
        throw std::invalid_argument("pay needs --debtors, --creditors and --seconds or --requests");
    }
    if (options.command == Command::kCredit && options.debtors_file.empty()) {
        throw std::invalid_argument("credit needs --debtors");
    }
}

}  // namespace

Options ParseOptions(std::span<const char* const> arguments) {
    Options options;
    if (arguments.empty()) throw std::invalid_argument("a command is missing");
    options.command = CommandOf(arguments[0]);
    for (std::size_t i = 1; i < arguments.size(); ++i) {
        const std::string name = arguments[i];
        if (const auto flag = Flags().find(name); flag != Flags().end()) {
            flag->second(options) = true;
            continue;
        }
        const auto setter = Setters().find(name);
        if (setter == Setters().end()) throw std::invalid_argument("unknown option " + name);
        if (++i == arguments.size()) throw std::invalid_argument(name + " needs a value");
        setter->second(options, arguments[i]);
    }
    if (options.command != Command::kHelp) Check(options);
    return options;
}

}  // namespace clearway::load
