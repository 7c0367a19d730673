// SPDX-License-Identifier: Apache-2.0
#include "tests/benchmark/fraud_load/options.h"

#include <charconv>
#include <functional>
#include <map>
#include <stdexcept>

namespace clearway::fraud_load {

const char* const kUsage =
    R"(usage: clearway-fraud-load --address HOST:PORT --ca FILE --cert FILE --key FILE

Asks for the scores of payments that nobody makes, as the payment service does: Score over mutual TLS,
at a fixed rate however long answers take, and prints one JSON object. Latency is from the moment at
which a call was due. FILE: the certificate of the payment service; no other caller gets a score.

  --rate N      1000; calls a second
  --seconds N   10; after a second of warming up that does not count
  --parties N   8000; payers, each with a device; a quarter as many payees
  --explained   each payment is of ten million and more, which the default policy holds for review:
                the answer then tells what the features did to the score
  --currency C  EUR
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
        {"--currency", [](Options& o, const auto& v) { o.currency = v; }},
        {"--rate", [](Options& o, const auto& v) { o.rate = Number(v); }},
        {"--parties", [](Options& o, const auto& v) { o.parties = Number(v); }},
        {"--seconds",
         [](Options& o, const auto& v) { o.duration = std::chrono::seconds(Number(v)); }},
    };
    return setters;
}

void Check(const Options& options) {
    const auto& tls = options.peer.tls;
    const bool whole = !options.peer.address.empty() && !tls.ca.empty() &&
                       !tls.certificate.empty() && !tls.key.empty();
    if (!whole) throw std::invalid_argument("--address, --ca, --cert and --key: all");
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
        if (name == "--explained") {
            options.explained = true;
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

}  // namespace clearway::fraud_load
