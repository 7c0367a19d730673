// SPDX-License-Identifier: Apache-2.0
#include "tests/benchmark/ledger/options.h"

#include <charconv>
#include <functional>
#include <map>
#include <stdexcept>

namespace clearway::ledger_load {

const char* const kUsage = R"(usage: clearway-ledger-load --address HOST:PORT --ca FILE --cert FILE --key FILE --accounts FILE

Books transfers of one minor unit through settlement's BookTransfers, as an operator over mutual TLS,
and prints one JSON object. FILE has the ids of funded accounts, one a line.

  --batch N      256; transfers a call, at most 500
  --in-flight N  4; calls that wait for their answer at a time
  --seconds N    5; after a second of warming up that does not count
  --hot          the first account is a side of every transfer; without it both are drawn
  --currency C   EUR
)";

namespace {

int Number(const std::string& text) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || number < 1) {
        throw std::invalid_argument("'" + text + "' is not a number above zero");
    }
    return number;
}

using Setter = std::function<void(Options&, const std::string&)>;

const std::map<std::string, Setter>& Setters() {
    static const std::map<std::string, Setter> setters{
        {"--address", [](Options& o, const auto& v) { o.peer.address = v; }},
        {"--ca", [](Options& o, const auto& v) { o.peer.tls.ca = v; }},
        {"--cert", [](Options& o, const auto& v) { o.peer.tls.certificate = v; }},
        {"--key", [](Options& o, const auto& v) { o.peer.tls.key = v; }},
        {"--accounts", [](Options& o, const auto& v) { o.accounts_file = v; }},
        {"--currency", [](Options& o, const auto& v) { o.currency = v; }},
        {"--batch", [](Options& o, const auto& v) { o.batch = Number(v); }},
        {"--in-flight", [](Options& o, const auto& v) { o.in_flight = Number(v); }},
        {"--seconds",
         [](Options& o, const auto& v) { o.duration = std::chrono::seconds(Number(v)); }},
    };
    return setters;
}

void Check(const Options& options) {
    const auto& tls = options.peer.tls;
    const bool whole = !options.peer.address.empty() && !tls.ca.empty() &&
                       !tls.certificate.empty() && !tls.key.empty() &&
                       !options.accounts_file.empty();
    if (!whole) throw std::invalid_argument("--address, --ca, --cert, --key and --accounts: all");
}

}  // namespace

Options ParseOptions(std::span<const char* const> arguments) {
    Options options;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string name = arguments[i];
        if (name == "--help" || name == "-h") {
            options.help = true;
            return options;
        }
        if (name == "--hot") {
            options.hot = true;
            continue;
        }
        const auto setter = Setters().find(name);
        if (setter == Setters().end()) throw std::invalid_argument("no option '" + name + "'");
        if (++i == arguments.size()) throw std::invalid_argument(name + " needs a value");
        setter->second(options, arguments[i]);
    }
    Check(options);
    return options;
}

}  // namespace clearway::ledger_load
